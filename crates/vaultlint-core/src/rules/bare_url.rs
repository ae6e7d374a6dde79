//! Addresses without marks around them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Edit, Fix};
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::text::TextRange;

/// Every address in the text is marked as a link.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct BareUrl {}

impl Rule for BareUrl {
    const INFO: RuleInfo = RuleInfo {
        name: "bare-url",
        summary: "Every address in the text is marked as a link",
        category: Category::Structure,
        level: Level::Off,
        fix: FixAvailability::Sometimes,
        changes: &[Meaning::Links, Meaning::Words],
        page: include_str!("bare-url.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if cx.vault().is_template(&note.path) || note.is_plugin_owned() {
            return;
        }
        let mut fields = note.inline_fields.iter().peekable();
        let mut fields_until = 0;
        for url in note.bare_urls() {
            // The value of a field is data that queries read.
            while let Some(field) = fields.next_if(|field| field.range.start() <= url.start()) {
                fields_until = fields_until.max(field.range.end());
            }
            if url.start() < fields_until {
                continue;
            }
            let message = "this address is no link in every editor: nothing marks where it ends";
            let diagnostic = cx.diagnostic(url, message).help("put it between `<` and `>`, or give it a text");
            let edits = vec![Edit::insertion(url.start(), "<"), Edit::insertion(url.end(), ">")];
            cx.report(if is_clear(note, url) {
                diagnostic.fix(Fix::safe("Put it between `<` and `>`", edits))
            } else {
                diagnostic
            });
        }
    }
}

/// Whether all of the address was seen, and it stands in no heading, which links name by its text.
fn is_clear(note: &Note, url: TextRange) -> bool {
    let next = note.text.get(url.end()..).and_then(|rest| rest.chars().next());
    let ends = next.is_none_or(|c| c.is_whitespace() || ".,;:!?)*_~|".contains(c) || !c.is_ascii() && !c.is_alphanumeric());
    let heading = note.headings.partition_point(|heading| heading.range.start() <= url.start());
    let in_heading =
        note.headings.get(..heading).and_then(<[_]>::last).is_some_and(|heading| heading.range.contains(url.start()));
    // `==https://example.org==`
    let is_marked = url.slice(&note.text).ends_with('=');
    ends && !in_heading && !is_marked
}
