//! Blank lines around blocks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::final_newline::FinalNewline;
use super::gaps::{Gap, NoteEnd, gaps};
use super::heading_blank_lines::HeadingBlankLines;
use super::paragraphs::keeps_code_and_math;
use super::properties::line_break;
use super::outline::outline;
use crate::diagnostic::{Edit, Fix};
use crate::note::{Block, BlockKind, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::text::TextRange;

mod inner;

/// Blank lines stand around blocks.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct BlockBlankLines {
    /// Around quotes.
    pub quotes: bool,
    /// Around callouts.
    pub callouts: bool,
    /// Around code blocks with fences.
    pub code: bool,
    /// Around tables.
    pub tables: bool,
    /// Around display math on lines of its own.
    pub math: bool,
    /// Around rules such as `---`.
    pub rules: bool,
    /// Whether blocks in list items count too.
    pub in_lists: bool,
    /// Whether code, quotes and callouts right below the title of a callout are parted from it.
    pub below_titles: bool,
    /// What stays below such a block at the end of the note.
    pub note_end: NoteEnd,
}

impl Default for BlockBlankLines {
    fn default() -> Self {
        BlockBlankLines {
            quotes: true,
            callouts: true,
            code: true,
            tables: true,
            math: true,
            rules: true,
            in_lists: true,
            below_titles: false,
            note_end: NoteEnd::LineBreak,
        }
    }
}

impl Rule for BlockBlankLines {
    const INFO: RuleInfo = RuleInfo {
        name: "block-blank-lines",
        summary: "Blank lines stand around blocks",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        // A table or math right below text becomes a block of its own, its pipes no words.
        changes: &[Meaning::Structure, Meaning::Words],
        page: include_str!("block-blank-lines.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let blocks = outline(note);
        let headings = cx.peer::<HeadingBlankLines>();
        let note_end = if cx.peer::<FinalNewline>().is_some() { NoteEnd::LineBreak } else { self.note_end };
        let mut found: Vec<(TextRange, &'static str, Edit)> = Vec::new();
        for gap in gaps(note, &blocks) {
            let is_closed = headings.is_some_and(|headings| headings.closes(note, &gap));
            let change = self.change(note, &gap, note_end).filter(|_| !is_closed);
            found.extend(change.map(|(message, edit)| (gap.place(note), message, edit)));
        }
        for start in inner::starts(self, note, &blocks) {
            let line = format!("{}{}", start.prefix, line_break(&note.text));
            let message = "no blank line parts this from the text above, so that it is shown as part of it";
            found.push((start.content, message, Edit::insertion(start.line.start(), line)));
        }
        let edits: Vec<Edit> = found.iter().map(|(_, _, edit)| edit.clone()).collect();
        if edits.is_empty() || !keeps_code_and_math(note, &edits) {
            return;
        }
        for (place, message, edit) in found {
            cx.report(cx.diagnostic(place, message).fix(Fix::safe("Mend the blank lines", vec![edit])));
        }
    }
}

impl BlockBlankLines {
    fn change(&self, note: &Note, gap: &Gap<'_>, note_end: NoteEnd) -> Option<(&'static str, Edit)> {
        let is_in_list = gap.container.is_some_and(|it| matches!(it.kind, BlockKind::List | BlockKind::ListItem));
        let is_passed = |block: &&&Block| self.in_lists || block.kind != BlockKind::List;
        let ends = || gap.above.iter().take_while(is_passed).any(|block| self.is_judged(note, block));
        let starts = || gap.starts().any(|block| self.is_judged(note, block));
        let is_kept = gap.is_bound(note) || gap.is_at_comment(note) || gap.is_at_quoted_heading() || gap.is_in_doubtful_quote(note) || (!self.below_titles && gap.is_below_title(note));
        if (is_in_list && !self.in_lists) || is_kept || !(ends() || starts()) {
            return None;
        }
        match (gap.above(), gap.below) {
            (_, None) => Some(("blank lines at the end of the note show nothing", gap.at_end(note, note_end, false)?)),
            // With nothing above it, `---` would open a front matter.
            (None, Some(below)) if note.slice(below.range).trim() == "---" => None,
            (None, _) if note.front_matter.is_none() => {
                Some(("blank lines at the start of the note show nothing", gap.with_no_line()?))
            }
            _ => Some((gap.flaw(), gap.with_one_line(note)?)),
        }
    }

    fn is_judged(&self, note: &Note, block: &Block) -> bool {
        match block.kind {
            BlockKind::BlockQuote => self.quotes,
            BlockKind::Callout => self.callouts,
            BlockKind::Code => self.code && is_fenced(note, block),
            BlockKind::Table => self.tables,
            BlockKind::Math => self.math,
            BlockKind::Paragraph => self.math && is_math(note, block),
            BlockKind::ThematicBreak => self.rules,
            _ => false,
        }
    }
}

fn is_fenced(note: &Note, block: &Block) -> bool {
    let at = note.code_blocks.partition_point(|code| code.range.start() < block.range.start());
    note.code_blocks.get(at).is_some_and(|code| code.fenced)
}

/// Whether the paragraph `block` is display math and nothing else.
fn is_math(note: &Note, block: &Block) -> bool {
    let at = note.math.partition_point(|math| math.range.start() < block.range.start());
    let text = note.slice(block.range);
    let end = block.range.start() + text.trim_end().len();
    note.math.get(at).is_some_and(|math| {
        math.display && math.range.end() == end && math.range.start() == block.range.end() - text.trim_start().len()
    })
}
