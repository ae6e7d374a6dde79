//! Blank lines around headings.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::final_newline::FinalNewline;
use super::gaps::{Gap, NoteEnd, gaps};
use super::outline::outline;
use crate::diagnostic::{Edit, Fix};
use crate::note::{Block, BlockKind, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};

/// Headings have the same space around them.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct HeadingBlankLines {
    /// The lines before a heading.
    pub before: BlankLine,
    /// The lines after a heading, also those between two headings.
    pub after: BlankLine,
    /// The lines between the front matter and a heading.
    pub after_front_matter: BlankLine,
    /// What stays below a heading that ends the note.
    pub note_end: NoteEnd,
}

/// The lines between two blocks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BlankLine {
    /// One blank line.
    #[default]
    One,
    /// No blank line.
    None,
    /// As many as there are.
    Keep,
}

impl Rule for HeadingBlankLines {
    const INFO: RuleInfo = RuleInfo {
        name: "heading-blank-lines",
        summary: "Headings have the same space around them",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[],
        page: include_str!("heading-blank-lines.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if note.headings.is_empty() {
            return;
        }
        let blocks = outline(note);
        let note_end = if cx.peer::<FinalNewline>().is_some() { NoteEnd::LineBreak } else { self.note_end };
        for gap in gaps(note, &blocks) {
            if let Some((message, edit)) = self.change(note, &gap, note_end) {
                let fix = Fix::safe("Mend the blank lines", vec![edit]);
                cx.report(cx.diagnostic(gap.place(note), message).fix(fix));
            }
        }
    }
}

impl HeadingBlankLines {
    /// Whether the rule wants nothing to stand in `gap`: the other rules about blank lines then keep out of it.
    pub(super) fn closes(&self, note: &Note, gap: &Gap<'_>) -> bool {
        self.wanted(note, gap) == Some(BlankLine::None)
    }

    fn wanted(&self, note: &Note, gap: &Gap<'_>) -> Option<BlankLine> {
        let is_heading = |block: Option<&Block>| {
            block.is_some_and(|block| block.kind == BlockKind::Heading && block.depth == 0)
        };
        match (gap.above(), gap.below) {
            _ if gap.is_bound(note) => None,
            (above, Some(_)) if is_heading(above) => Some(self.after),
            (None, below) if is_heading(below) && note.front_matter.is_some() => Some(self.after_front_matter),
            (None, below) if is_heading(below) => Some(BlankLine::None),
            (Some(above), below) if is_heading(below) => match self.before {
                BlankLine::None if !can_be_interrupted(note, above, below) => Some(BlankLine::One),
                before => Some(before),
            },
            _ => None,
        }
    }

    fn change(&self, note: &Note, gap: &Gap<'_>, note_end: NoteEnd) -> Option<(&'static str, Edit)> {
        if gap.below.is_none() && gap.above().is_some_and(|it| it.kind == BlockKind::Heading && it.depth == 0) {
            return Some(("what follows the last heading shows nothing", gap.at_end(note, note_end, true)?));
        }
        match self.wanted(note, gap)? {
            BlankLine::Keep => None,
            BlankLine::None => Some(("this blank line beside a heading shows nothing", gap.with_no_line()?)),
            BlankLine::One => Some((gap.flaw(), gap.with_one_line(note)?)),
        }
    }
}

/// Whether the heading `below` is one also right below `above`.
fn can_be_interrupted(note: &Note, above: &Block, below: Option<&Block>) -> bool {
    let is_underlined = below.is_some_and(|below| {
        let at = note.headings.partition_point(|heading| heading.range.start() < below.range.start());
        note.headings.get(at).is_some_and(|heading| heading.setext)
    });
    above.kind != BlockKind::Html && !is_underlined
}
