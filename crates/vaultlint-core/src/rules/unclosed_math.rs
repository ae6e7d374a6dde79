//! Display math that is never closed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::lines;
use crate::note::Note;
use crate::text::TextRange;
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};

/// Every block of math is closed.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct UnclosedMath {}

impl Rule for UnclosedMath {
    const INFO: RuleInfo = RuleInfo {
        name: "unclosed-math",
        summary: "Every block of math is closed",
        category: Category::Structure,
        level: Level::Warning,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("unclosed-math.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if note.is_plugin_owned() || memchr::memmem::find(note.text.as_bytes(), b"$$").is_none() {
            return;
        }
        for number in note.lines.line_of(note.body_start())..note.lines.line_count() {
            let Some(mark) = unclosed(note, number) else { continue };
            let at = mark.start();
            if !note.is_opaque(at) && !note.is_commented(at) && note.table_at(at).is_none() {
                let message = "this `$$` is never closed: the formula is not shown as one";
                cx.report(cx.diagnostic(mark, message).help("close it with `$$`"));
            }
        }
    }
}

/// The `$$` that the text of the line starts with, where math follows it and nothing on the line closes it.
fn unclosed(note: &Note, line: usize) -> Option<TextRange> {
    let content = lines::read(note, line).content;
    let text = note.slice(content);
    let bare = without_marker(text);
    let math = bare.strip_prefix("$$")?;
    let rest = math.trim();
    let reads_as_math = rest.is_empty() || rest.contains(['\\', '^', '_', '=', '{', '<', '>']);
    let start = content.end() - bare.len();
    (reads_as_math && !math.contains("$$") && !math.starts_with('$')).then(|| TextRange::new(start, start + 2))
}

/// `text` without a marker of a list.
fn without_marker(text: &str) -> &str {
    let marker = text.split([' ', '\t']).next().unwrap_or("");
    let number = marker.trim_end_matches(['.', ')']);
    let is_number = number.len() + 1 == marker.len() && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    let is_marker = is_number || matches!(marker, "-" | "*" | "+");
    if is_marker { text.get(marker.len()..).unwrap_or("").trim_start() } else { text }
}
