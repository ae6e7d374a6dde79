//! What to do about a finding.

use vaultlint_core::diagnostic::{Applicability, Diagnostic};
use vaultlint_core::rule::Level;

/// The finding's own advice, and its fixes; one line each. Advice that a fix is called by is not said twice.
pub(super) fn advice(found: &Diagnostic) -> Vec<String> {
    let is_said = |help: &&String| found.fixes.iter().any(|fix| fix.title().eq_ignore_ascii_case(help));
    let fixes = found.fixes.iter().map(|fix| {
        let how = match fix.applicability() {
            Applicability::Safe => "`--fix` does it",
            Applicability::Unsafe => "`--fix --unsafe-fixes` does it",
            Applicability::DisplayOnly => "a suggestion",
        };
        format!("{} ({how})", fix.title())
    });
    found.help.iter().filter(|help| !is_said(help)).cloned().chain(fixes).collect()
}

/// The message and, on lines of their own, what to do.
pub(super) fn with_advice(found: &Diagnostic) -> String {
    std::iter::once(found.message.clone()).chain(advice(found)).collect::<Vec<_>>().join("\n")
}

/// The word for `level` in a form whose levels are `error`, `warning` and `info`.
pub(super) fn level_as(level: Level, info: &'static str) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info | Level::Format | Level::Off => info,
    }
}
