//! YAML with exact places: a tree with byte ranges, and the data model of serde_yaml fed from it.

use crate::text::TextRange;

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
    /// Its bytes, quotes and brackets included; empty, after the colon, for a value that is not written.
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
    /// The place, in bytes of the note.
    pub range: TextRange,
    /// What is wrong, without jargon.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}
