//! Headings without text.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Edit, Fix};
use crate::note::{Heading, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};

/// Every heading has text.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct EmptyHeading {}

impl Rule for EmptyHeading {
    const INFO: RuleInfo = RuleInfo {
        name: "empty-heading",
        summary: "Every heading has text",
        category: Category::Structure,
        level: Level::Warning,
        fix: FixAvailability::Always,
        changes: &[Meaning::Structure, Meaning::Headings],
        page: include_str!("empty-heading.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if note.is_plugin_owned() || cx.is_template(note) {
            return;
        }
        let is_empty = |heading: &&Heading| heading.top_level && heading.text_range.is_empty();
        for heading in note.headings.iter().filter(is_empty) {
            let message = "this heading has no text: it leaves a gap in the note and a blank line in the outline";
            let fix = Fix::unsafe_("Delete the marks", vec![Edit::deletion(heading.range)]);
            cx.report(cx.diagnostic(heading.range, message).help("write its text or delete it").fix(fix));
        }
    }
}
