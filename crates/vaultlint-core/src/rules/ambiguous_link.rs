//! Links that may lead to one of several files.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::links::dead::{shown, stays_in_vault};
use super::links::edit::lead_to;
use super::links::report::{MOST, offer};
use crate::diagnostic::Related;
use crate::note::{Link, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::vault::{FileId, Resolution, Vault};

/// No link may lead to one of several files.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct AmbiguousLink {}

impl Rule for AmbiguousLink {
    const INFO: RuleInfo = RuleInfo {
        name: "ambiguous-link",
        summary: "No link may lead to one of several files",
        category: Category::Links,
        level: Level::Warning,
        fix: FixAvailability::Sometimes,
        changes: &[Meaning::Links, Meaning::Words, Meaning::Headings, Meaning::Properties],
        page: include_str!("ambiguous-link.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        for (link, resolution) in note.links.iter().zip(cx.resolutions(note)) {
            if let Resolution::Ambiguous(files) = resolution
                && files.len() > 1
                && stays_in_vault(link)
            {
                report(note, link, files, cx);
            }
        }
    }
}

/// How many files are named where there are more than [`MOST`].
const FEW: usize = 3;

/// `files` for a message: the first ones, where there are many.
fn some_of(files: &[FileId], vault: &Vault) -> String {
    let named = |count: usize| {
        let named = files.iter().take(count).map(|file| format!("`{}`", shown(vault.path(*file).as_str())));
        named.collect::<Vec<_>>().join(", ")
    };
    match files.len() {
        count if count > MOST => format!("{count} files, such as {}", named(FEW)),
        _ => named(MOST),
    }
}

fn report(note: &Note, link: &Link, files: &[FileId], cx: &mut Context<'_>) {
    let vault = cx.vault();
    let message = format!(
        "`{}` may be any of {}: which one Obsidian opens can differ from machine to machine",
        shown(&link.target.path),
        some_of(files, vault)
    );
    let fixes = files.iter().take(MOST).filter_map(|file| {
        let title = format!("Link to `{}`", vault.path(*file));
        lead_to(note, vault, link, *file).map(|edit| (title, edit))
    });
    let diagnostic = offer(cx, cx.diagnostic(link.target_range, message), fixes, false);
    let related = |file: &FileId| Related {
        path: Some(vault.path(*file).clone()),
        range: None,
        message: "one of them".to_owned(),
    };
    cx.report(files.iter().take(MOST).map(related).fold(diagnostic, |found, related| found.related(related)));
}
