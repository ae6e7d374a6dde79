//! Links that say their target twice.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::links::edit::in_heading;
use crate::diagnostic::{Edit, Fix};
use crate::note::{Link, LinkKind, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;

/// A wikilink does not say its target twice.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct RedundantDisplay {}

impl Rule for RedundantDisplay {
    const INFO: RuleInfo = RuleInfo {
        name: "redundant-display",
        summary: "A wikilink does not say its target twice",
        category: Category::Layout,
        level: Level::Format,
        fix: FixAvailability::Always,
        changes: &[],
        page: include_str!("redundant-display.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let links = note.links.iter().filter(|link| link.kind == LinkKind::Wiki && !link.embed && !link.hidden);
        for link in links.filter(|link| !in_heading(note, link)) {
            if let Some(range) = redundant(note, link) {
                let fix = Fix::safe("Leave the target alone", vec![Edit::deletion(range)]);
                let message = "the text of this link is what it shows without one";
                cx.report(cx.diagnostic(range, message).fix(fix));
            }
        }
    }
}

/// The pipe of `link` and the text after it, where Obsidian shows just that text for the target (OBSIDIAN.md 2.1).
fn redundant(note: &Note, link: &Link) -> Option<TextRange> {
    let display = link.display_range?;
    let range = TextRange::new(link.target_range.end(), display.end());
    let is_tight = matches!(TextRange::new(range.start(), display.start()).slice(&note.text), "|" | "\\|");
    let target = link.target_range.slice(&note.text);
    let has_subpath = target.contains('#');
    let shown = target.strip_prefix('#').filter(|heading| !heading.contains(['#', '^'])).unwrap_or(target);
    let is_plain = !has_subpath || shown.len() < target.len();
    (is_tight && is_plain && display.slice(&note.text) == shown).then_some(range)
}
