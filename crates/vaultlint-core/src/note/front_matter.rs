//! The properties block at the top of a note (OBSIDIAN.md 3).

use super::inline::is_tag;
use super::yaml::{self, Property, SyntaxError, SyntaxErrorKind, Value, ValueKind};
use crate::text::{TextRange, is_same_name};

mod cut;
mod links;

pub(crate) use cut::parse;
pub use links::property_links;
pub(crate) use links::{string_link, strings};

/// The front matter of a note, in a form that Obsidian's index reads.
#[derive(Debug, Clone, PartialEq)]
pub struct FrontMatter {
    /// Both fences and what is between: `frontmatterPosition`.
    pub range: TextRange,
    /// What is between the fences: from after the line break of the opening one to before the closing one.
    pub yaml_range: TextRange,
    /// The properties in order, duplicates included; empty when `errors` is not.
    pub properties: Vec<Property>,
    /// Why the block cannot be read; Obsidian then ignores all of it (OBSIDIAN.md 3.2).
    pub errors: Vec<SyntaxError>,
}

/// Something that looks like a front matter and is none, or not everywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontMatterFlaw {
    /// What is wrong.
    pub kind: FrontMatterFlawKind,
    /// The place: the fence at fault, or what stands before it.
    pub range: TextRange,
    /// The block as its author meant it, both fences included; for a missing closing fence, the lines that look
    /// like properties.
    pub block: TextRange,
}

/// What is wrong with a would-be front matter (OBSIDIAN.md 3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FrontMatterFlawKind {
    /// The closing fence is missing: the properties are body text.
    Unclosed,
    /// Blank lines or blanks before the opening fence.
    BlankBefore,
    /// A slip of the keyboard right before the opening fence, as in `s---`.
    StrayBefore,
    /// Text before the opening fence.
    TextBefore,
    /// Two byte order marks before the opening fence.
    DoubleByteOrderMark,
    /// The opening fence is `----` or `--- text`.
    BadOpeningFence,
    /// Blanks after the opening fence: the index reads it, the editor may not.
    BlankAfterOpeningFence,
    /// The closing fence is `----` or `---x`: its rest becomes body text.
    BadClosingFence,
    /// The closing fence is indented and read as part of a value.
    IndentedClosingFence,
    /// The block is a second one, below the front matter.
    SecondBlock,
}

impl FrontMatter {
    /// The property called `key`, up to case (the last of equal ones).
    pub fn get(&self, key: &str) -> Option<&Property> {
        self.properties.iter().rev().find(|property| is_same_name(&property.key, key))
    }

    /// Whether nothing, not even a blank line, stands between the fences. Obsidian then has no front matter
    /// object at all (OBSIDIAN.md 3.1).
    pub fn is_empty_block(&self) -> bool {
        self.yaml_range.is_empty()
    }

    /// Whether the block is running text between two rules rather than an attempt at properties.
    pub fn is_prose(&self) -> bool {
        self.errors.iter().any(|error| error.kind == SyntaxErrorKind::Text)
    }

    /// The data of the properties, without places.
    pub fn to_yaml(&self) -> serde_yaml::Mapping {
        yaml::to_mapping(&self.properties)
    }

    /// Tags with `#`, as Obsidian reads `tags` (OBSIDIAN.md 3.4): a list or a single tag; what is no text
    /// or no tag is left out.
    pub fn tags(&self) -> Vec<Box<str>> {
        let texts = self.texts("tags").into_iter();
        texts
            .map(|text| text.strip_prefix('#').unwrap_or(text))
            .filter(|name| !name.starts_with('#') && is_tag(name))
            .map(|name| format!("#{name}").into())
            .collect()
    }

    /// Aliases, as Obsidian reads `aliases` (OBSIDIAN.md 3.4): a list or a single one, never split at commas.
    pub fn aliases(&self) -> Vec<Box<str>> {
        self.texts("aliases").into_iter().map(Into::into).collect()
    }

    /// The text or the texts of the list called `key`, blanks around trimmed, empty ones left out.
    fn texts(&self, key: &str) -> Vec<&str> {
        let items = match self.get(key).map(|property| &property.value) {
            Some(Value { kind: ValueKind::Sequence { items, .. }, .. }) => items.as_slice(),
            Some(value) => std::slice::from_ref(value),
            None => &[],
        };
        items.iter().filter_map(Value::as_str).map(str::trim).filter(|text| !text.is_empty()).collect()
    }
}
