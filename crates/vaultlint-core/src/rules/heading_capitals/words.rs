//! The words of a heading.

use crate::note::Note;
use crate::text::TextRange;

/// Articles, conjunctions, prepositions and the adverbs that are spelt like them, with a blank between them.
pub(super) const DEFAULT_LOWERCASE: &str = "'thout 'tween B4 a aboard about above abreast abroad absent abt. across adrift aft after afterward \
    afterwards against ago ahead aloft along alongside although amid amidst among amongst an and anti apart \
    apropos around as ashore aside aslant astride at atop away back backward backwards bar barring because \
    before beforehand behind below beneath beside besides between beyond both but by c. ca. chez circa come \
    concerning considering contra counting cum c̄ despite down downhill downstage downstairs downstream \
    downward downwards downwind during east eastward eastwards effective either ere even except excepting \
    excluding failing following for forth forward forwards from given granted heavenward heavenwards hence \
    henceforth here hereby herein hereof hereto herewith home homeward homewards how if in inasmuch \
    including indoors inside into inward inwards is it just leftward leftwards less lest like mid midst \
    minus mod modulo near nearer nearest neath neither next nor north northeast northward northwards \
    northwest notwithstanding now o' o'er of off offshore on once onto ontop onward onwards opposite or out \
    outdoors outside outward outwards over overboard overhead overland overseas pace past pending per plus \
    post pre pro provided providing qua rather re regarding respecting rightward rightwards round sans save \
    saving seaward seawards seeing short since skyward skywards so south southeast southward southwards \
    southwest spite sub such supposing t' than that the then thence thenceforth there thereby therein \
    thereof thereto therewith though through throughout thru thruout till times to together touching toward \
    towards under underfoot underground underneath unless unlike until unto up uphill upon upstage upstairs \
    upstream upward upwards upwind v. versus via vice vis-à-vis vs. w. w/ w/i w/o wanting west westward \
    westwards what whatever when whence whenever where whereas whereby wherein whereto wherever wherewith \
    whether while whilst whoever whose why with within without yet";

/// A run of characters without blanks, as far as it may be changed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// Its bytes without what stands before and after the word proper.
    pub range: TextRange,
    /// Whether it is a word, of letters, apostrophes and hyphens, rather than a number, a name with digits or a sign.
    pub is_word: bool,
}

/// The words in `range` of `note`, without `before` and `after`. What is no plain text is left out: code, math, links,
/// tags, HTML, comments, block ids, markers of templates, inline fields.
pub(super) fn words(note: &Note, range: TextRange, before: &str, after: &str) -> Vec<Word> {
    let protected = protected(note, range);
    let mut words = Vec::new();
    let mut at = range.start();
    for piece in range.slice(&note.text).split(char::is_whitespace) {
        let whole = TextRange::new(at, at + piece.len());
        at = whole.end() + char_len(note, whole.end());
        if piece.is_empty() || protected.iter().any(|it| it.overlaps(whole)) {
            continue;
        }
        let start = piece.len() - piece.trim_start_matches(|c| before.contains(c)).len();
        let end = piece.trim_end_matches(|c| after.contains(c)).len().max(start);
        let core = piece.get(start..end).unwrap_or("");
        let is_word = !core.is_empty() && core.chars().all(|c| c.is_alphabetic() || "'’-*_".contains(c));
        words.push(Word { range: TextRange::new(whole.start() + start, whole.start() + end), is_word });
    }
    words.retain(|word| !word.range.is_empty());
    words
}

/// How long the character at byte `at` is.
fn char_len(note: &Note, at: usize) -> usize {
    note.text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
}

fn protected(note: &Note, range: TextRange) -> Vec<TextRange> {
    let opaque = note.opaque.iter().copied();
    let links = note.links.iter().map(|link| link.range);
    let tags = note.tags.iter().map(|tag| tag.range);
    let ids = note.block_ids.iter().map(|id| id.range);
    let math = note.math.iter().map(|math| math.range);
    let comments = note.comments.iter().map(|comment| comment.range);
    let markers = note.template_markers.iter().map(|marker| marker.range);
    let fields = note.inline_fields.iter().map(|field| field.range);
    let notes = note.footnote_refs.iter().map(|reference| reference.range);
    let all = opaque.chain(links).chain(tags).chain(ids).chain(math).chain(comments).chain(markers);
    all.chain(fields).chain(notes).filter(|it| it.overlaps(range)).collect()
}
