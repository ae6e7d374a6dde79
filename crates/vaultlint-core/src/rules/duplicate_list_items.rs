//! Items that stand twice in a list of the properties.

use rustc_hash::FxHashSet;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::property_list::{Item, List, Subject, Writing};
use crate::diagnostic::Fix;
use crate::note::{Note, Property, ValueKind};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};

/// No list in the properties holds an item twice.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct DuplicateListItems {
    /// Whether `aliases` is looked at.
    pub aliases: bool,
    /// Whether `tags` is looked at.
    pub tags: bool,
    /// Whether other lists are looked at.
    pub others: bool,
    /// Properties that are left alone.
    pub ignore: Vec<String>,
}

impl Default for DuplicateListItems {
    fn default() -> Self {
        DuplicateListItems { aliases: true, tags: true, others: true, ignore: Vec::new() }
    }
}

impl Rule for DuplicateListItems {
    const INFO: RuleInfo = RuleInfo {
        name: "duplicate-list-items",
        summary: "No list in the properties holds an item twice",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        // `tags: a, a` is no tag; `tags: a` is one.
        changes: &[Meaning::Properties, Meaning::Links, Meaning::Tags],
        page: include_str!("duplicate-list-items.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let properties = note.front_matter.iter().flat_map(|front_matter| &front_matter.properties);
        for property in properties.filter(|property| self.is_judged(property)) {
            let Some(mut list) = List::read(note, property, Subject::of(&property.key).split()) else { continue };
            if list.is_of_numbers() || list.has_anchors() {
                continue;
            }
            let Some(first) = remove_duplicates(&mut list.items) else { continue };
            if let Some(edit) = list.edit(&Writing::KEEP) {
                let message = format!("`{}` stands twice in `{}`", first.text(), property.key);
                let fix = Fix::safe("Keep the first one only", vec![edit]);
                cx.report(cx.diagnostic(first.range.unwrap_or(property.value.range), message).fix(fix));
            }
        }
    }
}

impl DuplicateListItems {
    fn is_judged(&self, property: &Property) -> bool {
        let is_on = match Subject::of(&property.key) {
            Subject::Aliases => self.aliases,
            Subject::Tags => self.tags,
            Subject::Other => self.others && matches!(property.value.kind, ValueKind::Sequence { .. }),
        };
        is_on && !self.ignore.iter().any(|key| key.to_lowercase() == property.key.to_lowercase())
    }
}

/// Takes all items out that stand before already, and returns the first of them. One with a comment or an anchor stays.
fn remove_duplicates(items: &mut Vec<Item>) -> Option<Item> {
    let mut first = None;
    let mut seen = FxHashSet::default();
    items.retain(|item| {
        let is_text = matches!(item.kind, ValueKind::String(..));
        let is_new = seen.insert((is_text, item.text().to_owned()));
        if is_new || !item.is_bare() || item.kind == ValueKind::Null {
            return true;
        }
        first.get_or_insert_with(|| item.clone());
        false
    });
    first
}
