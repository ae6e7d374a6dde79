//! A heading with the name of the note.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::properties::line_break;
use crate::diagnostic::{Edit, Fix};
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::text::TextRange;

/// A note has a heading of level 1.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct FileNameHeading {}

impl Rule for FileNameHeading {
    const INFO: RuleInfo = RuleInfo {
        name: "file-name-heading",
        summary: "A note has a heading of level 1",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[Meaning::Structure, Meaning::Headings, Meaning::Words],
        page: include_str!("file-name-heading.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let is_closed = note.front_matter_flaw.is_none();
        if !is_closed || note.headings.iter().any(|heading| heading.top_level && heading.level == 1) {
            return;
        }
        let at = note.body_start();
        let line_break = line_break(&note.text);
        let ended = note.text.get(..at).is_none_or(|before| before.is_empty() || before.ends_with(['\n', '\r']));
        let before = if ended || at <= crate::note::bom_len(&note.text) { "" } else { line_break };
        let heading = format!("{before}# {}{line_break}", escaped(note.basename()));
        let fix = Fix::safe("Add the name of the note as a heading", vec![Edit::insertion(at, heading)]);
        let message = "this note has no heading of level 1";
        cx.report(cx.diagnostic(TextRange::empty(at), message).fix(fix));
    }
}

/// `name` as text that Markdown and Obsidian take as nothing else.
fn escaped(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    let mut before = ' ';
    let mut chars = name.chars().peekable();
    while let Some(c) = chars.next() {
        let in_word = before.is_alphanumeric() && chars.peek().is_some_and(|next| next.is_alphanumeric());
        let means_something = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '$' => true,
            '_' => !in_word,
            '#' => !before.is_alphanumeric(),
            '~' | '=' | '%' => chars.peek() == Some(&c),
            _ => false,
        };
        if means_something {
            text.push('\\');
        }
        text.push(c);
        before = c;
    }
    text
}
