//! List markers with nothing behind them.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::trial::{comes_to, sections};
use crate::diagnostic::{Edit, Fix};
use crate::note::{Block, BlockKind, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::text::TextRange;

mod items;

use items::{EmptyItem, empty_item, stray_markers};

/// No list has an empty item.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct EmptyListMarkers {
    /// Whether tasks without a text count too.
    pub tasks: bool,
}

impl Default for EmptyListMarkers {
    fn default() -> Self {
        EmptyListMarkers { tasks: true }
    }
}

const CHANGES: &[Meaning] = &[Meaning::Structure, Meaning::Words];

impl Rule for EmptyListMarkers {
    const INFO: RuleInfo = RuleInfo {
        name: "empty-list-markers",
        summary: "No list has an empty item",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: CHANGES,
        page: include_str!("empty-list-markers.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let empty = self.empty_items(note);
        if empty.is_empty() {
            return;
        }
        let all: Vec<(usize, &Block)> = sections(note).collect();
        for (at, (_, section)) in all.iter().enumerate() {
            let of_section: Vec<&EmptyItem> = within(note, &empty, section.range).collect();
            let runs = runs(note, &of_section);
            if runs.is_empty() {
                continue;
            }
            // Where all of a section goes, those around it must not flow together.
            let around = all.get(at.saturating_sub(1)..all.len().min(at + 2)).unwrap_or_default();
            let (Some((start, first)), Some((_, last))) = (around.first(), around.last()) else { continue };
            let range = first.range.cover(last.range);
            let blocks = (*start..last.end as usize).filter_map(|index| Some((index, note.blocks.get(index)?)));
            let expected = without(blocks, &of_section);
            let edits: Vec<Edit> = runs.iter().map(|run| Edit::deletion(run.deleted)).collect();
            if comes_to(note, range, &edits, &expected, (cx.vault(), CHANGES)) {
                for (run, edit) in runs.iter().zip(edits) {
                    let message = "there is nothing behind this list marker: it shows as an empty bullet";
                    cx.report(cx.diagnostic(run.shown, message).fix(Fix::safe("Delete the line", vec![edit])));
                }
            }
        }
    }
}

/// Empty items on lines that follow each other.
struct Run {
    /// The first marker.
    shown: TextRange,
    deleted: TextRange,
}

impl EmptyListMarkers {
    /// The empty items of `note`, in order.
    fn empty_items(&self, note: &Note) -> Vec<EmptyItem> {
        let items = note.list_items.iter().filter(|item| self.tasks || item.task.is_none());
        let mut empty: Vec<_> = items.filter_map(|item| empty_item(note, item)).collect();
        empty.extend(note.list_items.iter().flat_map(|item| stray_markers(note, item)));
        empty.sort_by_key(|item| item.line);
        empty.dedup_by_key(|item| item.line);
        empty
    }
}

/// Those of `items` that lie in the lines of `range`.
fn within<'i>(note: &Note, items: &'i [EmptyItem], range: TextRange) -> impl Iterator<Item = &'i EmptyItem> {
    let last = note.lines.line_of(range.end());
    let first = items.partition_point(|item| item.marker.start() < range.start());
    items.get(first..).unwrap_or_default().iter().take_while(move |item| item.line <= last)
}

/// What to delete: lines with their line breaks, or with the one before where none follows.
fn runs(note: &Note, items: &[&EmptyItem]) -> Vec<Run> {
    let groups = items.chunk_by(|item, next| next.line == item.line + 1);
    let runs = groups.filter_map(|group| {
        let (first, last) = (group.first()?, group.last()?);
        let start = note.lines.line_start(first.line);
        let end = note.lines.full_line_range(last.line).end();
        let is_cut = end == note.lines.line_range(&note.text, last.line).end() && first.line > 0;
        let start = if is_cut { note.lines.line_range(&note.text, first.line - 1).end() } else { start };
        Some(Run { shown: first.marker, deleted: TextRange::new(start, end) })
    });
    runs.collect()
}

/// Kinds and depths of `blocks` without `items` and the lists that have no others.
fn without<'n>(
    blocks: impl Iterator<Item = (usize, &'n Block)>,
    items: &[&EmptyItem],
) -> Vec<(BlockKind, u32)> {
    let gone: BTreeSet<usize> = items.iter().filter_map(|item| item.block).collect();
    let blocks: Vec<_> = blocks.collect();
    let mut kept: Vec<(BlockKind, u32)> = Vec::new();
    // From the end: whether a list keeps an item is known before the list is met.
    let mut deeper: Option<u32> = None;
    for (index, block) in blocks.iter().rev() {
        let is_inside_gone = block.kind == BlockKind::Paragraph && index.checked_sub(1).is_some_and(|it| gone.contains(&it));
        let is_emptied = block.kind == BlockKind::List && deeper.is_none_or(|depth| depth <= block.depth);
        if !gone.contains(index) && !is_emptied && !is_inside_gone {
            kept.push((block.kind, block.depth));
            deeper = Some(block.depth);
        }
    }
    kept.reverse();
    kept
}
