//! What is done to a note one after the other: fixes, layout, time stamps.

use crate::config::Config;
use crate::diagnostic::Applicability;
use crate::format::is_layout;
use crate::lint::{lint_edited, lint_rules};
use crate::note::Note;
use crate::rule::{Level, Rule, RuleInfo};
use crate::rules::timestamps::Timestamps;
use crate::vault::Vault;

use super::{FixOutcome, Refusal, RefusalReason, settle};

/// How often fixes and layout may call for each other.
const MAX_ROUNDS: usize = 8;

/// What is to be done to a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Work {
    /// The fixes of findings at this level or above that are trusted as much.
    pub fixes: Option<(Level, Applicability)>,
    /// Whether the note is laid out.
    pub layout: bool,
}

/// Does `work` to `note`, to a fixed point, under the guard of meaning. Time stamps come last: they tell whether
/// anything else has changed.
pub fn mend(note: &Note, vault: &Vault, config: &Config, work: Work) -> FixOutcome {
    let mut run = Run { vault, config, work, original: note, current: None, outcome: FixOutcome::default() };
    if let Err(refused) = run.settle() {
        return FixOutcome { refused, ..FixOutcome::default() };
    }
    let is_edited = run.current.is_some();
    if run.stamp(is_edited) {
        // What was added wants its place and its layout.
        if let Err(refused) = run.settle() {
            return FixOutcome { refused, ..FixOutcome::default() };
        }
    }
    run.finish(is_edited)
}

struct Run<'a> {
    vault: &'a Vault,
    config: &'a Config,
    work: Work,
    original: &'a Note,
    /// The note as it is now, where it has changed.
    current: Option<Note>,
    outcome: FixOutcome,
}

impl Run<'_> {
    /// Fixes and lays out until nothing is left.
    fn settle(&mut self) -> Result<(), Vec<Refusal>> {
        for _ in 0..MAX_ROUNDS {
            if let Some((level, trusted)) = self.work.fixes {
                self.stage(trusted, |note, vault, config| {
                    lint_rules(note, vault, config, level, |rule, at| at >= level && !is_stamp(rule))
                });
            }
            let wanted = |rule, level| is_layout(rule, level) && !is_stamp(rule);
            let is_laid_out = self.work.layout
                && self.stage(Applicability::Safe, |note, vault, config| {
                    lint_rules(note, vault, config, Level::Format, wanted)
                });
            if self.work.fixes.is_none() || !is_laid_out {
                return Ok(());
            }
        }
        let rules = self.outcome.applied.iter().map(|(rule, _)| *rule);
        Err(rules.map(|rule| Refusal { rule, reason: RefusalReason::NeverSettles }).collect())
    }

    /// Brings the time stamps up to date; whether that has changed the note.
    fn stamp(&mut self, is_edited: bool) -> bool {
        let work = self.work;
        let is_wanted = move |rule: &'static RuleInfo, level: Level| {
            let is_mended = work.fixes.is_some_and(|(least, _)| level >= least);
            is_stamp(rule) && (is_mended || work.layout && is_layout(rule, level))
        };
        self.stage(Applicability::Safe, |note, vault, config| {
            lint_edited(note, vault, config, Level::Format, is_edited, is_wanted)
        })
    }

    /// Applies what `check` finds; whether that has changed the note.
    fn stage(
        &mut self,
        trusted: Applicability,
        check: impl Fn(&Note, &Vault, &Config) -> Vec<crate::diagnostic::Diagnostic>,
    ) -> bool {
        let note = self.current.as_ref().unwrap_or(self.original);
        let done = settle(note, self.vault, trusted, |note| check(note, self.vault, self.config));
        for (rule, count) in done.applied {
            match self.outcome.applied.iter_mut().find(|(known, _)| *known == rule) {
                Some((_, sum)) => *sum += count,
                None => self.outcome.applied.push((rule, count)),
            }
        }
        for refusal in done.refused {
            if !self.outcome.refused.contains(&refusal) {
                self.outcome.refused.push(refusal);
            }
        }
        let has_changed = done.note.is_some();
        self.current = done.note.or(self.current.take());
        has_changed
    }

    fn finish(self, is_edited: bool) -> FixOutcome {
        let Run { vault, config, original, current, mut outcome, .. } = self;
        // Stages may undo each other.
        let Some(note) = current.filter(|note| note.text != original.text) else {
            outcome.applied.clear();
            return outcome;
        };
        let scope = config.scope(&note.path);
        if scope.level(&Timestamps::INFO) > Level::Off {
            outcome.file_time = scope.rules().timestamps.file_time(&note, vault, is_edited);
        }
        FixOutcome { text: Some(note.text.to_string()), ..outcome }
    }
}

fn is_stamp(rule: &RuleInfo) -> bool {
    *rule == Timestamps::INFO
}
