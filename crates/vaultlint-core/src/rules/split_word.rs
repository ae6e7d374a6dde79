//! Words that a hyphen of another line width splits.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::prose::{harmless, prose};
use crate::diagnostic::{Edit, Fix};
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::text::TextRange;

/// No word is split by a hyphen and a blank.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct SplitWord {}

impl Rule for SplitWord {
    const INFO: RuleInfo = RuleInfo {
        name: "split-word",
        summary: "No word is split by a hyphen and a blank",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[Meaning::Headings, Meaning::Words],
        page: include_str!("split-word.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let splits = prose(note).into_iter().flat_map(|stretch| splits(note, stretch));
        let edits = splits.map(Edit::deletion).collect();
        for edit in harmless(note, edits) {
            let range = edit.range();
            let fix = Fix::safe("Join the word", vec![edit]);
            cx.report(cx.diagnostic(range, "this hyphen splits a word that stood at the end of a line").fix(fix));
        }
    }
}

/// Words after a hyphen whose other half comes later, `pre- and post-war`, `ein- oder zweimal`, and those that are
/// words of their own after a hyphen that stands for a dash.
const SMALL_WORDS: [&str; 70] = [
    "for", "in", "the", "it", "is", "are", "was", "with", "not", "by", "on", "if", "at", "this", "that", "so", "we",
    "you", "they", "he", "she", "all", "no", "from", "then", "when", "what", "which", "be", "an", "can", "will", "has",
    "and", "or", "nor", "to", "but", "vs", "versus", "through", "than", "as", "und", "oder", "bis", "bzw", "sowie",
    "noch", "statt", "et", "ou", "en", "of", "tot", "och", "eller", "og", "till", "til", "ja", "tai", "sekä", "lub",
    "nebo", "ili", "ve", "veya", "és", "vagy",
];

/// The hyphens with the blank after them in `stretch` that stand between the halves of one word.
fn splits(note: &Note, stretch: TextRange) -> Vec<TextRange> {
    let text = note.slice(stretch);
    let is_half = |half: &str| half.chars().nth(1).is_some();
    let split = |(at, c): (usize, char)| {
        let end = at + c.len_utf8() + 1;
        let next = text.get(end - 1..)?.strip_prefix(' ')?;
        let second = next.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        let before = text.get(..at)?;
        let first_len = before.chars().rev().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum::<usize>();
        let first = before.get(before.len() - first_len..)?;
        // A part of a compound, `mother-in- law`, may be a hyphen that is meant.
        let is_compound = before.get(..before.len() - first_len)?.ends_with(['-', '‐', '/']);
        let goes_on = next.get(second.len()..)?.starts_with(['-', '‐', '/', '\'', '’']);
        let is_word = second.chars().all(char::is_lowercase) && !SMALL_WORDS.contains(&second);
        (is_half(first) && is_half(second) && first != second && is_word && !is_compound && !goes_on)
            .then(|| TextRange::new(stretch.start() + at, stretch.start() + end))
    };
    text.char_indices().filter(|(_, c)| matches!(c, '-' | '‐' | '\u{ad}')).filter_map(split).collect()
}
