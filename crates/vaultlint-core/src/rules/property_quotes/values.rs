//! What a value is written like.

use crate::note::{Note, Value, ValueKind};

/// Quotes of both kinds would need backslashes in quotes, and need nothing without.
pub(super) fn has_one_kind_of_quotes(text: &str) -> bool {
    text.contains('"') != text.contains('\'')
}

/// Whether `value` is written as it reads, on one line: not as an alias `*a`.
pub(super) fn is_one_line(note: &Note, value: &Value) -> bool {
    let written = note.slice(value.range);
    let says = |text: &str| written == text;
    let is_said = match &value.kind {
        ValueKind::String(text, _) => says(text),
        _ => !written.starts_with('*'),
    };
    is_said && !written.is_empty() && !written.contains(['\n', '\r'])
}

/// Whether `item` is one pair of a key and a text and was not meant as one: `Rome: a city`.
pub(super) fn is_pair(note: &Note, item: &Value) -> bool {
    let ValueKind::Mapping { entries, .. } = &item.kind else { return false };
    let [entry] = entries.as_slice() else { return false };
    let written = note.slice(item.range);
    let holds = matches!(
        entry.value.kind,
        ValueKind::Null | ValueKind::Sequence { .. } | ValueKind::Mapping { .. }
    );
    let has_both_kinds = written.contains('"') && written.contains('\'');
    let is_whole = item.range == entry.range() && !written.starts_with(['"', '\'', '?']);
    is_whole && !holds && !has_both_kinds && !written.contains(['\n', '\r', '#'])
}
