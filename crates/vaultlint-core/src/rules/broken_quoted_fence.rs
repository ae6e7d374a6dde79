//! Code in a quote that a line without `>` cuts off.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::lines;
use super::properties::ALL_MEANINGS;
use crate::diagnostic::{Fix, Related};
use crate::note::{CodeBlock, Note};
use crate::text::TextRange;
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};

mod mend;

/// Every line of code in a quote or callout has its `>`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct BrokenQuotedFence {}

impl Rule for BrokenQuotedFence {
    const INFO: RuleInfo = RuleInfo {
        name: "broken-quoted-fence",
        summary: "Every line of code in a quote or callout has its `>`",
        category: Category::Structure,
        level: Level::Warning,
        fix: FixAvailability::Sometimes,
        changes: ALL_MEANINGS,
        page: include_str!("broken-quoted-fence.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if note.is_plugin_owned() {
            return;
        }
        let fences = broken_fences(note);
        if fences.is_empty() {
            return;
        }
        let edits = mend::edits(note, &fences);
        for (fence, edits) in fences.iter().zip(edits) {
            let cut = note.lines.line_range(&note.text, *fence.lines.start());
            let message =
                "this code loses its end: a line without `>` ends the quote, and what follows is not shown as code";
            let related = Related { path: None, range: Some(cut), message: "the line without `>`".into() };
            let mut diagnostic = cx.diagnostic(fence.opening, message).related(related);
            diagnostic = diagnostic.help("put `>` before every line of the code");
            diagnostic.fixes.extend(edits.map(|edits| Fix::unsafe_("Put `>` before every line of the code", edits)));
            cx.report(diagnostic);
        }
    }
}

/// A fence in a quote whose end the author wrote, but which a line without quote mark ends before.
pub(super) struct BrokenFence {
    /// The opening fence, up to the end of its line.
    opening: TextRange,
    /// The lines from the first one without quote mark to the closing fence, from 0, both included.
    lines: std::ops::RangeInclusive<usize>,
}

/// The broken fences of `note`, in order. What is read as a fence by mistake in the rest of one is none.
pub(super) fn broken_fences(note: &Note) -> Vec<BrokenFence> {
    let mut found: Vec<BrokenFence> = Vec::new();
    let mut searched = 0;
    for code in note.code_blocks.iter().filter(|code| code.fenced && !code.closed) {
        let line = note.lines.line_of(code.range.start());
        if line < searched || note.is_commented(code.range.start()) {
            continue;
        }
        let Some(fence) = broken(note, code, &mut searched) else { continue };
        found.push(fence);
    }
    found
}

/// Reads on below the unclosed block `code` for its closing fence; `searched` is the line after what was read.
fn broken(note: &Note, code: &CodeBlock, searched: &mut usize) -> Option<BrokenFence> {
    let line = note.lines.line_of(code.range.start());
    let quotes = prefix(note, code).matches('>').count();
    if quotes == 0 {
        return None;
    }
    let opening = note.lines.line_range(&note.text, line);
    let opening = TextRange::new(code.range.start(), opening.end());
    let mark = note.slice(opening).chars().next()?;
    let length = run(note.slice(opening), mark);
    let mut cut = None;
    for number in line + 1..note.lines.line_count() {
        *searched = number + 1;
        let text = note.slice(lines::read(note, number).content).trim_end();
        if cut.is_none() && quote_marks(note, number) < quotes {
            // A blank line ends the quote as a whole, and the code with it.
            if text.is_empty() {
                return None;
            }
            cut = Some(number);
        }
        let fence = run(text, mark);
        if fence >= length.max(3) {
            let closes = fence == text.len();
            *searched = number + usize::from(closes);
            return cut.filter(|_| closes).map(|cut| BrokenFence { opening, lines: cut..=number });
        }
    }
    None
}

/// What stands before `code` on its first line.
fn prefix<'n>(note: &'n Note, code: &CodeBlock) -> &'n str {
    let line = note.lines.line_start(note.lines.line_of(code.range.start()));
    TextRange::new(line, code.range.start()).slice(&note.text)
}

fn quote_marks(note: &Note, line: usize) -> usize {
    let start = note.lines.line_start(line);
    let content = lines::read(note, line).content.start();
    TextRange::new(start, content).slice(&note.text).matches('>').count()
}

/// How many `mark`s `text` starts with.
fn run(text: &str, mark: char) -> usize {
    text.chars().take_while(|c| *c == mark).count()
}
