//! How a note ends.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::layout::{is_blank, open_lines};
use super::properties::line_break;
use crate::diagnostic::{Edit, Fix};
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;

/// A note ends in one line break.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct FinalNewline {}

impl Rule for FinalNewline {
    const INFO: RuleInfo = RuleInfo {
        name: "final-newline",
        summary: "A note ends in one line break",
        category: Category::Layout,
        level: Level::Format,
        fix: FixAvailability::Always,
        changes: &[],
        page: include_str!("final-newline.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let text: &str = &note.text;
        let end = text.len();
        let content = text.trim_end_matches([' ', '\t', '\n', '\r']).len();
        if content <= note.body_start() && text.get(note.body_start()..).is_none_or(is_blank) && content == 0 {
            return;
        }
        if !text.ends_with(['\n', '\r']) {
            // Blanks alone on the last line are for the other branch, once they have a line break.
            let fix = Fix::safe("End the last line", vec![Edit::insertion(end, line_break(text))]);
            cx.report(cx.diagnostic(TextRange::empty(end), "the last line has no line break").fix(fix));
            return;
        }
        let first_break = note.lines.full_line_range(note.lines.line_of(content)).end();
        let is_open = || open_lines(note).last().is_some_and(|line| line.range.end() == end);
        if first_break < end && is_open() {
            let range = TextRange::new(first_break, end);
            let fix = Fix::safe("Remove the lines", vec![Edit::deletion(range)]);
            cx.report(cx.diagnostic(range, "blank lines at the end of the note").fix(fix));
        }
    }
}
