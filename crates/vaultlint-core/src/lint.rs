//! Runs the rules on a note or another file.

use std::cell::OnceCell;

use crate::config::{Config, Scope};
use crate::diagnostic::Diagnostic;
use crate::file::VaultFile;
use crate::note::Note;
use crate::rule::{Category, Context, Level, Rule, RuleInfo};
use crate::rules::unused_suppression::{self, UnusedSuppression};
use crate::rules::{self, DynRule};
use crate::suppress::Silence;
use crate::vault::Vault;

/// Every finding in `note` at level `info` or above that the note does not suppress ([`Note::suppressions`]), ordered
/// by place, then by the order of the rules. A function: the same note, vault and configuration give the same list.
pub fn lint(note: &Note, vault: &Vault, config: &Config) -> Vec<Diagnostic> {
    lint_from(note, vault, config, Level::Info)
}

/// As [`lint`], with the findings of every rule at level `least` or above: [`Level::Format`] takes in what the
/// formatter lays out. Rules that are off never run.
pub fn lint_from(note: &Note, vault: &Vault, config: &Config, least: Level) -> Vec<Diagnostic> {
    if note.suppressions.iter().any(|suppression| suppression.is_for_all_of_the_note()) {
        return Vec::new();
    }
    let least = least.max(Level::Format);
    let scope = config.scope(&note.path);
    let mut found = run(&scope, vault, least, |rule, cx| rule.check(note, cx));
    if !note.suppressions.is_empty() {
        suppress(note, vault, &scope, least, &mut found);
    }
    in_order(found)
}

/// Every finding in a file that is no note at level `info` or above; a function, as [`lint`] is.
pub fn lint_file(file: &VaultFile, vault: &Vault, config: &Config) -> Vec<Diagnostic> {
    in_order(run(&config.scope(&file.path), vault, Level::Info, |rule, cx| rule.check_file(file, cx)))
}

fn run(
    scope: &Scope<'_>,
    vault: &Vault,
    least: Level,
    check: impl Fn(&dyn DynRule, &mut Context<'_>),
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let resolutions = OnceCell::new();
    for rule in scope.rules().rules() {
        let level = scope.level(rule.info());
        if level >= least {
            check(rule, &mut Context::new(vault, rule.info(), level, &resolutions, &mut found));
        }
    }
    found
}

/// Stable: findings at one place stay in the order of the rules.
fn in_order(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    found.sort_by_key(|diagnostic| (diagnostic.range.start(), diagnostic.range.end()));
    found
}

/// Takes out what the note does not want to be told, and adds which of its wishes came to nothing: that is known only
/// when all rules have run.
fn suppress(note: &Note, vault: &Vault, scope: &Scope<'_>, least: Level, found: &mut Vec<Diagnostic>) {
    let mut silence = Silence::of(note);
    found.retain(|diagnostic| !silence.covers(diagnostic));
    let info = &UnusedSuppression::INFO;
    let level = scope.level(info);
    if level < least {
        return;
    }
    let ran_all = !scope.is_narrowed() && rules::ALL.iter().all(|rule| has_run(scope.level(rule), least));
    let is_judged = |rule: Option<&'static RuleInfo>| match rule {
        None => ran_all && vault.knows_all_facts(),
        // A marker against this rule itself cannot be judged by it.
        Some(rule) => rule != info && scope.level(rule) >= least && sees_enough(rule, vault),
    };
    let unused = silence.unused(is_judged);
    let reported = unused_suppression::diagnostics(note, &unused).into_iter();
    let reported = reported.map(|diagnostic| Diagnostic { level, ..diagnostic });
    found.extend(reported.filter(|diagnostic| !silence.covers(diagnostic)));
}

fn has_run(level: Level, least: Level) -> bool {
    level == Level::Off || level >= least
}

/// Whether `rule` finds in one note what it finds in the whole vault: aliases are not known before all notes are.
fn sees_enough(rule: &RuleInfo, vault: &Vault) -> bool {
    matches!(rule.category, Category::FrontMatter | Category::Structure) || vault.knows_all_facts()
}
