//! Several blank lines in a row.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::layout::{Line, is_blank, open_lines};
use crate::diagnostic::{Edit, Fix};
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;

/// No more than one blank line in a row.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct BlankLineRuns {
    /// How many blank lines may stand in a row.
    pub most: usize,
}

impl Default for BlankLineRuns {
    fn default() -> Self {
        BlankLineRuns { most: 1 }
    }
}

impl Rule for BlankLineRuns {
    const INFO: RuleInfo = RuleInfo {
        name: "blank-line-runs",
        summary: "No more than one blank line in a row",
        category: Category::Layout,
        level: Level::Format,
        fix: FixAvailability::Always,
        changes: &[],
        page: include_str!("blank-line-runs.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let mut run: Vec<Line> = Vec::new();
        for line in open_lines(note).filter(|line| is_blank(line.range.slice(&note.text))) {
            if run.last().is_some_and(|last| last.number + 1 != line.number) {
                self.report(note, &run, cx);
                run.clear();
            }
            run.push(line);
        }
        self.report(note, &run, cx);
    }
}

impl BlankLineRuns {
    fn report(&self, note: &Note, run: &[Line], cx: &mut Context<'_>) {
        // The empty line after the last line break is none that one sees.
        let last = note.lines.line_count() - 1;
        let run = if run.last().is_some_and(|line| line.number == last) {
            run.get(..run.len() - 1).unwrap_or(run)
        } else {
            run
        };
        let (Some(surplus), Some(end)) = (run.get(self.most), run.last()) else { return };
        let end = note.lines.full_line_range(end.number).end();
        let range = TextRange::new(surplus.range.start(), end);
        let fix = Fix::safe("Remove the surplus lines", vec![Edit::deletion(range)]);
        cx.report(cx.diagnostic(range, "more blank lines than one sees").fix(fix));
    }
}
