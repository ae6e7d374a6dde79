//! Links to notes that are not written yet.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::rules::links::dead::{dead_links_to_notes, shown};

/// Every linked note is written.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct UnwrittenNote {}

impl Rule for UnwrittenNote {
    const INFO: RuleInfo = RuleInfo {
        name: "unwritten-note",
        summary: "Every linked note is written",
        category: Category::Links,
        level: Level::Info,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("unwritten-note.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        for (link, mistyped) in dead_links_to_notes(note, cx) {
            if mistyped.is_none() {
                let message = format!("no note `{}` yet", shown(&link.target.path));
                cx.report(cx.diagnostic(link.target_range, message));
            }
        }
    }
}
