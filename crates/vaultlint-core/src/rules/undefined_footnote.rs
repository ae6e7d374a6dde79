//! References to footnotes that are not there.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};

/// Every footnote that is referred to is defined.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct UndefinedFootnote {}

impl Rule for UndefinedFootnote {
    const INFO: RuleInfo = RuleInfo {
        name: "undefined-footnote",
        summary: "Every footnote that is referred to is defined",
        category: Category::Structure,
        level: Level::Warning,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("undefined-footnote.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if cx.vault().is_template(&note.path) {
            return;
        }
        for reference in &note.footnote_refs {
            let Some(id) = &reference.id else { continue };
            let defined = note.footnotes.iter().any(|footnote| footnote.id.to_lowercase() == id.to_lowercase());
            if !defined && is_id(id) && !note.is_commented(reference.range.start()) {
                let message = format!("the footnote `{id}` is not defined: the reference is shown as it is written");
                let help = format!("add `[^{id}]: text` on a line of its own");
                cx.report(cx.diagnostic(reference.range, message).help(help));
            }
        }
    }
}

/// Whether `id` names a footnote rather than characters in a pattern, as `[^a-z]` does.
fn is_id(id: &str) -> bool {
    let named = id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    let range = id.split_once('-').is_some_and(|(from, to)| from.chars().count() == 1 && !to.is_empty());
    named && !range
}
