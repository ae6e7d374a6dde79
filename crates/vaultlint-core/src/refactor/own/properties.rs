//! Properties of notes.

use super::super::{Edited, Source};
use super::written;
use crate::note::yaml::{is_plain_anywhere, quoted};
use crate::note::{Note, Property};
use crate::vault::VaultPath;

/// Whether `note` has the property `from`, in lower case.
pub(super) fn is_in(note: &Note, from: &str) -> bool {
    properties(note).iter().any(|property| property.key.to_lowercase() == *from)
}

/// The notes with the property `from`, in lower case, where each has another one, `to`, so that none can be renamed.
pub(super) fn only_beside(sources: &[Source], from: &str, to: &str) -> Option<Vec<VaultPath>> {
    let mut notes = Vec::new();
    for source in sources {
        for note in source.notes().filter(|note| is_in(note, from)) {
            if !has_other(note, from, to) {
                return None;
            }
            notes.push(source.old.clone());
        }
    }
    Some(notes)
}

/// Whether `note` has the property `to`, and that is another one than `from`, in lower case.
fn has_other(note: &Note, from: &str, to: &str) -> bool {
    let new = to.to_lowercase();
    new != from && is_in(note, &new)
}

/// Renames the property `from`, in lower case, to `to` in `note`.
pub(super) fn rename(note: &Note, from: &str, to: &str, edited: &mut Edited) {
    let has_other = has_other(note, from, to);
    for property in properties(note).iter().filter(|property| property.key.to_lowercase() == from) {
        let range = property.key_range;
        if has_other {
            edited.kept += 1;
            let message = format!("this note has a property `{to}` already, so `{}` stays", property.key);
            edited.remarks.push((range, message));
        } else if note.slice(range).starts_with(['*', '?', '&', '!']) {
            edited.kept += 1;
            edited.remarks.push((range, format!("this property should be called `{to}` now")));
        } else if &*property.key != to {
            edited.edits.push(written(range, in_quotes_of(note, property, to)));
        }
    }
    remark_unreadable(note, from, edited);
}

/// Whether the base `text` names the property `from`, in lower case.
pub(super) fn is_in_base(text: &str, from: &str) -> bool {
    let lower = text.to_lowercase();
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    let is_word = |at: usize| {
        let before = lower.get(..at).and_then(|text| text.chars().next_back());
        let after = lower.get(at + from.len()..).and_then(|text| text.chars().next());
        !is_part(before) && !is_part(after)
    };
    !from.is_empty() && lower.match_indices(from).any(|(at, _)| is_word(at))
}

fn properties(note: &Note) -> &[Property] {
    note.front_matter.as_ref().map(|it| it.properties.as_slice()).unwrap_or_default()
}

/// `name` in the quotes that the key of `property` has, or with quotes where it needs them.
fn in_quotes_of(note: &Note, property: &Property, name: &str) -> String {
    match note.slice(property.key_range).chars().next() {
        Some('\'') => format!("'{}'", name.replace('\'', "''")),
        Some('"') => format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\"")),
        _ if is_plain_anywhere(name) => name.to_owned(),
        _ => quoted(name),
    }
}

fn remark_unreadable(note: &Note, from: &str, edited: &mut Edited) {
    let Some(front_matter) = note.front_matter.as_ref().filter(|it| !it.errors.is_empty()) else { return };
    let mut lines = front_matter.yaml_range.slice(&note.text).lines();
    let names = |line: &str| line.split_once(':').is_some_and(|(key, _)| key.trim().to_lowercase() == from);
    if lines.any(names) {
        let message = "these properties cannot be read, so they stay as they are".to_owned();
        edited.kept += 1;
        edited.remarks.push((front_matter.range, message));
    }
}
