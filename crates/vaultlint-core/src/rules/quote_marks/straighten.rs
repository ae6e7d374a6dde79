//! Straight quotation marks in place of others.

use crate::diagnostic::Edit;
use crate::note::Note;
use crate::text::TextRange;

/// How far a pair of `«` and `»` may reach, in characters.
const LONGEST: usize = 1000;

/// Which `«` or `‹` is open where the text is read; German has `»` and `›` first.
#[derive(Debug, Default)]
pub(super) struct Straighten {
    open: Option<char>,
    line: usize,
}

impl Straighten {
    /// The straight mark for `c` at byte `at` of `stretch`, where it is not straight already. The blanks that French
    /// sets within its marks go with them; `›` between two things is no quotation mark.
    pub(super) fn read(&mut self, note: &Note, stretch: TextRange, c: char, at: usize) -> Option<Edit> {
        let end = at + c.len_utf8();
        match c {
            '“' | '”' | '„' | '‟' => Some(Edit::replacement(TextRange::new(at, end), "\"")),
            '‘' | '’' | '‚' | '‛' => Some(Edit::replacement(TextRange::new(at, end), "'")),
            '«' | '»' => Some(Edit::replacement(self.pair(note, stretch, c, at)?, "\"")),
            '‹' | '›' => Some(Edit::replacement(self.pair(note, stretch, c, at)?, "'")),
            _ => None,
        }
    }

    /// The bytes of one mark of a pair, with the blanks within; `None` for a mark that is alone on its line.
    fn pair(&mut self, note: &Note, stretch: TextRange, c: char, at: usize) -> Option<TextRange> {
        let is_blank = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}');
        let line = note.lines.line_of(at);
        let partner = partner(c);
        if self.line != line {
            *self = Straighten { open: None, line };
        }
        let end = at + c.len_utf8();
        if self.open == Some(partner) {
            self.open = None;
            let before = TextRange::new(stretch.start(), at).slice(&note.text);
            let kept = before.trim_end_matches(is_blank).len();
            let is_french = matches!(c, '»' | '›') && kept > 0;
            return Some(TextRange::new(if is_french { stretch.start() + kept } else { at }, end));
        }
        let rest = TextRange::new(end, note.lines.line_range(&note.text, line).end()).slice(&note.text);
        if !rest.chars().take(LONGEST).any(|c| c == partner) {
            return None;
        }
        self.open = Some(c);
        let after = TextRange::new(end, stretch.end()).slice(&note.text);
        let kept = after.trim_start_matches(is_blank).len();
        let is_french = matches!(c, '«' | '‹') && kept > 0;
        Some(TextRange::new(at, if is_french { stretch.end() - kept } else { end }))
    }
}

fn partner(c: char) -> char {
    match c {
        '«' => '»',
        '»' => '«',
        '‹' => '›',
        _ => '‹',
    }
}
