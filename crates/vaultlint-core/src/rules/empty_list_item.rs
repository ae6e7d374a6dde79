//! Items without a value in the lists of properties.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Edit, Fix};
use crate::note::{Note, Value, ValueKind};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::text::TextRange;

/// No list of a property has an empty item.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct EmptyListItem {}

impl Rule for EmptyListItem {
    const INFO: RuleInfo = RuleInfo {
        name: "empty-list-item",
        summary: "No list of a property has an empty item",
        category: Category::FrontMatter,
        level: Level::Info,
        fix: FixAvailability::Sometimes,
        changes: &[Meaning::Properties],
        page: include_str!("empty-list-item.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if cx.is_template(note) || note.is_plugin_owned() {
            return;
        }
        for property in note.front_matter.iter().flat_map(|front_matter| &front_matter.properties) {
            let ValueKind::Sequence { items, flow } = &property.value.kind else { continue };
            for item in items.iter().filter(|item| is_empty(item)) {
                let line = bare_line(note, item).filter(|_| !flow);
                let place = line.map_or(item.range, |line| trimmed(note, line));
                let message = format!("an item of `{}` is empty: it shows as a blank entry", property.key);
                let mut diagnostic = cx.diagnostic(place, message).help("fill it in or delete it");
                if let Some(line) = line {
                    diagnostic = diagnostic.fix(Fix::safe("Delete the line", vec![Edit::deletion(line)]));
                }
                cx.report(diagnostic);
            }
        }
    }
}

fn is_empty(item: &Value) -> bool {
    match &item.kind {
        ValueKind::Null => true,
        ValueKind::String(text, _) => text.trim().is_empty(),
        _ => false,
    }
}

/// The line of `item` with its line break, where nothing but the dash stands on it.
fn bare_line(note: &Note, item: &Value) -> Option<TextRange> {
    let line = note.lines.full_line_range(note.lines.line_of(item.range.start()));
    (note.slice(line).trim() == "-").then_some(line)
}

fn trimmed(note: &Note, range: TextRange) -> TextRange {
    let text = note.slice(range);
    let start = range.start() + text.len() - text.trim_start().len();
    TextRange::new(start, start + text.trim().len())
}
