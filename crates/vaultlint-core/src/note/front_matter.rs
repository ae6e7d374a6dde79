//! The properties block at the top of a note (OBSIDIAN.md 3).

use super::yaml::{Property, SyntaxError, Value};
use crate::text::TextRange;

/// The front matter of a note, in a form that Obsidian's index reads.
#[derive(Debug, Clone)]
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
}

impl FrontMatter {
    /// The property called `key`, up to case (the last of equal ones).
    pub fn get(&self, key: &str) -> Option<&Property> {
        self.properties.iter().rev().find(|property| property.key.to_lowercase() == key.to_lowercase())
    }

    /// Tags with `#`, as Obsidian reads `tags` (OBSIDIAN.md 3.4).
    pub fn tags(&self) -> Vec<Box<str>> {
        Vec::new()
    }

    /// Aliases, as Obsidian reads `aliases` (OBSIDIAN.md 3.4).
    pub fn aliases(&self) -> Vec<Box<str>> {
        Vec::new()
    }
}

/// Cuts and reads the front matter of `text`.
pub(crate) fn parse(text: &str) -> (Option<FrontMatter>, Option<FrontMatterFlaw>) {
    let _ = text;
    let _: Option<Value> = None;
    let _: Option<SyntaxError> = None;
    (None, None)
}

/// Links of properties (OBSIDIAN.md 3.5).
pub(crate) fn property_links(front_matter: &FrontMatter, text: &str) -> Vec<super::Link> {
    let _ = (front_matter, text);
    Vec::new()
}
