//! Two list markers in a row.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::trial::{comes_to, sections};
use crate::diagnostic::{Edit, Fix};
use crate::note::{BlockKind, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::text::TextRange;

/// No list item has two markers.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct DoubledListMarkers {}

const CHANGES: &[Meaning] = &[Meaning::Structure];

impl Rule for DoubledListMarkers {
    const INFO: RuleInfo = RuleInfo {
        name: "doubled-list-markers",
        summary: "No list item has two markers",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: CHANGES,
        page: include_str!("doubled-list-markers.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let doubled = doubled(note);
        let mut doubled = doubled.iter().peekable();
        for (index, section) in sections(note) {
            let mut found = Vec::new();
            while let Some(double) = doubled.next_if(|double| double.item < section.end as usize) {
                found.push(double);
            }
            let edits: Vec<Edit> = found.iter().map(|double| Edit::deletion(double.surplus)).collect();
            let expected = || without(note, index..section.end as usize, &found);
            if found.is_empty() || !comes_to(note, section.range, &edits, &expected(), (cx.vault(), CHANGES)) {
                continue;
            }
            for (double, edit) in found.iter().zip(edits) {
                let message = "a second marker makes a list within the list, as happens when an item is pasted behind a marker";
                cx.report(cx.diagnostic(double.surplus, message).fix(Fix::safe("Delete the marker", vec![edit])));
            }
        }
    }
}

/// An item that holds nothing but one item with the same marker on its line.
struct Double {
    /// Index of the outer item among the blocks.
    item: usize,
    /// The inner marker with the blanks behind it.
    surplus: TextRange,
}

fn doubled(note: &Note) -> Vec<Double> {
    let mut doubled: Vec<Double> = Vec::new();
    for (outer, inner) in note.list_items.iter().zip(note.list_items.iter().skip(1)) {
        let at = outer.block as usize;
        let blocks = (note.blocks.get(at), note.blocks.get(at + 1), note.blocks.get(at + 2));
        let (Some(item), Some(list), Some(only)) = blocks else { continue };
        let is_pair = list.kind == BlockKind::List
            && inner.block as usize == at + 2
            && (list.end, only.end) == (item.end, item.end)
            && note.slice(outer.marker_range) == note.slice(inner.marker_range)
            && matches!(note.slice(inner.marker_range), "-" | "*" | "+")
            && outer.line == inner.line;
        let rest = TextRange::new(inner.marker_range.end(), only.range.end()).slice(&note.text);
        let content = rest.trim_start_matches([' ', '\t']);
        // `- - 5` may be a number below zero; of three markers the last two come first.
        let is_text = !content.starts_with(|c: char| c.is_ascii_digit() || c.is_whitespace() || "-*+".contains(c));
        let is_apart = doubled.last().is_none_or(|last| last.surplus.end() < outer.marker_range.start());
        if is_pair && is_text && !content.is_empty() && is_apart {
            let end = inner.marker_range.end() + rest.len() - content.len();
            // Of several blanks before the inner marker one stays.
            let between = TextRange::new(outer.marker_range.end(), inner.marker_range.start());
            let start = between.start() + usize::from(note.slice(between).starts_with(' '));
            let start = if start == between.start() { between.end() } else { start };
            doubled.push(Double { item: at, surplus: TextRange::new(start, end) });
        }
    }
    doubled
}

/// Kinds and depths of `blocks` without the inner lists of `doubled` and their one item.
fn without(note: &Note, blocks: std::ops::Range<usize>, doubled: &[&Double]) -> Vec<(BlockKind, u32)> {
    let mut doubled = doubled.iter().peekable();
    let mut open: Vec<u32> = Vec::new();
    let mut kept = Vec::new();
    let mut skipped = 0;
    for index in blocks {
        let Some(block) = note.blocks.get(index) else { continue };
        open.retain(|end| *end as usize > index);
        if skipped > 0 {
            skipped -= 1;
            continue;
        }
        let outside = 2 * u32::try_from(open.len()).unwrap_or(0);
        kept.push((block.kind, block.depth.saturating_sub(outside)));
        if doubled.next_if(|double| double.item == index).is_some() {
            open.push(block.end);
            skipped = 2;
        }
    }
    kept
}
