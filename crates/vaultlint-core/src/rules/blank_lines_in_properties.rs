//! Blank lines among properties.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::layout::is_blank;
use super::property_lines::PropertyLines;
use crate::diagnostic::{Edit, Fix};
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;

/// No blank lines stand at the edges of the properties.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct BlankLinesInProperties {
    /// What becomes of blank lines between properties, and between the items of a list.
    pub between: BlankLinesBetween,
}

/// What becomes of blank lines between properties.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BlankLinesBetween {
    /// They stay.
    #[default]
    Keep,
    /// They go.
    Remove,
}

impl Rule for BlankLinesInProperties {
    const INFO: RuleInfo = RuleInfo {
        name: "blank-lines-in-properties",
        summary: "No blank lines stand at the edges of the properties",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[],
        page: include_str!("blank-lines-in-properties.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let (Some(front_matter), Some(lines)) = (&note.front_matter, PropertyLines::of(note)) else { return };
        let first = note.lines.line_of(front_matter.yaml_range.start());
        let after = note.lines.line_of(front_matter.yaml_range.end());
        let texts = lines.text_lines();
        let mut texts = texts.iter().peekable();
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for line in first..after {
            while texts.next_if(|(_, end)| *end <= line).is_some() {}
            let is_text = texts.peek().is_some_and(|(start, _)| *start <= line);
            if is_text || !is_blank(note.slice(note.lines.line_range(&note.text, line))) {
                continue;
            }
            match runs.last_mut() {
                Some((_, end)) if *end == line => *end += 1,
                _ => runs.push((line, line + 1)),
            }
        }
        let is_at_edge = |(start, end): &(usize, usize)| *start == first || *end == after;
        for run in runs.into_iter().filter(|run| self.between == BlankLinesBetween::Remove || is_at_edge(run)) {
            let range = TextRange::new(note.lines.line_start(run.0), note.lines.line_start(run.1));
            let fix = Fix::safe("Remove the blank lines", vec![Edit::deletion(range)]);
            let message = "blank lines here only make the properties longer";
            cx.report(cx.diagnostic(range, message).fix(fix));
        }
    }
}
