//! Code fences that run to the end of the note.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
        for code in note.code_blocks.iter().filter(|code| !code.closed && reaches_the_end(note, code)) {
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
