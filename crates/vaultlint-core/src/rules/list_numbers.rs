//! The numbers of lists.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Edit, Fix};
use crate::note::{ListItem, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};

mod indent;

use indent::{indented, level};

/// Numbered lists count as one style wants it.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ListNumbers {
    /// How the items are numbered.
    pub numbers: NumberStyle,
    /// With which number a list begins.
    pub start: StartStyle,
    /// What follows the number.
    pub end: EndStyle,
}

/// How items are numbered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NumberStyle {
    /// One after the other.
    #[default]
    Ascending,
    /// All with the first number.
    Same,
    /// As they are.
    Keep,
}

/// With which number a list begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StartStyle {
    /// The one that it has.
    #[default]
    Keep,
    /// 1.
    One,
}

/// What follows a number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum EndStyle {
    /// What there is.
    #[default]
    #[serde(rename = "keep")]
    Keep,
    /// `1.`
    #[serde(rename = ".")]
    Stop,
    /// `1)`
    #[serde(rename = ")")]
    Parenthesis,
}

impl Rule for ListNumbers {
    const INFO: RuleInfo = RuleInfo {
        name: "list-numbers",
        summary: "Numbered lists count as one style wants it",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[Meaning::Structure],
        page: include_str!("list-numbers.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let mut list = None;
        let mut counters: Vec<Counter> = Vec::new();
        for item in &note.list_items {
            if list.replace(item.list_line) != Some(item.list_line) {
                counters.clear();
            }
            let level = level(note, item);
            counters.retain(|counter| counter.level <= level);
            let Some((number, end)) = number(note, item) else { continue };
            let counter = match counters.last_mut().filter(|counter| counter.level == level) {
                Some(counter) => {
                    counter.count += 1;
                    *counter
                }
                None => {
                    let first = if self.start == StartStyle::One { 1 } else { number };
                    let counter = Counter { level, first, count: 0 };
                    counters.push(counter);
                    counter
                }
            };
            let wanted = self.marker(number, end, counter);
            if wanted != note.slice(item.marker_range) {
                let mut edits = vec![Edit::replacement(item.marker_range, wanted.clone())];
                edits.extend(indented(note, item, wanted.len()));
                let message = format!("this item is number `{wanted}`");
                let fix = Fix::safe(format!("Write `{wanted}`"), edits);
                cx.report(cx.diagnostic(item.marker_range, message).fix(fix));
            }
        }
    }
}

/// The items of one level.
#[derive(Clone, Copy)]
struct Counter {
    level: usize,
    first: u64,
    /// How many items came before.
    count: u64,
}

impl ListNumbers {
    fn marker(&self, number: u64, end: char, counter: Counter) -> String {
        let number = match self.numbers {
            NumberStyle::Ascending => counter.first.saturating_add(counter.count),
            NumberStyle::Same => counter.first,
            NumberStyle::Keep => number,
        };
        let end = match self.end {
            EndStyle::Keep => end,
            EndStyle::Stop => '.',
            EndStyle::Parenthesis => ')',
        };
        // Markdown takes no numbers of more digits.
        format!("{}{end}", number.min(999_999_999))
    }
}

fn number(note: &Note, item: &ListItem) -> Option<(u64, char)> {
    let marker = note.slice(item.marker_range);
    let end = marker.chars().next_back().filter(|end| matches!(end, '.' | ')'))?;
    Some((marker.trim_end_matches(end).parse().ok()?, end))
}
