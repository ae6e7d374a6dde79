//! YAML with exact places: a tree with byte ranges, and the data model of serde_yaml fed from it.

use serde::de::DeserializeOwned;

use crate::text::TextRange;

mod explain;
mod line;
mod quoting;
mod read;
mod scalar;
mod tree;
mod written;

pub use quoting::Quote;
pub(crate) use quoting::{Place, in_quotes, is_plain, is_plain_anywhere, quoted, quoted_text, scalar};
pub(crate) use read::parse;
pub(crate) use written::Written;

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Property {
    /// The key as Obsidian reads it.
    pub key: Box<str>,
    /// The key with its quotes.
    pub key_range: TextRange,
    /// The value.
    pub value: Value,
}

/// A value and its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// What it is.
    pub kind: ValueKind,
    /// Its bytes, quotes and brackets included; empty, after the colon, for a value that is not written. All that an
    /// alias `*a` stands for has the place of the alias.
    pub range: TextRange,
}

/// What a value is, by the YAML 1.2 core schema.
#[derive(Debug, Clone, PartialEq)]
pub enum ValueKind {
    /// Nothing, `null` or `~`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(serde_yaml::Number),
    /// Text; dates too.
    String(Box<str>, ScalarStyle),
    /// A list.
    Sequence {
        /// Its items.
        items: Vec<Value>,
        /// Whether it is written `[a, b]`.
        flow: bool,
    },
    /// A map.
    Mapping {
        /// Its entries in order, duplicates included.
        entries: Vec<Property>,
        /// Whether it is written `{a: b}`.
        flow: bool,
    },
}

/// How text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScalarStyle {
    /// Without quotes.
    Plain,
    /// `'x'`.
    SingleQuoted,
    /// `"x"`.
    DoubleQuoted,
    /// `|`.
    Literal,
    /// `>`.
    Folded,
}

/// Why YAML cannot be read, for a person who writes notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// What sort of error it is.
    pub kind: SyntaxErrorKind,
    /// The place, in bytes of the note.
    pub range: TextRange,
    /// What is wrong, without jargon.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The text that can be read once it stands in quotes, where quotes would mend the error.
    pub quotable: Option<TextRange>,
}

/// What sort of error makes YAML unreadable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SyntaxErrorKind {
    /// A colon and a blank in a value without quotes.
    ColonInValue,
    /// A value without quotes that starts with a character of YAML's own: ``@ ` % * ! & | >``.
    ReservedStart,
    /// Text after a closing quote.
    TextAfterQuote,
    /// Text after a closing bracket.
    TextAfterBracket,
    /// A quote that is never closed.
    UnclosedQuote,
    /// A bracket that is never closed.
    UnclosedBracket,
    /// A backslash in double quotes before a character that it cannot stand before.
    BadEscape,
    /// A tab as indentation.
    TabIndentation,
    /// A line that belongs to no property: no colon.
    MissingColon,
    /// `key:value`.
    MissingBlank,
    /// The same key twice in one map.
    DuplicateKey {
        /// The first key.
        first_key: TextRange,
        /// The first entry, key and value.
        first: TextRange,
        /// The entry at fault, key and value.
        second: TextRange,
    },
    /// A list instead of properties.
    List,
    /// Running text instead of properties: no line is written as one.
    Text,
    /// A placeholder of a template language, not yet filled in.
    Template,
    /// Too long, too deep or too many values to be read.
    TooLarge,
    /// Anything else.
    Other,
}

impl SyntaxErrorKind {
    /// Whether the error is in how one line is written.
    pub(crate) fn is_of_a_line(&self) -> bool {
        use SyntaxErrorKind::*;
        !matches!(self, DuplicateKey { .. } | List | Template | TooLarge | MissingBlank)
    }
}

impl Value {
    /// The same data without places. A key of a map is text, as in Obsidian; of equal keys the last one holds.
    pub fn to_yaml(&self) -> serde_yaml::Value {
        match &self.kind {
            ValueKind::Null => serde_yaml::Value::Null,
            ValueKind::Bool(value) => serde_yaml::Value::Bool(*value),
            ValueKind::Number(number) => serde_yaml::Value::Number(number.clone()),
            ValueKind::String(text, _) => serde_yaml::Value::String(text.to_string()),
            ValueKind::Sequence { items, .. } => items.iter().map(Value::to_yaml).collect(),
            ValueKind::Mapping { entries, .. } => serde_yaml::Value::Mapping(to_mapping(entries)),
        }
    }

    /// The text, where the value is text.
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            ValueKind::String(text, _) => Some(text),
            _ => None,
        }
    }
}

impl Property {
    /// Key and value, from the first byte of the one to the last of the other.
    pub fn range(&self) -> TextRange {
        self.key_range.cover(self.value.range)
    }
}

/// The data of `entries` without places; of equal keys the last one holds.
pub fn to_mapping(entries: &[Property]) -> serde_yaml::Mapping {
    entries.iter().map(|entry| (entry.key.to_string().into(), entry.value.to_yaml())).collect()
}

/// Reads `value` as a `T`.
///
/// # Errors
/// When the data does not fit `T`.
pub fn from_value<T: DeserializeOwned>(value: &Value) -> Result<T, serde_yaml::Error> {
    serde_yaml::from_value(value.to_yaml())
}
