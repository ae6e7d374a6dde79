//! Links to a heading that a note has twice.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::links::dead::{shown, stays_in_vault};
use super::links::edit::heading_link;
use crate::diagnostic::{Diagnostic, Related};
use crate::note::{Link, Note, Subpath};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::vault::{Facts, FileId, FileKind, Resolution};

/// Every linked heading stands once in its note.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct AmbiguousHeadingLink {}

impl Rule for AmbiguousHeadingLink {
    const INFO: RuleInfo = RuleInfo {
        name: "ambiguous-heading-link",
        summary: "Every linked heading stands once in its note",
        category: Category::Links,
        level: Level::Warning,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("ambiguous-heading-link.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        for (link, resolution) in note.links.iter().zip(cx.resolutions(note)) {
            let (Resolution::File(file), Some(Subpath::Headings(segments))) = (resolution, &link.target.subpath)
            else {
                continue;
            };
            if !stays_in_vault(link) || cx.vault().path(*file).kind() != FileKind::Note {
                continue;
            }
            let Some(facts) = cx.vault().facts(*file) else { continue };
            let all = facts.find_headings(segments);
            if may_be_meant(facts, &all) {
                cx.report(diagnostic(note, link, *file, facts, &all, cx));
            }
        }
    }
}

/// Whether another heading than the first one may be meant: none that is of a lower level and of the very same text.
fn may_be_meant(facts: &Facts, all: &[usize]) -> bool {
    let mut headings = all.iter().filter_map(|index| facts.headings.get(*index));
    let Some(first) = headings.next() else { return false };
    headings.any(|other| other.level <= first.level || other.text != first.text)
}

fn diagnostic(
    note: &Note,
    link: &Link,
    file: FileId,
    facts: &Facts,
    all: &[usize],
    cx: &Context<'_>,
) -> Diagnostic {
    let path = cx.vault().path(file);
    let own = *path == note.path;
    let place = if own { "this note".to_string() } else { format!("`{}`", shown(path.stem())) };
    let headings: Vec<_> = all.iter().filter_map(|index| facts.headings.get(*index)).collect();
    let text = headings.first().map_or("", |heading| &heading.text);
    let count = match all.len() {
        2 => "twice".to_owned(),
        count => format!("{count} times"),
    };
    let message = format!("{place} has the heading `{}` {count}: the link reaches the first one", shown(text));
    let mut diagnostic = cx.diagnostic(link.target_range, message);
    if let Some(parent) = all.get(1).and_then(|index| parent(facts, *index)) {
        let subpath = format!("#{}#{}", heading_link(parent), heading_link(text));
        diagnostic = diagnostic.help(format!("for the other one write the heading above it too: `{subpath}`"));
    }
    let elsewhere = (!own).then(|| path.clone());
    headings.iter().enumerate().fold(diagnostic, |diagnostic, (i, heading)| {
        let message = if i == 0 { "the one that is reached" } else { "another one" };
        diagnostic.related(Related {
            path: elsewhere.clone(),
            range: Some(heading.range),
            message: message.to_owned(),
        })
    })
}

/// The text of the heading above the one at `index`.
fn parent(facts: &Facts, index: usize) -> Option<&str> {
    let level = facts.headings.get(index)?.level;
    let above = facts.headings.get(..index)?.iter().rev().find(|heading| heading.level < level)?;
    Some(&above.text)
}
