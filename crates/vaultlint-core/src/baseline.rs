//! The findings that a vault is known to have, so that only new ones are reported.
//!
//! A finding is known again by its rule, its note and the words it underlines: lines may move, and the note may be
//! renamed.

use std::collections::BTreeMap;
use std::fmt;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::vault::VaultPath;

/// The name of the file, at the root of a vault.
pub const FILE_NAME: &str = "vaultlint-baseline.json";

/// The form of the file that this version reads and writes.
const VERSION: u32 = 1;

/// How many characters of what a finding underlines are kept; the rest goes into a sum.
const LONGEST_TEXT: usize = 80;

/// The findings of a vault at one time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    findings: BTreeMap<String, BTreeMap<Key, usize>>,
}

/// What a finding is known by within its file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
struct Key {
    rule: String,
    text: String,
}

/// A file that was checked, and what was found in it.
#[derive(Debug)]
pub struct Checked<'a> {
    /// Where it stands in its vault.
    pub path: &'a VaultPath,
    /// Its text.
    pub text: &'a str,
    /// Its findings; those that are known are taken out.
    pub found: &'a mut Vec<Diagnostic>,
}

/// What a baseline knew.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// How many findings it hides.
    pub hidden: usize,
    /// How many of its findings are there no more, by the rule that found them.
    pub mended: BTreeMap<String, usize>,
}

impl Known {
    /// How many findings are there no more.
    pub fn mended_count(&self) -> usize {
        self.mended.values().sum()
    }
}

/// Why a baseline cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaselineError(String);

impl fmt::Display for BaselineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BaselineError {}

/// The file as it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: u32,
    findings: BTreeMap<String, Vec<Entry>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    #[serde(flatten)]
    key: Key,
    #[serde(default = "one", skip_serializing_if = "is_one")]
    count: usize,
}

