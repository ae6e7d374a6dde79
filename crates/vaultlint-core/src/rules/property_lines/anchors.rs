//! Anchors `&a` and aliases `*a`.

use crate::note::{Note, Property, Value, ValueKind};

/// The names of the aliases in `property`.
pub(super) fn aliases<'n>(note: &'n Note, property: &Property) -> Vec<&'n str> {
    let mut found = Vec::new();
    in_entry(note, property, &mut found);
    found
}

fn in_entry<'n>(note: &'n Note, entry: &Property, found: &mut Vec<&'n str>) {
    found.extend(note.slice(entry.key_range).strip_prefix('*'));
    in_value(note, &entry.value, found);
}

fn in_value<'n>(note: &'n Note, value: &Value, found: &mut Vec<&'n str>) {
    // No text without quotes starts with the mark of an alias; quotes are part of the range.
    if let Some(name) = note.slice(value.range).strip_prefix('*') {
        found.push(name.trim_end());
        return;
    }
    match &value.kind {
        ValueKind::Sequence { items, .. } => items.iter().for_each(|item| in_value(note, item, found)),
        ValueKind::Mapping { entries, .. } => entries.iter().for_each(|entry| in_entry(note, entry, found)),
        _ => {}
    }
}

/// What may be the names of anchors in `yaml`: also words in text that look so, which makes a rule more careful than it
/// need be.
pub(super) fn anchors(yaml: &str) -> impl Iterator<Item = &str> {
    let is_end = |c: char| c.is_whitespace() || matches!(c, ',' | '[' | ']' | '{' | '}');
    yaml.match_indices('&').filter_map(move |(at, _)| {
        let before = yaml.get(..at)?.chars().next_back();
        let name = yaml.get(at + 1..)?.split(is_end).next()?;
        (before.is_none_or(is_end) && !name.is_empty()).then_some(name)
    })
}
