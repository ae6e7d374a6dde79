//! Blanks that lay a line out.

use crate::note::Note;
use crate::text::TextRange;

/// Whether the author lines words up with blanks: a wide gap, other gaps on the line, or a gap that ends at the
/// same column of a line next to it.
pub(in crate::rules) fn is_layout(note: &Note, run: TextRange) -> bool {
    const WIDE: usize = 4;
    const LONGEST: usize = 2000;
    let line = note.lines.line_of(run.start());
    let range = note.lines.line_range(&note.text, line);
    if run.len() >= WIDE {
        return true;
    }
    // Long lines are running text; so the time stays linear.
    if range.len() > LONGEST {
        return false;
    }
    let column = TextRange::new(range.start(), run.end()).slice(&note.text).chars().count();
    let beside = [line.checked_sub(1), Some(line + 1)];
    gaps(range.slice(&note.text)) >= 2
        || beside.into_iter().flatten().any(|other| {
            let other = note.lines.line_range(&note.text, other);
            other.len() <= LONGEST && has_gap_at(other.slice(&note.text), column)
        })
}

/// How many gaps of two or more blanks stand between words of `line`, not next to a link and not after a sentence.
fn gaps(line: &str) -> usize {
    let mut rest = line.trim();
    let mut count = 0;
    while let Some((before, after)) = rest.split_once("  ") {
        let after = after.trim_start_matches(' ');
        let at_link = before.ends_with("]]") || after.starts_with("[[") || after.starts_with("![[");
        let ends_sentence = before.ends_with(['.', '!', '?', ':']);
        count += usize::from(!at_link && !ends_sentence && before.chars().any(char::is_alphanumeric));
        rest = after;
    }
    count
}

/// Whether a gap of two or more blanks ends at `column`, in characters.
fn has_gap_at(line: &str, column: usize) -> bool {
    let Some(from) = column.checked_sub(2) else { return false };
    let mut chars = line.chars().skip(from);
    let gap = (chars.next(), chars.next(), chars.next());
    matches!(gap, (Some(' '), Some(' '), Some(next)) if next != ' ')
        && line.chars().take(from).any(char::is_alphanumeric)
}

/// Whether nothing but marks of quotes and lists stands on the line before `offset`.
pub(super) fn opens_line(note: &Note, offset: usize) -> bool {
    let line = note.lines.line_start(note.lines.line_of(offset));
    let before = TextRange::new(line, offset).slice(&note.text).trim_start_matches([' ', '\t', '>']);
    let number = before.trim_end_matches(['.', ')']);
    number.chars().all(|c| c.is_ascii_digit())
}
