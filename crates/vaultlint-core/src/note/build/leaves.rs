//! Leaves: where text stands, and what the Markdown parser found in it.

use super::Builder;
use crate::note::inline::{self, Leaf, SpanKind};
use crate::note::parse::trimmed;
use crate::note::{BlockKind, Math, block_id};
use crate::text::TextRange;

impl Builder<'_, '_> {
    /// The leaf that holds `range`; text outside a paragraph opens that of a tight item.
    pub(super) fn leaf_at(&mut self, range: TextRange) -> &mut Leaf {
        let tight_start = || {
            let content = self.items.last().map(|item| item.content_start).filter(|at| *at <= range.start());
            let first = content.filter(|at| {
                TextRange::new(*at, range.start()).slice(&self.text).bytes().all(|b| b != b'\n' && b != b'\r')
            });
            // A backslash before the first character belongs to the text.
            let escaped = self.text[..range.start()].ends_with('\\');
            first.unwrap_or(range.start() - usize::from(escaped))
        };
        let start = if self.leaf.is_none() { tight_start() } else { 0 };
        self.leaf.get_or_insert_with(|| Leaf { range: TextRange::new(start, range.end()), ..Leaf::default() })
    }

    pub(super) fn extend_leaf(&mut self, range: TextRange) {
        let inside_code = self.stack.last().is_some_and(|open| {
            matches!(self.note.blocks[*open as usize].kind, BlockKind::Code | BlockKind::Html)
        });
        if !inside_code {
            let in_cell = self.leaf_in_cell;
            let leaf = self.leaf_at(range);
            if range.end() > leaf.range.end() && !in_cell {
                leaf.range = TextRange::new(leaf.range.start(), range.end());
            }
        }
    }

    pub(super) fn run_text(&mut self, range: TextRange) {
        self.extend_leaf(range);
        if std::mem::take(&mut self.after_inline)
            && let Some(leaf) = &mut self.leaf
        {
            leaf.run_starts.push(range.start());
        }
    }

    pub(super) fn inline_mark(&mut self, range: TextRange) {
        self.extend_leaf(range);
        self.after_inline = true;
    }

    pub(super) fn span(&mut self, range: TextRange, kind: SpanKind) {
        self.inline_mark(range);
        if let Some(leaf) = &mut self.leaf {
            leaf.spans.push((range, kind));
        }
    }

    pub(super) fn close_leaf(&mut self) {
        let in_cell = std::mem::take(&mut self.leaf_in_cell);
        self.after_inline = false;
        self.links.clear();
        let Some(mut leaf) = self.leaf.take() else { return };
        leaf.range = trimmed(&self.text, leaf.range);
        leaf.in_comment = self.hidden;
        let masked = &self.masked.math;
        let first = masked.partition_point(|math| math.end() <= leaf.range.start());
        let masked = masked[first..].iter().take_while(|math| math.start() < leaf.range.end());
        leaf.spans.retain(|(range, _)| !masked.clone().any(|math| math.overlaps(*range)));
        let range = leaf.range;
        let is_masked = masked.clone().any(|math| *math == range);
        leaf.spans.extend(masked.map(|math| (*math, SpanKind::Destination)));
        leaf.spans.sort_by_key(|(range, _)| range.start());
        if !in_cell && !self.hidden {
            block_id::read(self.note, &self.stack, leaf.range);
        }
        inline::scan(self.note, leaf);
        let is_last = |math: &Math| math.display && math.range == range;
        if (is_masked || self.note.math.last().is_some_and(is_last))
            && let Some(block) = self.stack.last().and_then(|i| self.note.blocks.get_mut(*i as usize))
            && block.kind == BlockKind::Paragraph
        {
            block.kind = BlockKind::Math;
        }
    }
}
