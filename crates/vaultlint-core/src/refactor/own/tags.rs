//! Tags of notes.

use super::super::Edited;
use super::written;
use crate::diagnostic::Edit;
use crate::note::yaml::{Written, is_plain_anywhere, quoted};
use crate::note::{FrontMatter, Note, ScalarStyle, Value, ValueKind, is_tag};
use crate::text::TextRange;

/// Whether `note` has the tag `from`, in lower case, or one nested in it.
pub(super) fn is_in(note: &Note, from: &str) -> bool {
    let in_body = note.tags.iter().any(|tag| renamed_len(name(note, tag.range), from).is_some());
    in_body || note.front_matter.iter().any(|it| values(it).any(|value| part_of(value, from).is_some()))
}

/// Renames the tag `from`, in lower case, to `to` in `note`.
pub(super) fn rename(note: &Note, from: &str, to: &str, edited: &mut Edited) {
    for tag in &note.tags {
        if let Some(len) = renamed_len(name(note, tag.range), from) {
            let start = tag.range.start() + 1;
            edited.edits.push(written(TextRange::new(start, start + len), to.to_owned()));
        }
    }
    let Some(front_matter) = &note.front_matter else { return };
    for value in values(front_matter) {
        let Some((_, new)) = renamed(value, from, to) else { continue };
        let is_twice = values(front_matter).any(|other| other != value && is_same(other, &new));
        match item_place(note, value).filter(|_| is_twice) {
            // The list has the new tag already.
            Some(item) => edited.edits.push(Edit::deletion(item)),
            None => rename_value(note, value, from, to, edited),
        }
    }
}

/// The bytes that go with the item `value` of a list: its line, or it and a comma beside it. `None` where more stands
/// there.
fn item_place(note: &Note, value: &Value) -> Option<TextRange> {
    let line = note.lines.line_of(value.range.start());
    let text = note.lines.line_range(&note.text, line);
    let before = TextRange::new(text.start(), value.range.start()).slice(&note.text);
    let after = TextRange::new(value.range.end(), text.end()).slice(&note.text);
    if before.trim() == "-" && after.trim().is_empty() {
        return Some(note.lines.full_line_range(line));
    }
    let blanks = [' ', '\t'];
    if let Some(rest) = after.trim_start_matches(blanks).strip_prefix(',') {
        let end = text.end() - rest.trim_start_matches(blanks).len();
        return Some(TextRange::new(value.range.start(), end));
    }
    let kept = before.trim_end_matches(blanks).strip_suffix(',')?;
    Some(TextRange::new(text.start() + kept.len(), value.range.end()))
}

/// How many bytes of `tag`, without `#`, are the tag `from`, in lower case; `None` for another tag.
pub(super) fn renamed_len(tag: &str, from: &str) -> Option<usize> {
    let count = from.chars().count();
    // Compared by letters: lower case may have another length.
    let len = tag.char_indices().nth(count).map_or(tag.len(), |(at, _)| at);
    let lens = [len, tag.find('/').unwrap_or(tag.len())];
    let fits = |len: &usize| {
        let rest = tag.get(*len..).unwrap_or("");
        tag.get(..*len).is_some_and(|head| head.to_lowercase() == from)
            && (rest.is_empty() || rest.starts_with('/'))
    };
    lens.into_iter().find(fits)
}

fn name(note: &Note, tag: TextRange) -> &str {
    note.slice(tag).trim_start_matches('#')
}

/// The values of `tags` that may be tags.
fn values(front_matter: &FrontMatter) -> impl Iterator<Item = &Value> {
    let value = front_matter.get("tags").map(|property| &property.value);
    let items = value.into_iter().flat_map(|value| match &value.kind {
        ValueKind::Sequence { items, .. } => items.as_slice(),
        _ => std::slice::from_ref(value),
    });
    items.filter(|item| item.as_str().is_some())
}

/// The bytes of the string `value` that are the tag `from`, in lower case.
fn part_of(value: &Value, from: &str) -> Option<TextRange> {
    let string = value.as_str()?;
    let text = string.trim();
    let name = text.strip_prefix('#').unwrap_or(text);
    let start = string.find(name).filter(|_| is_tag(name) && !name.starts_with('#'))?;
    Some(TextRange::new(start, start + renamed_len(name, from)?))
}

/// The string `value` with its tag renamed, as a whole and without `#` and blanks.
fn renamed(value: &Value, from: &str, to: &str) -> Option<(TextRange, String)> {
    let string = value.as_str()?;
    let part = part_of(value, from)?;
    let rest = string.get(part.end()..)?.trim_end();
    Some((part, format!("{to}{rest}")))
}

fn is_same(value: &Value, tag: &str) -> bool {
    let text = value.as_str().unwrap_or("").trim();
    text.strip_prefix('#').unwrap_or(text).to_lowercase() == tag.to_lowercase()
}

fn rename_value(note: &Note, value: &Value, from: &str, to: &str, edited: &mut Edited) {
    let Some((part, new)) = renamed(value, from, to) else { return };
    let raw = note.slice(value.range);
    // An alias of YAML: what it stands for is renamed where it is written out.
    if raw.starts_with('*') {
        return;
    }
    let is_bare = matches!(value.kind, ValueKind::String(_, ScalarStyle::Plain));
    let edit = if is_bare && !is_plain_anywhere(&new) {
        // What YAML would read as a number or a comment needs quotes.
        Some(written(value.range, quoted(&new)))
    } else {
        let place = Written::of(value, &note.text).and_then(|string| string.place(part));
        place.map(|place| written(place, to.to_owned()))
    };
    match edit {
        Some(edit) => edited.edits.push(edit),
        None => edited.remarks.push((value.range, format!("this tag should be `{new}` now"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_tags_and_case_count() {
        assert_eq!(renamed_len("Old", "old"), Some(3));
        assert_eq!(renamed_len("OLD/sub", "old"), Some(3));
        assert_eq!(renamed_len("older", "old"), None);
        assert_eq!(renamed_len("a/old", "old"), None);
        assert_eq!(renamed_len("a/Old/x", "a/old"), Some(5));
        assert_eq!(renamed_len("İst", &"İst".to_lowercase()), Some("İst".len()));
    }
}
