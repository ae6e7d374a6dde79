//! Linked and embedded files that are not in the vault.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::rules::links::dead::{Aim, dead_links};
use crate::rules::links::patterns::Patterns;
use crate::rules::links::report::missing_file;

/// Every linked file that is no note is in the vault.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MissingAttachment {
    /// Files that are kept out of the vault on purpose, as patterns like those of a `.gitignore`.
    pub kept_elsewhere: Patterns,
}

impl Rule for MissingAttachment {
    const INFO: RuleInfo = RuleInfo {
        name: "missing-attachment",
        summary: "Every linked file that is no note is in the vault",
        category: Category::Links,
        level: Level::Warning,
        fix: FixAvailability::Sometimes,
        changes: &[Meaning::Links],
        page: include_str!("missing-attachment.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        for link in dead_links(note, cx, Aim::Attachment) {
            if !self.kept_elsewhere.matches(&link.target.path) {
                cx.report(missing_file(note, link, "file", cx));
            }
        }
    }
}
