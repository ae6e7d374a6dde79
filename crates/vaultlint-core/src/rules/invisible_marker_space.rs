//! Spaces after marks that look like blanks and are none to Markdown.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::lines::{self, Line};
use crate::diagnostic::{Edit, Fix};
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::text::TextRange;

/// Headings and list items have a plain blank after their marks.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct InvisibleMarkerSpace {}

impl Rule for InvisibleMarkerSpace {
    const INFO: RuleInfo = RuleInfo {
        name: "invisible-marker-space",
        summary: "Headings and list items have a plain blank after their marks",
        category: Category::Structure,
        level: Level::Warning,
        fix: FixAvailability::Always,
        changes: &[Meaning::Structure, Meaning::Headings, Meaning::BlockIds, Meaning::Words],
        page: include_str!("invisible-marker-space.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if note.is_plugin_owned() {
            return;
        }
        for number in note.lines.line_of(note.body_start())..note.lines.line_count() {
            let line = lines::read(note, number);
            let Some(found) = odd_space(note, line) else { continue };
            let at = line.content.start();
            if !note.is_opaque(at) && !note.is_commented(at) && at >= note.body_start() {
                cx.report(diagnostic(note, cx, &found));
            }
        }
    }
}

/// A mark and the spaces after it.
struct OddSpace {
    mark: TextRange,
    space: TextRange,
    kind: MarkKind,
}

#[derive(Clone, Copy, PartialEq)]
enum MarkKind {
    Heading,
    Bullet,
    Number,
}

fn diagnostic(note: &Note, cx: &Context<'_>, found: &OddSpace) -> crate::diagnostic::Diagnostic {
    let thing = if found.kind == MarkKind::Heading { "a heading" } else { "a list item" };
    let mark = note.slice(found.mark);
    let name = match note.slice(found.space).chars().find(|c| !c.is_ascii()) {
        Some('\u{a0}' | '\u{202f}') => "a no-break space",
        Some('\u{3000}') => "an ideographic space",
        _ => "a special space",
    };
    let message = format!("the space after `{mark}` is {name}: this line is plain text, not {thing}");
    let edits = vec![Edit::replacement(found.space, " ")];
    let title = "Put a plain blank there";
    // A number may start a line of text by chance.
    let fix = if found.kind == MarkKind::Number { Fix::unsafe_(title, edits) } else { Fix::safe(title, edits) };
    cx.diagnostic(found.space, message).fix(fix)
}

/// The spaces right after the mark that `line` starts with, where the first is no plain blank and text follows.
fn odd_space(note: &Note, line: Line) -> Option<OddSpace> {
    let text = note.slice(line.content);
    let (len, kind) = mark(text)?;
    let after = text.get(len..)?;
    let first = after.chars().next().filter(|c| c.is_whitespace() && !c.is_ascii())?;
    let rest = after.trim_start();
    let space = after.len() - rest.len();
    // A number is tied to the next word by a no-break space on purpose.
    let is_typography = kind == MarkKind::Number && space == first.len_utf8() && first != '\u{3000}';
    let start = line.content.start();
    (!rest.is_empty() && !is_typography && (kind != MarkKind::Heading || line.indent <= 3)).then(|| OddSpace {
        mark: TextRange::new(start, start + len),
        space: TextRange::new(start + len, start + len + space),
        kind,
    })
}

/// Length and kind of the mark that `text` starts with.
fn mark(text: &str) -> Option<(usize, MarkKind)> {
    let bytes = text.as_bytes();
    let run = |is: fn(&u8) -> bool| bytes.iter().take(10).take_while(|byte| is(byte)).count();
    match *bytes.first()? {
        b'-' | b'*' | b'+' => Some((1, MarkKind::Bullet)),
        b'#' => Some((run(|byte| *byte == b'#'), MarkKind::Heading)).filter(|(len, _)| *len <= 6),
        b'0'..=b'9' => {
            let digits = run(u8::is_ascii_digit);
            let closes = matches!(bytes.get(digits), Some(b'.' | b')'));
            (closes && digits < 10).then_some((digits + 1, MarkKind::Number))
        }
        _ => None,
    }
}
