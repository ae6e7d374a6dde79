//! Tags that go from the text.

use super::TagsInText;
use crate::diagnostic::{Edit, Fix};
use crate::note::{Note, Tag, bom_len};
use crate::rule::Context;
use crate::rules::layout::is_marker;
use crate::text::TextRange;

/// Reports those of `tags` that the properties hold, so that the text can do without them.
pub(super) fn report(wanted: TagsInText, note: &Note, tags: &[&Tag], cx: &mut Context<'_>) {
    // What Obsidian reads: a tag that only looks as if it were in the properties would be lost.
    let held: std::collections::BTreeSet<String> =
        note.front_matter.iter().flat_map(|it| it.tags()).map(|tag| tag.to_lowercase()).collect();
    let is_held = |tag: &&&Tag| held.contains(&note.slice(tag.range).to_lowercase());
    let movable: Vec<TextRange> = tags.iter().filter(is_held).map(|tag| tag.range).collect();
    let movable = free(note, movable);
    if wanted == TagsInText::Unmark {
        for range in movable.into_iter().filter(|range| is_word(note, *range)) {
            let mark = TextRange::new(range.start(), range.start() + 1);
            let fix = Fix::safe("Remove the `#`", vec![Edit::deletion(mark)]);
            cx.report(cx.diagnostic(range, MESSAGE).fix(fix));
        }
        return;
    }
    for run in runs(note, &movable) {
        if let Some(range) = removal(note, run) {
            let fix = Fix::safe("Remove the tag", vec![Edit::deletion(range)]);
            cx.report(cx.diagnostic(run, MESSAGE).fix(fix));
        }
    }
}

const MESSAGE: &str = "the properties hold this tag, so the text need not";

/// The tags that mean nothing but a tag: links lead to headings by their text, and a Dataview field has its value.
fn free(note: &Note, mut tags: Vec<TextRange>) -> Vec<TextRange> {
    drop_inside(&mut tags, note.headings.iter().map(|heading| heading.range));
    drop_inside(&mut tags, note.inline_fields.iter().map(|field| field.range));
    tags
}

/// Drops those of `tags` that stand in one of `ranges`; both are in order.
fn drop_inside(tags: &mut Vec<TextRange>, ranges: impl Iterator<Item = TextRange>) {
    let mut ranges = ranges.peekable();
    tags.retain(|tag| {
        while ranges.next_if(|range| range.end() <= tag.start()).is_some() {}
        ranges.peek().is_none_or(|range| !range.contains_range(*tag))
    });
}

/// Whether the name of the tag is a word that means nothing else to Markdown.
fn is_word(note: &Note, tag: TextRange) -> bool {
    note.slice(tag).trim_start_matches('#').starts_with(char::is_alphanumeric)
}

/// `tags` with those that only blanks stand between taken together.
fn runs(note: &Note, tags: &[TextRange]) -> Vec<TextRange> {
    let mut runs: Vec<TextRange> = Vec::new();
    for tag in tags {
        let is_next = |run: &TextRange| {
            note.slice(TextRange::new(run.end(), tag.start())).bytes().all(|byte| matches!(byte, b' ' | b'\t'))
        };
        match runs.last_mut().filter(|run| is_next(run)) {
            Some(run) => *run = run.cover(*tag),
            None => runs.push(*tag),
        }
    }
    runs
}

/// What goes with the tags of `run`: the blank before them, or the line that holds nothing else. `None` where what is
/// left would be an empty item, or mean something else.
fn removal(note: &Note, run: TextRange) -> Option<TextRange> {
    let number = note.lines.line_of(run.start());
    let line = note.lines.line_range(&note.text, number);
    let before = note.slice(TextRange::new(line.start(), run.start()));
    let after = note.slice(TextRange::new(run.end(), line.end()));
    let in_blocks = before.trim_matches([' ', '\t', '>']);
    let opens_line = in_blocks.is_empty() || is_marker(before.trim_end());
    match after.trim().is_empty() {
        _ if !opens_line && before.ends_with([' ', '\t']) => Some(TextRange::new(run.start() - 1, run.end())),
        _ if !opens_line => None,
        true if before.trim().is_empty() && note.table_at(run.start()).is_none() => Some(whole_line(note, number)),
        true => None,
        false if is_plain_start(after.trim_start()) => {
            let blanks = after.len() - after.trim_start().len();
            let start = if in_blocks.is_empty() { start_of_body(note, number) } else { None };
            Some(TextRange::new(start.unwrap_or(run.start()), run.end() + blanks))
        }
        false => None,
    }
}

/// Line `number` with its line break; the one before it, where it has none.
fn whole_line(note: &Note, number: usize) -> TextRange {
    let full = note.lines.full_line_range(number);
    let is_ended = note.slice(full).ends_with(['\n', '\r']);
    let before = number.checked_sub(1).map(|before| note.lines.line_range(&note.text, before).end());
    match before {
        Some(before) if !is_ended && before >= note.body_start() => TextRange::new(before, full.end()),
        _ => TextRange::new(full.start().max(bom_len(&note.text)), full.end()),
    }
}

/// The start of the blank line before line `number`, where nothing but that stands above it in the body.
fn start_of_body(note: &Note, number: usize) -> Option<usize> {
    let before = number.checked_sub(1)?;
    let start = note.lines.line_start(before);
    let is_blank = note.slice(note.lines.line_range(&note.text, before)).trim().is_empty();
    (is_blank && start == note.body_start() && start > 0).then_some(start)
}

/// Whether `text` at the start of a line is nothing but text, a link or an embed.
fn is_plain_start(text: &str) -> bool {
    let is_link = text.starts_with("[[") || text.starts_with("![");
    is_link || text.starts_with(|c: char| c.is_alphabetic() || matches!(c, ':' | ',' | '.' | ';' | '!' | '?' | '(' | '"' | '\''))
}
