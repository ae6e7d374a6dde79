//! Lists and their items.

use super::{Builder, OpenItem, OpenList};
use crate::note::parse::trimmed;
use crate::note::{BlockKind, ListItem, link_parts};
use crate::text::TextRange;

impl Builder<'_, '_> {
    pub(super) fn open_list(&mut self, range: TextRange) {
        if let Some(item) = self.items.last_mut() {
            item.first_list.get_or_insert(range.start());
        } else {
            self.list_line = self.line_of(range.start());
        }
        self.lists.push(OpenList::default());
        self.open_block(BlockKind::List, range);
    }

    pub(super) fn open_item(&mut self, range: TextRange) {
        let block = u32::try_from(self.note.blocks.len()).unwrap_or(u32::MAX);
        let outer_width = self.items.last().map_or(0, |item| item.width);
        let parts = link_parts::item(&self.text, range, outer_width);
        let range = TextRange::new(parts.start, range.end());
        self.open_block(BlockKind::ListItem, range);
        self.stretch_last_item(range.start());
        let index = u32::try_from(self.note.list_items.len()).unwrap_or(u32::MAX);
        let item = ListItem {
            range,
            marker_range: parts.marker,
            task: parts.task,
            parent: self.items.last().map(|item| item.index),
            line: self.line_of(parts.marker.start()),
            list_line: self.list_line,
            block,
        };
        // After the brackets of a task the rest is read as blocks: `- [ ] 1. x` holds a list.
        let inner = parts.inner.map(|(marker_range, task)| ListItem {
            range: trimmed(
                &self.text,
                TextRange::new(marker_range.start(), self.line_end(marker_range.start())),
            ),
            marker_range,
            task,
            parent: Some(index),
            ..item.clone()
        });
        self.note.list_items.push(item);
        self.note.list_items.extend(inner);
        self.items.push(OpenItem {
            index,
            content_start: parts.content_start,
            first_list: None,
            width: parts.width,
        });
    }

    /// An item that a blank line parts from the next one ends after its line break, not before it.
    pub(super) fn stretch_last_item(&mut self, next_start: usize) {
        let Some(last) = self.lists.last().and_then(|list| list.last) else { return };
        let next_line = self.note.lines.line_of(next_start);
        if let Some(item) = self.note.list_items.get_mut(last as usize) {
            let line = self.note.lines.line_of(item.range.end());
            if line + 2 <= next_line {
                item.range = TextRange::new(item.range.start(), self.note.lines.line_start(line + 1));
            }
        }
    }

    pub(super) fn close_item(&mut self, range: TextRange) {
        let Some(open) = self.items.pop() else { return };
        let Some(item) = self.note.list_items.get_mut(open.index as usize) else { return };
        let start = item.range.start();
        let end = match open.first_list {
            // The list in it starts on a line of its own, after the prefixes of the containers.
            Some(list) => {
                let line_start = self.note.lines.line_start(self.note.lines.line_of(list));
                if line_start > start { line_start } else { list }
            }
            None => range.end(),
        };
        item.range = link_parts::without_line_breaks(&self.text, TextRange::new(start, end));
        let last = open.first_list.is_none().then_some(open.index);
        if let Some(list) = self.lists.last_mut() {
            list.last = last;
        }
    }

    pub(super) fn line_of(&self, offset: usize) -> u32 {
        u32::try_from(self.note.lines.line_of(offset)).unwrap_or(u32::MAX)
    }

    pub(super) fn line_end(&self, offset: usize) -> usize {
        self.note.lines.line_range(&self.text, self.note.lines.line_of(offset)).end()
    }
}
