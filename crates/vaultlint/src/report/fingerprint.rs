//! What a finding is known by from one report to the next.

use rustc_hash::FxHashMap;
use vaultlint_core::diagnostic::Diagnostic;

use super::Source;

/// Counts findings that look alike, so that each is told from the others.
#[derive(Debug, Default)]
pub(super) struct Fingerprints(FxHashMap<u64, usize>);

/// A finding's rule, file and words, whatever line it stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fingerprint {
    sum: u64,
    /// Which of those that look alike, from 1.
    number: usize,
}

impl Fingerprints {
    /// The fingerprint of `found` in the file that the report calls `path`.
    pub fn take(&mut self, path: &str, source: &Source, found: &Diagnostic) -> Fingerprint {
        let mut sum = Sum::default();
        sum.add(path);
        sum.add(found.rule.name);
        // The line as a whole tells apart what underlines a blank or a bracket only.
        let line = source.lines().line_of(found.range.start());
        for range in [found.range, source.lines().line_range(source.text(), line)] {
            range.slice(source.text()).split_whitespace().for_each(|word| sum.add(word));
            sum.add("");
        }
        self.number(sum.0)
    }

    /// The fingerprint of what is wrong with the file that the report calls `path`.
    pub fn of_file(&mut self, path: &str, message: &str) -> Fingerprint {
        let mut sum = Sum::default();
        sum.add(path);
        sum.add(message);
        self.number(sum.0)
    }

    fn number(&mut self, sum: u64) -> Fingerprint {
        let number = self.0.entry(sum).or_default();
        *number += 1;
        Fingerprint { sum, number: *number }
    }
}

impl std::fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:016x}:{}", self.sum, self.number)
    }
}

/// FNV-1a: the same on every machine and in every version.
struct Sum(u64);

impl Default for Sum {
    fn default() -> Self {
        Sum(0xcbf2_9ce4_8422_2325)
    }
}

impl Sum {
    fn add(&mut self, text: &str) {
        // No text holds the byte that parts one from the next.
        for byte in text.bytes().chain([0xff]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}
