//! Straight quotes, which look the same open and closed.

use crate::note::{BlockKind, Note};
use crate::text::TextRange;

use super::char_at;

/// Straight quotes of the block that holds the link last asked for, counted once.
#[derive(Default)]
pub(super) struct Quotes {
    /// Where the block starts.
    start: usize,
    /// How far it has been counted.
    upto: usize,
    count: usize,
    last: usize,
}

impl Quotes {
    /// Whether a straight quote stands open at `offset`, with its text right after it. Offsets come in order.
    pub(super) fn is_open(&mut self, note: &Note, offset: usize) -> bool {
        let start = text_start(note, offset);
        if start != self.start || self.upto < start {
            *self = Quotes { start, upto: start, count: 0, last: 0 };
        }
        let fresh = TextRange::new(self.upto, offset).slice(&note.text);
        for (at, _) in fresh.match_indices('"').filter(|(at, _)| !note.is_opaque(self.upto + at)) {
            self.count += 1;
            self.last = self.upto + at;
        }
        self.upto = self.upto.max(offset);
        let padded = char_at(&note.text, self.last + 1).is_none_or(char::is_whitespace);
        self.count % 2 == 1 && !padded
    }
}

/// Where the innermost block of running text around `offset` starts; the start of the line when there is none.
fn text_start(note: &Note, offset: usize) -> usize {
    const NEAR: usize = 16;
    let after = note.blocks.partition_point(|block| block.range.start() <= offset);
    let holds = |kind| matches!(kind, BlockKind::Paragraph | BlockKind::Heading | BlockKind::ListItem);
    let blocks = note.blocks.get(..after).unwrap_or_default().iter().rev().take(NEAR);
    let mut around = blocks.filter(|block| holds(block.kind) && block.range.contains(offset));
    let line = note.lines.line_start(note.lines.line_of(offset));
    around.next().map_or(line, |block| block.range.start())
}
