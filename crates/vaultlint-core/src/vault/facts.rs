//! What other notes may know of a note. Never its text.

use crate::note::Note;
use crate::text::TextRange;

/// What a note says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// Headings in order of the note.
    pub headings: Vec<HeadingFact>,
    /// Block ids, in lower case.
    pub block_ids: Vec<Box<str>>,
    /// Aliases, as written.
    pub aliases: Vec<Box<str>>,
    /// Ids of footnote definitions, in lower case.
    pub footnotes: Vec<Box<str>>,
    /// Names of the views of a base.
    pub views: Vec<Box<str>>,
}

/// A heading as a link target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadingFact {
    /// 1 to 6.
    pub level: u8,
    /// The raw text.
    pub text: Box<str>,
    /// [`heading_key`] of the text.
    pub key: Box<str>,
    /// Its place in the note.
    pub range: TextRange,
}

impl Facts {
    /// The facts of `note`.
    pub fn of_note(note: &Note) -> Self {
        let _ = note;
        Facts::default()
    }

    /// Index of the heading that the chain of `segments` names (OBSIDIAN.md 2.5): each next one later and deeper.
    pub fn find_heading(&self, segments: &[Box<str>]) -> Option<usize> {
        let _ = segments;
        None
    }
}

/// The form in which headings and heading links are compared (OBSIDIAN.md 2.5).
pub fn heading_key(text: &str) -> String {
    text.to_string()
}
