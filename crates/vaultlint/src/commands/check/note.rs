//! One note: checked, mended, checked again.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use vaultlint_core::config::Config;
use vaultlint_core::diagnostic::Diagnostic;
use vaultlint_core::fix::{FixOutcome, Refusal, RefusalReason, Work, mend};
use vaultlint_core::lint::lint_from;
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
    /// Whether notes are laid out as well.
    pub format: bool,
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
    /// Why the fixes were not written.
    pub error: Option<Trouble>,
}

impl Run<'_> {
    /// Checks `note`, which is at `path`, and applies fixes to it. `save` writes the new text over the old one, as
    /// of the time given, if any; when it cannot, the note stays as it is.
    pub fn check(
        &self,
        note: Note,
        path: &Path,
        save: impl FnOnce(&str, &str, Option<Timestamp>) -> Result<(), Trouble>,
    ) -> Checked {
        let outcome = self.fix(&note);
        let warnings = outcome.refused.iter().map(|refusal| refused(path, refusal)).collect();
        let fixed = outcome.count();
        let error = outcome.text.as_ref().and_then(|text| save(&note.text, text, outcome.file_time).err());
        match outcome.text {
            Some(text) if error.is_none() => {
                let before = Some(note.text);
                let note = Note::parse(note.path, text);
                Checked { found: self.found(&note), note, fixed, before, warnings, error }
            }
            _ => Checked { found: self.found(&note), note, fixed: 0, before: None, warnings, error },
        }
    }

    fn fix(&self, note: &Note) -> FixOutcome {
        match self.mode {
            Mode::Check => FixOutcome::default(),
            Mode::Fix(trusted) | Mode::Diff(trusted) => {
                let work = Work { fixes: Some((self.least, trusted)), layout: self.format };
                mend(note, self.vault, self.config, work)
            }
        }
    }

    fn found(&self, note: &Note) -> Vec<Diagnostic> {
        lint_from(note, self.vault, self.config, self.least)
    }
}

/// What is told of fixes that were left out.
pub fn refused(path: &Path, refusal: &Refusal) -> Trouble {
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
