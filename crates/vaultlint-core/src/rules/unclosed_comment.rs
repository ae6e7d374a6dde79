//! Comments that swallow the rest of the note.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::note::{CommentKind, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;

/// Every comment is closed.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct UnclosedComment {}

impl Rule for UnclosedComment {
    const INFO: RuleInfo = RuleInfo {
        name: "unclosed-comment",
        summary: "Every comment is closed",
        category: Category::Structure,
        level: Level::Warning,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("unclosed-comment.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        for comment in note.comments.iter().filter(|comment| !comment.closed) {
            let mark = match comment.kind {
                CommentKind::Html => "<!--",
                CommentKind::Block | CommentKind::Inline => "%%",
            };
            let range = TextRange::new(comment.range.start(), comment.range.start() + mark.len());
            let message = "this comment is never closed: readers see nothing of what follows";
            let closing = if mark == "%%" { "%%" } else { "-->" };
            cx.report(cx.diagnostic(range, message).help(format!("close it with `{closing}`")));
        }
    }
}
