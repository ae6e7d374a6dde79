//! Names of files that other systems refuse.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Related;
use crate::file::VaultFile;
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::vault::VaultPath;

/// Every file has a name that all systems and sync services take.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct UnportableFileName {}

impl Rule for UnportableFileName {
    const INFO: RuleInfo = RuleInfo {
        name: "unportable-file-name",
        summary: "Every file has a name that all systems and sync services take",
        category: Category::Files,
        level: Level::Warning,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("unportable-file-name.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        judge(&note.path, cx);
    }

    fn check_file(&self, file: &VaultFile, cx: &mut Context<'_>) {
        judge(&file.path, cx);
    }
}

fn judge(path: &VaultPath, cx: &mut Context<'_>) {
    if let Some((who, reason)) = flaw(path.file_name()) {
        let message = format!("{who} the name of this file: {reason}");
        cx.report(cx.file_diagnostic(message).help("rename it"));
    }
    for (folder, name) in folders(path) {
        let Some((who, reason)) = flaw(name) else { continue };
        // Once for all that is in the folder.
        let first = cx.vault().first_in(folder).map(|file| cx.vault().path(file));
        if first.is_none_or(|first| first == path) {
            let message = format!("{who} the name of the folder `{name}`: {reason}");
            cx.report(cx.file_diagnostic(message).help("rename it"));
        }
    }
    let twins = cx.vault().twins(path);
    if let Some(twin) = twins.into_iter().map(|file| cx.vault().path(file)).filter(|twin| *twin < path).min() {
        let message = format!(
            "where case does not count, as on Windows and macOS, this file and `{}` cannot both be there",
            twin.file_name()
        );
        let shown = Related { path: Some(twin.clone()), range: None, message: "the other file".to_string() };
        cx.report(cx.file_diagnostic(message).help("rename one of them").related(shown));
    }
}

/// The folders that hold `path`, each with its name.
fn folders(path: &VaultPath) -> impl Iterator<Item = (&str, &str)> {
    let text = path.as_str();
    let ends = text.match_indices('/').map(|(at, _)| at);
    ends.filter_map(move |at| text.get(..at)).map(|folder| (folder, folder.rsplit('/').next().unwrap_or(folder)))
}

/// Who refuses `name`, and why. `|` is left to `unlinkable-file-name`.
fn flaw(name: &str) -> Option<(&'static str, String)> {
    let windows = |reason: &str| Some(("Windows refuses", reason.to_string()));
    if let Some(c) = name.chars().find(|c| matches!(c, '<' | '>' | ':' | '"' | '\\' | '?' | '*')) {
        Some(("Windows and Android refuse", format!("it holds `{c}`")))
    } else if name.chars().any(|c| c.is_ascii_control()) {
        windows("it holds a line break, a tab or the like")
    } else if name.ends_with('.') {
        windows("it ends in a dot")
    } else if name.ends_with(' ') {
        windows("it ends in a blank")
    } else if name.starts_with(' ') {
        Some(("OneDrive refuses", "it starts with a blank".to_string()))
    } else if is_reserved(name) {
        windows("it is that of a device")
    } else {
        None
    }
}

/// Whether `name` is that of a device, whatever its extension.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_ascii_uppercase();
    let port = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT"));
    let is_port = port.is_some_and(|number| matches!(number.as_bytes(), [b'1'..=b'9']));
    is_port || matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL")
}
