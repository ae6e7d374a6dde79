//! Links that may lead to one of several files.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::links::dead::{shown, stays_in_vault};
use super::links::edit::lead_to;
use super::links::report::{MOST, offer};
use crate::diagnostic::Related;
use crate::note::{Link, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::vault::{FileId, Resolution};

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

fn report(note: &Note, link: &Link, files: &[FileId], cx: &mut Context<'_>) {
    let vault = cx.vault();
    let paths: Vec<String> =
        files.iter().take(MOST).map(|file| format!("`{}`", shown(vault.path(*file).as_str()))).collect();
    let message = format!(
        "`{}` may be any of {}: which one Obsidian opens can differ from machine to machine",
        shown(&link.target.path),
        paths.join(", ")
    );
    let fixes = files.iter().take(MOST).filter_map(|file| {
        let title = format!("Link to `{}`", vault.path(*file));
        lead_to(note, vault, link, *file).map(|edit| (title, edit))
    });
    let diagnostic = offer(cx.diagnostic(link.target_range, message), fixes.collect(), false);
    let related = |file: &FileId| Related {
        path: Some(vault.path(*file).clone()),
        range: None,
        message: "one of them".to_owned(),
    };
    cx.report(files.iter().take(MOST).map(related).fold(diagnostic, |found, related| found.related(related)));
}
