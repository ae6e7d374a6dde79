//! Links to views that a base does not have.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::links::dead::{is_sample, shown, stays_in_vault};
use super::links::edit::lead_to_subpath;
use super::links::report::{MOST, offer};
use crate::note::{Link, Note, Subpath};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::vault::{FileId, Resolution};

/// Every view that is shown is in its base.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct UnknownBaseView {}

impl Rule for UnknownBaseView {
    const INFO: RuleInfo = RuleInfo {
        name: "unknown-base-view",
        summary: "Every view that is shown is in its base",
        category: Category::CanvasAndBases,
        level: Level::Warning,
        fix: FixAvailability::Sometimes,
        changes: &[Meaning::Links, Meaning::Words, Meaning::Headings, Meaning::Properties],
        page: include_str!("unknown-base-view.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        for (link, resolution) in note.links.iter().zip(cx.resolutions(note)) {
            if let Resolution::MissingView(base) = resolution
                && stays_in_vault(link)
                && !is_sample(&link.target.link)
            {
                report(note, link, *base, cx);
            }
        }
    }
}

fn report(note: &Note, link: &Link, base: FileId, cx: &mut Context<'_>) {
    let wanted = match &link.target.subpath {
        Some(Subpath::Headings(segments)) => segments.join(" "),
        _ => "^".to_owned(),
    };
    let name = cx.vault().path(base).file_name();
    let message = format!("`{}` has no view `{}`: its first view is shown", shown(name), shown(&wanted));
    let views = cx.vault().facts(base).map(|facts| facts.views.as_slice()).unwrap_or_default();
    let fixes = views.iter().take(MOST).filter_map(|view| {
        lead_to_subpath(note, link, view).map(|edit| (format!("Show the view `{}`", shown(view)), edit))
    });
    let diagnostic = offer(cx, cx.diagnostic(link.target_range, message), fixes, false);
    cx.report(diagnostic);
}
