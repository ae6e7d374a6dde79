//! Notes with several headings of the first level.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Related;
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};

/// A note has one heading of the first level.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct SingleTitle {}

impl Rule for SingleTitle {
    const INFO: RuleInfo = RuleInfo {
        name: "single-title",
        summary: "A note has one heading of the first level",
        category: Category::Structure,
        level: Level::Off,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("single-title.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if note.is_plugin_owned() || cx.is_template(note) {
            return;
        }
        let mut titles = note.headings.iter().filter(|heading| heading.top_level && heading.level == 1);
        let Some(first) = titles.next() else { return };
        for title in titles {
            let message = "this note already has a heading of the first level";
            let related = Related { path: None, range: Some(first.range), message: "the first one".into() };
            cx.report(cx.diagnostic(title.range, message).help("use `##` below the title").related(related));
        }
    }
}
