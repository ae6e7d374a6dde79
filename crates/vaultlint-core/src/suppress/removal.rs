//! How markers go, or lose names.

use super::silence::{is_blank, is_margin};
use crate::diagnostic::Edit;
use crate::note::{Note, Property, Suppression, ValueKind};
use crate::text::TextRange;

/// The edit that takes out all of `marker`; `None` where other things stand on the lines of a property.
pub(crate) fn without_marker(note: &Note, marker: &Suppression) -> Option<Edit> {
    if marker.is_property() {
        return whole_lines(note, marker.range).map(Edit::deletion);
    }
    let range = marker.range;
    let first = note.lines.line_range(&note.text, note.lines.line_of(range.start()));
    let last = note.lines.line_range(&note.text, note.lines.line_of(range.end()));
    let before = TextRange::new(first.start(), range.start()).slice(&note.text);
    let after = TextRange::new(range.end(), last.end()).slice(&note.text);
    if is_margin(before) && after.trim().is_empty() {
        return Some(Edit::deletion(own_lines(note, range, before)));
    }
    let blanks = |text: &str, kept: &str| text.len() - kept.len();
    let kept = before.trim_end_matches([' ', '\t']);
    Some(Edit::deletion(if is_margin(before) {
        TextRange::new(range.start(), range.end() + blanks(after, after.trim_start_matches([' ', '\t'])))
    } else {
        TextRange::new(range.start() - blanks(before, kept), range.end())
    }))
}

/// What goes of the lines that a comment has for itself: all, or what would leave a blank line where the comment keeps
/// two paragraphs apart.
fn own_lines(note: &Note, range: TextRange, before: &str) -> TextRange {
    let (first, last) = (note.lines.line_of(range.start()), note.lines.line_of(range.end()));
    let above = first.checked_sub(1).filter(|line| note.lines.line_start(*line) >= note.body_start());
    let below = Some(last + 1).filter(|line| *line < note.lines.line_count());
    let is_free = |line: Option<usize>| line.is_none_or(|line| is_blank(note, line));
    let lines = TextRange::new(note.lines.line_start(first), note.lines.full_line_range(last).end());
    if !is_free(above) && !is_free(below) && !in_list(note, range) {
        let kept = before.trim_end_matches([' ', '\t']);
        let end = note.lines.line_range(&note.text, last).end();
        return TextRange::new(lines.start() + kept.len(), end);
    }
    match below {
        Some(below) if above.is_none_or(|above| is_blank(note, above)) && is_blank(note, below) => {
            TextRange::new(lines.start(), note.lines.full_line_range(below).end())
        }
        _ => lines,
    }
}

/// Whether the comment at `range` stands in a list, which a blank line would loosen.
fn in_list(note: &Note, range: TextRange) -> bool {
    let before = note.list_items.partition_point(|item| item.marker_range.start() < range.start());
    let mut item = before.checked_sub(1).and_then(|last| note.list_items.get(last));
    while let Some(one) = item {
        if note.blocks.get(one.block as usize).is_some_and(|block| block.range.contains_range(range)) {
            return true;
        }
        item = one.parent.and_then(|parent| note.list_items.get(parent as usize));
    }
    false
}

/// The edit that takes the name with index `name` out of `marker`, which has others.
pub(crate) fn without_name(note: &Note, marker: &Suppression, name: usize) -> Option<Edit> {
    let range = marker.names.get(name)?.range;
    if note.slice(range) != &*marker.names.get(name)?.name {
        return None;
    }
    if marker.is_property() {
        let properties = note.front_matter.iter().flat_map(|it| &it.properties);
        let property = properties.into_iter().find(|it| it.key_range == marker.keyword)?;
        if let ValueKind::Sequence { .. } = property.value.kind {
            return without_item(note, property, range);
        }
    }
    let before = name.checked_sub(1).and_then(|i| marker.names.get(i)).map(|it| it.range.end());
    let after = marker.names.get(name + 1).map(|it| it.range.start());
    let gone = match (before, after) {
        (_, Some(after)) => TextRange::new(range.start(), after),
        (Some(before), None) => TextRange::new(before, range.end()),
        (None, None) => return None,
    };
    // Only separators go with it, no line break.
    (!note.slice(gone).contains(['\n', '\r'])).then(|| Edit::deletion(gone))
}

/// Takes the item of a list that is the name at `range` out of it.
fn without_item(note: &Note, property: &Property, range: TextRange) -> Option<Edit> {
    let ValueKind::Sequence { items, flow } = &property.value.kind else { return None };
    let index = items.iter().position(|item| item.range.contains_range(range))?;
    let item = items.get(index).filter(|item| item.as_str() == Some(note.slice(range)))?;
    if !flow {
        let line = note.lines.full_line_range(note.lines.line_of(item.range.start()));
        let rest = note.slice(line).replacen(note.slice(item.range), "", 1);
        return (rest.trim() == "-").then(|| Edit::deletion(line));
    }
    let before = index.checked_sub(1).and_then(|i| items.get(i)).map(|it| it.range.end());
    let after = items.get(index + 1).map(|it| it.range.start());
    let gone = match (before, after) {
        (_, Some(after)) => TextRange::new(item.range.start(), after),
        (Some(before), None) => TextRange::new(before, item.range.end()),
        (None, None) => return None,
    };
    Some(Edit::deletion(gone))
}

/// The lines of the property at `range`, where nothing else stands on them.
fn whole_lines(note: &Note, range: TextRange) -> Option<TextRange> {
    let start = note.lines.line_start(note.lines.line_of(range.start()));
    let end = note.lines.full_line_range(note.lines.line_of(range.end())).end();
    let rest = TextRange::new(range.end(), end).slice(&note.text).trim();
    (start == range.start() && rest.is_empty()).then(|| TextRange::new(start, end))
}
