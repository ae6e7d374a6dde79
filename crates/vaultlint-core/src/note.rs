//! A note as Obsidian reads it: one parse, flat vectors of typed facts with byte ranges.

use std::sync::Arc;

use crate::text::{LineIndex, TextRange};
use crate::vault::VaultPath;

mod block;
mod block_id;
mod build;
mod edited;
pub mod front_matter;
mod generated;
mod half_open;
mod html;
mod inline;
mod link;
pub(crate) mod link_edit;
mod link_parts;
mod loose;
mod mask;
mod parse;
mod spaced;
mod suppression;
mod urls;
pub mod yaml;

pub use block::*;
pub use front_matter::{FrontMatter, FrontMatterFlaw, FrontMatterFlawKind};
pub use inline::is_tag;
pub use link::*;
pub use link_edit::{heading_link, percent_encode};
pub(crate) use suppression::{KEYWORD_START, KEYWORDS};
pub use suppression::{PROPERTY as SUPPRESSION_PROPERTY, SuppressedName, Suppression, SuppressionKind};
pub use yaml::{Property, Quote, ScalarStyle, SyntaxError, Value, ValueKind};

/// A note: its text and everything that Obsidian sees in it.
///
/// All ranges are bytes of `text`. Every vector is in order of position, save `blocks`, which is in preorder.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// Where the note stands in its vault.
    pub path: VaultPath,
    /// The text of the file, byte for byte (a byte order mark included).
    pub text: Arc<str>,
    /// Line starts of `text`.
    pub lines: LineIndex,
    /// The properties block, where Obsidian recognises one (OBSIDIAN.md 3.1).
    pub front_matter: Option<FrontMatter>,
    /// What looks like a front matter and is none, or is one in a form that not all of Obsidian reads.
    pub front_matter_flaw: Option<FrontMatterFlaw>,
    /// Blocks of the body in preorder.
    pub blocks: Vec<Block>,
    /// Headings that Obsidian lists (those outside quotes and comments).
    pub headings: Vec<Heading>,
    /// Links and embeds of the body and of properties; front matter links come first.
    pub links: Vec<Link>,
    /// Brackets in the body that make no wikilink, though they look like it.
    pub loose_links: Vec<LooseLink>,
    /// What would be Markdown links in the body but for a blank in their destination; also those in comments.
    pub spaced_links: Vec<SpacedLink>,
    /// Tags of the body, also those in `%%` comments. Tags of properties: [`FrontMatter::tags`].
    pub tags: Vec<Tag>,
    /// Block ids.
    pub block_ids: Vec<BlockId>,
    /// `^id` at the end of a block, from the `^` on, that was meant as a block id and is none: it holds a character
    /// that Obsidian refuses, or has no blank before it (OBSIDIAN.md 2.6).
    pub malformed_block_ids: Vec<TextRange>,
    /// List items and tasks.
    pub list_items: Vec<ListItem>,
    /// Callouts.
    pub callouts: Vec<Callout>,
    /// `[!type]` with its fold mark, right followed by a title: quotes that were meant as callouts.
    pub unspaced_callouts: Vec<TextRange>,
    /// Tables with their cells.
    pub tables: Vec<Table>,
    /// Code blocks.
    pub code_blocks: Vec<CodeBlock>,
    /// Footnote definitions `[^a]: text`.
    pub footnotes: Vec<Footnote>,
    /// Footnote references `[^a]`, defined or not, and inline footnotes `^[text]`.
    pub footnote_refs: Vec<FootnoteRef>,
    /// Link reference definitions `[a]: url`.
    pub link_definitions: Vec<LinkDefinition>,
    /// Comments: `%%..%%` and `<!-- -->`.
    pub comments: Vec<Comment>,
    /// Markers and properties that ask a linter for silence.
    pub suppressions: Vec<Suppression>,
    /// Text that another program writes and keeps up, between two comments that say so, with these. Sorted and disjoint.
    pub generated: Vec<TextRange>,
    /// Math, inline and display, with its dollars.
    pub math: Vec<Math>,
    /// Emphasis, in order of the opening marks.
    pub emphasis: Vec<Emphasis>,
    /// Highlights `==x==`, with their marks.
    pub highlights: Vec<TextRange>,
    /// Dataview fields `[key:: value]`, `(key:: value)` and `key:: value` (OBSIDIAN.md 4.14).
    pub inline_fields: Vec<InlineField>,
    /// Markers of Templater `<% %>` and of core templates `{{title}}`.
    pub template_markers: Vec<TemplateMarker>,
    /// HTML tags and blocks, without comments.
    pub html: Vec<TextRange>,
    /// Where Markdown is not read: code, HTML, math, HTML comments, Templater markers, front matter.
    /// Sorted and disjoint.
    pub opaque: Vec<TextRange>,
    /// What [`Note::is_plugin_owned`] says.
    pub is_plugin_owned: bool,
}

