//! Block ids that a note has twice.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Related;
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};

/// Every block id stands once in its note.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct DuplicateBlockId {}

impl Rule for DuplicateBlockId {
    const INFO: RuleInfo = RuleInfo {
        name: "duplicate-block-id",
        summary: "Every block id stands once in its note",
        category: Category::Structure,
        level: Level::Warning,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("duplicate-block-id.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        for (index, id) in note.block_ids.iter().enumerate() {
            let same = |other: &&crate::note::BlockId| other.id.eq_ignore_ascii_case(&id.id);
            let Some(first) = note.block_ids[..index].iter().find(same) else { continue };
            let message = format!("this note has the block id `^{}` twice: only one of them can be linked", id.id);
            let related = Related { path: None, range: Some(first.range), message: "the other one".into() };
            cx.report(cx.diagnostic(id.range, message).help("give one of them another id").related(related));
        }
    }
}
