//! Code in a list item that a line further left cuts off.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::properties::ALL_MEANINGS;
use crate::diagnostic::{Edit, Fix, Related};
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;

mod read;

pub(super) use read::cut_fences;

/// Every line of code in a list item is indented as the item is.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct BrokenListFence {}

impl Rule for BrokenListFence {
    const INFO: RuleInfo = RuleInfo {
        name: "broken-list-fence",
        summary: "Every line of code in a list item is indented as the item is",
        category: Category::Structure,
        level: Level::Warning,
        fix: FixAvailability::Sometimes,
        changes: ALL_MEANINGS,
        page: include_str!("broken-list-fence.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if note.is_plugin_owned() {
            return;
        }
        for fence in cut_fences(note) {
            let message =
                "this code loses its end: a line further left ends the list item, and what follows is not shown as code";
            let cut = note.lines.line_range(&note.text, fence.cut);
            let related = Related { path: None, range: Some(cut), message: "the line further left".to_owned() };
            let diagnostic = cx.diagnostic(fence.opening, message).related(related);
            let title = "Indent the code like its fence";
            let diagnostic = diagnostic.help("indent every line of the code like its fence");
            cx.report(diagnostic.fix(Fix::unsafe_(title, fence.edits)));
        }
    }
}

/// A fence in a list item whose end the author wrote, but which a line further left ends before.
pub(super) struct CutFence {
    /// The opening fence, up to the end of its line.
    opening: TextRange,
    /// The first line outside of the item, from 0.
    cut: usize,
    /// What brings the rest of the code, and the fence that closes it, into the item.
    edits: Vec<Edit>,
}
