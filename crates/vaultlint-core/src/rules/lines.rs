//! Lines of blocks, as several rules look at them.

use crate::note::{Block, BlockKind, Note};
use crate::text::TextRange;

/// A line of a block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// What stands after quote marks and indentation, up to the line break.
    pub content: TextRange,
    /// Columns of blanks before it, from the start of the line or the last quote mark.
    pub indent: usize,
}

/// The blocks of `kind` that stand in the note itself or in quotes, not in lists or footnotes.
pub(super) fn sections(note: &Note, kind: BlockKind) -> impl Iterator<Item = &Block> {
    let mut others_end = 0;
    note.blocks.iter().filter(move |block| {
        let is_own = block.range.start() >= others_end;
        if is_own && matches!(block.kind, BlockKind::List | BlockKind::FootnoteDefinition) {
            others_end = block.range.end();
        }
        is_own && block.kind == kind
    })
}

/// The lines of `block`.
pub(super) fn lines<'n>(note: &'n Note, block: &Block) -> impl Iterator<Item = Line> + 'n {
    let range = block.range;
    let (first, last) = (note.lines.line_of(range.start()), note.lines.line_of(range.end()));
    (first..=last).map(move |line| read(note, line))
}

/// The line of the note with this number, from 0.
pub(super) fn read(note: &Note, line: usize) -> Line {
    let range = note.lines.line_range(&note.text, line);
    let text = note.slice(range);
    let content = text.trim_start_matches([' ', '\t', '>']);
    let before = text.get(..text.len() - content.len()).unwrap_or("");
    let blanks = match before.rsplit_once('>') {
        Some((_, blanks)) => blanks.strip_prefix(' ').unwrap_or(blanks),
        None => before,
    };
    let indent =
        blanks.chars().fold(0, |columns, c| if c == '\t' { columns / 4 * 4 + 4 } else { columns + 1 });
    Line { content: TextRange::new(range.end() - content.len(), range.end()), indent }
}