fn one() -> usize {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde asks for")]
fn is_one(count: &usize) -> bool {
    *count == 1
}

impl Baseline {
    /// Reads the text of a `vaultlint-baseline.json`.
    ///
    /// # Errors
    /// When `text` is no such file, or one of a later version.
    pub fn parse(text: &str) -> Result<Baseline, BaselineError> {
        let document: Document = serde_json::from_str(text)
            .map_err(|error| BaselineError(format!("this is no baseline: {error}; record it anew")))?;
        if document.version != VERSION {
            let version = document.version;
            return Err(BaselineError(format!(
                "this baseline has version {version}, where this program reads version {VERSION}; record it anew"
            )));
        }
        let mut baseline = Baseline::default();
        for (path, entries) in document.findings {
            for entry in entries {
                baseline.add(path.clone(), entry.key, entry.count);
            }
        }
        Ok(baseline)
    }

    /// The text of the file: sorted, a finding a line, so that versions of it can be compared and merged.
    pub fn to_json(&self) -> String {
        let mut text = format!("{{\n  \"version\": {VERSION},\n  \"findings\": {{");
        for (i, (path, keys)) in self.findings.iter().enumerate() {
            let comma = if i > 0 { "," } else { "" };
            text += &format!("{comma}\n    {}: [", json(path));
            for (i, (Key { rule, text: words }, count)) in keys.iter().enumerate() {
                let comma = if i > 0 { "," } else { "" };
                let times = if *count > 1 { format!(", \"count\": {count}") } else { String::new() };
                text +=
                    &format!("{comma}\n      {{\"rule\": {}, \"text\": {}{times}}}", json(rule), json(words));
            }
            text += "\n    ]";
        }
        text += if self.findings.is_empty() { "}\n}\n" } else { "\n  }\n}\n" };
        text
    }

    /// Adds `found` in the file at `path` with `text`.
    pub fn record(&mut self, path: &VaultPath, text: &str, found: &[Diagnostic]) {
        for diagnostic in found {
            self.add(path.to_string(), key(text, diagnostic), 1);
        }
    }

    /// How many findings it holds.
    pub fn len(&self) -> usize {
        self.findings.values().flat_map(BTreeMap::values).sum()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// How many of its findings are not in `other`.
    pub fn missing_in(&self, other: &Baseline) -> usize {
        let counts = |path: &str| other.findings.get(path);
        let missing = |(path, key, count): (&String, &Key, &usize)| {
            count.saturating_sub(counts(path).and_then(|keys| keys.get(key)).copied().unwrap_or(0))
        };
        self.findings
            .iter()
            .flat_map(|(path, keys)| keys.iter().map(move |(key, count)| (path, key, count)))
            .map(missing)
            .sum()
    }

    /// Takes out of `checked` what is known. `is_judged` tells whether a rule (the second argument) was run on the file at a
    /// path (the first), so that what is not found there is mended; `is_file` whether there is a file at a path: the
    /// findings of one that is gone may be found in another, to which it was renamed.
    pub fn hide(
        &self,
        checked: &mut [Checked<'_>],
        is_judged: impl Fn(&str, &str) -> bool,
        is_file: impl Fn(&str) -> bool,
    ) -> Known {
        let mut left = self.findings.clone();
        let mut known = Known::default();
        for file in &mut *checked {
            if let Some(keys) = left.get_mut(file.path.as_str()) {
                known.hidden += take_out(file, |key| take(keys.get_mut(key)));
            }
        }
        let mut homeless = Self::homeless(&left, &is_file);
        if !homeless.is_empty() {
            for file in checked.iter_mut().filter(|file| !self.findings.contains_key(file.path.as_str())) {
                known.hidden += take_out(file, |key| take(homeless.get_mut(key)));
            }
        }
        let here = left.iter().filter(|(path, _)| is_file(path));
        let here =
            here.flat_map(|(path, keys)| keys.iter().map(move |(key, count)| (path.as_str(), key, *count)));
        // Of a note that is gone only a run that could have found it elsewhere knows.
        let gone = homeless.iter().map(|(key, count)| ("", key, *count));
        for (path, key, count) in here.chain(gone) {
            if count > 0 && is_judged(path, &key.rule) {
                *known.mended.entry(key.rule.clone()).or_default() += count;
            }
        }
        known
    }

    /// As [`Baseline::hide`] does in one file, when others are not looked at.
    pub fn hide_in(&self, mut checked: Checked<'_>, is_file: impl Fn(&str) -> bool) {
        if checked.found.is_empty() {
            return;
        }
        match self.findings.get(checked.path.as_str()) {
            Some(keys) => {
                let mut left = keys.clone();
                take_out(&mut checked, |key| take(left.get_mut(key)));
            }
            None => {
                let mut homeless = Self::homeless(&self.findings, is_file);
                take_out(&mut checked, |key| take(homeless.get_mut(key)));
            }
        }
    }

    /// How many findings of each kind are `left` of files that are gone.
    fn homeless(
        left: &BTreeMap<String, BTreeMap<Key, usize>>,
        is_file: impl Fn(&str) -> bool,
    ) -> FxHashMap<Key, usize> {
        let mut homeless: FxHashMap<Key, usize> = FxHashMap::default();
        for (_, keys) in left.iter().filter(|(path, _)| !is_file(path)) {
            keys.iter().for_each(|(key, count)| *homeless.entry(key.clone()).or_default() += count);
        }
        homeless.retain(|_, count| *count > 0);
        homeless
    }

    fn add(&mut self, path: String, key: Key, count: usize) {
        *self.findings.entry(path).or_default().entry(key).or_default() += count;
    }
}

/// Takes one from `count`, where there is one.
fn take(count: Option<&mut usize>) -> bool {
    match count {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    }
}

/// Takes out what `is_known`; how many.
fn take_out(file: &mut Checked<'_>, mut is_known: impl FnMut(&Key) -> bool) -> usize {
    let before = file.found.len();
    let text = file.text;
    file.found.retain(|diagnostic| !is_known(&key(text, diagnostic)));
    before - file.found.len()
}

fn key(text: &str, diagnostic: &Diagnostic) -> Key {
    let words = diagnostic.range.slice(text).split_whitespace().collect::<Vec<_>>().join(" ");
    Key { rule: diagnostic.rule.name.to_owned(), text: shortened(words) }
}

/// `words`, with a sum in the place of what is too long to be kept.
fn shortened(words: String) -> String {
    match words.char_indices().nth(LONGEST_TEXT) {
        None => words,
        Some((cut, _)) => {
            let (head, rest) = words.split_at(cut);
            format!("{head}… {:08x}", sum(rest))
        }
    }
}

/// FNV-1a: the same on every machine and in every version.
fn sum(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
