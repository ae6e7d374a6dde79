//! The blanks behind the markers of lists.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::trial::{keeps_meaning, sections};
use crate::diagnostic::{Edit, Fix};
use crate::note::{BlockKind, ListItem, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::text::TextRange;

mod shift;

use shift::Shift;

/// One blank stands behind the marker of a list item.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ListMarkerSpace {
    /// Whether items that are code for the sake of five blanks or more behind their marker become text.
    pub code_to_text: bool,
}

/// Blanks behind a marker that are not what they should be.
struct Surplus<'n> {
    item: &'n ListItem,
    blanks: TextRange,
    /// Whether they stand behind the marker, not behind the brackets of a task.
    behind_marker: bool,
    /// Whether they make code of the item.
    makes_code: bool,
}

impl Rule for ListMarkerSpace {
    const INFO: RuleInfo = RuleInfo {
        name: "list-marker-space",
        summary: "One blank stands behind the marker of a list item",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[Meaning::Structure, Meaning::Verbatim, Meaning::Words],
        page: include_str!("list-marker-space.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let mut surpluses = note.list_items.iter().flat_map(|item| surplus(note, item)).peekable();
        for (index, section) in sections(note) {
            let (mut of_section, mut of_code) = (Vec::new(), Vec::new());
            while let Some(surplus) = surpluses.next_if(|it| it.blanks.start() < section.range.end()) {
                let list = if surplus.makes_code { &mut of_code } else { &mut of_section };
                list.push(surplus);
            }
            if self.code_to_text {
                of_code.iter().for_each(|surplus| report(surplus, vec![edit(surplus)], cx));
            }
            let edits: Vec<Edit> = of_section.iter().map(edit).collect();
            let Some(first) = of_section.first() else { continue };
            if keeps_meaning(note, section.range, &edits, cx.vault()) {
                of_section.iter().for_each(|surplus| report(surplus, vec![edit(surplus)], cx));
                continue;
            }
            let mut shift = Shift::new(note, index);
            for surplus in of_section.iter().filter(|surplus| surplus.behind_marker) {
                shift.by(note, surplus.item, surplus.blanks);
            }
            let Some(shifts) = shift.edits(note) else { continue };
            let edits = edits.into_iter().chain(shifts).collect::<Vec<_>>();
            if keeps_meaning(note, section.range, &edits, cx.vault()) {
                report(first, edits, cx);
            }
        }
    }
}

fn report(surplus: &Surplus<'_>, edits: Vec<Edit>, cx: &mut Context<'_>) {
    let message = "one blank is due behind a list marker: more of them, or a tab, move the text of this item alone";
    cx.report(cx.diagnostic(surplus.blanks, message).fix(Fix::safe("Leave one blank", edits)));
}

fn edit(surplus: &Surplus<'_>) -> Edit {
    Edit::replacement(surplus.blanks, " ")
}

/// The blanks behind marker and brackets of `item` that are more or other than one blank.
fn surplus<'n>(note: &'n Note, item: &'n ListItem) -> Vec<Surplus<'n>> {
    let end = note.lines.line_range(&note.text, note.lines.line_of(item.marker_range.start())).end();
    let blanks = |from: usize| {
        let rest = TextRange::new(from, end).slice(&note.text);
        let content = rest.trim_start_matches([' ', '\t']);
        let found = TextRange::new(from, end - content.len());
        (!content.is_empty()).then_some(found)
    };
    let is_inner = note.slice(TextRange::new(note.lines.line_start(item.line as usize), item.marker_range.start())).contains(']');
    let Some(behind_marker) = blanks(item.marker_range.end()).filter(|_| !is_inner) else { return Vec::new() };
    let behind_task = item.task.and_then(|state| blanks(behind_marker.end() + 2 + state.len_utf8()));
    let makes_code = makes_code(note, item, behind_marker.end());
    let is_surplus = |range: &TextRange| !range.is_empty() && note.slice(*range) != " ";
    let both = [(Some(behind_marker), true), (behind_task, false)];
    both.into_iter()
        .filter_map(|(blanks, behind_marker)| {
            let blanks = blanks.filter(is_surplus)?;
            Some(Surplus { item, blanks, behind_marker, makes_code })
        })
        .collect()
}

/// Whether the first thing in `item`, at `start`, is indented code.
fn makes_code(note: &Note, item: &ListItem, start: usize) -> bool {
    let first = note.blocks.get(item.block as usize + 1);
    let line = note.lines.line_of(start);
    first.is_some_and(|block| {
        let is_here = note.lines.line_of(block.range.start()) == line;
        let text = note.slice(block.range).trim_start();
        is_here && block.kind == BlockKind::Code && !text.starts_with("```") && !text.starts_with("~~~")
    })
}
