//! Values of an old name, added to those of the new one.

use super::super::comma_separated_list;
use super::super::properties::is_filled_in_later;
use super::{as_item, items};
use crate::diagnostic::{Edit, Fix};
use crate::note::{Note, Property, ValueKind};
use crate::text::TextRange;

/// Adds the values to those of the present `plural` and deletes the line.
pub(super) fn merge(note: &Note, property: &Property, plural: &Property) -> Option<Fix> {
    let deletion = whole_lines(note, property)?;
    let items = items(note, property)?;
    let mut edits = vec![Edit::deletion(deletion)];
    if !items.is_empty() {
        edits.push(append(note, plural, &items)?);
    }
    Some(Fix::unsafe_(format!("Merge into `{}`", plural.key), edits))
}

/// Adds `items` to the value of `plural`, which has it in brackets, as a single text or not at all.
fn append(note: &Note, plural: &Property, items: &[String]) -> Option<Edit> {
    let joined = items.join(", ");
    let range = plural.value.range;
    match &plural.value.kind {
        ValueKind::Null if range.is_empty() => Some(Edit::insertion(range.end(), format!(" [{joined}]"))),
        ValueKind::String(text, _) => {
            let present = present(note, plural, text)?;
            Some(Edit::replacement(range, format!("[{present}, {joined}]")))
        }
        ValueKind::Sequence { items: present, flow: true } => match present.last() {
            Some(last) => Some(Edit::insertion(last.range.end(), format!(", {joined}"))),
            None => Some(Edit::replacement(range, format!("[{joined}]"))),
        },
        ValueKind::Sequence { items: present, flow: false } => {
            let last = present.last()?;
            let line = note.lines.line_of(last.range.start());
            let start = note.lines.line_start(line);
            let marker = TextRange::new(start, last.range.start());
            let whole = note.lines.line_range(&note.text, line);
            let is_simple =
                note.slice(marker).trim() == "-" && !last.range.is_empty() && last.range.end() <= whole.end();
            let break_ = note.slice(TextRange::new(whole.end(), note.lines.full_line_range(line).end()));
            let lines: String =
                items.iter().map(|item| format!("{break_}{}{item}", note.slice(marker))).collect();
            (is_simple && !break_.is_empty()).then(|| Edit::insertion(whole.end(), lines))
        }
        _ => None,
    }
}

/// What the single `text` of `plural` is in brackets: its tags, which Obsidian takes for none as one text, its styles,
/// or one alias. `None` where that is not sure.
fn present(note: &Note, plural: &Property, text: &str) -> Option<String> {
    if is_filled_in_later(note, &plural.value) {
        return None;
    }
    let is_gap = |c: char| c == ',' || c.is_whitespace();
    match plural.key.to_lowercase().as_str() {
        "tags" if text.trim().contains(is_gap) => {
            let names = comma_separated_list::names(text);
            comma_separated_list::are_sound(&names).then(|| names.join(", "))
        }
        "cssclasses" => {
            let styles: Vec<String> =
                text.split(is_gap).filter(|style| !style.is_empty()).map(as_item).collect();
            (!styles.is_empty()).then(|| styles.join(", "))
        }
        _ => Some(as_item(text)),
    }
}

/// The lines of `property`, where nothing else stands on them.
fn whole_lines(note: &Note, property: &Property) -> Option<TextRange> {
    let range = property.range();
    let start = note.lines.line_start(note.lines.line_of(range.start()));
    let end = note.lines.full_line_range(note.lines.line_of(range.end())).end();
    let rest = note.slice(TextRange::new(range.end(), end)).trim();
    (start == range.start() && rest.is_empty()).then(|| TextRange::new(start, end))
}
