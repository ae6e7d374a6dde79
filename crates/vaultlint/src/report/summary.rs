//! The last line of a run.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;
use vaultlint_core::diagnostic::Applicability;
use vaultlint_core::rule::Level;

use super::{Report, Source};

/// A run in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Summary {
    /// Notes that were checked.
    pub checked: usize,
    /// Files that could not be read or written, or whose check broke down.
    pub failed: usize,
    /// Notes asked for that the configuration excludes.
    pub excluded: usize,
    /// Notes and other files with findings.
    pub files: usize,
    /// Of these, files that are no notes.
    pub other_files: usize,
    /// Findings shown.
    pub problems: usize,
    /// Of these, errors.
    pub errors: usize,
    /// Of these, warnings.
    pub warnings: usize,
    /// Of these, hints.
    pub infos: usize,
    /// Findings that `--fix` mends.
    pub fixable: usize,
    /// Findings that only `--fix --unsafe-fixes` mends.
    pub unsafe_fixable: usize,
    /// Fixes applied.
    pub fixed: usize,
    /// Notes in which fixes were applied.
    pub fixed_notes: usize,
    /// Findings that the baseline knows; they are not shown.
    pub known: usize,
    /// Findings of the baseline that are there no more.
    pub mended: usize,
}

impl Summary {
    /// The numbers of `report`.
    pub fn of(report: &Report) -> Self {
        let mut summary = Summary {
            checked: report.checked,
            failed: report.errors.len(),
            excluded: report.excluded,
            files: report.files.len(),
            other_files: report.files.iter().filter(|file| matches!(file.source, Source::File(_))).count(),
            fixed: report.fixed,
            fixed_notes: report.fixed_notes,
            known: report.known.hidden,
            mended: report.known.mended_count(),
            ..Summary::default()
        };
        for found in report.files.iter().flat_map(|file| &file.found) {
            summary.problems += 1;
            match found.level {
                Level::Error => summary.errors += 1,
                Level::Warning => summary.warnings += 1,
                Level::Info | Level::Format | Level::Off => summary.infos += 1,
            }
            match found.best_fix() {
                Some(Applicability::Safe) => summary.fixable += 1,
                Some(Applicability::Unsafe) => summary.unsafe_fixable += 1,
                Some(Applicability::DisplayOnly) | None => {}
            }
        }
        summary
    }

    /// Whether a finding makes the run fail.
    pub fn fails(&self) -> bool {
        self.errors + self.warnings > 0
    }

    /// `3 errors, 9 warnings`: the levels that occur.
    fn levels(&self) -> String {
        let counts = [(self.errors, "error"), (self.warnings, "warning"), (self.infos, "hint")];
        let named: Vec<_> =
            counts.into_iter().filter(|(n, _)| *n > 0).map(|(n, name)| plural(n, name)).collect();
        named.join(", ")
    }

    fn write_baseline(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.known > 0 {
            write!(f, " {} known from the baseline.", self.known)?;
        }
        if self.mended > 0 {
            let verb = if self.mended == 1 { "is" } else { "are" };
            let mended = self.mended;
            write!(
                f,
                " {mended} of the baseline {verb} mended: `vaultlint baseline` takes {} out.",
                if mended == 1 { "it" } else { "them" }
            )?;
        }
        Ok(())
    }

    fn fixes(&self) -> Option<String> {
        match (self.fixable, self.unsafe_fixable) {
            (0, 0) => None,
            (safe, 0) => Some(format!("{safe} fixable with `--fix`")),
            (0, more) => Some(format!("{more} fixable with `--fix --unsafe-fixes`")),
            (safe, more) => Some(format!("{safe} fixable with `--fix`, {more} more with `--unsafe-fixes`")),
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.fixed > 0 {
            write!(f, "Fixed {} in {}. ", plural(self.fixed, "problem"), plural(self.fixed_notes, "note"))?;
        }
        if self.problems == 0 && self.failed > 0 {
            let (checked, failed) = (plural(self.checked, "note"), plural(self.failed, "file"));
            write!(f, "No problems in {checked}, but {failed} could not be checked or written")?;
        } else if self.problems == 0 {
            write!(f, "All checks passed: {}", plural(self.checked, "note"))?;
        } else {
            let found = if self.fixed > 0 { "Left" } else { "Found" };
            write!(f, "{found} {} ({})", plural(self.problems, "problem"), self.levels())?;
            let noun = if self.other_files > 0 { "file" } else { "note" };
            write!(f, " in {}", plural(self.files, noun))?;
            if let Some(fixes) = self.fixes() {
                write!(f, "; {fixes}")?;
            }
        }
        if self.excluded > 0 {
            write!(f, "; {} excluded by the configuration", plural(self.excluded, "note"))?;
        }
        write!(f, ".")?;
        self.write_baseline(f)
    }
}

/// `1 note`, `2 notes`.
pub fn plural(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences() {
        let clean = Summary { checked: 205, ..Summary::default() };
        assert_eq!(clean.to_string(), "All checks passed: 205 notes.");
        let failed = Summary { checked: 1, failed: 2, ..Summary::default() };
        assert_eq!(failed.to_string(), "No problems in 1 note, but 2 files could not be checked or written.");
        let found = Summary {
            checked: 9,
            files: 4,
            problems: 12,
            errors: 3,
            warnings: 9,
            fixable: 7,
            ..Summary::default()
        };
        let sentence = "Found 12 problems (3 errors, 9 warnings) in 4 notes; 7 fixable with `--fix`.";
        assert_eq!(found.to_string(), sentence);
        let fixed = Summary { checked: 1, fixed: 2, fixed_notes: 1, ..Summary::default() };
        assert_eq!(fixed.to_string(), "Fixed 2 problems in 1 note. All checks passed: 1 note.");
    }
}
