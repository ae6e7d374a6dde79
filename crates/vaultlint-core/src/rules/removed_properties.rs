//! Properties that notes shall not have.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::properties::PROPERTY_MEANINGS;
use super::property_lines::{PropertyLines, Section};
use crate::diagnostic::Fix;
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};

/// No note has one of the properties that are not wanted.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct RemovedProperties {
    /// The properties that are not wanted.
    pub properties: Vec<String>,
}

impl Rule for RemovedProperties {
    const INFO: RuleInfo = RuleInfo {
        name: "removed-properties",
        summary: "No note has one of the properties that are not wanted",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Sometimes,
        changes: PROPERTY_MEANINGS,
        page: include_str!("removed-properties.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if self.properties.is_empty() {
            return;
        }
        let Some(lines) = PropertyLines::of(note) else { return };
        let names: Vec<String> = self.properties.iter().map(|name| name.to_lowercase()).collect();
        let is_unwanted = |section: &&Section<'_>| names.contains(&section.property.key.to_lowercase());
        let unwanted: Vec<&Section<'_>> = lines.sections.iter().filter(is_unwanted).collect();
        let removal = lines.remove(&unwanted);
        for (index, section) in unwanted.iter().enumerate() {
            let message = format!("`{}` is a property that notes here do without", section.property.key);
            let mut diagnostic = cx.diagnostic(section.property.key_range, message);
            // One fix for all: fences go with the last property.
            diagnostic.fixes.extend(
                removal
                    .clone()
                    .filter(|_| index == 0)
                    .map(|edits| Fix::safe("Remove what is not wanted", edits))
                    .or_else(|| lines.remove(&[section]).map(|edits| Fix::safe("Remove the property", edits))),
            );
            if diagnostic.fixes.is_empty() {
                diagnostic = diagnostic.help("another property refers to its value: write the value there");
            }
            cx.report(diagnostic);
        }
    }
}
