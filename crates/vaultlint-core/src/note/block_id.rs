//! Block ids (OBSIDIAN.md 2.6).

use super::{BlockId, BlockKind, Note};
use crate::text::TextRange;

/// Reads the block id at the end of the leaf at `leaf`, whose open blocks are `stack`.
pub(super) fn read(note: &mut Note, stack: &[u32], leaf: TextRange) {
    let text = leaf.slice(&note.text);
    let Some(mut block) = stack.last().copied() else { return };
    let Some(start) = id_start(text) else {
        let heading = note.blocks.get(block as usize).is_some_and(|block| block.kind == BlockKind::Heading);
        if let Some(start) = malformed_start(text).filter(|_| !heading) {
            note.malformed_block_ids.push(TextRange::new(leaf.start() + start, leaf.end()));
        }
        return;
    };
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

/// Where `^id` stands at the end of `text` that only just is no block id.
fn malformed_start(text: &str) -> Option<usize> {
    let name_len = text.len() - text.trim_end_matches(is_meant).len();
    let before = text.get(..text.len() - name_len)?.strip_suffix('^')?;
    let id = text.get(before.len() + 1..)?;
    if !id.starts_with(char::is_alphanumeric) {
        return None;
    }
    let meant = if before.is_empty() || before.ends_with(char::is_whitespace) {
        // `^C!` is a key, `^1.2` a version, `^e` with an accent a superscript.
        let first_digit = id.starts_with(|c: char| c.is_ascii_digit());
        id.chars().count() >= 4 && !(first_digit && id.contains(['.', ',', ':']))
    } else {
        // Behind other inline syntax text begins anew, so that an id there may well count.
        let is_text = |c: char| c.is_alphabetic() || ".,!?:;\"'”’»…。！？".contains(c);
        before.ends_with(is_text) && is_made_by_obsidian(id)
    };
    meant.then_some(before.len())
}

/// Whether `c` may stand in what was meant as a block id.
fn is_meant(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ',' | ':' | '!' | '?')
}

/// Whether `id` is like those that Obsidian makes up: six digits and small letters, some of each.
fn is_made_by_obsidian(id: &str) -> bool {
    id.len() == 6
        && id.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase())
        && id.bytes().any(|byte| byte.is_ascii_digit())
        && id.bytes().any(|byte| byte.is_ascii_lowercase())
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
