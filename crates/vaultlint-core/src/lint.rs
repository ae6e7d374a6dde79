//! Runs the rules on a note or another file.

use std::cell::LazyCell;

use crate::config::{Config, Scope};
use crate::diagnostic::Diagnostic;
use crate::file::VaultFile;
use crate::note::Note;
use crate::rule::{Category, Known, Level, Rule, RuleInfo};
use crate::rules;
use crate::rules::merge_conflict::is_in_merge;
use crate::rules::stranded_property::has_stranded;
use crate::rules::unused_suppression::{self, UnusedSuppression};
use crate::suppress::Silence;
use crate::text::TextRange;
use crate::vault::Vault;

mod run;

use run::run;

/// Every finding in `note` at level `info` or above that the note does not suppress ([`Note::suppressions`]), ordered
/// by place, then by the order of the rules. A function: the same note, vault and configuration give the same list.
pub fn lint(note: &Note, vault: &Vault, config: &Config) -> Vec<Diagnostic> {
    lint_from(note, vault, config, Level::Info)
}

/// As [`lint`], with the findings of every rule at level `least` or above: [`Level::Format`] takes in what the
/// formatter lays out. Rules that are off never run.
pub fn lint_from(note: &Note, vault: &Vault, config: &Config, least: Level) -> Vec<Diagnostic> {
    lint_rules(note, vault, config, least, |_, _| true)
}

/// As [`lint_from`], of the rules that `wanted` accepts with their level; others do not run.
pub fn lint_rules(
    note: &Note,
    vault: &Vault,
    config: &Config,
    least: Level,
    wanted: impl Fn(&'static RuleInfo, Level) -> bool,
) -> Vec<Diagnostic> {
    lint_edited(note, vault, config, least, false, wanted)
}

/// As [`lint`], where `known`, empty at first, is asked for more about the same note afterwards.
pub fn lint_knowing(note: &Note, vault: &Vault, config: &Config, known: &Known) -> Vec<Diagnostic> {
    lint_with(note, vault, config, Level::Info, false, known, |_, _| true)
}

/// As [`lint_rules`], of a note that other rules have changed since it was read if `is_edited`.
pub(crate) fn lint_edited(
    note: &Note,
    vault: &Vault,
    config: &Config,
    least: Level,
    is_edited: bool,
    wanted: impl Fn(&'static RuleInfo, Level) -> bool,
) -> Vec<Diagnostic> {
    lint_with(note, vault, config, least, is_edited, &Known::default(), wanted)
}

fn lint_with(
    note: &Note,
    vault: &Vault,
    config: &Config,
    least: Level,
    is_edited: bool,
    known: &Known,
    wanted: impl Fn(&'static RuleInfo, Level) -> bool,
) -> Vec<Diagnostic> {
    if note.suppressions.iter().any(|suppression| suppression.is_for_all_of_the_note()) {
        return Vec::new();
    }
    let least = least.max(Level::Format);
    let scope = config.scope(&note.path);
    // Placeholders and the data of plugins have a layout of their own, the two versions of an unresolved merge are to be
    // compared as they are, and properties that stand where none are read would be laid out as text.
    // Asked only where something is laid out.
    let is_laid_out = LazyCell::new(|| {
        let is_broken = is_in_merge(note) || note.front_matter_flaw.is_some() || has_stranded(note);
        !note.is_plugin_owned() && !vault.is_template(&note.path) && !is_broken
    });
    let runs = |rule: &'static RuleInfo, level| {
        level >= least && wanted(rule, level) && (rule.category != Category::Layout || *is_laid_out)
    };
    let found_by = |runs: &dyn Fn(&'static RuleInfo, Level) -> bool| {
        let mut found = run(&scope, vault, known, note.text.len(), runs, |rule, cx| {
            rule.check(note, &mut cx.edited(is_edited));
        });
        if !note.generated.is_empty() {
            found.retain(|diagnostic| !lays_out_generated(note, diagnostic));
        }
        found
    };
    let mut found = found_by(&runs);
    if !note.suppressions.is_empty() {
        // What rules below the level find can be hidden as well: asked only where it matters.
        let rest = || {
            let is_asked = |rule: &&'static RuleInfo| {
                let level = scope.level(rule);
                level < least || wanted(rule, level)
            };
            let is_below = |rule: &'static RuleInfo, level| {
                (Level::Format..least).contains(&level) && (rule.category != Category::Layout || *is_laid_out)
            };
            let is_whole = !scope.is_narrowed() && rules::ALL.iter().all(is_asked);
            (is_whole && vault.knows_all_facts()).then(|| found_by(&is_below))
        };
        suppress(note, vault, &scope, runs, &mut found, rest);
    }
    in_order(found)
}

