//! Code fences that run to the end of the note.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::broken_list_fence::cut_fences;
use super::broken_quoted_fence::broken_fences;
use super::properties::ALL_MEANINGS;
use crate::diagnostic::{Diagnostic, Edit, Fix, Related};
use crate::note::{BlockKind, CodeBlock, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;

pub(super) mod signs;
mod swallowed;

/// Every code fence is closed.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct UnclosedCodeFence {}

impl Rule for UnclosedCodeFence {
    const INFO: RuleInfo = RuleInfo {
        name: "unclosed-code-fence",
        summary: "Every code fence is closed",
        category: Category::Structure,
        level: Level::Warning,
        fix: FixAvailability::Sometimes,
        changes: ALL_MEANINGS,
        page: include_str!("unclosed-code-fence.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        // Scripts of Excalidraw hold a fence that is open on purpose.
        if note.is_plugin_owned() || note.path.as_str().contains("Excalidraw/Scripts/") {
            return;
        }
        // The closing fence of code that was cut off opens a block by mistake.
        let is_open = |code: &&CodeBlock| !code.closed && reaches_the_end(note, code);
        let is_cut = || !broken_fences(note).is_empty() || !cut_fences(note).is_empty();
        for code in note.code_blocks.iter().filter(is_open).filter(|_| !is_cut()) {
            let diagnostic = judge(note, code, cx);
            diagnostic.into_iter().for_each(|diagnostic| cx.report(diagnostic));
        }
    }
}

/// The finding about `code`, which is never closed; `None` where nothing but code follows, which is shown as meant.
fn judge(note: &Note, code: &CodeBlock, cx: &Context<'_>) -> Option<Diagnostic> {
    let line = note.lines.line_of(code.range.start());
    let opening = TextRange::new(code.range.start(), note.lines.line_range(&note.text, line).end());
    let is_bare = note.slice(opening).trim_end().bytes().all(|byte| matches!(byte, b'`' | b'~'));
    let cause = swallowed::opening_in_code(note, code).filter(|_| is_bare);
    let is_last = note.text.get(opening.end()..).is_none_or(|rest| rest.trim().is_empty());
    if is_last && !is_bare {
        return None;
    }
    if is_last {
        let message = "this line closes no code: it opens an empty block at the end of the note";
        let diagnostic = cx.diagnostic(opening, message);
        return Some(match cause {
            Some(range) => explain(diagnostic, range),
            None => diagnostic.help("delete this line").fix(delete(note, line)),
        });
    }
    let diagnostic = cx.diagnostic(opening, "this code fence is never closed: all that follows is shown as code");
    if let Some(range) = cause {
        return Some(explain(diagnostic, range));
    }
    if let Some(range) = swallowed::glued_closer(note, code) {
        let number = note.lines.line_of(range.start()) + 1;
        let related = Related { path: None, range: Some(range), message: "this line was to close it".to_owned() };
        let help = format!("put the marks at the end of line {number} on a line of their own");
        return Some(diagnostic.related(related).help(help));
    }
    let range = swallowed::markdown(note, code)?;
    let related = Related { path: None, range: Some(range), message: "this is shown as code".to_owned() };
    Some(diagnostic.related(related).help("close it with a line that holds the same marks"))
}

/// Adds that the line at `range` opens code within code, so that all fences below it are read the other way round.
fn explain(diagnostic: Diagnostic, range: TextRange) -> Diagnostic {
    let message = "this line opens code within code".to_owned();
    let related = Related { path: None, range: Some(range), message };
    diagnostic.related(related).help("close the code above the line that opens code within code, or delete that line")
}

fn delete(note: &Note, line: usize) -> Fix {
    Fix::unsafe_("Delete the line", vec![Edit::deletion(note.lines.full_line_range(line))])
}

/// Whether the fence swallows the rest of the note. One that a list or a quote ends does not.
fn reaches_the_end(note: &Note, code: &CodeBlock) -> bool {
    let quotes =
        note.blocks.iter().filter(|block| matches!(block.kind, BlockKind::BlockQuote | BlockKind::Callout));
    let mut quotes = quotes.filter(|quote| quote.range.contains_range(code.range));
    code.range.end() >= note.text.trim_end().len() && quotes.next().is_none()
}
