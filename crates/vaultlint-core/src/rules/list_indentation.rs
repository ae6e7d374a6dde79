//! How far lists in lists are indented.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::margin::is_quote;
use super::trial::{keeps_meaning, sections};
use crate::diagnostic::{Edit, Fix};
use crate::note::{BlockKind, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::vault::Settings;

mod item;
mod lines;

/// Lists within lists are indented by one unit.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ListIndentation {
    /// What a list is indented by within another.
    pub unit: Unit,
    /// How many blanks the unit `blanks` has; none for what the app is set to.
    #[schemars(range(min = 1, max = 8))]
    pub width: Option<u8>,
}

/// What a list is indented by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// What the app is set to.
    #[default]
    Auto,
    /// A tab.
    Tab,
    /// Some blanks.
    Blanks,
    /// As many blanks as bring it under the text of the item around it.
    Content,
}

/// What a list is indented by, settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Tab,
    Blanks(usize),
    Content,
}

impl Rule for ListIndentation {
    const INFO: RuleInfo = RuleInfo {
        name: "list-indentation",
        summary: "Lists within lists are indented by one unit",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[],
        page: include_str!("list-indentation.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let step = self.step(cx.vault().settings());
        for (index, section) in sections(note) {
            let mut edits: Vec<Edit> = Vec::new();
            for (list, quotes) in outermost_lists(note, index) {
                let Some(items) = item::items(note, list, quotes, step) else { continue };
                edits.extend(lines::edits(note, list, quotes, &items, step).unwrap_or_default());
            }
            let Some(at) = edits.first().map(Edit::range) else { continue };
            if keeps_meaning(note, section.range, &edits, cx.vault()) {
                let message = "this list is not indented as the others are: how deep it stands is hard to see";
                let line = note.lines.line_range(&note.text, note.lines.line_of(at.start()));
                cx.report(cx.diagnostic(line, message).fix(Fix::safe("Indent the list", edits)));
            }
        }
    }
}

impl ListIndentation {
    fn step(&self, settings: &Settings) -> Step {
        let width = self.width.map_or(settings.tab_size as usize, usize::from).clamp(1, 8);
        match self.unit {
            Unit::Auto if settings.use_tab => Step::Tab,
            Unit::Auto | Unit::Blanks => Step::Blanks(width),
            Unit::Tab => Step::Tab,
            Unit::Content => Step::Content,
        }
    }
}

/// The lists in section `index` that stand in nothing but quotes, by their index, each with the number of these quotes.
fn outermost_lists(note: &Note, index: usize) -> Vec<(usize, usize)> {
    let mut lists = Vec::new();
    let end = note.blocks.get(index).map_or(0, |section| section.end as usize);
    let mut at = index;
    while let Some(block) = note.blocks.get(at).filter(|_| at < end) {
        at = match block.kind {
            // What is right within a quote is met next; all else is passed over with what stands in it.
            _ if is_quote(block) => at + 1,
            BlockKind::List => {
                lists.push((at, block.depth as usize));
                block.end as usize
            }
            _ => (block.end as usize).max(at + 1),
        };
    }
    lists
}
