//! Blocks of the body and what stands in them.

use crate::text::TextRange;

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A heading, ATX or setext.
    Heading,
    /// A quote that is no callout.
    BlockQuote,
    /// A quote whose first line is `[!type]` (OBSIDIAN.md 4.5).
    Callout,
    /// A list.
    List,
    /// An item of a list.
    ListItem,
    /// A code block, fenced or indented.
    Code,
    /// An HTML block that is no comment.
    Html,
    /// A table.
    Table,
    /// A footnote definition.
    FootnoteDefinition,
    /// `---`, `***`, `___`.
    ThematicBreak,
    /// A block comment, `%%` from the start of a line (OBSIDIAN.md 4.1), or an HTML comment on lines of its own.
    Comment,
    /// Display math on lines of its own.
    Math,
    /// A link reference definition.
    LinkDefinition,
}

/// A block. Its range starts where Obsidian's cache says (after the prefixes of its containers) and ends
/// before the line break of its last line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its bytes.
    pub range: TextRange,
    /// How many blocks it stands in; 0 for a section.
    pub depth: u32,
    /// Index in [`super::Note::blocks`] after its subtree.
    pub end: u32,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// From the first mark to the end of the line (setext: of the underline).
    pub range: TextRange,
    /// The raw Markdown of the text, without marks and surrounding blanks (OBSIDIAN.md 2.5).
    pub text_range: TextRange,
    /// Whether it is underlined rather than marked by `#`.
    pub setext: bool,
    /// Whether it is a section of the note itself rather than part of a list item.
    pub top_level: bool,
}

/// A tag in the body, as `#a/b`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// From the `#` to the last character of the name.
    pub range: TextRange,
    /// Whether it stands in a `%%` comment.
    pub hidden: bool,
}

/// A block id, as ` ^id`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockId {
    /// The id without `^`, as written. It is compared without regard to case.
    pub id: Box<str>,
    /// From the `^` to the end of the id.
    pub range: TextRange,
    /// The block that it names.
    pub target: TextRange,
    /// Index of that block in [`super::Note::blocks`].
    pub block: u32,
}

/// A list item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListItem {
    /// Its own bytes: from its indentation to the end of its own text, without the lists in it.
    pub range: TextRange,
    /// The marker: `-`, `*`, `+`, `1.`, `1)`.
    pub marker_range: TextRange,
    /// The character between the brackets of a task; `None` for an item that is no task.
    pub task: Option<char>,
    /// Index of the parent item in [`super::Note::list_items`].
    pub parent: Option<u32>,
    /// Line, from 0, on which the item starts.
    pub line: u32,
    /// Line, from 0, on which the outermost list holding the item starts.
    pub list_line: u32,
    /// Index of the item in [`super::Note::blocks`].
    pub block: u32,
}

/// A callout (OBSIDIAN.md 4.5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Callout {
    /// The whole quote.
    pub range: TextRange,
    /// `[!type]` with its fold mark.
    pub marker_range: TextRange,
    /// The type, as written; compared without regard to case.
    pub kind: Box<str>,
    /// What follows `|` in the brackets.
    pub metadata: Option<Box<str>>,
    /// `+` (open) or `-` (closed) right after the brackets.
    pub fold: Option<char>,
    /// The title, where there is one.
    pub title_range: Option<TextRange>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// All of it.
    pub range: TextRange,
    /// How many columns the delimiter row has.
    pub columns: u32,
    /// The header row first; the delimiter row is left out.
    pub rows: Vec<TableRow>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// The line.
    pub range: TextRange,
    /// The cells between the pipes, with their padding.
    pub cells: Vec<TextRange>,
}

/// A code block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeBlock {
    /// With its fences.
    pub range: TextRange,
    /// The first word of the info string, empty for none and for indented code.
    pub language: Box<str>,
    /// Whether it has fences.
    pub fenced: bool,
    /// Whether a closing fence ends it; true for indented code.
    pub closed: bool,
}

/// A footnote definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Footnote {
    /// The id, as written; compared without regard to case.
    pub id: Box<str>,
    /// All of the definition.
    pub range: TextRange,
}

/// A reference to a footnote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FootnoteRef {
    /// The id; `None` for an inline footnote `^[text]`.
    pub id: Option<Box<str>>,
    /// `[^id]` or `^[text]`.
    pub range: TextRange,
}

/// A link reference definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkDefinition {
    /// The label, as written.
    pub label: Box<str>,
    /// The destination.
    pub destination: Box<str>,
    /// All of it.
    pub range: TextRange,
}

/// Which marks make a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CommentKind {
    /// `%%..%%` within a line of text.
    Inline,
    /// `%%` at the start of a line up to the next `%%`.
    Block,
    /// `<!-- -->`.
    Html,
}

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Which marks it has.
    pub kind: CommentKind,
    /// With its marks.
    pub range: TextRange,
    /// Whether a closing mark ends it.
    pub closed: bool,
}

/// Emphasis: `*x*`, `**x**` and the same with underscores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Emphasis {
    /// With its marks.
    pub range: TextRange,
    /// Whether it is strong, with two marks at each end.
    pub strong: bool,
}

impl Emphasis {
    /// The marks at both ends.
    pub fn marks(&self) -> [TextRange; 2] {
        let length = if self.strong { 2 } else { 1 };
        let (start, end) = (self.range.start(), self.range.end());
        [TextRange::new(start, start + length), TextRange::new(end.saturating_sub(length).max(start), end)]
    }
}

/// Math.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Math {
    /// With its dollars.
    pub range: TextRange,
    /// Whether it is `$$`.
    pub display: bool,
}

/// A Dataview field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InlineField {
    /// With its brackets, where it has them.
    pub range: TextRange,
    /// The key.
    pub key_range: TextRange,
    /// Whether brackets or parentheses enclose it.
    pub bracketed: bool,
}

/// A marker of a template language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateMarker {
    /// With its marks.
    pub range: TextRange,
    /// `<% %>` (Templater) rather than `{{ }}`.
    pub templater: bool,
}
