//! The words of a stretch of prose.

use crate::note::Note;
use crate::text::TextRange;

/// A word that stands for itself: no part of a name, a path, an address or a longer word with marks in it.
pub(super) struct Word<'a> {
    pub text: &'a str,
    pub range: TextRange,
    /// Whether it is made of letters and apostrophes.
    pub is_plain: bool,
    /// Whether it starts with a capital in the middle of a sentence, as names do.
    pub is_name: bool,
}

/// The words in `stretch`.
pub(super) fn words(note: &Note, stretch: TextRange) -> Vec<Word<'_>> {
    let text = note.slice(stretch);
    let mut words = Vec::new();
    let mut start = None;
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match start {
            None if is_word_char(c) => start = Some(i),
            Some(from) if !is_word_char(c) => {
                words.extend(word(note, stretch, from, i));
                start = None;
            }
            _ => {}
        }
    }
    words
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '\'' | '’' | '`' | '\u{300}'..='\u{36f}')
}

/// The word from `start` up to `end` in `stretch`, without quotation marks and marks of emphasis around it.
fn word(note: &Note, stretch: TextRange, start: usize, end: usize) -> Option<Word<'_>> {
    let whole = TextRange::new(stretch.start() + start, stretch.start() + end);
    if is_joined(note, whole) || is_mentioned(note, whole) || is_abbreviated(note, whole) {
        return None;
    }
    let is_mark = |c: char| !c.is_alphanumeric();
    let text = note.slice(whole);
    let inner = text.trim_start_matches(is_mark);
    let start = whole.end() - inner.len();
    let range = TextRange::new(start, start + inner.trim_end_matches(is_mark).len());
    let text = note.slice(range);
    let is_plain = text.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’'));
    let is_name = text.starts_with(char::is_uppercase) && !opens_sentence(note, range.start());
    (!range.is_empty()).then_some(Word { text, range, is_plain, is_name })
}

/// Whether signs join the word to another one: `name.md`, `a/b`, `user@host`, `**bo**ld`, `&amp;`.
fn is_joined(note: &Note, word: TextRange) -> bool {
    let before = note.text.get(..word.start()).unwrap_or("");
    let after = note.text.get(word.end()..).unwrap_or("");
    let joins = |signs: &mut dyn Iterator<Item = char>| {
        let mut signs = signs.take(4);
        let sign = signs.next();
        match sign {
            Some('/' | '\\' | '@' | '#' | '&') => true,
            Some('.' | ':') => signs.next().is_some_and(char::is_alphanumeric),
            Some(mark @ ('*' | '~' | '=')) => {
                signs.find(|c| *c != mark).is_some_and(char::is_alphanumeric)
            }
            Some(']' | '[') => signs.next().is_some_and(|c| c == '[' || c == ']'),
            Some(c) => c.is_alphanumeric(),
            None => false,
        }
    };
    joins(&mut before.chars().rev()) || joins(&mut after.chars())
}

/// Whether quotation marks hold the word and nothing else.
fn is_mentioned(note: &Note, word: TextRange) -> bool {
    let text = note.slice(word);
    let pairs = [("“", "”"), ("\"", "\""), ("«", "»"), ("„", "“"), ("‘", "’")];
    let before = note.text.get(..word.start()).unwrap_or("");
    let after = note.text.get(word.end()..).unwrap_or("");
    let has_quotes = |open: &str, close: &str| before.ends_with(open) && after.starts_with(close);
    let holds_quotes = |quote: &str| text.len() > 2 && text.starts_with(quote) && text.ends_with(quote);
    let typographic = before.ends_with('‘') && text.ends_with('’');
    pairs.iter().any(|(open, close)| has_quotes(open, close)) || holds_quotes("'") || typographic
}

/// Whether a period after the word ends no sentence: `Mor. ii 4`.
fn is_abbreviated(note: &Note, word: TextRange) -> bool {
    let after = note.text.get(word.end()..).and_then(|rest| rest.strip_prefix(". "));
    after.and_then(|rest| rest.chars().next()).is_some_and(|c| c.is_lowercase() || c.is_numeric())
}

/// Whether a sentence, a line or a quotation starts at byte `at`.
fn opens_sentence(note: &Note, at: usize) -> bool {
    let line = note.lines.line_start(note.lines.line_of(at));
    let before = TextRange::new(line, at).slice(&note.text);
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || "\"'“‘«(*_>=".contains(c));
    before.chars().next_back().is_none_or(|c| !c.is_alphanumeric() && !",;)]`$".contains(c))
}
