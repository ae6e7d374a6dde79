//! Applies fixes to a fixed point, under the guard of meaning.
//!
//! A pass takes the fixes of a note in the order of their places and applies those that do not touch each other;
//! what is left waits for the next pass, on the note read anew. Before a pass counts, the meaning of the note
//! ([`Meaning`]) is compared with what it was: a rule may change only what it declares
//! ([`RuleInfo::changes`]). A rule that changes more loses all its fixes in this note.

use jiff::Timestamp;

use crate::config::Config;
use crate::diagnostic::{Applicability, Diagnostic};
use crate::lint::lint;
use crate::note::Note;
use crate::rule::{Meaning, RuleInfo};
use crate::vault::Vault;

mod edits;
mod file;
mod meaning;
mod stages;
mod words;

pub use edits::apply;
use edits::{Candidate, choose};
pub use file::fix_file;
pub(crate) use meaning::differences;
pub use stages::{Work, mend};

/// How many passes a note may take.
const MAX_PASSES: usize = 20;

/// What became of a note.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FixOutcome {
    /// The mended text; `None` when the note stays as it is.
    pub text: Option<String>,
    /// The rules whose fixes were applied and how many of each, in the order in which they first were.
    pub applied: Vec<(&'static RuleInfo, usize)>,
    /// The rules whose fixes were not applied, and why.
    pub refused: Vec<Refusal>,
    /// When the file should say that it was modified, so that the time stamps of the new text are true of it; `None`
    /// where the note keeps none.
    pub file_time: Option<Timestamp>,
}

impl FixOutcome {
    /// How many fixes were applied.
    pub fn count(&self) -> usize {
        self.applied.iter().map(|(_, count)| count).sum()
    }
}

/// A rule whose fixes a note does without.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The rule.
    pub rule: &'static RuleInfo,
    /// Why its fixes were not applied.
    pub reason: RefusalReason,
}

/// Why fixes were not applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefusalReason {
    /// They would change these parts of what the note says, which the rule does not declare.
    ChangesMeaning(Vec<Meaning>),
    /// They call for further fixes without end; the whole note stays as it was.
    NeverSettles,
}

