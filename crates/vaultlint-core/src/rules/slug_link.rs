//! Links to headings by the anchors of other platforms.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Fix, Related};
use crate::note::{Link, Note, Subpath};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::rules::links::dead::{shown, stays_in_vault};
use crate::rules::links::edit::{heading_link, lead_to_subpath};
use crate::rules::links::near::slugged_heading;
use crate::vault::{FileId, HeadingFact, Resolution};

/// Headings are linked by their text, not by the anchors of other platforms.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct SlugLink {}

impl Rule for SlugLink {
    const INFO: RuleInfo = RuleInfo {
        name: "slug-link",
        summary: "Headings are linked by their text, not by the anchors of other platforms",
        category: Category::Links,
        level: Level::Warning,
        fix: FixAvailability::Sometimes,
        changes: &[Meaning::Links, Meaning::Words, Meaning::Headings, Meaning::Properties],
        page: include_str!("slug-link.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let vault = cx.vault();
        for (link, place) in note.links.iter().zip(cx.resolutions(note)) {
            let (Resolution::MissingHeading(file), true) = (place, stays_in_vault(link)) else { continue };
            let Some(Subpath::Headings(segments)) = &link.target.subpath else { continue };
            if let Some(heading) = vault.facts(*file).and_then(|facts| slugged_heading(facts, segments)) {
                cx.report(diagnostic(note, link, heading, *file, cx));
            }
        }
    }
}

fn diagnostic(note: &Note, link: &Link, heading: &HeadingFact, file: FileId, cx: &Context<'_>) -> Diagnostic {
    let path = cx.vault().path(file);
    let own = *path == note.path;
    let effect = match (link.embed, own) {
        (true, _) => "nothing is shown",
        (false, true) => "the link leads nowhere",
        (false, false) => "the link opens the top of the note",
    };
    let name = shown(&heading.text);
    let message = format!("an anchor of other platforms stands for the heading `{name}` here: {effect}");
    let elsewhere = (!own).then(|| path.clone());
    let related = Related { path: elsewhere, range: Some(heading.range), message: "the heading is here".into() };
    let diagnostic = cx.diagnostic(link.target_range, message).related(related);
    let text = heading_link(&heading.text);
    match lead_to_subpath(note, link, &text).filter(|_| is_reached(&text, heading, file, cx)) {
        Some(edit) => diagnostic.fix(Fix::safe("Link to the heading by its text", vec![edit])),
        None => diagnostic,
    }
}

/// Whether a link with the subpath `text` leads to `heading` rather than to another of the same name.
fn is_reached(text: &str, heading: &HeadingFact, file: FileId, cx: &Context<'_>) -> bool {
    let Some(facts) = cx.vault().facts(file) else { return false };
    let found = facts.find_heading(&[text.into()]).and_then(|index| facts.headings.get(index));
    found.is_some_and(|found| found.range == heading.range)
}
