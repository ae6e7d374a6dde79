//! Straight quotation marks in place of others.

use crate::diagnostic::Edit;
use crate::note::Note;
use crate::text::TextRange;

/// The straight mark for `c` at byte `at`, where it is not straight already. The blanks that French sets within its
/// marks go with them.
pub(super) fn straightened(note: &Note, stretch: TextRange, c: char, at: usize) -> Option<Edit> {
    let straight = match c {
        '“' | '”' | '„' | '‟' | '«' | '»' => "\"",
        '‘' | '’' | '‚' | '‛' | '‹' | '›' => "'",
        _ => return None,
    };
    let is_blank = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}');
    let end = at + c.len_utf8();
    let before = TextRange::new(stretch.start(), at).slice(&note.text);
    let after = TextRange::new(end, stretch.end()).slice(&note.text);
    let kept = before.trim_end_matches(is_blank);
    let range = match c {
        '«' | '‹' if !after.trim().is_empty() => {
            TextRange::new(at, end + after.len() - after.trim_start_matches(is_blank).len())
        }
        '»' | '›' if !kept.is_empty() => TextRange::new(stretch.start() + kept.len(), end),
        _ => TextRange::new(at, end),
    };
    Some(Edit::replacement(range, straight))
}
