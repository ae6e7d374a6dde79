//! Edits tried out before a rule offers them: a rule offers nothing that the guard of meaning would refuse.

use crate::diagnostic::Edit;
use crate::fix::{apply, differences};
use crate::note::{Block, BlockKind, Note};
use crate::rule::Meaning;
use crate::text::TextRange;
use crate::vault::Vault;

/// Whether the lines of `range` say the same with `edits` applied. `range` holds whole sections of the note, and `edits` lie
/// in its lines.
pub(super) fn keeps_meaning(note: &Note, range: TextRange, edits: &[Edit], vault: &Vault) -> bool {
    let (before, after) = versions(note, range, edits);
    differences(&before, &after, vault).is_empty()
}

/// Whether the lines of `range`, with `edits` applied, say the same but for `allowed`, and hold the blocks `expected`, given
/// by kind and depth.
pub(super) fn comes_to(
    note: &Note,
    range: TextRange,
    edits: &[Edit],
    expected: &[(BlockKind, u32)],
    (vault, allowed): (&Vault, &[Meaning]),
) -> bool {
    let (before, after) = versions(note, range, edits);
    let found: Vec<_> = after.blocks.iter().map(|block| (block.kind, block.depth)).collect();
    tight(&found).eq(tight(expected))
        && differences(&before, &after, vault).iter().all(|it| allowed.contains(it))
}

/// `blocks` without the paragraphs of items: there are some only where blank lines part the items.
fn tight(blocks: &[(BlockKind, u32)]) -> impl Iterator<Item = &(BlockKind, u32)> {
    let mut item = None;
    blocks.iter().filter(move |(kind, depth)| {
        match kind {
            BlockKind::ListItem => item = Some(*depth),
            _ if item.is_some_and(|item| *depth <= item) => item = None,
            _ => {}
        }
        *kind != BlockKind::Paragraph || item.is_none_or(|item| *depth != item + 1)
    })
}

/// The sections of `note`: each a block that stands in no other, with its index.
pub(super) fn sections(note: &Note) -> impl Iterator<Item = (usize, &Block)> {
    let mut next = 0;
    std::iter::from_fn(move || {
        let index = next;
        let block = note.blocks.get(index)?;
        next = (block.end as usize).max(index + 1);
        Some((index, block))
    })
}

/// The lines of `range` as they are, and with `edits` applied, each as a note of its own.
fn versions(note: &Note, range: TextRange, edits: &[Edit]) -> (Note, Note) {
    let start = note.lines.line_start(note.lines.line_of(range.start()));
    let end = note.lines.full_line_range(note.lines.line_of(range.end())).end();
    let text = TextRange::new(start, end).slice(&note.text);
    let moved: Vec<Edit> = edits.iter().map(|edit| moved(edit, start)).collect();
    (Note::parse(note.path.clone(), text), Note::parse(note.path.clone(), apply(text, &moved)))
}

/// `edit` on a text that begins `by` bytes later.
fn moved(edit: &Edit, by: usize) -> Edit {
    let range = edit.range();
    let range = TextRange::new(range.start().saturating_sub(by), range.end().saturating_sub(by));
    let content = edit.content().to_owned();
    match (range.is_empty(), content.is_empty()) {
        (true, _) => Edit::insertion(range.start(), content),
        (false, true) => Edit::deletion(range),
        (false, false) => Edit::replacement(range, content),
    }
}
