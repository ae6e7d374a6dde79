//! Headings without a blank after their marks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::lines::{Line, lines, sections};
use crate::diagnostic::{Edit, Fix};
use crate::note::{BlockKind, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::text::TextRange;

/// Every heading has a blank after its marks.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MissingHeadingSpace {}

impl Rule for MissingHeadingSpace {
    const INFO: RuleInfo = RuleInfo {
        name: "missing-heading-space",
        summary: "Every heading has a blank after its marks",
        category: Category::Structure,
        level: Level::Warning,
        fix: FixAvailability::Always,
        changes: &[Meaning::Structure, Meaning::Headings, Meaning::BlockIds, Meaning::Words],
        page: include_str!("missing-heading-space.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if note.is_plugin_owned() {
            return;
        }
        for block in sections(note, BlockKind::Paragraph) {
            let mut marked = lines(note, block).filter(|line| note.slice(line.content).starts_with('#'));
            // Several such lines together are comments of a script or lists of tags.
            let (Some(line), None) = (marked.next(), marked.next()) else { continue };
            let Some(marks) = heading_marks(note, line) else { continue };
            if note.is_commented(marks.start()) {
                continue;
            }
            let shown = note.slice(marks);
            let message = format!("without a blank after `{shown}` this heading is plain text: the outline misses it");
            let edits = vec![Edit::insertion(marks.end(), " ")];
            let is_certain = line.content.start() == block.range.start() && is_title(note, line, marks);
            let title = "Put a blank after the marks";
 let fix = if is_certain { Fix::safe(title, edits) } else { Fix::suggestion(title, edits) };
            cx.report(cx.diagnostic(marks, message).fix(fix));
        }
    }
}

/// The marks at the start of `line`, where what follows them reads as the text of a heading. A single one is left to
/// tags, numbers and commands.
fn heading_marks(note: &Note, line: Line) -> Option<TextRange> {
    let text = note.slice(line.content);
    let title = text.trim_start_matches('#');
    let marks = text.len() - title.len();
    let first = title.chars().next()?;
    let opens = first.is_alphanumeric() || matches!(first, '*' | '_' | '[' | '"') || !first.is_ascii();
    let is_word = !title.contains(char::is_whitespace) && !first.is_uppercase() && first.is_ascii();
    let has_tags = title.contains('#');
    let says = title.contains(char::is_alphabetic);
    ((2..=6).contains(&marks) && line.indent <= 3 && opens && says && !first.is_whitespace() && !has_tags && !is_word)
        .then(|| TextRange::new(line.content.start(), line.content.start() + marks))
}

/// Whether what follows `marks` is short and no sentence, as titles are.
fn is_title(note: &Note, line: Line, marks: TextRange) -> bool {
    let title = TextRange::new(marks.end(), line.content.end()).slice(&note.text).trim_end();
    let starts = title.starts_with(|c: char| c.is_alphabetic() || matches!(c, '*' | '_' | '['));
    starts && title.chars().count() <= 80 && !title.ends_with(['.', ';', ',', '{', '}'])
}
