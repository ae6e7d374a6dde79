//! Block ids (OBSIDIAN.md 2.6).

use super::{BlockId, BlockKind, Note};
use crate::text::TextRange;

/// Reads the block id at the end of the leaf at `leaf`, whose open blocks are `stack`.
pub(super) fn read(note: &mut Note, stack: &[u32], leaf: TextRange) {
    let text = leaf.slice(&note.text);
    let Some(start) = id_start(text) else { return };
    let Some(mut block) = stack.last().copied() else { return };
    let alone = text[..start].trim().is_empty();
    let lazy_line = !alone && line_is_only_id(text, start);
    if alone {
        block = previous_sibling(note, block).unwrap_or(block);
    } else if lazy_line && let Some(quote) = outer_quote(note, stack, leaf.start() + start) {
        block = quote;
    }
    // The text of an item stands for the item.
    if !alone
        && let [.., item, paragraph] = stack[..]
        && block == paragraph
        && note.blocks[item as usize].kind == BlockKind::ListItem
    {
        block = item;
    }
    let range = TextRange::new(leaf.start() + start, leaf.end());
    note.block_ids.push(BlockId {
        id: text[start + 1..].into(),
        range,
        target: note.blocks[block as usize].range,
        block,
    });
}

/// Where ` ^id` stands at the end of `text`: Latin letters, digits, `-` after a blank, the start, or a wikilink, after
/// which text begins anew as it does for tags (the app's own help relies on it).
fn id_start(text: &str) -> Option<usize> {
    let name = text.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '-');
    let before = name.strip_suffix('^')?;
    let free = before.is_empty() || before.ends_with(char::is_whitespace) || before.ends_with("]]");
    (free && name.len() < text.len()).then_some(before.len())
}

fn line_is_only_id(text: &str, start: usize) -> bool {
    text[..start].trim_end_matches([' ', '\t']).ends_with(['\n', '\r'])
}

/// The block before `block` among its siblings.
fn previous_sibling(note: &Note, block: u32) -> Option<u32> {
    let depth = note.blocks.get(block as usize)?.depth;
    let before = note.blocks[..block as usize].iter().enumerate().rev();
    let (index, found) = before.into_iter().find(|(_, other)| other.depth <= depth)?;
    (found.depth == depth).then_some(index as u32)
}

/// The outermost quote around a line that has no quote mark itself: it is part of the quote only by continuation.
fn outer_quote(note: &Note, stack: &[u32], at: usize) -> Option<u32> {
    let line_start = note.text[..at].rfind(['\n', '\r']).map_or(0, |i| i + 1);
    if note.text[line_start..at].contains('>') {
        return None;
    }
    let is_quote = |index: &&u32| {
        matches!(note.blocks[**index as usize].kind, BlockKind::BlockQuote | BlockKind::Callout)
    };
    stack.iter().find(is_quote).copied()
}
