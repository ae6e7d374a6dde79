//! Runs the rules on a note or another file.

use std::cell::OnceCell;

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::file::VaultFile;
use crate::note::Note;
use crate::rule::{Context, Level};
use crate::rules::DynRule;
use crate::vault::{Vault, VaultPath};

/// Every finding in `note` at level `info` or above, ordered by place, then by the order of the rules. A function:
/// the same note, vault and configuration give the same list.
pub fn lint(note: &Note, vault: &Vault, config: &Config) -> Vec<Diagnostic> {
    lint_from(note, vault, config, Level::Info)
}

/// As [`lint`], with the findings of every rule at level `least` or above: [`Level::Format`] takes in what the
/// formatter lays out. Rules that are off never run.
pub fn lint_from(note: &Note, vault: &Vault, config: &Config, least: Level) -> Vec<Diagnostic> {
    run(&note.path, vault, config, least, |rule, cx| rule.check(note, cx))
}

/// Every finding in a file that is no note at level `info` or above; a function, as [`lint`] is.
pub fn lint_file(file: &VaultFile, vault: &Vault, config: &Config) -> Vec<Diagnostic> {
    run(&file.path, vault, config, Level::Info, |rule, cx| rule.check_file(file, cx))
}

fn run(
    path: &VaultPath,
    vault: &Vault,
    config: &Config,
    least: Level,
    check: impl Fn(&dyn DynRule, &mut Context<'_>),
) -> Vec<Diagnostic> {
    let least = least.max(Level::Format);
    let scope = config.scope(path);
    let mut found = Vec::new();
    let resolutions = OnceCell::new();
    for rule in scope.rules().rules() {
        let level = scope.level(rule.info());
        if level >= least {
            check(rule, &mut Context::new(vault, rule.info(), level, &resolutions, &mut found));
        }
    }
    // Stable: findings at one place stay in the order of the rules.
    found.sort_by_key(|diagnostic| (diagnostic.range.start(), diagnostic.range.end()));
    found
}
