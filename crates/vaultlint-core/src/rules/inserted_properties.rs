//! Properties that every note gets.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::properties::PROPERTY_MEANINGS;
use super::property_lines::{At, PropertyLines};
use crate::diagnostic::Fix;
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};

/// Every note has the properties that it is meant to have.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct InsertedProperties {
    /// The properties with the values that a note gets where it lacks them, as they stand in a note.
    pub properties: PropertyText,
}

/// Properties as they stand between the fences of a note.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct PropertyText {
    written: String,
    /// Each key with its lines; the last line has no line break.
    entries: Vec<(Box<str>, String)>,
}

impl TryFrom<String> for PropertyText {
    type Error = String;

    fn try_from(written: String) -> Result<Self, String> {
        let note = Note::parse("properties.md", format!("---\n{}\n---\n", written.trim_end_matches('\n')));
        let entries: Option<Vec<_>> = PropertyLines::of(&note).map(|lines| {
            let lines = lines.sections.iter();
            lines.map(|it| (it.property.key.clone(), note.slice(it.range).trim_matches('\n').to_owned())).collect()
        });
        match entries {
            Some(entries) if !entries.is_empty() || written.trim().is_empty() => {
                Ok(PropertyText { written, entries })
            }
            _ => Err("these properties cannot be read; write them as between the fences of a note".to_owned()),
        }
    }
}

impl From<PropertyText> for String {
    fn from(text: PropertyText) -> Self {
        text.written
    }
}

impl Rule for InsertedProperties {
    const INFO: RuleInfo = RuleInfo {
        name: "inserted-properties",
        summary: "Every note has the properties that it is meant to have",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: PROPERTY_MEANINGS,
        page: include_str!("inserted-properties.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if self.properties.entries.is_empty() {
            return;
        }
        let Some(lines) = PropertyLines::of(note) else { return };
        let missing: Vec<_> =
            self.properties.entries.iter().filter(|(key, _)| lines.get(key).is_none()).collect();
        if missing.is_empty() {
            return;
        }
        let names = missing.iter().map(|(key, _)| format!("`{key}`")).collect::<Vec<_>>().join(", ");
        let text = missing.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n");
        let fix = Fix::safe(format!("Add {names}"), vec![lines.add(At::Start, &text)]);
        let message = format!("this note lacks {names}, which notes are meant to have");
        cx.report(cx.diagnostic(lines.start(), message).fix(fix));
    }
}
