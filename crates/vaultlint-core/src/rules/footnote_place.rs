//! On which side of a punctuation mark the reference to a footnote stands.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Edit, Fix};
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::text::TextRange;

/// References to footnotes stand behind punctuation marks.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct FootnotePlace {
    /// The punctuation marks.
    pub marks: String,
}

impl Default for FootnotePlace {
    fn default() -> Self {
        FootnotePlace { marks: ",.;!:?…，。；！：？".to_owned() }
    }
}

impl Rule for FootnotePlace {
    const INFO: RuleInfo = RuleInfo {
        name: "footnote-place",
        summary: "References to footnotes stand behind punctuation marks",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[Meaning::Words],
        page: include_str!("footnote-place.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let mut headings = note.headings.iter().peekable();
        for refs in groups(note) {
            while headings.next_if(|heading| heading.range.end() <= refs.start()).is_some() {}
            // Links lead to headings by their text.
            let in_heading = headings.peek().is_some_and(|heading| heading.range.contains(refs.start()));
            let Some((place, marks)) = self.marks_behind(note, refs).filter(|_| !in_heading) else { continue };
            let text = format!("{}{}", note.slice(marks), note.slice(refs));
            let fix = Fix::safe("Move it behind the punctuation mark", vec![Edit::replacement(place, text)]);
            let message = "this footnote stands before a punctuation mark: the mark belongs to the word";
            cx.report(cx.diagnostic(refs, message).fix(fix));
        }
    }
}

/// References that follow each other with nothing between them.
fn groups(note: &Note) -> Vec<TextRange> {
    let mut groups: Vec<TextRange> = Vec::new();
    for footnote in &note.footnote_refs {
        match groups.last_mut().filter(|last| last.end() >= footnote.range.start()) {
            Some(last) => *last = last.cover(footnote.range),
            None => groups.push(footnote.range),
        }
    }
    groups
}

impl FootnotePlace {
    /// What to rewrite, from the blanks before `refs` to the punctuation marks behind, and these marks.
    fn marks_behind(&self, note: &Note, refs: TextRange) -> Option<(TextRange, TextRange)> {
        let line = note.lines.line_range(&note.text, note.lines.line_of(refs.end()));
        let before = TextRange::new(line.start(), refs.start()).slice(&note.text);
        let word = before.trim_end_matches([' ', '\t']);
        // At the start of a line or a cell there is no word that the mark could belong to.
        if is_bare(word) || word.ends_with('|') || note.is_commented(refs.start()) {
            return None;
        }
        let rest = TextRange::new(refs.end(), line.end()).slice(&note.text);
        let blank = usize::from(rest.starts_with(' '));
        let after = rest.get(blank..)?;
        let behind = after.trim_start_matches(|c| self.marks.contains(c));
        let length = after.len() - behind.len();
        let starts_something = behind.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '[' | ':' | '$' | '`' | '/'));
        let is_doubled = word.chars().next_back() == after.chars().next();
        if length == 0 || starts_something || is_doubled || after.starts_with("::") {
            return None;
        }
        let start = refs.end() + blank;
        let marks = TextRange::new(start, start + length);
        Some((TextRange::new(line.start() + word.len(), marks.end()), marks))
    }
}

/// Whether `text` is nothing but quote marks, the marker of an item and the brackets of a task.
fn is_bare(text: &str) -> bool {
    let text = text.trim_matches([' ', '\t', '>']);
    let is_marker = |text: &str| {
        let digits = text.trim_end_matches(['.', ')']);
        let is_number = digits.len() < text.len() && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number || matches!(text, "-" | "*" | "+")
    };
    let rest = match text.split_once([' ', '\t']) {
        Some((marker, rest)) if is_marker(marker) => rest.trim_start(),
        _ if is_marker(text) => "",
        _ => text,
    };
    rest.is_empty() || rest.starts_with('[') && rest.ends_with(']') && rest.chars().count() == 3
}
