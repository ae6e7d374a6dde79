//! Capital letters in headings.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Edit, Fix};
use crate::note::{Heading, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};

mod words;

use words::{DEFAULT_LOWERCASE, words};

/// Headings have their capital letters as one style wants them.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct HeadingCapitals {
    /// Which letters are capitals.
    pub style: CapitalStyle,
    /// Whether words with a capital in them are left as they are.
    pub keep_capitals: bool,
    /// Words that are written in just this way.
    pub keep: Vec<String>,
    /// Words that stay small within a title.
    pub small: Vec<String>,
    /// Characters before a word that do not belong to it.
    pub before: String,
    /// Characters after a word that do not belong to it.
    pub after: String,
}

/// Which letters of a heading are capitals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CapitalStyle {
    /// The first letter of the heading.
    #[default]
    FirstLetter,
    /// The first letter of each word, but for small ones.
    Title,
    /// All letters.
    All,
}

impl Default for HeadingCapitals {
    fn default() -> Self {
        let keep =
            ["macOS", "iOS", "iPhone", "iPad", "JavaScript", "TypeScript", "AppleScript", "I"].map(str::to_owned);
        HeadingCapitals {
            style: CapitalStyle::FirstLetter,
            keep_capitals: true,
            keep: keep.to_vec(),
            small: DEFAULT_LOWERCASE.split(' ').map(str::to_owned).collect(),
            before: "'\"(‘“-".to_owned(),
            after: ".?!,:;'\")”’0123456789-".to_owned(),
        }
    }
}

impl Rule for HeadingCapitals {
    const INFO: RuleInfo = RuleInfo {
        name: "heading-capitals",
        summary: "Headings have their capital letters as one style wants them",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[Meaning::Headings, Meaning::Words],
        page: include_str!("heading-capitals.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        for heading in note.headings.iter().filter(|heading| heading.top_level) {
            for edit in self.edits(note, heading) {
                let message = format!("`{}` is written `{}` in headings", note.slice(edit.range()), edit.content());
                let fix = Fix::safe(format!("Write `{}`", edit.content()), vec![edit.clone()]);
                cx.report(cx.diagnostic(edit.range(), message).fix(fix));
            }
        }
    }
}

impl HeadingCapitals {
    fn edits(&self, note: &Note, heading: &Heading) -> Vec<Edit> {
        let words = words(note, heading.text_range, &self.before, &self.after);
        let mut is_first = true;
        let mut edits = Vec::new();
        for word in words {
            let text = note.slice(word.range);
            let wanted = match self.style {
                CapitalStyle::All => text.to_uppercase(),
                _ if !word.is_word => continue,
                style => self.cased(text, style, is_first),
            };
            is_first &= !word.is_word;
            if wanted != text {
                edits.push(Edit::replacement(word.range, wanted));
            }
        }
        edits
    }

    fn cased(&self, text: &str, style: CapitalStyle, is_first: bool) -> String {
        let lower = text.to_lowercase();
        if self.keep.iter().any(|kept| kept == text) || self.keep_capitals && lower != text {
            return text.to_owned();
        }
        let is_small = style == CapitalStyle::FirstLetter || self.small.contains(&lower);
        if is_small && !is_first { lower } else { capitalised(&lower) }
    }
}

/// `word` with its first letter as a capital.
fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
