//! Links that lead nowhere.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::note::{Link, LinkKind, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};

/// Every link has a target.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct EmptyLink {}

impl Rule for EmptyLink {
    const INFO: RuleInfo = RuleInfo {
        name: "empty-link",
        summary: "Every link has a target",
        category: Category::Links,
        level: Level::Warning,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("empty-link.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if note.is_plugin_owned() || cx.is_template(note) {
            return;
        }
        for link in note.links.iter().filter(|link| !link.hidden && is_empty(link)) {
            if !is_on_purpose(note, link) {
                let message = message(link);
                cx.report(cx.diagnostic(link.range, message).help("name the note or file, or take the brackets out"));
            }
        }
    }
}

/// What is wrong with `link`, which has no target.
fn message(link: &Link) -> &'static str {
    match (link.kind, link.embed) {
        _ if !link.target.link.is_empty() => {
            "before the `|` stands no target: Obsidian takes all of it for the name of a note"
        }
        (LinkKind::Wiki, false) => "this link has no target: its brackets are shown as text",
        (LinkKind::Wiki, true) => "this embed has no target: its brackets are shown as text",
        (_, false) => "this link has no target: it leads nowhere",
        (_, true) => "this embed has no target: it shows nothing",
    }
}

fn is_empty(link: &Link) -> bool {
    match link.kind {
        LinkKind::Wiki => link.target.link.is_empty() || link.target.link.starts_with('|'),
        LinkKind::Inline => link.target.link.is_empty(),
        _ => false,
    }
}

/// Whether the link is meant to be empty: a field not filled in, code of a query, or the line of a stranded property,
/// which `stranded-property` explains.
fn is_on_purpose(note: &Note, link: &Link) -> bool {
    let start = link.range.start();
    let in_field = note.inline_fields.iter().any(|field| field.range.contains_range(link.range));
    let in_code = note.text.get(..start).is_some_and(|before| before.ends_with('='));
    let below_properties = note.front_matter.as_ref().is_some_and(|front_matter| {
        note.lines.line_of(start) == note.lines.line_of(front_matter.range.end()) + 1
    });
    in_field || in_code || below_properties
}
