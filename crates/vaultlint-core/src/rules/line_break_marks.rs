//! The marks of line breaks within paragraphs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::table_rows::is_delimiter;
use super::layout::put;
use super::lines::Line;
use super::outline::outline;
use super::paragraphs::{Spans, hard_break, paragraphs};
use crate::diagnostic::Fix;
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::text::TextRange;

/// The lines of a paragraph end in the same mark of a line break.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct LineBreakMarks {
    /// The mark.
    pub mark: BreakMark,
}

/// The mark of a line break.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum BreakMark {
    /// Two blanks.
    #[default]
    #[serde(rename = "blanks")]
    Blanks,
    /// `\`.
    #[serde(rename = "backslash")]
    Backslash,
    /// `<br>`.
    #[serde(rename = "<br>")]
    Br,
    /// `<br/>`.
    #[serde(rename = "<br/>")]
    ClosedBr,
}

impl BreakMark {
    fn text(self) -> &'static str {
        match self {
            BreakMark::Blanks => "  ",
            BreakMark::Backslash => "\\",
            BreakMark::Br => "<br>",
            BreakMark::ClosedBr => "<br/>",
        }
    }
}

impl Rule for LineBreakMarks {
    const INFO: RuleInfo = RuleInfo {
        name: "line-break-marks",
        summary: "The lines of a paragraph end in the same mark of a line break",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        // A mark is a sign of the text or a tag, and shows a line break.
        changes: &[Meaning::Words, Meaning::Verbatim],
        page: include_str!("line-break-marks.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        for end in unmarked(note, self.mark.text()) {
            let fix = Fix::safe("Mark the line break", vec![put(end, self.mark.text().to_owned())]);
            cx.report(cx.diagnostic(end, "this line break lacks the mark that keeps it where lines are joined").fix(fix));
        }
    }
}

/// The ends of lines that are to become `mark`.
fn unmarked(note: &Note, mark: &str) -> Vec<TextRange> {
    let spans = Spans::of(note);
    let mut ends = Vec::new();
    let blocks = outline(note);
    for paragraph in paragraphs(&blocks) {
        let lines = paragraph.lines(note);
        if lines.iter().any(|line| is_delimiter(note.slice(line.content).trim_end())) {
            continue; // Meant as a table.
        }
        let title = usize::from(paragraph.has_callout_title(note));
        for pair in lines.get(title..).unwrap_or(&[]).windows(2) {
            let [line, next] = pair else { continue };
            let is_torn = spans.reach_over(line.content.end()) || note.is_commented(line.content.end());
            if !is_torn && !is_block_id(note, next) {
                ends.extend(end(note, line, mark));
            }
        }
    }
    ends
}

/// Whether `line` is the id of the paragraph and nothing else: nobody sees it.
fn is_block_id(note: &Note, line: &Line) -> bool {
    let at = note.block_ids.partition_point(|id| id.range.start() < line.content.start());
    note.block_ids.get(at).is_some_and(|id| id.range.start() == line.content.start())
}

/// The end of `line`, where it is not `mark`.
fn end(note: &Note, line: &Line, mark: &str) -> Option<TextRange> {
    let text = note.slice(line.content);
    let found = hard_break(text).unwrap_or_else(|| {
        let kept = text.trim_end_matches([' ', '\t']).len();
        text.get(kept..).unwrap_or("")
    });
    // Marks of emphasis that stand alone would open some.
    let kept = text.get(..text.len() - found.len())?.trim_end_matches([' ', '\t']);
    let before = kept.trim_end_matches(['*', '_', '~', '=']);
    if before.len() < kept.len() && (before.is_empty() || before.ends_with([' ', '\t'])) {
        return None;
    }
    let is_there = found == mark || (mark.starts_with('<') && found.trim() == mark);
    (!is_there).then(|| TextRange::new(line.content.end() - found.len(), line.content.end()))
}
