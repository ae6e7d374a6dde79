//! Common misspellings.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::prose::{harmless, prose};
use crate::diagnostic::{Edit, Fix};
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};

mod dictionary;
mod english;
mod words;

use english::English;
use words::{Word, words};

/// No word is misspelt in a common way.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Misspelling {
    /// Whether the built-in list of English misspellings is used.
    pub dictionary: bool,
    /// Further words with what is written for them; they count in every language.
    pub words: BTreeMap<String, String>,
    /// Words that are left alone.
    pub ignore: Vec<String>,
    /// Whether words with a capital after the first letter, or with a capital in the middle of a sentence, are left
    /// alone.
    pub keep_capitals: bool,
}

impl Default for Misspelling {
    fn default() -> Self {
        Misspelling { dictionary: true, words: BTreeMap::new(), ignore: Vec::new(), keep_capitals: true }
    }
}

impl Rule for Misspelling {
    const INFO: RuleInfo = RuleInfo {
        name: "misspelling",
        summary: "No word is misspelt in a common way",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[Meaning::Headings, Meaning::Words],
        page: include_str!("misspelling.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let own = self.own_words();
        let stretches = prose(note);
        let english = self.dictionary.then(|| English::of(note, &stretches));
        let mut edits = Vec::new();
        for stretch in stretches {
            let is_english = english.as_ref().is_some_and(|it| it.is_english(note, stretch));
            for word in words(note, stretch) {
                if let Some(right) = self.correction(&word, &own, is_english) {
                    edits.push(Edit::replacement(word.range, right));
                }
            }
        }
        for edit in harmless(note, edits) {
            let (range, right) = (edit.range(), edit.content().to_owned());
            let message = format!("`{}` is a misspelling of `{right}`", note.slice(range));
            cx.report(cx.diagnostic(range, message).fix(Fix::safe(format!("Write `{right}`"), vec![edit])));
        }
    }
}

impl Misspelling {
    /// The words of the configuration in small letters: `None` for those that are left alone.
    fn own_words(&self) -> FxHashMap<String, Option<&str>> {
        let mut own: FxHashMap<String, Option<&str>> =
            self.words.iter().map(|(wrong, right)| (wrong.to_lowercase(), Some(right.as_str()))).collect();
        // A correction that is corrected itself would go on for ever.
        let right: Vec<String> = self.words.values().map(|right| right.to_lowercase()).collect();
        own.extend(right.into_iter().chain(self.ignore.iter().map(|it| it.to_lowercase())).map(|it| (it, None)));
        own
    }

    fn correction(&self, word: &Word<'_>, own: &FxHashMap<String, Option<&str>>, is_english: bool) -> Option<String> {
        let has_capital = word.text.chars().skip(1).any(char::is_uppercase);
        if self.keep_capitals && (has_capital || word.is_name) {
            return None;
        }
        let lower = word.text.to_lowercase().replace('’', "'");
        let right = match own.get(&lower) {
            Some(right) => (*right)?,
            None if is_english && word.is_plain => built_in(&lower)?,
            None => return None,
        };
        let right = cased(word.text, right);
        (right != word.text && !right.is_empty()).then_some(right)
    }
}

/// What the built-in list writes for `lower`, where there is just one thing that it can mean.
fn built_in(lower: &str) -> Option<&'static str> {
    // Most shorter ones are names of something.
    const SHORTEST: usize = 4;
    let is_long = lower.len() >= SHORTEST || matches!(lower, "teh" | "hte" | "adn");
    let is_known = is_long && lower.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'\'');
    if is_known { dictionary::correction(lower) } else { None }
}

/// `right` with the capitals of `wrong`.
fn cased(wrong: &str, right: &str) -> String {
    let is_capital = wrong.starts_with(char::is_uppercase);
    if is_capital && wrong.chars().count() > 1 && !wrong.contains(char::is_lowercase) {
        return right.to_uppercase();
    }
    let mut chars = right.chars();
    match chars.next().filter(|_| is_capital) {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => right.to_owned(),
    }
}
