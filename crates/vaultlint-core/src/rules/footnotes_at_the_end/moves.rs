//! The edits that move definitions.

use super::FootnotesAtTheEnd;
use super::definitions::Definition;
use crate::diagnostic::Edit;
use crate::note::Note;
use crate::rules::margin::replaced;
use crate::text::TextRange;

/// What brings the definitions `found` to the end of `note`, as `ordered`; `None` where they are there.
pub(super) fn edits(
    note: &Note,
    found: &[Definition],
    ordered: &[Definition],
    options: &FootnotesAtTheEnd,
) -> Option<Vec<Edit>> {
    let ending = if note.text.contains("\r\n") { "\r\n" } else { "\n" };
    let between = ending.repeat(1 + usize::from(options.blank_line_between));
    let texts: Vec<&str> = ordered.iter().map(|definition| note.slice(definition.range).trim_end()).collect();
    let (body_end, last_end, in_body) = tail(note, found);
    let body = found.get(..in_body)?;
    let tail = format!("{ending}{ending}{}", texts.join(between.as_str()));
    let moved = replaced(note, TextRange::new(body_end, last_end), tail);
    let groups = body.chunk_by(|one, next| is_blank(note, one.range.end(), next.range.start()));
    let deleted = groups.filter_map(|group| Some(deletion(note, group.first()?, group.last()?, options.close_up)));
    let edits: Vec<Edit> = deleted.chain(moved).collect();
    (!edits.is_empty()).then_some(edits)
}

/// Where the text ends that stands before the definitions at the end of `note`, where those end, and how many definitions
/// stand before that text ends.
fn tail(note: &Note, found: &[Definition]) -> (usize, usize, usize) {
    let text_end = |end: usize| {
        let text = TextRange::new(0, end).slice(&note.text);
        text.trim_end_matches([' ', '\t', '\n', '\r']).len()
    };
    let last_end = text_end(note.text.len());
    let (mut body_end, mut in_body) = (last_end, found.len());
    while let Some(last) = in_body.checked_sub(1).and_then(|last| found.get(last)) {
        // Blanks may stand at the end of its last line.
        if last.range.end() < body_end || last.range.start() >= body_end {
            break;
        }
        body_end = text_end(last.range.start());
        in_body -= 1;
    }
    (body_end, last_end, in_body)
}

/// The lines from `first` to `last`, with the blank line behind them where one stands before them too.
fn deletion(note: &Note, first: &Definition, last: &Definition, close_up: bool) -> Edit {
    let above = note.lines.line_of(first.range.start()).checked_sub(1);
    let is_blank_line = |number: usize| note.slice(note.lines.line_range(&note.text, number)).trim().is_empty();
    let below = note.lines.line_of(last.range.end()) + 1;
    let takes_blank = is_blank_line(below) && (close_up || above.is_none_or(is_blank_line));
    let end = note.lines.line_start(below + usize::from(takes_blank));
    Edit::deletion(TextRange::new(first.range.start(), end))
}

fn is_blank(note: &Note, from: usize, to: usize) -> bool {
    TextRange::new(from, to).slice(&note.text).trim().is_empty()
}
