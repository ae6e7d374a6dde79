//! Lists as values of properties: their items, and the ways to write them.
//!
//! [`List::read`] takes a value apart, [`List::edit`] writes it again in a [`ListStyle`]. Both keep what belongs to an
//! item: its quotes, comment, anchor. Where a style has no room for that, or the value is none that can be taken apart
//! (a map, a list in a list, a block of text), there is no list or no edit. What is written has been read back.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::properties::{Quote, is_filled_in_later, line_break};
use crate::diagnostic::Edit;
use crate::note::{Note, Property, ScalarStyle, Value, ValueKind};
use crate::text::TextRange;

mod read;
mod split;
mod write;

/// How a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ListStyle {
    /// As it is.
    Keep,
    /// Each item on its own line, after `- `.
    MultiLine,
    /// `[a, b]`.
    SingleLine,
    /// One item as a text, several on lines of their own.
    TextOrMultiLine,
    /// One item as a text, several as `[a, b]`.
    TextOrSingleLine,
    /// One text, `a, b`.
    CommaText,
    /// One text, `a b`.
    SpaceText,
    /// One item as a text, several as a list that holds one text, `[a b]`.
    SpaceSingleLine,
}

/// What a property is to Obsidian.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    /// `aliases`, and `alias` as it was called once.
    Aliases,
    /// `tags`, and `tag` as it was called once.
    Tags,
    /// Any other.
    Other,
}

/// Where a text without quotes falls into items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Split {
    /// It is one item.
    Never,
    /// At commas outside quotes.
    Commas,
    /// At commas outside quotes; where there is none, at blanks.
    CommasOrBlanks,
}

/// The items of a property, and what is needed to write them back.
#[derive(Debug, Clone)]
pub(super) struct List<'a> {
    /// The items in order. Items of a list of several lines that are empty and have no comment are left out.
    pub items: Vec<Item>,
    /// How the value is written.
    pub form: Form,
    /// The comment after the key or after the value, with its `#`.
    pub comment: Option<String>,
    note: &'a Note,
    property: &'a Property,
    split: Split,
    /// From after the colon to the end of the last line, without its line break.
    range: TextRange,
    /// Anchor and tag of the value.
    node: String,
    /// Before the `-` of each item, in the form of several lines.
    indent: String,
}

/// The form that a list is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// No value.
    Null,
    /// One text, number or truth value.
    Scalar,
    /// `[a, b]`.
    Flow,
    /// An item on each line.
    Block,
}

/// An item of a list: a text, a number, a truth value or nothing.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    /// What it is.
    pub kind: ValueKind,
    /// Where it stands, where it is more than a part of a text.
    pub range: Option<TextRange>,
    /// How it is written, quotes included; `None` for one that is not yet.
    written: Option<String>,
    /// Anchor and tag before it.
    node: String,
    /// Comments on lines of their own above it, with their `#`.
    above: Vec<String>,
    /// The comment after it, with its `#`.
    comment: Option<String>,
}

/// What a list shall look like.
#[derive(Debug, Clone, Copy)]
pub(super) struct Writing {
    /// The style.
    pub style: ListStyle,
    /// The quotes of items that need some and have none.
    pub quote: Quote,
    /// Whether items on lines of their own lose quotes that they do not need.
    pub drop_quotes: bool,
    /// Whether numbers and truth values become texts.
    pub as_texts: bool,
}

impl Subject {
    /// What a property called `key` is.
    pub(super) fn of(key: &str) -> Self {
        match key.to_lowercase().as_str() {
            "aliases" | "alias" => Subject::Aliases,
            "tags" | "tag" => Subject::Tags,
            _ => Subject::Other,
        }
    }

    /// Where a text falls into items for sure: a tag holds neither commas nor blanks, all else may.
    pub(super) fn split(self) -> Split {
        if self == Subject::Tags { Split::CommasOrBlanks } else { Split::Never }
    }
}

impl Writing {
    /// As it is, but for what has changed.
    pub(super) const KEEP: Writing =
        Writing { style: ListStyle::Keep, quote: Quote::Double, drop_quotes: false, as_texts: false };
}

impl<'a> List<'a> {
    /// Takes the value of `property`, which stands at the top of the properties of `note`, apart. `None` for a value
    /// that holds maps or lists within lists, goes over several lines without being a list, or is yet to be filled in
    /// by a template.
    pub(super) fn read(note: &'a Note, property: &'a Property, split: Split) -> Option<Self> {
        if is_filled_in_later(note, &property.value) || !property.stands_alone(note) {
            return None;
        }
        read::list(note, property, split)
    }

