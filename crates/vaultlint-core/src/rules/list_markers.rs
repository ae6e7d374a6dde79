//! The markers of lists that are not numbered.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::layout::prevailing;
use crate::diagnostic::{Edit, Fix};
use crate::note::{Block, BlockKind, ListItem, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;

/// Lists have one kind of marker.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ListMarkers {
    /// The marker.
    pub marker: MarkerStyle,
    /// Whether the markers of tasks are changed too.
    pub tasks: bool,
}

/// A marker of lists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum MarkerStyle {
    /// The one that the note uses first.
    #[default]
    #[serde(rename = "consistent")]
    Consistent,
    /// The one that the note uses most; the first one of those that it uses as often.
    #[serde(rename = "prevailing")]
    Prevailing,
    /// `-`.
    #[serde(rename = "-")]
    Hyphen,
    /// `*`.
    #[serde(rename = "*")]
    Asterisk,
    /// `+`.
    #[serde(rename = "+")]
    Plus,
}

impl Rule for ListMarkers {
    const INFO: RuleInfo = RuleInfo {
        name: "list-markers",
        summary: "Lists have one kind of marker",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[],
        page: include_str!("list-markers.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let is_judged = |item: &&ListItem| is_bullet(note, item) && (self.tasks || item.task.is_none());
        let mut markers =
            note.list_items.iter().filter(is_judged).map(|item| note.slice(item.marker_range));
        let wanted = match self.marker {
            MarkerStyle::Consistent => markers.next().unwrap_or("-"),
            MarkerStyle::Prevailing => prevailing(markers).unwrap_or("-"),
            MarkerStyle::Hyphen => "-",
            MarkerStyle::Asterisk => "*",
            MarkerStyle::Plus => "+",
        };
        let mut kept_apart = kept_apart(note);
        // A task that keeps another marker would part its list in two.
        let others = note.list_items.iter().filter(|item| is_bullet(note, item) && !is_judged(item));
        let others = others.filter(|item| note.slice(item.marker_range) != wanted);
        kept_apart.extend(others.filter_map(|item| list_of(note, item)));
        let rules = note.list_items.iter().filter(|item| could_be_rule(note, item));
        kept_apart.extend(rules.filter_map(|item| list_of(note, item)));
        for item in note.list_items.iter().filter(is_judged) {
            let is_apart = || list_of(note, item).is_some_and(|list| kept_apart.contains(&list));
            if note.slice(item.marker_range) != wanted && !is_apart() {
                let fix = Fix::safe(
                    format!("Write `{wanted}`"),
                    vec![Edit::replacement(item.marker_range, wanted.to_owned())],
                );
                cx.report(cx.diagnostic(item.marker_range, format!("lists are marked by `{wanted}` here")).fix(fix));
            }
        }
    }
}

fn is_bullet(note: &Note, item: &ListItem) -> bool {
    matches!(note.slice(item.marker_range), "-" | "*" | "+")
}

/// Whether the line of `item` holds marks alone, which another marker could make a rule, as `- **`.
fn could_be_rule(note: &Note, item: &ListItem) -> bool {
    let start = item.marker_range.start();
    let line = note.lines.line_range(&note.text, note.lines.line_of(start));
    let rest = note.slice(TextRange::new(start, line.end()));
    rest.chars().all(|c| matches!(c, '-' | '*' | '+' | ' ' | '\t')) && rest.matches(['-', '*', '+']).count() > 2
}

/// Starts of the lists that follow each other with nothing between them: their markers are what keeps them apart.
fn kept_apart(note: &Note) -> Vec<usize> {
    let mut apart = Vec::new();
    for (index, block) in note.blocks.iter().enumerate() {
        let next = note.blocks.get(block.end as usize);
        let is_list = |block: &Block| block.kind == BlockKind::List && is_bullet_list(note, block);
        if let Some(next) = next.filter(|next| next.depth == block.depth && is_list(block) && is_list(next)) {
            debug_assert!(block.end as usize > index);
            apart.extend([block.range.start(), next.range.start()]);
        }
    }
    apart
}

fn is_bullet_list(note: &Note, list: &Block) -> bool {
    note.slice(list.range).trim_start().starts_with(['-', '*', '+'])
}

/// The start of the list that `item` is an item of.
fn list_of(note: &Note, item: &ListItem) -> Option<usize> {
    let depth = note.blocks.get(item.block as usize)?.depth;
    let before = note.blocks.get(..item.block as usize)?.iter().rev();
    let mut lists = before.take_while(|block| block.depth + 1 >= depth).filter(|block| block.depth + 1 == depth);
    lists.find(|block| block.kind == BlockKind::List).map(|list| list.range.start())
}
