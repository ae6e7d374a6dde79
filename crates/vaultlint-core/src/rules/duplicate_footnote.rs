//! Footnotes that a note defines twice.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Related;
use crate::note::{Footnote, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;

/// Every footnote is defined once.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct DuplicateFootnote {}

impl Rule for DuplicateFootnote {
    const INFO: RuleInfo = RuleInfo {
        name: "duplicate-footnote",
        summary: "Every footnote is defined once",
        category: Category::Structure,
        level: Level::Warning,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("duplicate-footnote.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        for (index, footnote) in note.footnotes.iter().enumerate() {
            let same = |other: &&Footnote| other.id.to_lowercase() == footnote.id.to_lowercase();
            let Some(first) = note.footnotes[..index].iter().find(same) else { continue };
            let message = format!("the footnote `{}` is defined twice: only one of the texts is shown", footnote.id);
            let related = Related { path: None, range: Some(label(first)), message: "the other one".into() };
            cx.report(cx.diagnostic(label(footnote), message).help("give one of them another name").related(related));
        }
    }
}

/// `[^id]` of a definition.
fn label(footnote: &Footnote) -> TextRange {
    let start = footnote.range.start();
    TextRange::new(start, start + footnote.id.len() + "[^]".len())
}
