//! Properties that are not where or not fenced as Obsidian expects them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::properties::{ALL_MEANINGS, line_break};
use crate::diagnostic::{Edit, Fix};
use crate::note::{FrontMatterFlaw, FrontMatterFlawKind, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;

/// Properties stand at the very top, between two lines that are exactly `---`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MisplacedFrontMatter {}

impl Rule for MisplacedFrontMatter {
    const INFO: RuleInfo = RuleInfo {
        name: "misplaced-front-matter",
        summary: "Properties stand at the very top, between two lines that are exactly `---`",
        category: Category::FrontMatter,
        level: Level::Warning,
        fix: FixAvailability::Sometimes,
        changes: ALL_MEANINGS,
        page: include_str!("misplaced-front-matter.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let Some(flaw) = &note.front_matter_flaw else { return };
        let Some((message, help)) = explain(flaw.kind) else { return };
        let is_line = flaw.kind == FrontMatterFlawKind::BlankBefore && note.slice(flaw.range).contains(['\n', '\r']);
        let help = if is_line { "delete the blank lines above the opening `---`" } else { help };
        let mut diagnostic = cx.diagnostic(place(note, flaw), message).help(help);
        diagnostic.fixes.extend(mend(note, flaw));
        cx.report(diagnostic);
    }
}

/// What is wrong and what to do.
fn explain(kind: FrontMatterFlawKind) -> Option<(&'static str, &'static str)> {
    use FrontMatterFlawKind::*;
    Some(match kind {
        Unclosed => return None,
        BlankBefore => (
            "these properties are not on the first line: Obsidian shows them as text and reads none of them",
            "delete the blanks before the opening `---`",
        ),
        StrayBefore => (
            "other characters stand before this `---`: Obsidian shows the properties as text and reads none of them",
            "delete what stands before the opening `---`",
        ),
        TextBefore => (
            "text stands above these properties: Obsidian shows them as text and reads none of them",
            "move the text below the closing `---`",
        ),
        DoubleByteOrderMark => (
            "an invisible character stands before these properties: Obsidian reads none of them",
            "delete the second byte order mark",
        ),
        BadOpeningFence => (
            "this line does not open properties: Obsidian shows them as text and reads none of them",
            "write exactly `---`",
        ),
        BlankAfterOpeningFence => (
            "blanks follow the opening `---`: not every part of Obsidian reads these properties",
            "delete the blanks",
        ),
        BadClosingFence => (
            "Obsidian ends the properties after three dashes: the rest of this line becomes text of the note",
            "write exactly `---`",
        ),
        IndentedClosingFence => (
            "an indented `---` does not close the properties: Obsidian reads on below it",
            "move `---` to the start of its line",
        ),
        SecondBlock => (
            "Obsidian reads only the first block of properties: this one is shown as text",
            "move its properties into the first block",
        ),
    })
}

/// The place to underline: for blanks, which do not show, the opening fence after them.
fn place(note: &Note, flaw: &FrontMatterFlaw) -> TextRange {
    use FrontMatterFlawKind::{BlankAfterOpeningFence, BlankBefore, DoubleByteOrderMark, StrayBefore, TextBefore};
    match flaw.kind {
        BlankBefore | DoubleByteOrderMark | StrayBefore | TextBefore | BlankAfterOpeningFence => {
            let start = flaw.block.start();
            let fence = note.lines.line_range(&note.text, note.lines.line_of(start)).end();
            TextRange::new(start, fence.min(start + 3))
        }
        _ => flaw.range,
    }
}

fn mend(note: &Note, flaw: &FrontMatterFlaw) -> Option<Fix> {
    use FrontMatterFlawKind::*;
    let extra = TextRange::new(flaw.range.start() + 3, flaw.range.end());
    let is_dashes = note.slice(extra).bytes().all(|byte| byte == b'-');
    match flaw.kind {
        BlankBefore if note.slice(flaw.range).contains(['\n', '\r']) => {
            Some(Fix::safe("Delete the blank lines", vec![Edit::deletion(flaw.range)]))
        }
        BlankBefore | BlankAfterOpeningFence => {
            Some(Fix::safe("Delete the blanks", vec![Edit::deletion(flaw.range)]))
        }
        DoubleByteOrderMark => Some(Fix::safe("Delete the byte order mark", vec![Edit::deletion(flaw.range)])),
        StrayBefore => {
            let title = format!("Delete `{}`", note.slice(flaw.range).trim());
            Some(Fix::unsafe_(title, vec![Edit::deletion(flaw.range)]))
        }
        BadOpeningFence if is_dashes => Some(Fix::safe("Write `---`", vec![Edit::deletion(extra)])),
        BadOpeningFence => Some(Fix::unsafe_("Write `---`", vec![Edit::deletion(extra)])),
        BadClosingFence if is_dashes => Some(Fix::safe("Write `---`", vec![Edit::deletion(extra)])),
        BadClosingFence => {
            let edit = Edit::insertion(extra.start(), line_break(&note.text));
            Some(Fix::safe("Break the line after `---`", vec![edit]))
        }
        IndentedClosingFence => {
            let start = note.lines.line_start(note.lines.line_of(flaw.range.start()));
            let indent = TextRange::new(start, flaw.range.start());
            Some(Fix::safe("Move `---` to the start of its line", vec![Edit::deletion(indent)]))
        }
        Unclosed | TextBefore | SecondBlock => None,
    }
}
