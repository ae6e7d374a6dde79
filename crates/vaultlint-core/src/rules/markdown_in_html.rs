//! Markdown in HTML, where it is not read.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::note::{BlockKind, Note};
use crate::text::TextRange;
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};

/// No Markdown stands in a block of HTML.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MarkdownInHtml {}

impl Rule for MarkdownInHtml {
    const INFO: RuleInfo = RuleInfo {
        name: "markdown-in-html",
        summary: "No Markdown stands in a block of HTML",
        category: Category::Structure,
        level: Level::Info,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("markdown-in-html.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if note.is_plugin_owned() || cx.is_template(note) {
            return;
        }
        for block in note.blocks.iter().filter(|block| block.kind == BlockKind::Html) {
            let Some(found) = markdown(note.slice(block.range)) else { continue };
            let range = found.shift(block.range.start());
            if !note.is_commented(range.start()) {
                let message = "Obsidian reads no Markdown within HTML: this is shown as it is written";
                let help = "put a blank line between the tag and the text, or write HTML";
                cx.report(cx.diagnostic(range, message).help(help));
            }
        }
    }
}

/// Elements whose text is no prose.
const VERBATIM: [&str; 8] = ["<pre", "<code", "<script", "<style", "<svg", "<textarea", "<iframe", "<math"];

/// The first link or emphasis in `html`, outside its tags.
fn markdown(html: &str) -> Option<TextRange> {
    let lower = html.to_ascii_lowercase();
    if VERBATIM.iter().any(|tag| lower.contains(tag)) {
        return None;
    }
    let mut at = 0;
    for piece in html.split_inclusive('>') {
        let text = piece.split('<').next().unwrap_or("");
        let mut start = at;
        for line in text.split_inclusive('\n') {
            if let Some(found) = in_line(line) {
                return Some(found.shift(start));
            }
            start += line.len();
        }
        at += piece.len();
    }
    None
}

/// The first of a wikilink, a Markdown link and strong emphasis in `line`.
fn in_line(line: &str) -> Option<TextRange> {
    let wikilink = between(line, "[[", "]]");
    let link = line.find("](").and_then(|middle| {
        let open = line.get(..middle)?.rfind('[')?;
        let close = middle + line.get(middle..)?.find(')')?;
        (close > middle + 2).then(|| TextRange::new(open, close + 1))
    });
    let found = [wikilink, link, between(line, "**", "**")];
    found.into_iter().flatten().min_by_key(|range| range.start())
}

/// From the first `open` to the next `close`, where text without blanks at its ends stands between them.
fn between(line: &str, open: &str, close: &str) -> Option<TextRange> {
    let start = line.find(open)?;
    let inner = line.get(start + open.len()..)?;
    let len = inner.find(close)?;
    let text = inner.get(..len)?;
    let is_whole = !text.is_empty() && text.trim() == text && text.contains(char::is_alphanumeric);
    is_whole.then(|| TextRange::new(start, start + open.len() + len + close.len()))
}
