//! Links to headings that are not there.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Related};
use crate::note::{Link, Note, Subpath};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::rules::links::dead::{file_name, is_sample, shown, stays_in_vault};
use crate::rules::links::edit::{heading_link, lead_to_subpath};
use crate::rules::links::near::{near_headings, slugged_heading, without_md};
use crate::rules::links::report::offer;
use crate::vault::{Facts, FileId, FileKind, HeadingFact, Resolution, VaultPath, heading_key};

/// Every linked heading is in its note.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct BrokenHeadingLink {}

impl Rule for BrokenHeadingLink {
    const INFO: RuleInfo = RuleInfo {
        name: "broken-heading-link",
        summary: "Every linked heading is in its note",
        category: Category::Links,
        level: Level::Warning,
        fix: FixAvailability::Sometimes,
        changes: &[Meaning::Links, Meaning::Words, Meaning::Headings, Meaning::Properties],
        page: include_str!("broken-heading-link.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let linked = note.links.iter().filter(|link| link.target.subpath.is_some());
        for link in linked.filter(|link| stays_in_vault(link) && !is_sample(&link.target.link)) {
            let Some(Subpath::Headings(segments)) = &link.target.subpath else { continue };
            // Of a footnote, as the app has them since 1.7.2 (OBSIDIAN.md 2.5): how its name ends is not established.
            if segments.last().is_some_and(|segment| segment.starts_with("[^")) {
                continue;
            }
            let resolution = cx.vault().resolve(&note.path, link.kind, &link.target);
            let is_explained =
                |facts: &Facts| may_be_there(facts, segments) || slugged_heading(facts, segments).is_some();
            if let Resolution::MissingHeading(file) = resolution
                && cx.vault().path(file).kind() == FileKind::Note
                && !cx.vault().facts(file).is_some_and(is_explained)
            {
                cx.report(diagnostic(note, link, segments, file, cx));
            }
        }
    }
}

/// Whether the heading is there but for a block id at its end: whether the app counts that as part of the heading
/// is not established.
fn may_be_there(facts: &Facts, segments: &[Box<str>]) -> bool {
    let wanted = segments.last().map(|segment| heading_key(segment));
    facts.headings.iter().any(|heading| {
        let before_id = heading.text.rsplit_once(" ^").map(|(text, _)| heading_key(text));
        before_id.is_some() && before_id == wanted
    })
}

fn diagnostic(note: &Note, link: &Link, segments: &[Box<str>], file: FileId, cx: &Context<'_>) -> Diagnostic {
    let vault = cx.vault();
    let path = vault.path(file);
    let own = *path == note.path;
    let place = if own { "this note".to_string() } else { format!("`{}`", shown(path.stem())) };
    let effect = match (link.embed, own) {
        (true, _) => "nothing is shown",
        (false, true) => "the link leads nowhere",
        (false, false) => "the link opens the top of the note",
    };
    let message = format!("{place} has no heading `{}`: {effect}", shown(&segments.join(" > ")));
    let Some(facts) = vault.facts(file) else { return cx.diagnostic(link.target_range, message) };
    let (near, is_same) = near_headings(facts, segments);
    let mut diagnostic = cx.diagnostic(link.target_range, message);
    let fixes = near.iter().filter_map(|heading| {
        let text = heading_link(&heading.text);
        let title = format!("Link to the heading `{}`", shown(&heading.text));
        lead_to_subpath(note, link, &text).map(|edit| (title, edit))
    });
    let is_sure = is_same && near.len() == 1;
    diagnostic = offer(cx, diagnostic, fixes, is_sure);
    if let Some(name) = name_with_hash(note, link, cx) {
        let help = format!("the note `{name}` is in the vault, but no link can hold its `#`: rename that note");
        diagnostic = diagnostic.help(help);
    }
    let elsewhere = (!own).then(|| path.clone());
    near.into_iter().fold(diagnostic, |diagnostic, heading| diagnostic.related(related(heading, &elsewhere)))
}

/// The name of a note that the target of `link` spells, were it not that `#` starts a heading.
fn name_with_hash<'a>(note: &Note, link: &Link, cx: &Context<'a>) -> Option<&'a str> {
    let written = without_md(link.target_range.slice(&note.text).trim());
    let named = cx.vault().named(&format!("{}.md", file_name(written)));
    named.first().map(|file| cx.vault().path(*file).stem())
}

fn related(heading: &HeadingFact, path: &Option<VaultPath>) -> Related {
    let message = format!("the heading `{}` is near", shown(&heading.text));
    Related { path: path.clone(), range: Some(heading.range), message }
}
