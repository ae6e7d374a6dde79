//! The marks of emphasis.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::layout::prevailing;
use crate::diagnostic::{Edit, Fix};
use crate::fix::apply;
use crate::note::{Emphasis, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::text::TextRange;

/// Emphasis has one kind of mark.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct EmphasisMarks {
    /// The mark of emphasis, shown in italics.
    pub emphasis: MarkStyle,
    /// The mark of strong emphasis, shown in bold.
    pub strong: MarkStyle,
}

/// A mark of emphasis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MarkStyle {
    /// `*`.
    Asterisk,
    /// `_`.
    Underscore,
    /// The one that the note uses first.
    Consistent,
    /// The one that the note uses most; the first one of those that it uses as often.
    Prevailing,
    /// Whatever there is.
    Keep,
}

impl Default for EmphasisMarks {
    fn default() -> Self {
        EmphasisMarks { emphasis: MarkStyle::Consistent, strong: MarkStyle::Consistent }
    }
}

impl Rule for EmphasisMarks {
    const INFO: RuleInfo = RuleInfo {
        name: "emphasis-marks",
        summary: "Emphasis has one kind of mark",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[Meaning::Links],
        page: include_str!("emphasis-marks.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let mut changes = self.changes(note);
        keep_what_reads_the_same(note, &mut changes);
        // Of marks that stand side by side, all change or none.
        for nested in nested(&changes) {
            let Some((emphasis, mark)) = nested.first() else { continue };
            let [open, _] = emphasis.marks();
            let message = format!("emphasis is marked by `{mark}` here");
            let edits = nested.iter().flat_map(|(emphasis, mark)| edits(emphasis, *mark)).collect();
            cx.report(cx.diagnostic(open, message).fix(Fix::safe(format!("Mark it by `{mark}`"), edits)));
        }
    }
}

impl EmphasisMarks {
    /// Emphasis with another mark than it should have, and that mark.
    fn changes<'a>(&self, note: &'a Note) -> Vec<(&'a Emphasis, char)> {
        let mark_of = |emphasis: &Emphasis| note.slice(emphasis.range).chars().next();
        let marks = |strong| note.emphasis.iter().filter(move |it| it.strong == strong).filter_map(mark_of);
        let wanted = |style: MarkStyle, strong: bool| match style {
            MarkStyle::Asterisk => Some('*'),
            MarkStyle::Underscore => Some('_'),
            MarkStyle::Consistent => marks(strong).next(),
            MarkStyle::Prevailing => prevailing(marks(strong)),
            MarkStyle::Keep => None,
        };
        let (emphasis, strong) = (wanted(self.emphasis, false), wanted(self.strong, true));
        let change = |it: &'a Emphasis| {
            let mark = if it.strong { strong } else { emphasis }?;
            (mark_of(it) != Some(mark) && may_change(note, it) && !(mark == '_' && ends_in_tag(note, it))).then_some((it, mark))
        };
        note.emphasis.iter().filter_map(change).collect()
    }
}

/// Whether another mark can do the same: within a word only asterisks can, and a link to a heading counts underscores. What
/// Markdown takes for emphasis in math is none.
fn may_change(note: &Note, emphasis: &Emphasis) -> bool {
    let range = emphasis.range;
    let before = note.text.get(..range.start()).and_then(|text| text.chars().next_back());
    let after = note.text.get(range.end()..).and_then(|text| text.chars().next());
    let is_free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let heading = note.headings.partition_point(|heading| heading.range.start() <= range.start());
    let heading = heading.checked_sub(1).and_then(|index| note.headings.get(index));
    let in_heading = heading.is_some_and(|heading| heading.range.contains(range.start()));
    let is_read = |mark: TextRange| !note.is_opaque(mark.start()) && !note.is_commented(mark.start());
    is_free(before) && is_free(after) && !in_heading && emphasis.marks().into_iter().all(is_read)
}

/// Whether a tag, or a `#` with digits, stands right before the closing mark: an underscore would be part of it.
fn ends_in_tag(note: &Note, emphasis: &Emphasis) -> bool {
    let [open, close] = emphasis.marks();
    let inner = note.slice(TextRange::new(open.end(), close.start()));
    inner.rsplit(char::is_whitespace).next().is_some_and(|word| word.contains('#'))
}

/// `changes` with those taken together whose emphasis is nested or touches: their marks can be read only as a whole.
fn nested<'a, 'n>(changes: &'a [(&'n Emphasis, char)]) -> Vec<&'a [(&'n Emphasis, char)]> {
    let mut reached = 0;
    let mut starts = Vec::new();
    for (index, (emphasis, _)) in changes.iter().enumerate() {
        if index == 0 || emphasis.range.start() > reached {
            starts.push(index);
        }
        reached = emphasis.range.end().max(reached);
    }
    let ends = starts.iter().skip(1).copied().chain([changes.len()]);
    starts.iter().zip(ends).filter_map(|(start, end)| changes.get(*start..end)).collect()
}

fn edits(emphasis: &Emphasis, mark: char) -> Vec<Edit> {
    let marks = emphasis.marks();
    marks.into_iter().map(|range| Edit::replacement(range, mark.to_string().repeat(range.len()))).collect()
}

/// Drops the changes after which the emphasis is another one. Marks of both kinds have the same length, so that it
/// keeps its place; where something differs, the block is left alone.
fn keep_what_reads_the_same(note: &Note, changes: &mut Vec<(&Emphasis, char)>) {
    let line = |it: &Emphasis| note.lines.line_of(it.range.start());
    while !changes.is_empty() {
        let edits: Vec<Edit> = changes.iter().flat_map(|(emphasis, mark)| edits(emphasis, *mark)).collect();
        let after = note.with_text(apply(&note.text, &edits));
        let before_count = changes.len();
        if after.emphasis == note.emphasis && after.blocks == note.blocks && after.opaque == note.opaque {
            return;
        }
        let is_kept = |it: &Emphasis| after.emphasis.contains(it);
        let blocks: Vec<_> = note.emphasis.iter().filter(|it| !is_kept(it)).map(line).collect();
        changes.retain(|(emphasis, _)| !blocks.contains(&line(emphasis)));
        if changes.len() == before_count {
            // What differs is not where the changes are.
            changes.clear();
        }
    }
}
