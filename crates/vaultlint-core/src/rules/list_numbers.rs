//! The numbers of lists.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::layout::columns;
use crate::diagnostic::{Edit, Fix};
use crate::note::{ListItem, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::text::TextRange;

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

/// How many columns further to the right a list is taken for one within the list above.
const LEVEL: usize = 2;

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

/// How far to the right the marker of `item` stands, in steps, as readers see it.
fn level(note: &Note, item: &ListItem) -> usize {
    let start = note.lines.line_start(note.lines.line_of(item.marker_range.start()));
    let before = TextRange::new(start, item.marker_range.start()).slice(&note.text);
    let margin = before.rfind('>').map_or(before, |at| before.get(at + 1..).unwrap_or(""));
    let margin = if before.contains('>') { margin.strip_prefix(' ').unwrap_or(margin) } else { margin };
    margin.chars().map(|c| if c == '\t' { LEVEL } else { 1 }).sum::<usize>() / LEVEL
}

/// Blanks for the lines below the marker that would not belong to the item any more when the marker gets `length` bytes.
fn indented(note: &Note, item: &ListItem, length: usize) -> Vec<Edit> {
    let more = length.saturating_sub(item.marker_range.len());
    let Some(block) = note.blocks.get(item.block as usize).filter(|_| more > 0) else { return Vec::new() };
    let first = note.lines.line_of(item.marker_range.start());
    let last = note.lines.line_of(block.range.end());
    let marker_line = note.lines.line_start(first);
    let old = columns(TextRange::new(marker_line, item.marker_range.end()).slice(&note.text)) + 1;
    let lines = (first + 1..=last).map(|line| note.lines.line_range(&note.text, line));
    lines
        .filter_map(|line| {
            let text = line.slice(&note.text);
            let margin = text.len() - text.trim_start_matches([' ', '\t', '>']).len();
            let margin_text = text.get(..margin)?;
            let column = columns(margin_text);
            let belongs = margin < text.len() && (old..old + more).contains(&column);
            belongs.then(|| Edit::insertion(line.start() + margin, " ".repeat(old + more - column)))
        })
        .collect()
}
