//! The blocks of a note with the text of list items.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::gaps::is_blank_in_quotes;
use crate::note::{Block, BlockKind, Note};
use crate::text::TextRange;

/// The blocks of `note` in preorder. The text of a list item is a paragraph here also where no blank line stands between
/// the items, which makes it none to Markdown.
pub(super) fn outline(note: &Note) -> Vec<Block> {
    if note.list_items.is_empty() {
        return note.blocks.clone();
    }
    let markers = note.list_items.iter().map(|item| (item.block as usize, item.marker_range)).rev();
    let markers: HashMap<usize, TextRange> = markers.collect();
    let mut texts = Vec::new();
    for (index, item) in note.blocks.iter().enumerate().filter(|(_, block)| block.kind == BlockKind::ListItem)
    {
        if let Some(marker) = markers.get(&index) {
            texts_of(note, index, item, marker.end(), &mut texts);
        }
    }
    // What ends an inner item comes before what goes on with the outer one.
    texts.sort_by_key(|(before, text)| (*before, Reverse(text.depth)));
    let mut texts = texts.into_iter().peekable();
    let mut blocks = Vec::with_capacity(note.blocks.len() + texts.len());
    for index in 0..=note.blocks.len() {
        while let Some((_, text)) = texts.next_if(|(before, _)| *before == index) {
            blocks.push(text);
        }
        blocks.extend(note.blocks.get(index).map(|block| from_its_line(note, block)));
    }
    set_ends(&mut blocks);
    blocks
}

/// `block` from its own first line on: a list that a tab indents starts with the blank line above it.
fn from_its_line(note: &Note, block: &Block) -> Block {
    let text = note.slice(block.range);
    let mut block = block.clone();
    if block.kind == BlockKind::List && text.starts_with(['\n', '\r']) {
        let kept = text.trim_start_matches([' ', '\t', '\n', '\r', '>']).len();
        block.range = TextRange::new(block.range.end() - kept, block.range.end());
    }
    block
}

/// Adds the text of the item at `index`, before, between and after the blocks in it, with the index of the block that
/// follows.
fn texts_of(note: &Note, index: usize, item: &Block, marker_end: usize, texts: &mut Vec<(usize, Block)>) {
    let mut start = marker_end;
    let mut at = index + 1;
    let mut found = Vec::new();
    while let Some(child) = note.blocks.get(at).filter(|_| at < item.end as usize) {
        if child.kind == BlockKind::Paragraph {
            return;
        }
        let line = note.lines.line_of(child.range.start());
        let before = TextRange::new(start, note.lines.line_start(line));
        found.extend(text(note, before, item.depth + 1).map(|text| (at, text)));
        start = note.lines.line_start(note.lines.line_of(child.range.end()) + 1);
        at = child.end as usize;
    }
    let last = TextRange::new(start, item.range.end());
    found.extend(text(note, last, item.depth + 1).map(|text| (at, text)));
    texts.append(&mut found);
}

/// The paragraph that `range` is but for the blanks, line breaks and quote marks around.
fn text(note: &Note, range: TextRange, depth: u32) -> Option<Block> {
    let raw = note.slice(range);
    let start = raw.len() - raw.trim_start_matches([' ', '\t', '\n', '\r', '>']).len();
    let mut kept = raw.trim_end();
    // Lines with quote marks alone are no text.
    while let Some((before, last)) =
        kept.rsplit_once(['\n', '\r']).filter(|(_, last)| is_blank_in_quotes(last))
    {
        debug_assert!(last.len() < kept.len());
        kept = before.trim_end();
    }
    let range = TextRange::new(range.start() + start, range.start() + kept.len());
    (start < kept.len()).then_some(Block { kind: BlockKind::Paragraph, range, depth, end: 0 })
}

fn set_ends(blocks: &mut [Block]) {
    let mut open: Vec<(usize, u32)> = Vec::new();
    for index in 0..=blocks.len() {
        let depth = blocks.get(index).map_or(0, |block| block.depth);
        while let Some((last, _)) = open.pop_if(|(_, it)| *it >= depth) {
            if let Some(block) = blocks.get_mut(last) {
                block.end = u32::try_from(index).unwrap_or(u32::MAX);
            }
        }
        open.push((index, depth));
    }
}
