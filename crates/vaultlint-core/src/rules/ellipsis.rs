//! Three dots that are an ellipsis.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::prose::{char_at, char_before, harmless, prose};
use crate::diagnostic::{Edit, Fix};
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::text::TextRange;

/// An ellipsis is one character.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Ellipsis {}

impl Rule for Ellipsis {
    const INFO: RuleInfo = RuleInfo {
        name: "ellipsis",
        summary: "An ellipsis is one character",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[Meaning::Headings, Meaning::Words],
        page: include_str!("ellipsis.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let dots = prose(note).into_iter().flat_map(|stretch| dots(note, stretch));
        let edits = dots.map(|range| Edit::replacement(range, "…")).collect();
        for edit in harmless(note, edits) {
            let range = edit.range();
            let fix = Fix::safe("Write `…`", vec![edit]);
            cx.report(cx.diagnostic(range, "these dots are an ellipsis, for which there is a character").fix(fix));
        }
    }
}

/// Three dots in a row, or with one blank between them. Of four the last ends the sentence; more are leaders, and dots
/// beside a slash are a path.
fn dots(note: &Note, stretch: TextRange) -> Vec<TextRange> {
    let text = note.slice(stretch);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find('.')).map(|found| at + found) {
        let rest = text.get(start..).unwrap_or("");
        let close = rest.len() - rest.trim_start_matches('.').len();
        let is_spaced = close == 1 && rest.starts_with(". . .") && !rest.starts_with(". . ..");
        let len = if is_spaced { ". . .".len() } else { close };
        let range = TextRange::new(stretch.start() + start, stretch.start() + start + len);
        at = start + len;
        let beside = [char_before(note, range.start()), char_at(note, range.end())];
        let is_path = beside.iter().flatten().any(|c| matches!(c, '/' | '\\'));
        let goes_on = is_spaced && text.get(at..).is_some_and(|rest| rest.starts_with(" ."));
        match len {
            _ if is_path || goes_on => {}
            3 | 4 => found.push(TextRange::new(range.start(), range.start() + "...".len())),
            _ if is_spaced => found.push(range),
            _ => {}
        }
    }
    found
}
