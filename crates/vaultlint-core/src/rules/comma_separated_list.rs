//! Tags in one text, which Obsidian no longer splits.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Edit, Fix};
use crate::note::{Note, ScalarStyle, ValueKind, is_tag};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};

/// Several tags are a list.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct CommaSeparatedList {}

impl Rule for CommaSeparatedList {
    const INFO: RuleInfo = RuleInfo {
        name: "comma-separated-list",
        summary: "Several tags are a list",
        category: Category::FrontMatter,
        level: Level::Warning,
        fix: FixAvailability::Sometimes,
        changes: &[Meaning::Properties, Meaning::Tags],
        page: include_str!("comma-separated-list.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let Some(tags) = note.front_matter.as_ref().and_then(|front_matter| front_matter.get("tags")) else { return };
        let ValueKind::String(text, style) = &tags.value.kind else { return };
        if !text.contains(',') || cx.vault().is_template(&note.path) && text.contains(['<', '{']) {
            return;
        }
        let parts: Vec<&str> = text.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
        let message = "Obsidian does not split this text: none of these tags counts";
        let mut diagnostic = cx.diagnostic(tags.value.range, message).help("write the tags as a list");
        let whole = !matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        if whole && parts.iter().all(|part| is_tag(part)) && !parts.is_empty() {
            let list = format!("[{}]", parts.join(", "));
            diagnostic = diagnostic.fix(Fix::safe("Make it a list", vec![Edit::replacement(tags.value.range, list)]));
        }
        cx.report(diagnostic);
    }
}
