//! Links to a heading that a note has twice.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::links::dead::{shown, stays_in_vault};
use crate::diagnostic::{Diagnostic, Related};
use crate::note::{Link, Note, Subpath};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::vault::{Facts, FileId, FileKind, Resolution};

mod meant;

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
            let own = cx.vault().path(*file) == &note.path;
            let source = (!own).then(|| note.basename());
            let wanted = segments.last().map_or("", |segment| segment);
            if let Some(other) = meant::other(facts, &all, wanted, source) {
                cx.report(diagnostic(note, link, *file, facts, &all, &other, cx));
            }
        }
    }
}

fn diagnostic(
    note: &Note,
    link: &Link,
    file: FileId,
    facts: &Facts,
    all: &[usize],
    other: &meant::Other,
    cx: &Context<'_>,
) -> Diagnostic {
    let path = cx.vault().path(file);
    let own = *path == note.path;
    let place = if own { "this note".to_string() } else { format!("`{}`", shown(path.stem())) };
    let text_of = |index: &usize| facts.headings.get(*index).map_or("", |heading| &heading.text);
    let (first, meant) = (all.first().map_or("", text_of), text_of(&other.index));
    let count = match all.len() {
        2 => "twice".to_owned(),
        count => format!("{count} times"),
    };
    let message = match other.reason {
        meant::Reason::Spelling => format!(
            "to Obsidian the headings `{}` and `{}` of {place} are the same: the link reaches the first one",
            shown(first),
            shown(meant)
        ),
        _ => format!("{place} has the heading `{}` {count}: the link reaches the first one", shown(first)),
    };
    let diagnostic = cx.diagnostic(link.target_range, message).help(help(facts, all.len(), other, meant));
    let elsewhere = (!own).then(|| path.clone());
    all.iter().enumerate().fold(diagnostic, |diagnostic, (i, index)| {
        let message = if i == 0 { "the one that is reached" } else { "another one" };
        diagnostic.related(Related {
            path: elsewhere.clone(),
            range: facts.headings.get(*index).map(|heading| heading.range),
            message: message.to_owned(),
        })
    })
}

/// How the heading `other`, called `text`, one of `count`, can be reached.
fn help(facts: &Facts, count: usize, other: &meant::Other, text: &str) -> String {
    let Some(chain) = meant::chain(facts, other.index) else {
        return "no link can reach the other one: rename one of them".to_owned();
    };
    match &other.reason {
        meant::Reason::Spelling => {
            format!("for `{}` write the heading above it too: `{chain}`, or rename one of them", shown(text))
        }
        meant::Reason::Parent(parent) => {
            format!("this note is named after `{}`: for the heading there write `{chain}`", shown(parent))
        }
        meant::Reason::Unknown if count == 2 => {
            format!("for the other one write the heading above it too: `{chain}`")
        }
        meant::Reason::Unknown => format!("for another one write the heading above it too, as in `{chain}`"),
    }
}
