//! Notes of one name in several folders.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::links::report::MOST;
use crate::diagnostic::Related;
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::vault::VaultPath;

/// No two notes have the same name.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct DuplicateNoteName {
    /// Names without `.md`, up to case, that many folders have on purpose.
    pub except: Vec<String>,
}

impl Default for DuplicateNoteName {
    fn default() -> Self {
        let names = ["index", "_index", "readme", "license", "changelog"];
        DuplicateNoteName { except: names.map(str::to_owned).to_vec() }
    }
}

impl Rule for DuplicateNoteName {
    const INFO: RuleInfo = RuleInfo {
        name: "duplicate-note-name",
        summary: "No two notes have the same name",
        category: Category::Files,
        level: Level::Off,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("duplicate-note-name.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let name = note.path.stem().to_lowercase();
        if cx.is_template(note) || self.except.iter().any(|except| except.to_lowercase() == name) {
            return;
        }
        let named = cx.vault().named(note.path.file_name()).into_iter().map(|file| cx.vault().path(file));
        let others: Vec<&VaultPath> =
            named.filter(|path| **path != note.path && !cx.vault().is_template(path)).collect();
        let Some(other) = others.first() else { return };
        let message = match others.len() {
            1 => format!("`{other}` has the same name, so that a link by name alone may lead there"),
            count => format!("{count} other notes have the same name, so that a link by name alone may lead to one of them"),
        };
        let shown = others.iter().take(MOST).map(|path| Related {
            path: Some((*path).clone()),
            range: None,
            message: "a note of the same name".to_string(),
        });
        let mut diagnostic = cx.file_diagnostic(message);
        diagnostic.related.extend(shown);
        cx.report(diagnostic);
    }
}