    /// Writes the items in place of the value. `None` where the text is so already, or where they cannot be written so
    /// without losing something.
    ///
    /// Items with comments of their own are written on lines of their own or not at all.
    pub(super) fn edit(&self, writing: &Writing) -> Option<Edit> {
        let text = write::list(self, writing)?;
        match self.note.slice(self.range) {
            before if before == text => None,
            "" => Some(Edit::insertion(self.range.start(), text)),
            _ => Some(Edit::replacement(self.range, text)),
        }
    }

    /// Whether it or an item has an anchor, so that others may refer to it.
    pub(super) fn has_anchors(&self) -> bool {
        self.node.contains('&') || self.items.iter().any(|item| item.node.contains('&'))
    }

    /// Whether all items are numbers, in quotes or not: places and measures, whose order and count mean something.
    pub(super) fn is_of_numbers(&self) -> bool {
        self.items.iter().all(|item| item.text().trim().parse::<f64>().is_ok())
    }

    /// Whether comments stand between the items.
    pub(super) fn has_comments_above(&self) -> bool {
        self.items.iter().any(|item| !item.above.is_empty())
    }

    /// The style that stands for the form, so that [`ListStyle::Keep`] means it.
    fn own_style(&self) -> ListStyle {
        match self.form {
            Form::Block => ListStyle::MultiLine,
            Form::Flow => ListStyle::SingleLine,
            Form::Null | Form::Scalar if self.note.slice(self.range).contains(',') => ListStyle::CommaText,
            Form::Null | Form::Scalar if self.split == Split::CommasOrBlanks => ListStyle::SpaceText,
            Form::Null | Form::Scalar => ListStyle::CommaText,
        }
    }
}

impl Item {
    /// A text that is not written yet.
    pub(super) fn new(text: impl Into<Box<str>>) -> Self {
        Item {
            kind: ValueKind::String(text.into(), ScalarStyle::Plain),
            range: None,
            written: None,
            node: String::new(),
            above: Vec::new(),
            comment: None,
        }
    }

    /// A text that is written as `written`, in quotes or without.
    pub(super) fn written(written: &str) -> Self {
        read::part(written)
    }

    /// What it says: the text, or the number or truth value as it is written.
    pub(super) fn text(&self) -> &str {
        match &self.kind {
            ValueKind::String(text, _) => text,
            _ => self.written.as_deref().unwrap_or(""),
        }
    }

    /// Whether nothing but its text would be lost with it: no comment, no anchor.
    pub(super) fn is_bare(&self) -> bool {
        self.comment.is_none() && self.above.is_empty() && self.node.is_empty()
    }

    /// The name of the anchor that it refers to, where it is written `*name`.
    fn alias(&self) -> Option<&str> {
        self.written.as_deref()?.strip_prefix('*')
    }
}

/// The text after the colon of a new property that holds `items`, with the blank or line break at its start.
/// `None` where `writing.style` cannot hold them.
pub(super) fn new_value(note: &Note, items: Vec<Item>, split: Split, writing: &Writing) -> Option<String> {
    let empty = Property {
        key: "key".into(),
        key_range: TextRange::empty(0),
        value: Value { kind: ValueKind::Null, range: TextRange::empty(0) },
    };
    let list = List {
        items,
        form: Form::Null,
        comment: None,
        note,
        property: &empty,
        split,
        range: TextRange::empty(0),
        node: String::new(),
        indent: write::INDENT.to_owned(),
    };
    write::list(&list, writing)
}

impl List<'_> {
    fn line_break(&self) -> &'static str {
        line_break(&self.note.text)
    }
}

impl Property {
    /// Whether it has its lines to itself: the properties are not written in braces.
    fn stands_alone(&self, note: &Note) -> bool {
        let line_start = note.lines.line_start(note.lines.line_of(self.key_range.start()));
        let before = TextRange::new(line_start, self.key_range.start());
        let yaml = note.front_matter.as_ref().map_or("", |it| note.slice(it.yaml_range));
        note.slice(before).bytes().all(|byte| byte == b' ') && !yaml.trim_start().starts_with('{')
    }
}

#[cfg(test)]
mod tests;
