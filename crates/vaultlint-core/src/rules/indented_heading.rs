//! Blanks before the marks of headings.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::layout::heading_marks;
use crate::diagnostic::{Edit, Fix};
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;

/// Headings start at the start of their line.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct IndentedHeading {}

impl Rule for IndentedHeading {
    const INFO: RuleInfo = RuleInfo {
        name: "indented-heading",
        summary: "Headings start at the start of their line",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[],
        page: include_str!("indented-heading.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        for heading in note.headings.iter().filter(|heading| heading.top_level && !heading.setext) {
            let start = heading_marks(note, heading).start();
            let blanks = TextRange::new(note.lines.line_start(note.lines.line_of(start)), start);
            let is_blank = note.slice(blanks).bytes().all(|byte| byte == b' ');
            if !blanks.is_empty() && is_blank {
                let fix = Fix::safe("Remove the blanks", vec![Edit::deletion(blanks)]);
                cx.report(cx.diagnostic(blanks, "blanks before this heading").fix(fix));
            }
        }
    }
}
