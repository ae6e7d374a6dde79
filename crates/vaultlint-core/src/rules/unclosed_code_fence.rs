//! Code fences that run to the end of the note.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::broken_quoted_fence::broken_fences;
use crate::note::{BlockKind, CodeBlock, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;

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
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("unclosed-code-fence.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        // Scripts of Excalidraw hold a fence that is open on purpose.
        if note.is_plugin_owned() || note.path.as_str().contains("Excalidraw/Scripts/") {
            return;
        }
        // The closing fence of code that was cut off opens a block by mistake.
        let is_open = |code: &&CodeBlock| !code.closed && reaches_the_end(note, code);
        for code in note.code_blocks.iter().filter(is_open).filter(|_| broken_fences(note).is_empty()) {
            let line = note.lines.line_of(code.range.start());
            let opening = TextRange::new(code.range.start(), note.lines.line_range(&note.text, line).end());
            let message = "this code fence is never closed: all that follows is shown as code";
            let help = "close it with a line that holds the same marks";
            cx.report(cx.diagnostic(opening, message).help(help));
        }
    }
}

/// Whether the fence swallows the rest of the note. One that a list or a quote ends does not.
fn reaches_the_end(note: &Note, code: &CodeBlock) -> bool {
    let quotes =
        note.blocks.iter().filter(|block| matches!(block.kind, BlockKind::BlockQuote | BlockKind::Callout));
    let mut quotes = quotes.filter(|quote| quote.range.contains_range(code.range));
    code.range.end() >= note.text.trim_end().len() && quotes.next().is_none()
}
