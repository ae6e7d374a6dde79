//! Lays notes out: the fixes of the rules whose level or category says that they are for the formatter.

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::fix::{FixOutcome, Work, mend};
use crate::lint::lint_rules;
use crate::note::Note;
use crate::rule::{Category, Level, RuleInfo};
use crate::vault::Vault;

/// Whether the formatter applies the fixes of `rule` at `level`: rules at [`Level::Format`], and layout rules that are
/// also reported.
pub fn is_layout(rule: &RuleInfo, level: Level) -> bool {
    level == Level::Format || (rule.category == Category::Layout && level > Level::Format)
}

/// What the formatter would change in `note`, ordered by place.
pub fn lint_layout(note: &Note, vault: &Vault, config: &Config) -> Vec<Diagnostic> {
    lint_rules(note, vault, config, Level::Format, is_layout)
}

/// Lays `note` out, to a fixed point, under the guard of meaning. Its time stamps come last.
pub fn format_note(note: &Note, vault: &Vault, config: &Config) -> FixOutcome {
    mend(note, vault, config, Work { fixes: None, layout: true })
}
