//! Attachments outside the folder for attachments.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::links::patterns::Patterns;
use super::unused_attachment::is_attachment;
use crate::file::VaultFile;
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::vault::VaultPath;
use crate::vault::settings::AttachmentFolder;

/// Every attachment is in the folder that the vault sets for attachments.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MisplacedAttachment {
    /// Attachments that may be anywhere, as patterns like those of a `.gitignore`.
    pub kept: Patterns,
}

impl Rule for MisplacedAttachment {
    const INFO: RuleInfo = RuleInfo {
        name: "misplaced-attachment",
        summary: "Every attachment is in the folder that the vault sets for attachments",
        category: Category::Files,
        level: Level::Off,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("misplaced-attachment.md"),
    };

    fn check_file(&self, file: &VaultFile, cx: &mut Context<'_>) {
        if !is_attachment(&file.path) || self.kept.matches(file.path.as_str()) {
            return;
        }
        let wanted = match &cx.vault().settings().attachment_folder {
            // Also the setting of a vault that says nothing.
            AttachmentFolder::Fixed(folder) | AttachmentFolder::BesideNote(folder) if folder.is_empty() => return,
            AttachmentFolder::Fixed(folder) if is_in(&file.path, folder) => return,
            AttachmentFolder::BesideNote(folder) if is_called(file.path.parent(), folder) => return,
            AttachmentFolder::Fixed(folder) => format!("`{folder}`"),
            AttachmentFolder::BesideNote(folder) => format!("a folder `{folder}` beside the note"),
        };
        let message = format!("the vault keeps its attachments in {wanted}, and this file is not there");
        cx.report(cx.file_diagnostic(message).help("move it within Obsidian, which keeps links to it"));
    }
}

/// Whether the file at `path` is in `folder` or below it, up to case.
fn is_in(path: &VaultPath, folder: &str) -> bool {
    let (path, folder) = (path.as_str().to_lowercase(), folder.to_lowercase());
    path.strip_prefix(&folder).is_some_and(|rest| rest.starts_with('/'))
}

/// Whether the last segments of `folder` are `name`, up to case.
fn is_called(folder: &str, name: &str) -> bool {
    let (folder, name) = (folder.to_lowercase(), name.to_lowercase());
    folder.strip_suffix(&name).is_some_and(|before| before.is_empty() || before.ends_with('/'))
}
