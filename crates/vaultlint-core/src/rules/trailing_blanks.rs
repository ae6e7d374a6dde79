//! Blanks at the ends of lines.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::layout::{is_blank, is_marker, open_lines};
use super::line_break_marks::{BreakMark, LineBreakMarks};
use super::paragraph_blank_lines::{ParagraphBlankLines, ParagraphLines};
use crate::diagnostic::{Edit, Fix};
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;

/// No line ends in blanks that mean nothing.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct TrailingBlanks {
    /// What becomes of two or more blanks, which Markdown takes as a line break.
    pub hard_breaks: HardBreaks,
}

/// What becomes of two or more blanks at the end of a line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum HardBreaks {
    /// They stay while the setting *Strict line breaks* of the vault makes them matter.
    #[default]
    Auto,
    /// They stay.
    Keep,
}

impl Rule for TrailingBlanks {
    const INFO: RuleInfo = RuleInfo {
        name: "trailing-blanks",
        summary: "No line ends in blanks that mean nothing",
        category: Category::Layout,
        level: Level::Format,
        fix: FixAvailability::Always,
        changes: &[],
        page: include_str!("trailing-blanks.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let are_wanted = cx.vault().settings().strict_line_breaks || others_want_breaks(cx);
        let is_kept = |line: TextRange| match self.hard_breaks {
            HardBreaks::Auto => are_wanted && breaks(note, line),
            HardBreaks::Keep => true,
        };
        let strays: Vec<TextRange> =
            open_lines(note).filter_map(|line| stray(note, line.range, is_kept(line.range))).collect();
        for blanks in strays {
            let fix = Fix::safe("Remove the blanks", vec![Edit::deletion(blanks)]);
            cx.report(cx.diagnostic(blanks, "blanks at the end of this line mean nothing").fix(fix));
        }
    }
}

/// Whether another rule writes two blanks, or sees by them what stays one paragraph.
fn others_want_breaks(cx: &Context<'_>) -> bool {
    let writes = |marks: &LineBreakMarks| marks.mark == BreakMark::Blanks;
    let reads = |paragraphs: &ParagraphBlankLines| paragraphs.lines == ParagraphLines::Apart;
    cx.peer::<LineBreakMarks>().is_some_and(writes) || cx.peer::<ParagraphBlankLines>().is_some_and(reads)
}

/// The blanks at the end of `line` that mean nothing.
fn stray(note: &Note, line: TextRange, keep_break: bool) -> Option<TextRange> {
    let text = line.slice(&note.text);
    let kept = text.trim_end_matches([' ', '\t']);
    let is_break = !kept.is_empty() && text.ends_with("  ");
    if kept.len() == text.len() || is_break && keep_break {
        return None;
    }
    // Where nothing follows a marker, one blank keeps it what it is.
    let start = line.start() + kept.len() + usize::from(is_marker(kept));
    (start < line.end()).then(|| TextRange::new(start, line.end()))
}

/// Whether a line of the same block follows: at its end nothing is broken.
fn breaks(note: &Note, line: TextRange) -> bool {
    let next = note.lines.line_of(line.end()) + 1;
    next < note.lines.line_count() && !is_blank(note.slice(note.lines.line_range(&note.text, next)))
}