impl Note {
    /// Reads `text` as the note at `path`. Never fails; takes time linear in the length of `text`.
    pub fn parse(path: impl Into<VaultPath>, text: impl Into<Arc<str>>) -> Note {
        parse::parse(path.into(), text.into(), None)
    }

    /// Reads `text` in place of that of the note. The same as [`Note::parse`] of it; costs less where the properties
    /// are as they were.
    pub fn with_text(&self, text: impl Into<Arc<str>>) -> Note {
        parse::parse(self.path.clone(), text.into(), Some(self))
    }

    /// As [`Note::with_text`], for a text that differs in one place: mostly only a part of it is read.
    pub fn edited(self, text: impl Into<Arc<str>>) -> Note {
        edited::read(self, text.into())
    }

    /// The text of `range`.
    pub fn slice(&self, range: TextRange) -> &str {
        range.slice(&self.text)
    }

    /// Whether byte `offset` lies where Markdown is not read ([`Note::opaque`]).
    pub fn is_opaque(&self, offset: usize) -> bool {
        range_at(&self.opaque, offset).is_some()
    }

    /// Whether byte `offset` lies in a comment of either kind.
    pub fn is_commented(&self, offset: usize) -> bool {
        let after = self.comments.partition_point(|comment| comment.range.start() <= offset);
        self.comments[..after].iter().rev().take(2).any(|comment| comment.range.contains(offset))
    }

    /// Whether `block` is a comment of either kind and nothing else.
    pub fn is_comment(&self, block: &Block) -> bool {
        match block.kind {
            BlockKind::Comment => true,
            BlockKind::Html => {
                let html = self.slice(block.range).trim();
                html.starts_with("<!--") && html.find("-->").is_some_and(|end| end + 3 == html.len())
            }
            _ => false,
        }
    }

    /// The table that holds byte `offset`.
    pub fn table_at(&self, offset: usize) -> Option<&Table> {
        let after = self.tables.partition_point(|table| table.range.start() <= offset);
        self.tables[..after].last().filter(|table| table.range.contains(offset))
    }

    /// The byte at which the body starts: after the front matter and its line break, or after a byte order mark.
    pub fn body_start(&self) -> usize {
        match &self.front_matter {
            Some(front_matter) => {
                let line = self.lines.line_of(front_matter.range.end());
                let line_end = self.lines.full_line_range(line).end();
                if self.lines.line_range(&self.text, line).end() == front_matter.range.end() {
                    line_end
                } else {
                    front_matter.range.end()
                }
            }
            None => bom_len(&self.text),
        }
    }

    /// The file name without folder and without `.md`.
    pub fn basename(&self) -> &str {
        self.path.stem()
    }

    /// Whether a plugin owns the note and its layout: Excalidraw drawings and Kanban boards.
    pub fn is_plugin_owned(&self) -> bool {
        self.is_plugin_owned
    }
}

/// Length in bytes of the byte order mark that `text` starts with, else 0. `Vault.read` drops one (OBSIDIAN.md 1.1).
pub(crate) fn bom_len(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// The range of the sorted, disjoint `ranges` that holds `offset`.
pub(crate) fn range_at(ranges: &[TextRange], offset: usize) -> Option<TextRange> {
    let after = ranges.partition_point(|range| range.start() <= offset);
    ranges[..after].last().copied().filter(|range| range.contains(offset))
}
