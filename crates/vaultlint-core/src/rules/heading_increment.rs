//! Headings that skip a level.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};

/// No heading is more than one level below the one before it.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct HeadingIncrement {}

impl Rule for HeadingIncrement {
    const INFO: RuleInfo = RuleInfo {
        name: "heading-increment",
        summary: "No heading is more than one level below the one before it",
        category: Category::Structure,
        level: Level::Off,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("heading-increment.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if note.is_plugin_owned() || cx.vault().is_template(&note.path) {
            return;
        }
        let headings: Vec<_> = note.headings.iter().filter(|heading| heading.top_level).collect();
        for pair in headings.windows(2) {
            let [above, heading] = pair else { continue };
            if heading.level > above.level + 1 {
                let message = format!(
                    "this heading of level {} follows one of level {}: the outline has a hole",
                    heading.level, above.level
                );
                cx.report(cx.diagnostic(heading.range, message));
            }
        }
    }
}
