//! Paragraphs made of the lines of a paragraph.

use super::super::broken_table::is_delimiter;
use super::super::layout::{columns, put};
use super::super::lines::Line;
use super::super::paragraphs::{Spans, hard_break, paragraphs};
use super::super::properties::line_break;
use crate::diagnostic::Edit;
use crate::note::{BlockKind, Note};
use crate::text::TextRange;

/// The lines that become a paragraph of their own, and what does it. They are lines of the note itself: in quotes, lists
/// and footnotes paragraphs stay.
pub(super) fn splits(note: &Note) -> Vec<(TextRange, Edit)> {
    let spans = Spans::with_emphasis(note);
    let mut found = Vec::new();
    for paragraph in paragraphs(&note.blocks).iter().filter(|paragraph| paragraph.parent.is_none()) {
        if paragraph.has_block_id(note) {
            continue;
        }
        let lines = paragraph.lines(note);
        for (at, pair) in lines.windows(2).enumerate() {
            let [above, line] = pair else { continue };
            let may_part = hard_break(note.slice(above.content)).is_none() && !spans.reach_over(above.content.end());
            if may_part && is_paragraph(note, line, lines.get(at + 2)) {
                found.push((line.content, split(note, line)));
            }
        }
    }
    found
}

fn split(note: &Note, line: &Line) -> Edit {
    let start = note.lines.line_start(note.lines.line_of(line.content.start()));
    let before = TextRange::new(start, line.content.start());
    // Four columns would make it code.
    let kept = if columns(note.slice(before)) < 4 { TextRange::empty(start) } else { before };
    put(kept, line_break(&note.text).to_owned())
}

/// Whether `line` is a paragraph also with a blank line above. One that has no words before its sign, such as `2.` or
/// `[a]:`, may be the start of something else there.
fn is_paragraph(note: &Note, line: &Line, next: Option<&Line>) -> bool {
    let text = note.slice(line.content);
    let is_delimited = next.is_some_and(|next| is_delimiter(note.slice(next.content).trim_end()));
    if is_delimited || is_delimiter(text.trim_end()) || text.starts_with(": ") {
        return false;
    }
    if text.starts_with(char::is_alphabetic) {
        return true;
    }
    let alone = Note::parse(note.path.clone(), text);
    let is_text = matches!(alone.blocks.as_slice(), [block] if block.kind == BlockKind::Paragraph);
    is_text && alone.block_ids.is_empty()
}
