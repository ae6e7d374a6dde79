//! The definitions of footnotes and the references that they belong to.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::note::{BlockKind, Note};
use crate::text::TextRange;

/// A definition that is a section of the note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Definition {
    /// Its lines, from the start of the first to the end of the last.
    pub range: TextRange,
    /// `[^id]`.
    pub label: TextRange,
}

/// The definitions that are sections of `note`, in order; `None` where there is none, or where it is not clear how far one
/// goes: apps differ on text right below it.
pub(super) fn definitions(note: &Note) -> Option<Vec<Definition>> {
    let mut footnotes = note.footnotes.iter().peekable();
    let mut found = Vec::new();
    let mut sections = note.blocks.iter().filter(|block| block.depth == 0).peekable();
    while let Some(block) = sections.next() {
        if block.kind != BlockKind::FootnoteDefinition {
            continue;
        }
        while footnotes.next_if(|footnote| footnote.range.end() <= block.range.start()).is_some() {}
        let footnote = footnotes.next()?;
        let (first, last) = (note.lines.line_of(block.range.start()), note.lines.line_of(block.range.end()));
        let runs_on = sections.peek().is_some_and(|next| {
            next.kind == BlockKind::Paragraph && note.lines.line_of(next.range.start()) == last + 1
        });
        if runs_on {
            return None;
        }
        let end = note.lines.line_range(&note.text, last).end();
        let start = footnote.range.start();
        let label = TextRange::new(start, start + "[^]".len() + footnote.id.len());
        found.push(Definition { range: TextRange::new(note.lines.line_start(first), end), label });
    }
    (!found.is_empty()).then_some(found)
}

/// `found` in the order of the references; `None` where one has no reference before it. Of several definitions of one
/// footnote each belongs to a reference of its own, the last one to the last that stands before it.
pub(super) fn in_order(note: &Note, found: &[Definition]) -> Option<Vec<Definition>> {
    let mut refs: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (id, range) in note.footnote_refs.iter().filter_map(|it| Some((it.id.as_ref()?, it.range))) {
        refs.entry(id.to_lowercase()).or_default().push(range.start());
    }
    let key = |definition: &Definition| {
        note.slice(definition.label).trim_start_matches("[^").trim_end_matches(']').to_lowercase()
    };
    let mut seen = FxHashSet::default();
    let doubled: FxHashSet<String> = found.iter().map(key).filter(|key| !seen.insert(key.clone())).collect();
    let mut placed: Vec<(usize, usize)> = Vec::new();
    for (index, definition) in found.iter().enumerate().rev() {
        let key = key(definition);
        let of_key = refs.get_mut(&key)?;
        of_key.retain(|at| *at < definition.range.start() || !doubled.contains(&key));
        let at = if doubled.contains(&key) { of_key.pop()? } else { *of_key.first()? };
        if at > definition.range.start() {
            return None;
        }
        placed.push((at, index));
    }
    placed.sort_unstable();
    placed.into_iter().map(|(_, index)| found.get(index).copied()).collect()
}
