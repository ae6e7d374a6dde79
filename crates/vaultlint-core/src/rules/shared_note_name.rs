//! Links by a name that several notes have.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::links::dead::{shown, stays_in_vault};
use super::links::edit::lead_to;
use super::links::report::{MOST, offer};
use crate::diagnostic::Related;
use crate::note::{Link, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::vault::{FileId, Resolution};

/// A link by name alone names one file only.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct SharedNoteName {}

impl Rule for SharedNoteName {
    const INFO: RuleInfo = RuleInfo {
        name: "shared-note-name",
        summary: "A link by name alone names one file only",
        category: Category::Links,
        level: Level::Info,
        fix: FixAvailability::Sometimes,
        changes: &[Meaning::Links, Meaning::Words, Meaning::Headings, Meaning::Properties],
        page: include_str!("shared-note-name.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        for (link, resolution) in note.links.iter().zip(cx.resolutions(note)) {
            let path = &*link.target.path;
            let (Resolution::File(file), false) = (resolution, path.is_empty() || path.contains('/')) else {
                continue;
            };
            if !stays_in_vault(link) {
                continue;
            }
            let others: Vec<FileId> = cx.vault().named(cx.vault().path(*file).file_name());
            if others.len() > 1 {
                report(note, link, *file, &others, cx);
            }
        }
    }
}

fn report(note: &Note, link: &Link, file: FileId, all: &[FileId], cx: &mut Context<'_>) {
    let vault = cx.vault();
    let name = shown(vault.path(file).file_name());
    let place = shown(vault.path(file).as_str()).into_owned();
    let message = format!("{} files are called `{name}`: this link leads to `{place}`", all.len());
    let first = all.iter().filter(|it| **it == file).chain(all.iter().filter(|it| **it != file));
    let fixes = first.take(MOST).filter_map(|file| {
        let title = format!("Link to `{}`", vault.path(*file));
        lead_to(note, vault, link, *file).map(|edit| (title, edit))
    });
    let diagnostic = offer(cx, cx.diagnostic(link.target_range, message), fixes, false);
    let related = |file: &FileId| Related {
        path: Some(vault.path(*file).clone()),
        range: None,
        message: "it has the name too".to_owned(),
    };
    let others = all.iter().filter(|it| **it != file).take(MOST);
    cx.report(others.map(related).fold(diagnostic, |found, related| found.related(related)));
}
