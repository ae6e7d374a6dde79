//! What the rules about properties share.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Edit;
use crate::note::{FrontMatter, Note, Property, ScalarStyle, Value, ValueKind, yaml};
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
pub(super) const RENAMED: [(&str, &str); 3] =
    [("tag", "tags"), ("alias", "aliases"), ("cssclass", "cssclasses")];

/// Which quotes stand around a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Quote {
    /// `"`.
    #[default]
    Double,
    /// `'`.
    Single,
}

/// Where in YAML a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// After a key or the `-` of an item.
    Block,
    /// In brackets.
    Flow,
}

/// `text`, of one line, as YAML that reads as exactly `text`: without quotes where that does, else in `quote` or, where
/// that would call for backslashes or doubled quotes, in the other.
pub(super) fn scalar(text: &str, place: Place, quote: Quote) -> String {
    if is_plain(text, place) { text.to_owned() } else { in_quotes(text, quote) }
}

/// Whether `text` without quotes reads as exactly `text`.
pub(super) fn is_plain(text: &str, place: Place) -> bool {
    let yaml = match place {
        Place::Block => format!("a:\n- {text}\nb: {text}\n"),
        Place::Flow => format!("a: [{text}]\nb: [{text}, {text}]\n"),
    };
    let is_text = |value: &Value| value.kind == ValueKind::String(text.into(), ScalarStyle::Plain);
    let is_list = |value: &Value, count: usize| match &value.kind {
        ValueKind::Sequence { items, .. } => items.len() == count && items.iter().all(is_text),
        _ => false,
    };
    // Readers of older YAML take each `?` in brackets for a mark.
    if text.contains(['\n', '\r']) || place == Place::Flow && text.contains('?') {
        return false;
    }
    let (properties, _) = yaml::parse(&yaml, TextRange::new(0, yaml.len()));
    let [a, b] = properties.as_slice() else { return false };
    is_list(&a.value, 1) && (if place == Place::Block { is_text(&b.value) } else { is_list(&b.value, 2) })
}

/// `text`, of one line, in quotes, as YAML that reads as exactly `text`: in `quote` or, where that would call for
/// backslashes or doubled quotes, in the other.
pub(super) fn in_quotes(text: &str, quote: Quote) -> String {
    let needs_double = text.contains(|c: char| c.is_control());
    let escapes = text.contains(['"', '\\']);
    match quote {
        _ if needs_double => double_quoted(text),
        Quote::Double if !escapes => format!("\"{text}\""),
        Quote::Double if text.contains('\'') => double_quoted(text),
        Quote::Single if text.contains('\'') && !escapes => format!("\"{text}\""),
        _ => format!("'{}'", text.replace('\'', "''")),
    }
}

fn double_quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\t' => quoted.push_str("\\t"),
            '\n' => quoted.push_str("\\n"),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// The text and the style of `written`, where it is a text in quotes and nothing else.
pub(super) fn quoted_text(written: &str) -> Option<(Box<str>, ScalarStyle)> {
    if !written.starts_with(['"', '\'']) {
        return None;
    }
    let yaml = format!("a: {written}");
    let (properties, _) = yaml::parse(&yaml, TextRange::new(0, yaml.len()));
    match properties.into_iter().next().map(|property| property.value) {
        Some(Value { kind: ValueKind::String(text, style), range }) if range.len() == written.len() => {
            Some((text, style)).filter(|(_, style)| *style != ScalarStyle::Plain)
        }
        _ => None,
    }
}

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

/// `text`, of one line, in quotes, as YAML that reads as exactly `text`.
pub(super) fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) { format!("'{}'", text.replace('\'', "''")) } else { format!("\"{text}\"") }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_have_quotes_where_they_need_them() {
        let written = |text: &str| {
            let both = [Place::Block, Place::Flow].map(|place| scalar(text, place, Quote::Double));
            assert_eq!(quoted_text(&in_quotes(text, Quote::Double)).map(|it| it.0).as_deref(), Some(text));
            assert_eq!(quoted_text(&in_quotes(text, Quote::Single)).map(|it| it.0).as_deref(), Some(text));
            both
        };
        for text in ["a", "C#", "a b", "it's", "say \"x\"", "2024-01-31", "a:b", "<%", "é"] {
            assert_eq!(written(text), [text, text]);
        }
        assert_eq!(written("Denver, Co"), ["Denver, Co", "\"Denver, Co\""]);
        assert_eq!(written("x]"), ["x]", "\"x]\""]);
        assert_eq!(written("why?"), ["why?", "\"why?\""]);
        for text in
            ["", " a", "a ", "12", "true", "~", "- a", "a: b", "a #b", "#a", "[[a]]", "*a", "? a", "a:", "%a"]
        {
            assert_eq!(written(text), [format!("\"{text}\""), format!("\"{text}\"")]);
        }
        assert_eq!(written("\"a\": 'b\\'"), [r#""\"a\": 'b\\'""#, r#""\"a\": 'b\\'""#]);
        assert_eq!(written("a\tb: c"), ["\"a\\tb: c\"", "\"a\\tb: c\""]);
        assert_eq!(in_quotes("it's", Quote::Single), "\"it's\"");
        assert_eq!(in_quotes("a \"b\"", Quote::Double), "'a \"b\"'");
    }
}
