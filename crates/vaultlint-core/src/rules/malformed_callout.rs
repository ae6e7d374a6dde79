//! Callouts that are shown as plain quotes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Edit, Fix};
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};

/// Every callout has a blank between its type and its title.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MalformedCallout {}

impl Rule for MalformedCallout {
    const INFO: RuleInfo = RuleInfo {
        name: "malformed-callout",
        summary: "Every callout has a blank between its type and its title",
        category: Category::Structure,
        level: Level::Warning,
        fix: FixAvailability::Always,
        changes: &[Meaning::Structure, Meaning::Words],
        page: include_str!("malformed-callout.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        for marker in &note.unspaced_callouts {
            let message = "without a blank before its title this callout is shown as a plain quote";
            let fix = Fix::safe("Put a blank before the title", vec![Edit::insertion(marker.end(), " ")]);
            cx.report(cx.diagnostic(*marker, message).fix(fix));
        }
    }
}
