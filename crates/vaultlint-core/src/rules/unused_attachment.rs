//! Attachments that nothing leads to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::links::patterns::Patterns;
use crate::file::VaultFile;
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::vault::{FileKind, VaultPath};

/// Every attachment is used somewhere in the vault.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct UnusedAttachment {
    /// Attachments that are kept though nothing uses them, as patterns like those of a `.gitignore`.
    pub kept: Patterns,
}

impl Rule for UnusedAttachment {
    const INFO: RuleInfo = RuleInfo {
        name: "unused-attachment",
        summary: "Every attachment is used somewhere in the vault",
        category: Category::Files,
        level: Level::Off,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("unused-attachment.md"),
    };

    fn check_file(&self, file: &VaultFile, cx: &mut Context<'_>) {
        if !is_attachment(&file.path) || self.kept.matches(file.path.as_str()) {
            return;
        }
        let vault = cx.vault();
        let Some(id) = vault.file(file.path.as_str()) else { return };
        if vault.uses().is_some_and(|uses| !uses.is_named(id)) {
            let message = "nothing in the vault links to this file or names it";
            cx.report(cx.file_diagnostic(message).help("link it, or delete it if it is no longer needed"));
        }
    }
}

/// Whether the app shows the file at `path` and it is neither note, canvas nor base.
pub(super) fn is_attachment(path: &VaultPath) -> bool {
    matches!(path.kind(), FileKind::Image | FileKind::Audio | FileKind::Video | FileKind::Pdf)
}
