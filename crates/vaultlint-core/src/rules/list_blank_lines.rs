//! Blank lines between the items of a list.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::gaps::{Gap, gaps};
use super::outline::outline;
use crate::diagnostic::Fix;
use crate::note::{Block, BlockKind, ListItem, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};

/// No blank line parts list items of one line.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ListBlankLines {
    /// Whether tasks and other items, or items with other markers, are drawn together too.
    pub mixed: bool,
}

impl Rule for ListBlankLines {
    const INFO: RuleInfo = RuleInfo {
        name: "list-blank-lines",
        summary: "No blank line parts list items of one line",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[],
        page: include_str!("list-blank-lines.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if note.list_items.is_empty() {
            return;
        }
        let (items, blocks) = (items(note), outline(note));
        for gap in gaps(note, &blocks) {
            let Some(edit) = gap.with_no_line().filter(|_| self.is_judged(note, &items, &gap)) else { continue };
            let fix = Fix::safe("Draw the items together", vec![edit]);
            cx.report(cx.diagnostic(gap.lines, "a blank line between two items sets all items of the list further apart").fix(fix));
        }
    }
}

impl ListBlankLines {
    fn is_judged(&self, note: &Note, items: &Items<'_>, gap: &Gap<'_>) -> bool {
        let is_in_list = gap.container.is_some_and(|it| matches!(it.kind, BlockKind::List | BlockKind::ListItem));
        let (Some(above), Some(below)) = (item_above(note, gap), gap.item_below()) else { return false };
        let (Some(above), Some(below)) = (items.of(above), items.of(below)) else { return false };
        is_in_list && !gap.is_bound(note) && (self.mixed || kind(note, above) == kind(note, below))
    }
}

/// The item of one line that ends above `gap`.
fn item_above<'n>(note: &Note, gap: &Gap<'n>) -> Option<&'n Block> {
    let line = |offset: usize| note.lines.line_of(offset);
    let text_of = |item: &'n Block, text: &Block| {
        let one_line = line(text.range.start()) == line(text.range.end());
        (one_line && line(item.range.start()) == line(text.range.start())).then_some(item)
    };
    match gap.above.as_slice() {
        [.., item, text] if item.kind == BlockKind::ListItem && text.kind == BlockKind::Paragraph => text_of(item, text),
        [text] if text.kind == BlockKind::Paragraph => text_of(gap.container?, text),
        _ => None,
    }
}

/// The items of the note by their blocks.
struct Items<'n>(std::collections::HashMap<(usize, usize), &'n ListItem>);

impl<'n> Items<'n> {
    fn of(&self, block: &Block) -> Option<&'n ListItem> {
        self.0.get(&(block.range.start(), block.range.end())).copied()
    }
}

fn items(note: &Note) -> Items<'_> {
    let range = |item: &ListItem| note.blocks.get(item.block as usize).map(|block| block.range);
    // Stable for items in one block: the outer one comes first and stays.
    let entries = note.list_items.iter().rev().filter_map(|item| Some((range(item)?, item)));
    Items(entries.map(|(range, item)| ((range.start(), range.end()), item)).collect())
}

/// What tells items apart: whether they are tasks, numbered, or marked by which sign.
fn kind(note: &Note, item: &ListItem) -> char {
    let marker = note.slice(item.marker_range).chars().next().unwrap_or('-');
    match item.task {
        Some(_) => 'x',
        None if marker.is_ascii_digit() => '1',
        None => marker,
    }
}