/// Mends `note`: applies the fixes of everything that [`lint`] finds by rules that `only` accepts, as far as they may
/// be trusted at least as much as `least` says ([`Applicability::DisplayOnly`] counts as
/// [`Applicability::Unsafe`]: suggestions are never applied).
pub fn fix_note(
    note: &Note,
    vault: &Vault,
    config: &Config,
    least: Applicability,
    only: impl Fn(&'static RuleInfo) -> bool,
) -> FixOutcome {
    fix_with(note, vault, least, |note| {
        let mut found = lint(note, vault, config);
        found.retain(|diagnostic| only(diagnostic.rule));
        found
    })
}

/// As [`fix_note`], with the findings that `check` returns for each stage of the note.
pub fn fix_with(
    note: &Note,
    vault: &Vault,
    least: Applicability,
    check: impl Fn(&Note) -> Vec<Diagnostic>,
) -> FixOutcome {
    let Settled { note, applied, refused } = settle(note, vault, least, check);
    FixOutcome { text: note.map(|note| note.text.to_string()), applied, refused, file_time: None }
}

/// As [`fix_with`], with the mended note as it was read to make sure of it.
fn settle(
    note: &Note,
    vault: &Vault,
    least: Applicability,
    check: impl Fn(&Note) -> Vec<Diagnostic>,
) -> Settled {
    let run = Run { vault, least: least.max(Applicability::Unsafe), check };
    let mut settled = run.settle(note);
    // What was refused half-way may do no harm at the end: without this it would be applied the next time.
    for _ in 0..MAX_PASSES {
        let Some(note) = settled.note.as_ref().filter(|_| !settled.refused.is_empty()) else { break };
        let again = run.settle(note);
        if again.note.is_none() {
            break;
        }
        let applied = settled.applied.into_iter().chain(again.applied);
        settled = Settled { applied: summed(applied), ..again };
    }
    settled
}

/// How often each rule was applied in all.
fn summed(applied: impl Iterator<Item = (&'static RuleInfo, usize)>) -> Vec<(&'static RuleInfo, usize)> {
    let mut sums: Vec<(&'static RuleInfo, usize)> = Vec::new();
    for (rule, count) in applied {
        match sums.iter_mut().find(|(it, _)| *it == rule) {
            Some((_, sum)) => *sum += count,
            None => sums.push((rule, count)),
        }
    }
    sums
}

/// The new note, if any, and how many fixes of which rule made it.
type Done = (Option<Note>, Vec<(&'static RuleInfo, usize)>);

/// A note at its fixed point, with the other fields of [`FixOutcome`].
#[derive(Default)]
struct Settled {
    /// `None` when the note stays as it is.
    note: Option<Note>,
    applied: Vec<(&'static RuleInfo, usize)>,
    refused: Vec<Refusal>,
}

/// Why a run did not reach a fixed point.
enum Stop {
    /// A rule changed more than it may.
    Refused(Refusal),
    /// The last pass allowed still found something to do, by these rules.
    NeverSettles(Vec<&'static RuleInfo>),
}

struct Run<'a, F> {
    vault: &'a Vault,
    least: Applicability,
    check: F,
}

impl<F: Fn(&Note) -> Vec<Diagnostic>> Run<'_, F> {
    /// Applies what the guard lets pass: a rule that it refuses loses all its fixes.
    fn settle(&self, note: &Note) -> Settled {
        let mut refused: Vec<Refusal> = Vec::new();
        loop {
            match self.to_fixed_point(note, &refused) {
                Ok((note, applied)) => return Settled { note, applied, refused },
                Err(Stop::NeverSettles(rules)) => {
                    let reason = RefusalReason::NeverSettles;
                    refused.extend(rules.into_iter().map(|rule| Refusal { rule, reason: reason.clone() }));
                    return Settled { refused, ..Settled::default() };
                }
                // Ends: a refused rule is not asked again, so each turn names another one.
                Err(Stop::Refused(refusal)) => refused.push(refusal),
            }
        }
    }

    fn to_fixed_point(&self, original: &Note, refused: &[Refusal]) -> Result<Done, Stop> {
        let mut applied = Vec::new();
        let mut current: Option<Note> = None;
        for _ in 0..MAX_PASSES {
            let note = current.as_ref().unwrap_or(original);
            let mut found = (self.check)(note);
            found.retain(|diagnostic| refused.iter().all(|refusal| refusal.rule != diagnostic.rule));
            let chosen = choose(&note.text, &found, self.least);
            if chosen.is_empty() {
                return Ok((current, applied));
            }
            let next = reparse(note, &chosen);
            self.guard(note, &chosen, &next)?;
            count(&mut applied, &chosen);
            current = Some(next);
        }
        let note = current.as_ref().unwrap_or(original);
        let found = (self.check)(note);
        let left = choose(&note.text, &found, self.least);
        if left.is_empty() {
            return Ok((current, applied));
        }
        Err(Stop::NeverSettles(rules_of(&left)))
    }

    /// Refuses a pass in which a rule changed more than it declares. Where something has changed, each rule is tried
    /// alone, so that none hides behind what another one declares; then all together. What holds for each pass holds for
    /// the whole run, as nothing but equality is asked for.
    fn guard(&self, before: &Note, chosen: &[Candidate<'_>], after: &Note) -> Result<(), Stop> {
        let changed = differences(before, after, self.vault);
        let rules = rules_of(chosen);
        let Some(last) = rules.last().filter(|_| !changed.is_empty()) else { return Ok(()) };
        if let [_, _, ..] = rules.as_slice() {
            for rule in &rules {
                let alone: Vec<_> = chosen.iter().filter(|it| it.rule == *rule).copied().collect();
                let alone = differences(before, &reparse(before, &alone), self.vault);
                refuse(rule, alone, rule.changes)?;
            }
        }
        let allowed: Vec<Meaning> = rules.iter().flat_map(|rule| rule.changes).copied().collect();
        refuse(last, changed, &allowed)
    }
}

/// Refuses `rule` where it `changed` more than is `allowed`.
fn refuse(rule: &'static RuleInfo, mut changed: Vec<Meaning>, allowed: &[Meaning]) -> Result<(), Stop> {
    changed.retain(|meaning| !allowed.contains(meaning));
    match changed.is_empty() {
        true => Ok(()),
        false => Err(Stop::Refused(Refusal { rule, reason: RefusalReason::ChangesMeaning(changed) })),
    }
}

fn reparse(note: &Note, chosen: &[Candidate<'_>]) -> Note {
    let edits = chosen.iter().flat_map(|candidate| candidate.fix.edits());
    note.with_text(apply(&note.text, edits))
}

/// The rules behind `chosen`, each once, in the order of their first fix.
fn rules_of(chosen: &[Candidate<'_>]) -> Vec<&'static RuleInfo> {
    let mut rules: Vec<&'static RuleInfo> = Vec::new();
    for candidate in chosen {
        if !rules.contains(&candidate.rule) {
            rules.push(candidate.rule);
        }
    }
    rules
}

fn count(applied: &mut Vec<(&'static RuleInfo, usize)>, chosen: &[Candidate<'_>]) {
    for candidate in chosen {
        match applied.iter_mut().find(|(rule, _)| *rule == candidate.rule) {
            Some((_, count)) => *count += 1,
            None => applied.push((candidate.rule, 1)),
        }
    }
}
