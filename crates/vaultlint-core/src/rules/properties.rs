//! What the rules about properties share.

use crate::diagnostic::Edit;
pub use crate::note::Quote;
pub(super) use crate::note::yaml::{Place, in_quotes, is_plain, quoted, quoted_text, scalar};
use crate::note::{FrontMatter, Note, Property, Value, ValueKind, yaml};
use crate::rule::Meaning;
use crate::text::TextRange;

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
pub(crate) const RENAMED: [(&str, &str); 3] =
    [("tag", "tags"), ("alias", "aliases"), ("cssclass", "cssclasses")];

/// How many values [`quote_unreadable`] puts in quotes at most: each takes another reading.
const MAX_VALUES: usize = 20;

/// Puts values that make `front_matter` unreadable in quotes, one error after the other. `None` where it is readable, or
/// does not become so.
pub(super) fn quote_unreadable(note: &Note, front_matter: &FrontMatter, quote: Quote) -> Option<Vec<Edit>> {
    let base = front_matter.yaml_range.start();
    let mut yaml = note.slice(front_matter.yaml_range).to_string();
    let mut edits: Vec<Edit> = Vec::new();
    // How many bytes the quotes so far have added; errors come in order of position.
    let mut added = 0;
    for _ in 0..MAX_VALUES {
        let (_, errors) = yaml::parse(&yaml, TextRange::new(0, yaml.len()));
        let Some(error) = errors.first() else {
            return (!edits.is_empty()).then_some(edits);
        };
        let range = error.quotable?;
        let content = in_quotes(range.slice(&yaml), quote);
        let start = (base + range.start()).checked_sub(added)?;
        if edits.last().is_some_and(|edit| start < edit.range().end()) {
            return None;
        }
        added += content.len() - range.len();
        edits.push(Edit::replacement(TextRange::new(start, start + range.len()), content.clone()));
        yaml.replace_range(range.as_range(), &content);
    }
    None
}

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
