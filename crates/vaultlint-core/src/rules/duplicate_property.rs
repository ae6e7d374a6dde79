//! Keys that stand twice in one map.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::properties::PROPERTY_MEANINGS;
use crate::diagnostic::{Edit, Fix, Related};
use crate::note::yaml::SyntaxErrorKind;
use crate::note::{FrontMatterFlawKind, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;

/// Every property stands once.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct DuplicateProperty {}

impl Rule for DuplicateProperty {
    const INFO: RuleInfo = RuleInfo {
        name: "duplicate-property",
        summary: "Every property stands once",
        category: Category::FrontMatter,
        level: Level::Error,
        fix: FixAvailability::Sometimes,
        changes: PROPERTY_MEANINGS,
        page: include_str!("duplicate-property.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let flaw = note.front_matter_flaw.as_ref().map(|flaw| flaw.kind);
        let errors = note.front_matter.iter().flat_map(|front_matter| &front_matter.errors);
        if flaw == Some(FrontMatterFlawKind::IndentedClosingFence) {
            return;
        }
        for error in errors {
            let SyntaxErrorKind::DuplicateKey { first_key, first, second } = error.kind else { continue };
            let message = format!("{}; Obsidian ignores all properties of this note", error.message);
            let first_place =
                Related { path: None, range: Some(first_key), message: "the first one".to_string() };
            let mut diagnostic = cx.diagnostic(error.range, message).related(first_place);
            diagnostic.help = error.help.clone();
            diagnostic.fixes.extend(delete(note, first, second));
            cx.report(diagnostic);
        }
    }
}

/// Deletes the lines of `second` where it says the same as `first` and has its lines to itself.
fn delete(note: &Note, first: TextRange, second: TextRange) -> Option<Fix> {
    if note.slice(first) != note.slice(second) {
        return None;
    }
    let start = note.lines.line_start(note.lines.line_of(second.start()));
    let end = note.lines.full_line_range(note.lines.line_of(second.end())).end();
    let alone = [TextRange::new(start, second.start()), TextRange::new(second.end(), end)];
    alone
        .iter()
        .all(|range| note.slice(*range).trim().is_empty())
        .then(|| Fix::safe("Delete the second one", vec![Edit::deletion(TextRange::new(start, end))]))
}
