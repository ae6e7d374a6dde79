//! Notes without a text.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::note::{Note, ValueKind};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};

/// Every note has a text.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct EmptyNote {
    /// Whether a note that has properties with a value may do without a text.
    pub properties_suffice: bool,
}

impl Rule for EmptyNote {
    const INFO: RuleInfo = RuleInfo {
        name: "empty-note",
        summary: "Every note has a text",
        category: Category::Files,
        level: Level::Off,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("empty-note.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let body = note.text.get(note.body_start()..).unwrap_or("");
        if !body.trim().is_empty() || cx.is_template(note) || note.is_plugin_owned() {
            return;
        }
        let properties = note.front_matter.as_ref().map_or(&[][..], |front_matter| &front_matter.properties);
        let has_value = properties.iter().any(|property| property.value.kind != ValueKind::Null);
        if self.properties_suffice && has_value {
            return;
        }
        let message = if note.front_matter.is_some() { "this note has properties, but no text" } else { "this note is empty" };
        cx.report(cx.file_diagnostic(message).help("write it, or delete it"));
    }
}