/// Every finding in a file that is no note at level `info` or above; a function, as [`lint`] is.
pub fn lint_file(file: &VaultFile, vault: &Vault, config: &Config) -> Vec<Diagnostic> {
    let is_shown = |_: &'static RuleInfo, level| level >= Level::Info;
    in_order(run(&config.scope(&file.path), vault, &Known::default(), 0, is_shown, |rule, mut cx| {
        rule.check_file(file, &mut cx);
    }))
}

/// Stable: findings at one place stay in the order of the rules.
fn in_order(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    found.sort_by_key(|diagnostic| (diagnostic.range.start(), diagnostic.range.end()));
    found
}

/// Whether `diagnostic` is about the layout of text that its program would only write as before.
fn lays_out_generated(note: &Note, diagnostic: &Diagnostic) -> bool {
    let is_layout = diagnostic.level == Level::Format || diagnostic.rule.category == Category::Layout;
    let is_inside = |range: TextRange| {
        let before =
            note.generated.partition_point(|region| region.start() < range.end().max(range.start() + 1));
        before
            .checked_sub(1)
            .and_then(|last| note.generated.get(last))
            .is_some_and(|last| last.end() > range.start())
    };
    let edits = diagnostic.fixes.iter().flat_map(|fix| fix.edits()).map(|edit| edit.range());
    is_layout && edits.chain([diagnostic.range]).any(is_inside)
}

/// Takes out what the note does not want to be told, and adds which of its wishes came to nothing: that is known only
/// when all rules have run. `rest` is what all other rules that are on find, `None` where that cannot be known.
fn suppress(
    note: &Note,
    vault: &Vault,
    scope: &Scope<'_>,
    runs: impl Fn(&'static RuleInfo, Level) -> bool,
    found: &mut Vec<Diagnostic>,
    rest: impl FnOnce() -> Option<Vec<Diagnostic>>,
) {
    let mut silence = Silence::of(note);
    found.retain(|diagnostic| !silence.covers(diagnostic));
    let info = &UnusedSuppression::INFO;
    let level = scope.level(info);
    if !runs(info, level) {
        return;
    }
    let rest = if silence.waits_for_all() { rest() } else { None };
    for hidden in rest.iter().flatten() {
        silence.covers(hidden);
    }
    let is_judged = |rule: Option<&'static RuleInfo>| match rule {
        None => rest.is_some(),
        // A marker against this rule itself cannot be judged by it.
        Some(rule) => rule != info && runs(rule, scope.level(rule)) && sees_enough(rule, vault),
    };
    let unused = silence.unused(is_judged);
    let reported = unused_suppression::diagnostics(note, &unused).into_iter();
    let reported = reported.map(|diagnostic| Diagnostic { level, ..diagnostic });
    found.extend(reported.filter(|diagnostic| !silence.covers_unused(diagnostic, rest.is_some())));
}

/// Whether `rule` finds in one note what it finds in the whole vault: aliases are not known before all notes are.
fn sees_enough(rule: &RuleInfo, vault: &Vault) -> bool {
    matches!(rule.category, Category::FrontMatter | Category::Structure | Category::Layout)
        || vault.knows_all_facts()
}
