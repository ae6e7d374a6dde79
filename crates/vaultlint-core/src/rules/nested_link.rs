//! Links in links.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Related;
use crate::note::{Link, LinkKind, LooseLinkKind, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};

/// No link stands in another link.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct NestedLink {}

impl Rule for NestedLink {
    const INFO: RuleInfo = RuleInfo {
        name: "nested-link",
        summary: "No link stands in another link",
        category: Category::Links,
        level: Level::Warning,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("nested-link.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if note.is_plugin_owned() || cx.is_template(note) {
            return;
        }
        let nested = note.loose_links.iter().filter(|loose| loose.kind == LooseLinkKind::Nested && !loose.hidden);
        for loose in nested {
            let inner = loose.range.slice(&note.text).trim_start_matches(['!', '[']);
            if inner.starts_with(char::is_alphanumeric) {
                let message = "a link stands between the brackets of another: only the inner one is a link";
                cx.report(cx.diagnostic(loose.range, message).help("take out the inner or the outer brackets"));
            }
        }
        for (outer, inner) in links_in_text(note) {
            let message = "a link stands in the text of another link: only one of them can be followed";
            let related = Related { path: None, range: Some(outer.range), message: "the link around it".into() };
            cx.report(cx.diagnostic(inner.range, message).related(related));
        }
    }
}

/// Each wikilink in the text of a Markdown link, after that link.
fn links_in_text(note: &Note) -> impl Iterator<Item = (&Link, &Link)> {
    let mut outer: Option<&Link> = None;
    note.links.iter().filter(|link| !link.hidden).filter_map(move |link| {
        match link.kind {
            LinkKind::Inline | LinkKind::Reference if !link.embed => outer = Some(link),
            LinkKind::Wiki if !link.embed => {
                let around = outer?;
                let is_inside = around.display_range.is_some_and(|text| text.contains_range(link.range));
                return is_inside.then_some((around, link));
            }
            _ => {}
        }
        None
    })
}
