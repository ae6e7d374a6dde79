//! List items with nothing in them.

use crate::note::{ListItem, Note};
use crate::text::TextRange;

/// An item with nothing in it.
pub(super) struct EmptyItem {
    /// Its index among the blocks; none where Markdown takes the marker for text of the item above.
    pub block: Option<usize>,
    /// Its line, from 0.
    pub line: usize,
    pub marker: TextRange,
}

pub(super) fn empty_item(note: &Note, item: &ListItem) -> Option<EmptyItem> {
    let index = item.block as usize;
    let block = note.blocks.get(index)?;
    let line = note.lines.line_of(item.marker_range.start());
    let rest = content(note, line).strip_prefix(note.slice(item.marker_range))?.trim();
    let is_bare = match item.task {
        Some(state) => rest.strip_prefix('[')?.strip_suffix(']')?.chars().eq([state]),
        None => rest.is_empty(),
    };
    let is_alone = note.lines.line_of(block.range.end()) == line && block.end as usize <= index + 2;
    (is_bare && is_alone).then_some(EmptyItem { block: Some(index), line, marker: item.marker_range })
}

/// Lines of the text of `item` that are a bullet and nothing else: an empty item does not end a text.
pub(super) fn stray_markers<'n>(note: &'n Note, item: &ListItem) -> impl Iterator<Item = EmptyItem> + 'n {
    let last = note.lines.line_of(item.range.end());
    (item.line as usize + 1..=last).filter_map(move |line| {
        let text = content(note, line);
        let start = note.lines.line_range(&note.text, line).end() - text.len();
        let is_bullet = matches!(text.trim_end(), "*" | "+") && !note.is_opaque(start) && !note.is_commented(start);
        is_bullet.then(|| EmptyItem { block: None, line, marker: TextRange::new(start, start + 1) })
    })
}

/// What stands on `line` behind quote marks and indentation.
fn content(note: &Note, line: usize) -> &str {
    note.slice(note.lines.line_range(&note.text, line)).trim_start_matches([' ', '\t', '>'])
}
