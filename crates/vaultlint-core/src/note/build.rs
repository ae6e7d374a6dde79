//! Turns the events of the Markdown parser into blocks and leaves.

use std::sync::Arc;

use pulldown_cmark::{CodeBlockKind, Event, Tag as Start, TagEnd};

use super::inline::{Leaf, SpanKind};
use super::mask::Masked;
use super::parse::trimmed;
use super::{
    Block, BlockKind, Callout, CodeBlock, Emphasis, Footnote, Heading, LinkKind, Note, Table, TableRow,
};
use super::{html, link_parts};
use crate::text::TextRange;

mod items;
mod leaves;
mod links;

/// Blocks under construction.
pub(super) struct Builder<'n, 'm> {
    note: &'n mut Note,
    text: Arc<str>,
    masked: &'m Masked<'m>,
    /// Where the parsed text begins in the note.
    shift: usize,
    /// Whether all of it stands in a comment.
    hidden: bool,
    /// Sections that cause no event, in order, still to be put among the blocks.
    silent: std::vec::IntoIter<(TextRange, BlockKind)>,
    next_silent: Option<(TextRange, BlockKind)>,
    /// Indices of the open blocks.
    stack: Vec<u32>,
    items: Vec<OpenItem>,
    lists: Vec<OpenList>,
    list_line: u32,
    leaf: Option<Leaf>,
    leaf_in_cell: bool,
    links: Vec<OpenLink>,
    after_inline: bool,
}

struct OpenItem {
    index: u32,
    content_start: usize,
    first_list: Option<usize>,
    /// Columns of indentation that belong to the item rather than to what stands in it.
    width: usize,
}

#[derive(Default)]
struct OpenList {
    /// The item that was closed last.
    last: Option<u32>,
}

struct OpenLink {
    kind: LinkKind,
    embed: bool,
    range: TextRange,
    destination: Box<str>,
    inner_end: usize,
}

impl<'n, 'm> Builder<'n, 'm> {
    pub(super) fn new(
        note: &'n mut Note,
        masked: &'m Masked<'m>,
        shift: usize,
        silent: Vec<(TextRange, BlockKind)>,
    ) -> Self {
        let mut silent = silent.into_iter();
        Builder {
            text: note.text.clone(),
            note,
            masked,
            shift,
            hidden: false,
            next_silent: silent.next(),
            silent,
            stack: Vec::new(),
            items: Vec::new(),
            lists: Vec::new(),
            list_line: 0,
            leaf: None,
            leaf_in_cell: false,
            links: Vec::new(),
            after_inline: false,
        }
    }

    /// Marks all that is read as hidden.
    pub(super) fn hidden(mut self) -> Self {
        self.hidden = true;
        self
    }

