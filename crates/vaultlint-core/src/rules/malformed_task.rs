//! Tasks that are shown as plain text.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Edit, Fix};
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::text::TextRange;

/// Every task has one character in its brackets and blanks around them.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MalformedTask {}

impl Rule for MalformedTask {
    const INFO: RuleInfo = RuleInfo {
        name: "malformed-task",
        summary: "Every task has one character in its brackets and blanks around them",
        category: Category::Structure,
        level: Level::Warning,
        fix: FixAvailability::Always,
        changes: &[Meaning::Structure, Meaning::Words],
        page: include_str!("malformed-task.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if note.is_plugin_owned() {
            return;
        }
        for item in note.list_items.iter().filter(|item| item.task.is_none()) {
            let blanks = leading_blanks(&note.text, item.marker_range.end());
            if blanks > 0 {
                check_box(note, item.marker_range.end() + blanks, cx);
            }
        }
        for line in 0..note.lines.line_count() {
            check_glued(note, note.lines.line_range(&note.text, line), cx);
        }
    }
}

/// What stands between the brackets of what looks like a task.
#[derive(Clone, Copy, PartialEq)]
enum State {
    Empty,
    Open,
    Done,
    /// An open or a done one with blanks too many; the character that was meant.
    Wide(char),
}

/// Checks the item whose text starts at `start`.
fn check_box(note: &Note, start: usize, cx: &mut Context<'_>) {
    let Some((state, brackets)) = task_box(&note.text, start) else { return };
    let next = note.text.get(brackets.end()..).and_then(|rest| rest.chars().next());
    let has_text = leads_to_text(&note.text, brackets.end());
    let (message, fix) = match (state, next) {
        _ if is_elsewhere(note, brackets) => return,
        (State::Empty, _) if has_text => (
            "with nothing between its brackets this is shown as text, not as a task",
            Fix::unsafe_("Make it an open task", vec![Edit::insertion(start + 1, " ")]),
        ),
        (State::Wide(meant), _) if has_text => (
            "with more than one character between its brackets this is shown as text, not as a task",
            Fix::safe("Leave one character", vec![Edit::replacement(brackets, format!("[{meant}]"))]),
        ),
        (State::Open, Some(next)) if next.is_alphanumeric() || matches!(next, '*' | '_' | '"' | '\'' | '“' | '#') => (
            "without a blank after its brackets this is shown as text, not as a task",
            Fix::safe("Put a blank after the brackets", vec![Edit::insertion(brackets.end(), " ")]),
        ),
        (State::Done, Some(next)) if next.is_alphabetic() => (
            "without a blank after its brackets this is shown as text, not as a task",
            Fix::unsafe_("Put a blank after the brackets", vec![Edit::insertion(brackets.end(), " ")]),
        ),
        _ => return,
    };
    cx.report(cx.diagnostic(brackets, message).fix(fix));
}

/// Checks whether `line` starts with a list mark that the brackets of a task follow without a blank.
fn check_glued(note: &Note, line: TextRange, cx: &mut Context<'_>) {
    let text = line.slice(&note.text);
    let body = text.trim_start_matches([' ', '\t', '>']);
    // `*[ ] x*` is emphasis.
    let is_mark = body.starts_with(['-', '+']) || body.starts_with('*') && body.matches('*').count() == 1;
    if !is_mark || body.as_bytes().get(1) != Some(&b'[') {
        return;
    }
    let start = line.end() - body.len();
    let Some((state, brackets)) = task_box(&note.text, start + 1) else { return };
    let whole = TextRange::new(start, brackets.end());
    if !leads_to_text(&note.text, brackets.end()) || is_elsewhere(note, brackets) {
        return;
    }
    let mut edits = vec![Edit::insertion(start + 1, " ")];
    match state {
        State::Empty => edits.push(Edit::insertion(start + 2, " ")),
        State::Wide(meant) => edits.push(Edit::replacement(brackets, format!("[{meant}]"))),
        State::Open | State::Done => {}
    }
    let message = "without a blank before its brackets this is shown as text, not as a task";
    let title = "Put a blank before the brackets";
    let fix = if state == State::Empty { Fix::unsafe_(title, edits) } else { Fix::safe(title, edits) };
    cx.report(cx.diagnostic(whole, message).fix(fix));
}

/// The brackets at `start` when they look like those of an open or a done task.
fn task_box(text: &str, start: usize) -> Option<(State, TextRange)> {
    let inner = text.get(start..)?.strip_prefix('[')?;
    let len = inner.bytes().take(4).position(|byte| byte == b']')?;
    let inner = inner.get(..len)?;
    let state = match (inner, inner.trim_matches(' ')) {
        ("", _) => State::Empty,
        (" ", _) => State::Open,
        ("x" | "X", _) => State::Done,
        (_, "") => State::Wide(' '),
        (_, "x") => State::Wide('x'),
        (_, "X") => State::Wide('X'),
        _ => return None,
    };
    Some((state, TextRange::new(start, start + len + 2)))
}

/// Whether a blank and then text follow `offset` on its line.
fn leads_to_text(text: &str, offset: usize) -> bool {
    let blanks = leading_blanks(text, offset);
    let next = text.get(offset + blanks..).and_then(|rest| rest.chars().next());
    blanks > 0 && next.is_some_and(|next| !next.is_whitespace())
}

fn leading_blanks(text: &str, offset: usize) -> usize {
    let rest = text.as_bytes().get(offset..).unwrap_or_default();
    rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

/// Whether the brackets are those of a link, or stand where nothing is read.
fn is_elsewhere(note: &Note, brackets: TextRange) -> bool {
    let link = note.links.partition_point(|link| link.range.start() < brackets.start());
    let is_link = note.links.get(link).is_some_and(|link| link.range.start() == brackets.start());
    is_link || note.is_opaque(brackets.start()) || note.is_commented(brackets.start())
}
