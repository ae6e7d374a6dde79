//! Runs the rules on a note.

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::note::Note;
use crate::rule::{Context, Level};
use crate::vault::Vault;

/// Every finding in `note` at level `info` or above, ordered by place, then by the order of the rules. A function:
/// the same note, vault and configuration give the same list.
pub fn lint(note: &Note, vault: &Vault, config: &Config) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in config.rules.rules() {
        let level = config.level(rule.info(), &note.path);
        if level >= Level::Info {
            rule.check(note, &mut Context::new(vault, rule.info(), level, &mut found));
        }
    }
    found.sort_by_key(|diagnostic| (diagnostic.range.start(), diagnostic.range.end()));
    found
}