    pub(super) fn run<'e>(mut self, events: impl Iterator<Item = (Event<'e>, std::ops::Range<usize>)>) {
        for (event, range) in events {
            let range = TextRange::from(range).shift(self.shift);
            if let Some(open) = self.links.last_mut()
                && open.range != range
            {
                open.inner_end = open.inner_end.max(range.end());
            }
            self.event(event, range);
        }
        self.flush_silent(usize::MAX);
    }

    fn event(&mut self, event: Event<'_>, range: TextRange) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(_) => self.run_text(range),
            Event::Code(_) => self.span(range, SpanKind::Code),
            Event::InlineHtml(_) => self.span(range, SpanKind::Html),
            Event::SoftBreak | Event::HardBreak | Event::FootnoteReference(_) => self.extend_leaf(range),
            Event::Rule => {
                self.close_leaf();
                self.open_block(BlockKind::ThematicBreak, range);
                self.close_block();
            }
            Event::Html(_) | Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Start<'_>, range: TextRange) {
        match tag {
            Start::Emphasis | Start::Strong => {
                let strong = matches!(tag, Start::Strong);
                self.note.emphasis.push(Emphasis { range, strong });
                self.inline_mark(range);
            }
            Start::Strikethrough => self.inline_mark(range),
            Start::Link { link_type, dest_url, .. } => self.open_link(link_type, &dest_url, range, false),
            Start::Image { link_type, dest_url, .. } => self.open_link(link_type, &dest_url, range, true),
            block => {
                self.close_leaf();
                self.start_block(block, range);
            }
        }
    }

    fn start_block(&mut self, tag: Start<'_>, range: TextRange) {
        match tag {
            Start::Paragraph => {
                self.open_block(BlockKind::Paragraph, range);
                self.leaf = Some(Leaf { range: trimmed(&self.text, range), ..Leaf::default() });
                self.callout(range);
            }
            Start::Heading { level, .. } => self.heading(level as u8, range),
            Start::BlockQuote(_) => self.open_block(BlockKind::BlockQuote, range),
            Start::List(_) => self.open_list(range),
            Start::Item => self.open_item(range),
            Start::CodeBlock(kind) => self.code_block(&kind, range),
            Start::HtmlBlock => self.html_block(range),
            Start::FootnoteDefinition(id) => {
                self.open_block(BlockKind::FootnoteDefinition, range);
                let range = trimmed(&self.text, range);
                self.note.footnotes.push(Footnote { id: id.as_ref().into(), range });
            }
            Start::Table(columns) => {
                self.open_block(BlockKind::Table, range);
                let columns = u32::try_from(columns.len()).unwrap_or(u32::MAX);
                let range = trimmed(&self.text, range);
                self.note.tables.push(Table { range, columns, rows: Vec::new() });
            }
            Start::TableHead | Start::TableRow => {
                if let Some(table) = self.note.tables.last_mut() {
                    table.rows.push(TableRow { range: trimmed(&self.text, range), cells: Vec::new() });
                }
            }
            Start::TableCell => {
                if let Some(row) = self.note.tables.last_mut().and_then(|table| table.rows.last_mut()) {
                    // A cell that is missing is given behind the line break.
                    let end = row.range.end();
                    row.cells.push(TextRange::new(range.start().min(end), range.end().min(end)));
                }
                self.leaf = Some(Leaf { range, ..Leaf::default() });
                self.leaf_in_cell = true;
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: TextRange) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => self.inline_mark(range),
            TagEnd::Link | TagEnd::Image => self.close_link(),
            TagEnd::TableHead | TagEnd::TableRow => {}
            TagEnd::TableCell => self.close_leaf(),
            TagEnd::Item => {
                self.close_leaf();
                self.close_item(range);
                self.close_block();
            }
            _ => {
                self.close_leaf();
                self.close_block();
                if let TagEnd::List(_) = tag {
                    self.lists.pop();
                }
            }
        }
    }

    fn open_block(&mut self, kind: BlockKind, range: TextRange) {
        if self.stack.is_empty() {
            self.flush_silent(range.start());
        }
        let depth = u32::try_from(self.stack.len()).unwrap_or(u32::MAX);
        let index = u32::try_from(self.note.blocks.len()).unwrap_or(u32::MAX);
        let range = link_parts::without_line_breaks(&self.text, range);
        // The index counts the indentation of a section to it, but for paragraphs (observed and inferred).
        let whole = self.stack.is_empty() && kind != BlockKind::Paragraph;
        let range = if whole { link_parts::with_indentation(&self.text, range) } else { range };
        self.note.blocks.push(Block { kind, range, depth, end: index + 1 });
        self.stack.push(index);
    }

    fn close_block(&mut self) {
        let end = u32::try_from(self.note.blocks.len()).unwrap_or(u32::MAX);
        if let Some(block) = self.stack.pop().and_then(|open| self.note.blocks.get_mut(open as usize)) {
            block.end = end;
        }
    }

    fn flush_silent(&mut self, before: usize) {
        while let Some((range, kind)) = self.next_silent
            && range.start() < before
        {
            let end = u32::try_from(self.note.blocks.len() + 1).unwrap_or(u32::MAX);
            let covered = self.note.blocks.iter().rev().find(|block| block.depth == 0);
            if covered.is_none_or(|block| block.range.end() <= range.start()) {
                self.note.blocks.push(Block { kind, range, depth: 0, end });
            }
            self.next_silent = self.silent.next();
        }
    }

    fn heading(&mut self, level: u8, range: TextRange) {
        let quoted = self.stack.iter().any(|open| {
            matches!(self.note.blocks[*open as usize].kind, BlockKind::BlockQuote | BlockKind::Callout)
        });
        let top_level = self.stack.is_empty();
        let range = link_parts::without_line_breaks(&self.text, range);
        self.open_block(BlockKind::Heading, range);
        let shown = if top_level { link_parts::with_indentation(&self.text, range) } else { range };
        let (text_range, setext) = link_parts::heading_text(&self.text, range, level);
        if !quoted {
            self.note.headings.push(Heading { level, range: shown, text_range, setext, top_level });
        }
        self.leaf = Some(Leaf { range: text_range, ..Leaf::default() });
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>, range: TextRange) {
        self.open_block(BlockKind::Code, range);
        let range = trimmed(&self.text, range);
        let (language, fenced) = match kind {
            CodeBlockKind::Indented => ("", false),
            CodeBlockKind::Fenced(info) => (info.split_whitespace().next().unwrap_or(""), true),
        };
        let closed = !fenced || link_parts::fence_closed(range.slice(&self.text));
        self.note.opaque.push(range);
        self.note.code_blocks.push(CodeBlock { range, language: language.into(), fenced, closed });
    }

    fn html_block(&mut self, range: TextRange) {
        let inside = |region: TextRange| range.start() <= region.start() && region.start() < range.end();
        let comments = &self.masked.comments;
        let comment = comments.partition_point(|comment| comment.range.start() < range.start());
        let math = self.masked.math.partition_point(|math| math.start() < range.start());
        let masked = comments.get(comment).map(|comment| (comment.range, BlockKind::Comment));
        let masked = masked.filter(|(region, _)| inside(*region)).or_else(|| {
            self.masked
                .math
                .get(math)
                .filter(|region| inside(**region))
                .map(|region| (*region, BlockKind::Math))
        });
        let Some((region, kind)) = masked else {
            self.open_block(BlockKind::Html, range);
            let range = trimmed(&self.text, range);
            self.note.opaque.push(range);
            html::read(self.note, range, self.hidden);
            return;
        };
        self.open_block(kind, region);
        // What follows the closing mark on its line is text again.
        let rest = trimmed(&self.text, TextRange::new(region.end(), range.end()));
        if !rest.slice(&self.text).trim().is_empty() {
            self.leaf = Some(Leaf { range: rest, ..Leaf::default() });
        }
    }

    /// Makes a callout of the quote whose first line is the paragraph at `range` (OBSIDIAN.md 4.5).
    fn callout(&mut self, range: TextRange) {
        let [.., quote, paragraph] = self.stack[..] else { return };
        let Some(block) = self.note.blocks.get_mut(quote as usize) else { return };
        let quote_range = block.range;
        let same_line =
            !TextRange::new(quote_range.start(), range.start()).slice(&self.text).contains(['\n', '\r']);
        if block.kind != BlockKind::BlockQuote || paragraph != quote + 1 || !same_line {
            return;
        }
        if let Some(parts) = link_parts::callout(&self.text, range) {
            block.kind = BlockKind::Callout;
            self.note.callouts.push(Callout { range: quote_range, ..parts });
        } else {
            self.note.unspaced_callouts.extend(link_parts::unspaced_callout(&self.text, range));
        }
    }
}
