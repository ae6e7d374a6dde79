//! `vaultlint.toml` as one typed tree.

use crate::rule::Level;
use crate::rules::RuleSet;
use crate::vault::VaultPath;

/// What a run is told to do.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// Options of every rule.
    pub rules: RuleSet,
}

impl Config {
    /// The level of the rule called `rule` for the note at `path`.
    pub fn level(&self, rule: &'static crate::rule::RuleInfo, path: &VaultPath) -> Level {
        let _ = path;
        rule.level
    }
}
