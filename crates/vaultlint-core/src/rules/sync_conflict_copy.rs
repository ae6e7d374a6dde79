//! Copies that sync services leave behind.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Related;
use crate::file::VaultFile;
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::vault::VaultPath;

mod patterns;

/// No file is a copy that a sync service made of two versions.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct SyncConflictCopy {}

impl Rule for SyncConflictCopy {
    const INFO: RuleInfo = RuleInfo {
        name: "sync-conflict-copy",
        summary: "No file is a copy that a sync service made of two versions",
        category: Category::Files,
        level: Level::Warning,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("sync-conflict-copy.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        judge(&note.path, cx);
    }

    fn check_file(&self, file: &VaultFile, cx: &mut Context<'_>) {
        judge(&file.path, cx);
    }
}

fn judge(path: &VaultPath, cx: &mut Context<'_>) {
    let name = path.file_name();
    let (stem, extension) = name.rsplit_once('.').map_or((name, ""), |(stem, _)| (stem, name.get(stem.len()..).unwrap_or("")));
    let Some(copy) = patterns::copy(stem) else { return };
    let folder = path.as_str().strip_suffix(name).unwrap_or("");
    let original = cx.vault().file(&format!("{folder}{}{extension}", copy.original));
    if original.is_none() && copy.needs_original {
        return;
    }
    let named = format!("{}{extension}", copy.original);
    // The case of its letters may be another.
    let named = original.map_or(named.as_str(), |file| cx.vault().path(file).file_name());
    let message = format!(
        "a sync service kept this as a second version of `{named}`: what only one of them says is easily lost"
    );
    let mut diagnostic = cx.file_diagnostic(message);
    diagnostic = match original {
        Some(file) => diagnostic
            .related(Related { path: Some(cx.vault().path(file).clone()), range: None, message: "the other version".to_string() })
            .help("take over what the other version lacks, then delete the copy"),
        None => diagnostic.help("the other version is gone: give the copy its name"),
    };
    cx.report(diagnostic);
}
