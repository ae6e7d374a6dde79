//! Links whose letters differ in case from the name of the file.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::links::edit::{in_heading, keep_shown, with_path};
use super::links::near::without_md;
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::note::{Link, LinkKind, Note, Target};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::vault::{FileId, FileKind, Resolution, VaultPath};

/// A link writes the name of its file in the letters of the file.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct LinkCase {}

impl Rule for LinkCase {
    const INFO: RuleInfo = RuleInfo {
        name: "link-case",
        summary: "A link writes the name of its file in the letters of the file",
        category: Category::Links,
        level: Level::Off,
        fix: FixAvailability::Sometimes,
        changes: &[Meaning::Links, Meaning::Properties],
        page: include_str!("link-case.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if note.is_plugin_owned() {
            return;
        }
        for (link, place) in note.links.iter().zip(cx.resolutions(note)) {
            let kind = matches!(link.kind, LinkKind::Wiki | LinkKind::Inline | LinkKind::Property);
            let Some(file) = file_of(place).filter(|_| kind && !link.hidden) else { continue };
            let path = cx.vault().path(file);
            if let Some(named) = in_letters_of(&link.target.path, path) {
                cx.report(diagnostic(note, link, file, &named, cx));
            }
        }
    }
}

/// The file of the vault that a link leads to.
fn file_of(place: &Resolution) -> Option<FileId> {
    match place {
        Resolution::File(file) | Resolution::MissingHeading(file) | Resolution::MissingBlock(file) => Some(*file),
        _ => None,
    }
}

/// The path `written` in the letters of `path`; `None` where it is so written.
fn in_letters_of(written: &str, path: &VaultPath) -> Option<String> {
    let names_md = without_md(written).len() < written.len();
    let is_bare = path.kind() == FileKind::Note && !names_md;
    let full = if is_bare { without_md(path.as_str()) } else { path.as_str() };
    let mut segments: Vec<&str> = written.split('/').collect();
    let mut differs = false;
    for (segment, real) in segments.iter_mut().rev().zip(full.rsplit('/')) {
        if segment.to_lowercase() != real.to_lowercase() {
            break; // `..`, or letters written in another way.
        }
        differs |= *segment != real;
        *segment = real;
    }
    differs.then(|| segments.join("/"))
}

fn diagnostic(note: &Note, link: &Link, file: FileId, named: &str, cx: &Context<'_>) -> Diagnostic {
    let message = format!("the file is called `{named}`: where upper and lower case differ, this link leads nowhere");
    let diagnostic = cx.diagnostic(link.target_range, message);
    match edits(note, link, named).filter(|_| leads_to(file, note, link, named, cx)) {
        Some(edits) => diagnostic.fix(Fix::safe("Write the name as the file has it", edits)),
        None => diagnostic,
    }
}

/// The edits that write `named` as the path of `link` and leave what it shows; `None` where that cannot be written.
fn edits(note: &Note, link: &Link, named: &str) -> Option<Vec<Edit>> {
    let mut edits = vec![with_path(note, link, named)?];
    let shows_path = link.display_range.is_none() && !link.embed && link.kind != LinkKind::Inline;
    if shows_path {
        if in_heading(note, link) {
            return None;
        }
        edits.push(keep_shown(note, link));
    }
    Some(edits)
}

fn leads_to(file: FileId, note: &Note, link: &Link, named: &str, cx: &Context<'_>) -> bool {
    let target = Target { path: named.into(), ..link.target.clone() };
    file_of(&cx.vault().resolve(&note.path, link.kind, &target)) == Some(file)
}
