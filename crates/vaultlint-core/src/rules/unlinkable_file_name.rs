//! Names of files that no link can hold.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::file::VaultFile;
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::vault::{FileKind, VaultPath};

/// A link can reach every note and attachment by its name.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct UnlinkableFileName {}

impl Rule for UnlinkableFileName {
    const INFO: RuleInfo = RuleInfo {
        name: "unlinkable-file-name",
        summary: "A link can reach every note and attachment by its name",
        category: Category::Files,
        level: Level::Warning,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("unlinkable-file-name.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if !cx.is_template(note) {
            judge(&note.path, cx);
        }
    }

    fn check_file(&self, file: &VaultFile, cx: &mut Context<'_>) {
        if file.path.kind() != FileKind::Other {
            judge(&file.path, cx);
        }
    }
}

fn judge(path: &VaultPath, cx: &mut Context<'_>) {
    if let Some(reason) = flaw(path.stem()) {
        let message = format!("no link can reach this file by its name: {reason}");
        cx.report(cx.file_diagnostic(message).help("rename it"));
    } else if !cx.vault().settings().use_markdown_links
        && let Some(reason) = wikilink_flaw(path.stem())
    {
        let message = format!("no wikilink can reach this file by its name alone: {reason}");
        cx.report(cx.file_diagnostic(message).help("rename it"));
    }
}

/// Why no link leads to a file of that name (OBSIDIAN.md 2.1, 2.8).
fn flaw(name: &str) -> Option<&'static str> {
    if name.contains('#') {
        Some("what follows `#` in a link is a heading")
    } else if name.contains('^') {
        Some("what follows `^` in a link is the id of a block")
    } else if name.contains('|') {
        Some("what follows `|` in a link is the text to show")
    } else if name.contains("%%") {
        Some("`%%` starts a comment")
    } else {
        None
    }
}

/// Why `[[name]]` does not lead to a file of that name, while Markdown links do.
fn wikilink_flaw(name: &str) -> Option<&'static str> {
    if name.starts_with('[') || name.contains("[[") {
        Some("the bracket in the name is taken for one of the link")
    } else if name.ends_with(']') || name.contains("]]") {
        Some("the bracket in the name ends the link")
    } else if name.trim_end() != name {
        Some("a blank at the end of a link is dropped")
    } else {
        None
    }
}
