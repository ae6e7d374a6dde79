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
mod tests {
    use super::*;

    /// The properties `yaml` with their first list rewritten; `-` where it stays.
    fn rewritten(yaml: &str, split: Split, writing: &Writing) -> String {
        let text = format!("---\n{yaml}\n---\n");
        let note = Note::parse("a.md", text);
        let front_matter = note.front_matter.as_ref().unwrap();
        assert_eq!(front_matter.errors, []);
        let Some(list) = List::read(&note, &front_matter.properties[0], split) else { return "-".to_owned() };
        let Some(edit) = list.edit(writing) else { return "-".to_owned() };
        let after = crate::fix::apply(&note.text, [&edit]);
        let again = Note::parse("a.md", after.as_str());
        let properties = &again.front_matter.as_ref().unwrap().properties;
        let list = List::read(&again, &properties[0], split).unwrap();
        assert_eq!(list.edit(writing), None, "{after}");
        after[4..after.len() - 5].to_owned()
    }

    fn check(style: ListStyle, split: Split, cases: &[(&str, &str)]) {
        for (before, after) in cases {
            assert_eq!(rewritten(before, split, &Writing { style, ..Writing::KEEP }), *after, "{before}");
        }
    }

    #[test]
    fn on_lines_of_their_own() {
        check(
            ListStyle::MultiLine,
            Split::CommasOrBlanks,
            &[
                ("t: [a, \"b, c\",d]", "t:\n  - a\n  - \"b, c\"\n  - d"),
                ("t: [a, b] # why", "t: # why\n  - a\n  - b"),
                ("t: [a, # first\n  # second\n  b]", "t:\n  - a # first\n  # second\n  - b"),
                ("t: &x [&y a, b]\nu: *y", "t: &x\n  - &y a\n  - b\nu: *y"),
                ("t:\n- a # one\n\n# two\n- b\nu: 1", "t:\n  - a # one\n  # two\n  - b\nu: 1"),
                ("t:\n-   a\n-\n- b\n-\n", "t:\n  - a\n  - b\n"),
                ("t:\n-\n- # c\n- b", "t:\n  - # c\n  - b"),
                ("  t: [a]\n  u: b", "  t:\n    - a\n  u: b"),
                ("t: a", "t:\n  - a"),
                ("t: a b", "t:\n  - a\n  - b"),
                ("t: a b, 2, \"x, y\"", "t:\n  - a b\n  - \"2\"\n  - \"x, y\""),
                ("t: \"a, b\"", "t:\n  - \"a, b\""),
                ("t: ", "t: []"),
                ("t:\nu: 1", "t: []\nu: 1"),
                ("t: []", "-"),
                ("t:\n  -\nu: a", "-"),
                ("t:\n  - a\n  - b", "-"),
                ("t: |\n  a\n  b", "-"),
                ("t:\n- |\n  a\n- b", "-"),
                ("t:\n- a\n  b", "-"),
                ("t:\n- a: 1\n- b", "-"),
                ("t: [[a]]", "-"),
                ("t:\n  a", "t:\n  - a"),
                ("t: # c\n  a", "-"),
                ("{t: [a, b]}", "-"),
                ("{\n  t: [a, b]\n}", "-"),
                ("t: {{x}}", "-"),
            ],
        );
    }

    #[test]
    fn in_brackets() {
        check(
            ListStyle::SingleLine,
            Split::Commas,
            &[
                ("t:\n- a\n- b, c\n- '[x'\n- x]\n- C#\nu: 1", "t: [a, \"b, c\", '[x', \"x]\", C#]\nu: 1"),
                ("t:\n  - a # first\n  - b", "-"),
                ("t:\n- a # first\n- b", "t:\n  - a # first\n  - b"),
                ("t: # why\n  - a", "t: [a] # why"),
                ("t:\n  - &x a\n  - *x\n  - b", "t: [&x a, *x, b]"),
                ("u: 1", "u: [1]"),
                ("t: [a,\n  b,\n]", "t: [a, b]"),
                ("t: [a, # x\n  b]", "-"),
                ("t: Rome, Paris", "t: [Rome, Paris]"),
                ("t: [ a,b ]", "t: [a, b]"),
                ("t:\n- !!str 1\n- 2\n- null", "t: [!!str 1, 2, null]"),
            ],
        );
    }

    #[test]
    fn as_texts() {
        use ListStyle::*;
        let blanks = Split::CommasOrBlanks;
        check(TextOrSingleLine, blanks, &[("t: [a]", "t: a"), ("t: [a b]", "t: \"a b\""), ("t: []", "t: ")]);
        check(TextOrSingleLine, blanks, &[("t: a, b", "t: [a, b]"), ("t: ", "-"), ("t: [1]", "t: 1")]);
        check(TextOrMultiLine, Split::Commas, &[("t: [a b]", "t: a b"), ("t: [a, b]", "t:\n  - a\n  - b")]);
        check(CommaText, blanks, &[("t: [a, b]", "t: a, b"), ("t: a b", "t: a, b"), ("t: []", "t: ")]);
        check(CommaText, blanks, &[("t: [a, \"b, c\"]", "t: a, \"b, c\""), ("t: [\"a, b\"]", "t: \"a, b\"")]);
        check(CommaText, blanks, &[("t: [\"a, b\", c]", "-"), ("t: 1234, b", "-"), ("t: [&a a, b]", "-")]);
        check(SpaceText, blanks, &[("t: [a, b]", "t: a b"), ("t: a, b", "t: a b"), ("t: [a b, c]", "-")]);
        check(
            SpaceSingleLine,
            blanks,
            &[("t: [a, b]", "t: [a b]"), ("t: a b", "t: [a b]"), ("t: [a b]", "-")],
        );
        check(SpaceSingleLine, blanks, &[("t: [a]", "t: a"), ("t: []", "-"), ("t: ", "t: []")]);
    }

    #[test]
    fn line_breaks_stay() {
        let note = Note::parse("a.md", "---\r\nt: [a, # x\r\n  b]\r\nu: 1\r\n---\r\n");
        let property = &note.front_matter.as_ref().unwrap().properties[0];
        let list = List::read(&note, property, Split::Never).unwrap();
        let edit = list.edit(&Writing { style: ListStyle::MultiLine, ..Writing::KEEP }).unwrap();
        let after = crate::fix::apply(&note.text, [&edit]);
        assert_eq!(after, "---\r\nt:\r\n  - a # x\r\n  - b\r\nu: 1\r\n---\r\n");
    }

    #[test]
    fn quotes_and_numbers() {
        let writing =
            Writing { style: ListStyle::MultiLine, drop_quotes: true, as_texts: true, ..Writing::KEEP };
        let check = |before: &str, after: &str| assert_eq!(rewritten(before, Split::Commas, &writing), after);
        check("t: ['a b', \"c: d\", \"1\", 2]", "t:\n  - a b\n  - \"c: d\"\n  - \"1\"\n  - \"2\"");
        check("t:\n  - 'x'", "t:\n  - x");
    }

    #[test]
    fn new_values() {
        let note = Note::parse("a.md", "");
        let value = |style| {
            new_value(
                &note,
                ["a", "b: c"].map(Item::new).into(),
                Split::Commas,
                &Writing { style, ..Writing::KEEP },
            )
        };
        assert_eq!(value(ListStyle::MultiLine).as_deref(), Some("\n  - a\n  - \"b: c\""));
        assert_eq!(value(ListStyle::SingleLine).as_deref(), Some(" [a, \"b: c\"]"));
        assert_eq!(value(ListStyle::CommaText), None);
    }
}
