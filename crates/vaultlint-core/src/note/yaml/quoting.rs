//! How a text is written as YAML that reads as exactly that text.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ScalarStyle, Value, ValueKind, parse};
use crate::text::TextRange;

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
pub(crate) enum Place {
    /// After a key or the `-` of an item.
    Block,
    /// In brackets.
    Flow,
}

/// `text`, of one line, as YAML that reads as exactly `text`: without quotes where that does, else in `quote` or, where
/// that would call for backslashes or doubled quotes, in the other.
pub(crate) fn scalar(text: &str, place: Place, quote: Quote) -> String {
    if is_plain(text, place) { text.to_owned() } else { in_quotes(text, quote) }
}

/// Whether `text` without quotes reads as exactly `text`.
pub(crate) fn is_plain(text: &str, place: Place) -> bool {
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
    let (properties, _) = parse(&yaml, TextRange::new(0, yaml.len()));
    let [a, b] = properties.as_slice() else { return false };
    is_list(&a.value, 1) && (if place == Place::Block { is_text(&b.value) } else { is_list(&b.value, 2) })
}

/// `text`, of one line, in quotes, as YAML that reads as exactly `text`: in `quote` or, where that would call for
/// backslashes or doubled quotes, in the other.
pub(crate) fn in_quotes(text: &str, quote: Quote) -> String {
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

/// As [`in_quotes`], in `"` where that does.
pub(crate) fn quoted(text: &str) -> String {
    in_quotes(text, Quote::Double)
}

/// Whether `text`, of one line, without quotes reads as exactly `text` in brackets as well as outside of them.
pub(crate) fn is_plain_anywhere(text: &str) -> bool {
    is_plain(text, Place::Block) && is_plain(text, Place::Flow)
}

/// The text and the style of `written`, where it is a text in quotes and nothing else.
pub(crate) fn quoted_text(written: &str) -> Option<(Box<str>, ScalarStyle)> {
    if !written.starts_with(['"', '\'']) {
        return None;
    }
    let yaml = format!("a: {written}");
    let (properties, _) = parse(&yaml, TextRange::new(0, yaml.len()));
    match properties.into_iter().next().map(|property| property.value) {
        Some(Value { kind: ValueKind::String(text, style), range }) if range.len() == written.len() => {
            Some((text, style)).filter(|(_, style)| *style != ScalarStyle::Plain)
        }
        _ => None,
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

    #[test]
    fn plain_text_needs_no_quotes() {
        for text in ["a", "a b", "a/b", "x-1", "a:b", "a#b"] {
            assert!(is_plain_anywhere(text), "{text}");
        }
        for text in ["", "true", "1", "1e3", "- a", "#a", "a: b", "a #b", "a:", "[a]", "a, b", "null", " a"] {
            assert!(!is_plain_anywhere(text), "{text}");
        }
    }
}
