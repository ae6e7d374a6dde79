//! Blank lines around paragraphs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::gaps::{Gap, gaps};
use super::heading_blank_lines::HeadingBlankLines;
use super::line_break_marks::LineBreakMarks;
use super::outline::outline;
use crate::diagnostic::{Edit, Fix};
use crate::note::{Block, BlockKind, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};

mod split;

/// One blank line stands around a paragraph.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ParagraphBlankLines {
    /// What the lines of a paragraph become.
    pub lines: ParagraphLines,
}

/// What the lines of a paragraph become.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ParagraphLines {
    /// They stay one paragraph.
    #[default]
    Together,
    /// Paragraphs of their own, but for lines that end in the mark of a line break.
    Apart,
}

impl Rule for ParagraphBlankLines {
    const INFO: RuleInfo = RuleInfo {
        name: "paragraph-blank-lines",
        summary: "One blank line stands around a paragraph",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        // Lines become paragraphs where that is asked for.
        changes: &[Meaning::Structure],
        page: include_str!("paragraph-blank-lines.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let blocks = outline(note);
        let headings = cx.peer::<HeadingBlankLines>();
        for gap in gaps(note, &blocks) {
            let is_closed = headings.is_some_and(|headings| headings.closes(note, &gap));
            if let Some((message, edit)) = change(note, &gap).filter(|_| !is_closed) {
                let fix = Fix::safe("Mend the blank lines", vec![edit]);
                cx.report(cx.diagnostic(gap.place(note), message).fix(fix));
            }
        }
        // Marks of line breaks are for lines that stay together.
        if self.lines == ParagraphLines::Apart && cx.peer::<LineBreakMarks>().is_none() {
            for (line, edit) in split::splits(note) {
                let fix = Fix::safe("Add a blank line", vec![edit]);
                cx.report(cx.diagnostic(line, "no blank line makes this line a paragraph, as lines are here").fix(fix));
            }
        }
    }
}

fn change(note: &Note, gap: &Gap<'_>) -> Option<(&'static str, Edit)> {
    let is_paragraph = |block: Option<&Block>| {
        block.is_some_and(|block| block.kind == BlockKind::Paragraph && block.depth == 0)
    };
    let is_beside = is_paragraph(gap.above()) || is_paragraph(gap.below);
    if !is_beside || gap.is_bound(note) || (gap.count == 0 && has_short_comment(note, gap)) {
        return None;
    }
    match (gap.above(), gap.below) {
        (_, None) => Some(("blank lines at the end of the note show nothing", gap.with_no_line()?)),
        (None, _) if note.front_matter.is_none() => Some(("blank lines at the start of the note show nothing", gap.with_no_line()?)),
        _ => Some((gap.flaw(), gap.with_one_line(note)?)),
    }
}

/// Whether a comment of one line stands above or below: it speaks of the text beside it.
fn has_short_comment(note: &Note, gap: &Gap<'_>) -> bool {
    let line = |offset: usize| note.lines.line_of(offset);
    let is_short = |block: &Block| {
        note.is_comment(block) && line(block.range.start()) == line(block.range.end())
    };
    gap.above().into_iter().chain(gap.below).any(is_short)
}
