//! One note: checked, mended, checked again.

use std::path::Path;
use std::sync::Arc;

use vaultlint_core::config::Config;
use vaultlint_core::diagnostic::Diagnostic;
use vaultlint_core::fix::{FixOutcome, Refusal, RefusalReason, fix_note};
use vaultlint_core::lint::lint;
use vaultlint_core::note::Note;
use vaultlint_core::rule::Level;
use vaultlint_core::vault::Vault;

use super::Mode;
use crate::report::Trouble;

/// What holds for all notes of a vault.
pub struct Run<'a> {
    pub vault: &'a Vault,
    pub config: &'a Config,
    /// The least level that is shown and mended.
    pub least: Level,
    pub mode: Mode,
}

/// A note that was checked.
pub struct Checked {
    /// The note as it is now, or with [`Mode::Diff`] as it would be.
    pub note: Note,
    /// What is left to be seen in it.
    pub found: Vec<Diagnostic>,
    /// How many fixes were applied.
    pub fixed: usize,
    /// The text before them.
    pub before: Option<Arc<str>>,
    pub warnings: Vec<Trouble>,
}

impl Run<'_> {
    /// Checks `note`, which is at `path`, and applies fixes to it. `save` writes the new text.
    ///
    /// # Errors
    /// When the new text cannot be written.
    pub fn check<E>(
        &self,
        note: Note,
        path: &Path,
        save: impl FnOnce(&str, &str) -> Result<(), E>,
    ) -> Result<Checked, E> {
        let outcome = self.fix(&note);
        let warnings = outcome.refused.iter().map(|refusal| refused(path, refusal)).collect();
        let Some(text) = outcome.text else {
            let found = self.found(&note);
            return Ok(Checked { note, found, fixed: 0, before: None, warnings });
        };
        save(&note.text, &text)?;
        let fixed = outcome.applied.iter().map(|(_, count)| count).sum();
        let before = Some(note.text);
        let note = Note::parse(note.path, text);
        let found = self.found(&note);
        Ok(Checked { note, found, fixed, before, warnings })
    }

    fn fix(&self, note: &Note) -> FixOutcome {
        match self.mode {
            Mode::Check => FixOutcome::default(),
            Mode::Fix(trusted) | Mode::Diff(trusted) => {
                let scope = self.config.scope(&note.path);
                fix_note(note, self.vault, self.config, trusted, |rule| scope.level(rule) >= self.least)
            }
        }
    }

    fn found(&self, note: &Note) -> Vec<Diagnostic> {
        let mut found = lint(note, self.vault, self.config);
        found.retain(|diagnostic| diagnostic.level >= self.least);
        found
    }
}

fn refused(path: &Path, refusal: &Refusal) -> Trouble {
    let rule = refusal.rule.name;
    let message = match &refusal.reason {
        RefusalReason::ChangesMeaning(changed) => {
            let changed: Vec<_> = changed.iter().map(|meaning| meaning.name()).collect();
            let changed = changed.join(", ");
            format!("fixes of `{rule}` were left out: they would also change {changed}; please report this")
        }
        RefusalReason::NeverSettles => {
            format!("nothing was fixed here: the fixes of `{rule}` never come to an end; please report this")
        }
    };
    Trouble::new(path, message)
}
