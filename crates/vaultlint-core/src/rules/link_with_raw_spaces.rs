//! Markdown links with blanks in their path.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::note::{LinkKind, Note, SpacedLink, has_uri_scheme, markdown_target};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::rules::links::dead::is_sample;
use crate::vault::{FileKind, Resolution, VaultPath};

/// No blank keeps a Markdown link from being one.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct LinkWithRawSpaces {}

impl Rule for LinkWithRawSpaces {
    const INFO: RuleInfo = RuleInfo {
        name: "link-with-raw-spaces",
        summary: "No blank keeps a Markdown link from being one",
        category: Category::Links,
        level: Level::Warning,
        fix: FixAvailability::Always,
        changes: &[Meaning::Links, Meaning::Words, Meaning::Headings, Meaning::Tags],
        page: include_str!("link-with-raw-spaces.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if note.is_plugin_owned() || cx.is_template(note) {
            return;
        }
        for spaced in note.spaced_links.iter().filter(|it| !note.is_commented(it.range.start())) {
            if let Some(diagnostic) = diagnostic(note, spaced, cx) {
                cx.report(diagnostic);
            }
        }
    }
}

fn diagnostic(note: &Note, spaced: &SpacedLink, cx: &Context<'_>) -> Option<Diagnostic> {
    let written = spaced.target_range.slice(&note.text);
    let target = markdown_target(written);
    if has_uri_scheme(written) || is_sample(&target.link) {
        return None;
    }
    let place = cx.vault().resolve(&note.path, LinkKind::Inline, &target);
    let leads = !target.path.is_empty() && !matches!(place, Resolution::MissingFile | Resolution::Empty);
    let names_file = VaultPath::from(&*target.path).kind() != FileKind::Other;
    if !leads && !names_file {
        return None;
    }
    let effect = if spaced.embed { "nothing is shown" } else { "readers see the brackets" };
    let message = format!("a blank in the path makes this no link: {effect}");
    let edit = Edit::replacement(spaced.target_range, written.replace(' ', "%20"));
    let title = "Write `%20` for the blanks";
    let fix = if leads { Fix::safe(title, vec![edit]) } else { Fix::unsafe_(title, vec![edit]) };
    Some(cx.diagnostic(spaced.target_range, message).fix(fix))
}
