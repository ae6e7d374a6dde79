//! The blank line between properties and text.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::properties::line_break;
use super::stranded_property::StrandedProperty;
use crate::diagnostic::{Edit, Fix};
use crate::note::{FrontMatterFlawKind, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;

/// A blank line stands between the properties and the text.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct BlankLineAfterProperties {}

impl Rule for BlankLineAfterProperties {
    const INFO: RuleInfo = RuleInfo {
        name: "blank-line-after-properties",
        summary: "A blank line stands between the properties and the text",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[],
        page: include_str!("blank-line-after-properties.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        use FrontMatterFlawKind::{BadClosingFence, IndentedClosingFence};
        let Some(front_matter) = &note.front_matter else { return };
        let flaw = note.front_matter_flaw.as_ref().map(|flaw| flaw.kind);
        // Running text between two rules is no block of properties to its author.
        if front_matter.is_prose() || matches!(flaw, Some(BadClosingFence | IndentedClosingFence)) {
            return;
        }
        let fence = note.lines.line_of(front_matter.range.end());
        let first = note.lines.line_range(&note.text, fence + 1);
        if note.slice(first).trim().is_empty() || !note.slice(note.lines.line_range(&note.text, fence)).starts_with("---") {
            return;
        }
        // What belongs into the properties is found right below them.
        if cx.peer::<StrandedProperty>().is_some_and(|rule| !rule.stranded(note).is_empty()) {
            return;
        }
        let edit = Edit::insertion(first.start(), line_break(&note.text));
        let fix = Fix::safe("Add a blank line", vec![edit]);
        let message = "the text starts right below the properties, where a blank line sets it apart";
        let place = TextRange::new(front_matter.range.end() - 3, front_matter.range.end());
        cx.report(cx.diagnostic(place, message).fix(fix));
    }
}
