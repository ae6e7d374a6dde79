//! Where the items of a list stand, and where they should.

use super::Step;
use crate::note::{BlockKind, Note};
use crate::rules::margin::{columns_from, margin};
use crate::text::TextRange;

/// An item of the list or of a list in it. Columns count from behind the quote marks of the line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    /// First and last line, from 0.
    pub lines: (usize, usize),
    /// Columns of the marker, now and as they should be.
    pub marker: (usize, usize),
    /// Columns of the text behind it, now and as they should be.
    pub content: (usize, usize),
    /// Whether nothing but blanks stands before the marker.
    pub is_first: bool,
    /// How many items it stands in.
    pub level: usize,
    /// Columns of the list that starts on the line of its marker, now and as they should be: further items of that list
    /// stand below the first.
    beside: Option<(usize, usize)>,
}

/// The items of the list that is block `list` of `note`, in preorder; `None` where the marks of `quotes` are missing.
pub(super) fn items(note: &Note, list: usize, quotes: usize, step: Step) -> Option<Vec<Item>> {
    let end = note.blocks.get(list)?.end as usize;
    let first = note.list_items.partition_point(|item| (item.block as usize) < list);
    let mut markers = note.list_items.get(first..)?.iter().peekable();
    let mut items: Vec<Item> = Vec::new();
    // The items that hold the next one: index in `items`, and the block after each.
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut at = list;
    while let Some(block) = note.blocks.get(at).filter(|_| at < end) {
        open.retain(|(_, after)| *after > at);
        match block.kind {
            BlockKind::List => at += 1,
            BlockKind::ListItem => {
                while markers.next_if(|item| (item.block as usize) < at).is_some() {}
                let marker = markers.next_if(|item| item.block as usize == at)?.marker_range;
                let parent = open.last().and_then(|(index, _)| items.get(*index));
                let lines = (note.lines.line_of(marker.start()), note.lines.line_of(block.range.end()));
                let item = Item { lines, ..item(note, marker, quotes, parent, step)? };
                let parent = open.last().and_then(|(index, _)| items.get_mut(*index));
                if let Some(parent) = parent.filter(|_| !item.is_first) {
                    parent.beside = Some(item.marker);
                }
                open.push((items.len(), block.end as usize));
                items.push(item);
                at += 1;
            }
            _ => at = (block.end as usize).max(at + 1),
        }
    }
    Some(items)
}

fn item(note: &Note, marker: TextRange, quotes: usize, parent: Option<&Item>, step: Step) -> Option<Item> {
    let line = note.lines.line_of(marker.start());
    let margin = margin(note, line, quotes)?;
    let line_end = note.lines.line_range(&note.text, line).end();
    let before = TextRange::new(margin.range.start(), marker.start()).slice(&note.text);
    let column = columns_from(before, margin.column);
    let after = TextRange::new(marker.end(), line_end).slice(&note.text);
    let blanks = after.get(..after.len() - after.trim_start_matches([' ', '\t']).len())?;
    let padding = match columns_from(blanks, margin.column + column + marker.len()) {
        columns @ 1..=4 if blanks.len() < after.len() => columns,
        _ => 1,
    };
    let is_first = margin.range.end() == marker.start();
    let wanted = match parent {
        // Where a list of the note itself starts is not for this rule to say.
        None => column,
        Some(parent) if !is_first => (column + parent.content.1).saturating_sub(parent.content.0),
        Some(Item { beside: Some((now, wanted)), .. }) => (column + wanted).saturating_sub(*now),
        Some(parent) => step.within(parent, margin.column),
    };
    let width = marker.len() + padding;
    Some(Item {
        lines: (line, line),
        marker: (column, wanted),
        content: (column + width, wanted + width),
        is_first,
        level: parent.map_or(0, |parent| parent.level + 1),
        beside: None,
    })
}

impl Step {
    /// The column of a list in `parent`, on lines whose quote marks end at column `quoted`.
    fn within(self, parent: &Item, quoted: usize) -> usize {
        let (marker, content) = (parent.marker.1, parent.content.1);
        match self {
            Step::Content => content,
            // Four columns more than the text of the item, and the list would be code.
            Step::Blanks(width) if (content..content + 4).contains(&(marker + width)) => marker + width,
            Step::Blanks(_) => content,
            // The next stop at which the list stands in the item.
            Step::Tab => (quoted + content).div_ceil(4) * 4 - quoted,
        }
    }
}
