//! Notes without any link to or from others.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::links::patterns::Patterns;
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};

/// Every note is linked to another.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct OrphanNote {
    /// Notes that stand alone on purpose, as patterns like those of a `.gitignore`.
    pub kept: Patterns,
}

impl Rule for OrphanNote {
    const INFO: RuleInfo = RuleInfo {
        name: "orphan-note",
        summary: "Every note is linked to another",
        category: Category::Files,
        level: Level::Off,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("orphan-note.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let vault = cx.vault();
        let stands_alone = vault.is_template(&note.path)
            || note.is_plugin_owned()
            || vault.is_daily_note(note.path.stem())
            || self.kept.matches(note.path.as_str());
        if stands_alone {
            return;
        }
        let Some(id) = vault.file(note.path.as_str()) else { return };
        if vault.uses().is_some_and(|uses| !uses.is_linked(id) && !uses.has_links(id)) {
            let message = "no link leads to this note or from it: it stands alone in the graph";
            cx.report(cx.file_diagnostic(message).help("link it from a note that it belongs to"));
        }
    }
}
