//! Blanks in a row between words.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::layout::heading_marks;
use super::link_spacing::is_layout;
use super::prose::{harmless, prose};
use crate::diagnostic::{Edit, Fix};
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;

/// One blank stands between words.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct BlankRuns {
    /// Whether blanks stay that line words up in columns.
    pub keep_columns: bool,
}

impl Default for BlankRuns {
    fn default() -> Self {
        BlankRuns { keep_columns: true }
    }
}

impl Rule for BlankRuns {
    const INFO: RuleInfo = RuleInfo {
        name: "blank-runs",
        summary: "One blank stands between words",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[],
        page: include_str!("blank-runs.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let mut runs: Vec<TextRange> = prose(note).into_iter().flat_map(|it| runs(note, it)).collect();
        runs.retain(|run| note.table_at(run.start()).is_none() && !(self.keep_columns && is_layout(note, *run)));
        runs.extend(after_heading_marks(note));
        runs.sort();
        let edits = runs.iter().map(|run| Edit::deletion(TextRange::new(run.start() + 1, run.end()))).collect();
        for edit in harmless(note, edits) {
            let range = TextRange::new(edit.range().start() - 1, edit.range().end());
            let fix = Fix::safe("Leave one blank", vec![edit]);
            cx.report(cx.diagnostic(range, "several blanks stand here, where one is shown").fix(fix));
        }
    }
}

/// The runs of two or more blanks in `stretch`.
fn runs(note: &Note, stretch: TextRange) -> Vec<TextRange> {
    let text = note.slice(stretch);
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find("  ")) {
        let start = at + found;
        let rest = text.get(start..).unwrap_or("");
        at = start + rest.len() - rest.trim_start_matches(' ').len();
        // A tab beside them is a gap of the author's own making.
        let beside_tab = text.get(..start).is_some_and(|it| it.ends_with('\t'))
            || text.get(at..).is_some_and(|it| it.starts_with('\t'));
        if !beside_tab {
            runs.push(TextRange::new(stretch.start() + start, stretch.start() + at));
        }
    }
    runs
}

/// The runs of two or more blanks between the marks of a heading and its text.
fn after_heading_marks(note: &Note) -> impl Iterator<Item = TextRange> + '_ {
    note.headings.iter().filter(|heading| !heading.setext).filter_map(|heading| {
        let gap = TextRange::new(heading_marks(note, heading).end(), heading.text_range.start());
        let is_run = gap.len() > 1 && note.slice(gap).bytes().all(|byte| byte == b' ');
        (is_run && !heading.text_range.is_empty()).then_some(gap)
    })
}
