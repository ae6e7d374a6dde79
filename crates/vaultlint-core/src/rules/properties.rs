//! What the rules about properties share.

pub(super) use crate::note::yaml::quoted;
use crate::note::{Note, Property, Value, ValueKind};
use crate::rule::Meaning;

/// What may change when a block that Obsidian ignored, or read as text, becomes properties.
pub(super) const ALL_MEANINGS: &[Meaning] = &[
    Meaning::Structure,
    Meaning::Headings,
    Meaning::Links,
    Meaning::Tags,
    Meaning::BlockIds,
    Meaning::Verbatim,
    Meaning::Properties,
    Meaning::Words,
];

/// What may change when properties that were lost are read.
pub(super) const PROPERTY_MEANINGS: &[Meaning] = &[Meaning::Properties, Meaning::Tags, Meaning::Links];

/// Names that Obsidian no longer reads, and what they are called now (OBSIDIAN.md 3.4).
pub(super) const RENAMED: [(&str, &str); 3] =
    [("tag", "tags"), ("alias", "aliases"), ("cssclass", "cssclasses")];

/// Whether a template language is yet to fill in `value`.
pub(super) fn is_filled_in_later(note: &Note, value: &Value) -> bool {
    let text = note.slice(value.range);
    text.contains("{{") || text.contains("<%")
}

/// Whether `value` is, or holds as an item, a link without quotes: to YAML a list in a list.
pub(super) fn is_linkish_list(note: &Note, value: &Value) -> bool {
    let ValueKind::Sequence { items, .. } = &value.kind else { return false };
    note.slice(value.range).starts_with("[[")
        || items.iter().any(|item| note.slice(item.range).starts_with("[["))
}

/// `name` in the quotes that the key of `property` has.
pub(super) fn in_quotes_of(note: &Note, property: &Property, name: &str) -> String {
    match note.slice(property.key_range).chars().next() {
        Some(quote @ ('"' | '\'')) => format!("{quote}{name}{quote}"),
        _ => name.to_string(),
    }
}

/// The line break that the note uses at its first line.
pub(super) fn line_break(text: &str) -> &'static str {
    let after = text.find(['\n', '\r']).and_then(|at| text.get(at..)).unwrap_or("\n");
    if after.starts_with("\r\n") {
        "\r\n"
    } else if after.starts_with('\r') {
        "\r"
    } else {
        "\n"
    }
}
