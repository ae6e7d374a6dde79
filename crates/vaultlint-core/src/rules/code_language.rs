//! The language of code blocks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Edit, Fix};
use crate::note::{CodeBlock, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::text::TextRange;

/// Every code block says which language it is in.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct CodeLanguage {
    /// The language of code blocks that name none; with an empty one nothing is said of them.
    pub language: String,
}

impl Default for CodeLanguage {
    fn default() -> Self {
        CodeLanguage { language: "text".to_owned() }
    }
}

impl Rule for CodeLanguage {
    const INFO: RuleInfo = RuleInfo {
        name: "code-language",
        summary: "Every code block says which language it is in",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[Meaning::Verbatim],
        page: include_str!("code-language.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let language = self.language.trim();
        // A backtick, or a line break, would end what it names.
        if language.is_empty() || language.contains(['`', '\n', '\r']) {
            return;
        }
        for fence in note.code_blocks.iter().filter_map(|block| bare_fence(note, block)) {
            let edits = vec![Edit::insertion(fence.end(), language.to_owned())];
            let fix = Fix::safe(format!("Write `{language}`"), edits);
            cx.report(cx.diagnostic(fence, "this code block names no language to colour it by").fix(fix));
        }
    }
}

/// The opening fence of `block`, where nothing follows it.
fn bare_fence(note: &Note, block: &CodeBlock) -> Option<TextRange> {
    if !block.fenced || !block.closed {
        return None;
    }
    let line = note.slice(block.range).lines().next()?;
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let fence = line.trim_end_matches([' ', '\t']);
    let is_bare = fence.len() >= 3 && fence.chars().all(|c| c == mark);
    is_bare.then(|| TextRange::new(block.range.start(), block.range.start() + fence.len()))
}
