//! Paragraphs made of the lines of a paragraph.

use super::super::layout::{columns, put};
use super::super::lines::Line;
use super::super::paragraphs::{Spans, hard_break, paragraphs, starts_paragraph};
use super::super::properties::line_break;
use crate::diagnostic::Edit;
use crate::note::Note;
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
            if may_part && starts_paragraph(note, line, lines.get(at + 2)) {
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
