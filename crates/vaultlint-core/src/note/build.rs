//! Turns the events of the Markdown parser into blocks and leaves.

use std::sync::Arc;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag as Start, TagEnd};

use super::inline::{self, Leaf, SpanKind};
use super::mask::Masked;
use super::parse::trimmed;
use super::{
    Block, BlockKind, Callout, CodeBlock, Footnote, Heading, Link, LinkKind, ListItem, Note, Table, TableRow,
    Target,
};
use super::{block_id, html, link::markdown_target, link_parts};
use crate::text::TextRange;

/// Blocks under construction.
pub(super) struct Builder<'n, 'm> {
    pub(super) note: &'n mut Note,
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
    pub(super) stack: Vec<u32>,
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
            Event::InlineMath(_) => {
                // `$x$1` is no math (OBSIDIAN.md 4.4).
                if self.text[range.end()..].starts_with(|c: char| c.is_ascii_digit()) {
                    self.run_text(range);
                } else {
                    self.span(range, SpanKind::Math { display: false });
                }
            }
            Event::DisplayMath(_) => self.span(range, SpanKind::Math { display: true }),
            Event::InlineHtml(_) => {
                html::read(self.note, range, self.hidden);
                self.span(range, SpanKind::Html);
            }
            Event::SoftBreak | Event::HardBreak | Event::FootnoteReference(_) => self.extend_leaf(range),
            Event::Rule => {
                self.close_leaf();
                self.open_block(BlockKind::ThematicBreak, range);
                self.close_block();
            }
            Event::Html(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Start<'_>, range: TextRange) {
        match tag {
            Start::Emphasis | Start::Strong | Start::Strikethrough => self.inline_mark(range),
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
                    row.cells.push(range);
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

    // Blocks

    fn open_block(&mut self, kind: BlockKind, range: TextRange) {
        if self.stack.is_empty() {
            self.flush_silent(range.start());
        }
        let depth = u32::try_from(self.stack.len()).unwrap_or(u32::MAX);
        let index = u32::try_from(self.note.blocks.len()).unwrap_or(u32::MAX);
        let range = link_parts::without_line_breaks(&self.text, range);
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
        let (text_range, setext) = link_parts::heading_text(&self.text, range, level);
        if !quoted {
            self.note.headings.push(Heading { level, range, text_range, setext, top_level });
        }
        self.leaf = Some(Leaf { range: text_range, ..Leaf::default() });
    }

    fn open_list(&mut self, range: TextRange) {
        if let Some(item) = self.items.last_mut() {
            item.first_list.get_or_insert(range.start());
        } else {
            self.list_line = self.line_of(range.start());
        }
        self.lists.push(OpenList::default());
        self.open_block(BlockKind::List, range);
    }

    fn open_item(&mut self, range: TextRange) {
        let block = u32::try_from(self.note.blocks.len()).unwrap_or(u32::MAX);
        let outer_width = self.items.last().map_or(0, |item| item.width);
        let parts = link_parts::item(&self.text, range, outer_width);
        let range = TextRange::new(parts.start, range.end());
        self.open_block(BlockKind::ListItem, range);
        self.stretch_last_item(range.start());
        let index = u32::try_from(self.note.list_items.len()).unwrap_or(u32::MAX);
        let item = ListItem {
            range,
            marker_range: parts.marker,
            task: parts.task,
            parent: self.items.last().map(|item| item.index),
            line: self.line_of(parts.marker.start()),
            list_line: self.list_line,
            block,
        };
        // After the brackets of a task the rest is read as blocks: `- [ ] 1. x` holds a list.
        let inner = parts.inner.map(|(marker_range, task)| ListItem {
            range: trimmed(
                &self.text,
                TextRange::new(marker_range.start(), self.line_end(marker_range.start())),
            ),
            marker_range,
            task,
            parent: Some(index),
            ..item.clone()
        });
        self.note.list_items.push(item);
        self.note.list_items.extend(inner);
        self.items.push(OpenItem {
            index,
            content_start: parts.content_start,
            first_list: None,
            width: parts.width,
        });
    }

    /// An item that a blank line parts from the next one ends after its line break, not before it.
    fn stretch_last_item(&mut self, next_start: usize) {
        let Some(last) = self.lists.last().and_then(|list| list.last) else { return };
        let next_line = self.note.lines.line_of(next_start);
        if let Some(item) = self.note.list_items.get_mut(last as usize) {
            let line = self.note.lines.line_of(item.range.end());
            if line + 2 <= next_line {
                item.range = TextRange::new(item.range.start(), self.note.lines.line_start(line + 1));
            }
        }
    }

    fn close_item(&mut self, range: TextRange) {
        let Some(open) = self.items.pop() else { return };
        let Some(item) = self.note.list_items.get_mut(open.index as usize) else { return };
        let start = item.range.start();
        let end = match open.first_list {
            // The list in it starts on a line of its own, after the prefixes of the containers.
            Some(list) => {
                let line_start = self.note.lines.line_start(self.note.lines.line_of(list));
                if line_start > start { line_start } else { list }
            }
            None => range.end(),
        };
        item.range = link_parts::without_line_breaks(&self.text, TextRange::new(start, end));
        let last = open.first_list.is_none().then_some(open.index);
        if let Some(list) = self.lists.last_mut() {
            list.last = last;
        }
    }

    fn line_of(&self, offset: usize) -> u32 {
        u32::try_from(self.note.lines.line_of(offset)).unwrap_or(u32::MAX)
    }

    fn line_end(&self, offset: usize) -> usize {
        self.note.lines.line_range(&self.text, self.note.lines.line_of(offset)).end()
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
        }
    }

    // Leaves

    /// The leaf that holds `range`; text outside a paragraph opens that of a tight item.
    fn leaf_at(&mut self, range: TextRange) -> &mut Leaf {
        let tight_start = || {
            let content = self.items.last().map(|item| item.content_start).filter(|at| *at <= range.start());
            let first = content.filter(|at| {
                TextRange::new(*at, range.start()).slice(&self.text).bytes().all(|b| b != b'\n' && b != b'\r')
            });
            // A backslash before the first character belongs to the text.
            let escaped = self.text[..range.start()].ends_with('\\');
            first.unwrap_or(range.start() - usize::from(escaped))
        };
        let start = if self.leaf.is_none() { tight_start() } else { 0 };
        self.leaf.get_or_insert_with(|| Leaf { range: TextRange::new(start, range.end()), ..Leaf::default() })
    }

    fn extend_leaf(&mut self, range: TextRange) {
        let inside_code = self.stack.last().is_some_and(|open| {
            matches!(self.note.blocks[*open as usize].kind, BlockKind::Code | BlockKind::Html)
        });
        if !inside_code {
            let in_cell = self.leaf_in_cell;
            let leaf = self.leaf_at(range);
            if range.end() > leaf.range.end() && !in_cell {
                leaf.range = TextRange::new(leaf.range.start(), range.end());
            }
        }
    }

    fn run_text(&mut self, range: TextRange) {
        self.extend_leaf(range);
        if std::mem::take(&mut self.after_inline)
            && let Some(leaf) = &mut self.leaf
        {
            leaf.run_starts.push(range.start());
        }
    }

    fn inline_mark(&mut self, range: TextRange) {
        self.extend_leaf(range);
        self.after_inline = true;
    }

    fn span(&mut self, range: TextRange, kind: SpanKind) {
        self.inline_mark(range);
        if let Some(leaf) = &mut self.leaf {
            leaf.spans.push((range, kind));
        }
    }

    fn close_leaf(&mut self) {
        let in_cell = std::mem::take(&mut self.leaf_in_cell);
        self.after_inline = false;
        self.links.clear();
        let Some(mut leaf) = self.leaf.take() else { return };
        leaf.range = trimmed(&self.text, leaf.range);
        leaf.in_comment = self.hidden;
        let masked = &self.masked.math;
        let first = masked.partition_point(|math| math.end() <= leaf.range.start());
        let masked = masked[first..].iter().take_while(|math| math.start() < leaf.range.end());
        leaf.spans.retain(|(range, _)| !masked.clone().any(|math| math.overlaps(*range)));
        leaf.spans.extend(masked.map(|math| (*math, SpanKind::Destination)));
        leaf.spans.sort_by_key(|(range, _)| range.start());
        if !in_cell && !self.hidden {
            block_id::read(self.note, &self.stack, leaf.range);
        }
        let whole_math = match leaf.spans[..] {
            [(range, SpanKind::Math { display: true })] => range == leaf.range,
            _ => false,
        };
        if whole_math
            && let Some(block) = self.stack.last().and_then(|i| self.note.blocks.get_mut(*i as usize))
        {
            if block.kind == BlockKind::Paragraph {
                block.kind = BlockKind::Math;
            }
        }
        inline::scan(self.note, leaf);
    }

    // Markdown links

    fn open_link(&mut self, link_type: LinkType, destination: &str, range: TextRange, embed: bool) {
        let kind = match link_type {
            LinkType::Inline => LinkKind::Inline,
            LinkType::Autolink | LinkType::Email => LinkKind::Autolink,
            _ => LinkKind::Reference,
        };
        self.inline_mark(range);
        let inner_end = range.start() + if embed { 2 } else { 1 };
        self.links.push(OpenLink { kind, embed, range, destination: destination.into(), inner_end });
    }

    fn close_link(&mut self) {
        let Some(open) = self.links.pop() else { return };
        self.inline_mark(open.range);
        let text_start = open.range.start() + if open.embed { 2 } else { 1 };
        let parts = link_parts::markdown_link(&self.text, open.range, open.inner_end);
        let (target_range, destination, text_end) = match (open.kind, parts) {
            (LinkKind::Inline, Some(parts)) => (parts.target, Some(parts.destination), parts.text_end),
            (LinkKind::Autolink, _) => {
                let inner = TextRange::new(text_start, open.range.end().saturating_sub(1));
                (inner, Some(open.range), inner.end())
            }
            _ => (open.range, None, open.inner_end),
        };
        let target = match open.kind {
            LinkKind::Autolink => Target { link: open.destination.clone(), ..Target::default() },
            _ => markdown_target(&open.destination),
        };
        let Some(leaf) = &mut self.leaf else { return };
        leaf.spans.extend(destination.map(|range| (range, SpanKind::Destination)));
        leaf.markdown_links.push(Link {
            kind: open.kind,
            embed: open.embed,
            hidden: self.hidden,
            range: open.range,
            target,
            target_range,
            display_range: (open.kind != LinkKind::Autolink).then(|| TextRange::new(text_start, text_end)),
            property: None,
        });
    }
}
