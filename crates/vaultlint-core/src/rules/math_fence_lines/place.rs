//! Where display math stands, and what moves its dollars.

use super::super::layout::put;
use super::super::outline::outline;
use super::super::lines;
use super::super::paragraphs::{Spans, content_column, item_around, marks_and_indent, starts_paragraph};
use super::super::properties::line_break;
use crate::diagnostic::Edit;
use crate::note::{Block, BlockKind, Math, Note};
use crate::text::TextRange;

/// Display math with what stands around it on its lines.
pub(super) struct Place<'n> {
    /// The dollars before it.
    pub open: TextRange,
    /// The dollars after it.
    close: TextRange,
    /// What stands before it on its line, without quote marks, list markers and blanks around.
    before: TextRange,
    /// What stands after it on its line, without blanks around.
    after: TextRange,
    /// What a new line starts with to stand in the same blocks.
    prefix: String,
    note: &'n Note,
}

impl Place<'_> {
    pub fn dollars(&self) -> usize {
        self.open.len()
    }

    /// What puts the dollars on lines of their own; none where they are.
    pub fn edits(&self, note: &Note) -> Vec<Edit> {
        let inner = TextRange::new(self.open.end(), self.close.start());
        let text = note.slice(inner);
        let blanks = [' ', '\t'];
        if text.trim_matches(|c: char| c.is_whitespace() || c == '>').is_empty() {
            return Vec::new();
        }
        let mut edits = Vec::new();
        let mut part = |start: usize, end: usize| {
            let line = format!("{}{}", line_break(&note.text), self.prefix);
            edits.push(put(TextRange::new(start, end), line));
        };
        if !self.before.is_empty() {
            part(self.before.end(), self.open.start());
        }
        let first = text.trim_start_matches(blanks);
        if !first.starts_with(['\n', '\r']) {
            part(inner.start(), inner.end() - first.len());
        }
        let last_line = text.rsplit(['\n', '\r']).next().unwrap_or(text);
        if !last_line.trim_start_matches([' ', '\t', '>']).is_empty() {
            part(inner.start() + text.trim_end_matches(blanks).len(), inner.end());
        }
        if !self.after.is_empty() {
            part(self.close.end(), self.after.start());
        }
        edits
    }

    /// Whether what stands on the same lines can stand on lines of its own.
    fn can_be_parted(&self, html: &Spans) -> bool {
        let note = self.note;
        let (before, after) = (note.slice(self.before), note.slice(self.after));
        let is_task = before.starts_with('[') && before.ends_with(']') && before.chars().count() == 3;
        let is_apart = self.after.start() > self.close.end();
        // A sign goes with the math before it; a word starts nothing but text.
        let is_text = after.is_empty() || (is_apart && after.starts_with(char::is_alphabetic));
        !is_task && is_text && !html.touch(self.before) && !html.touch(self.after)
    }
}

/// The display math of the note whose dollars can stand on lines of their own.
pub(super) fn places(note: &Note) -> Vec<Place<'_>> {
    let blocks = outline(note);
    let parents = parents(&blocks);
    let marks = Spans::of_marks(note);
    let html = Spans::of_html(note);
    let display = note.math.iter().filter(|math| math.display);
    let located: Vec<(&Math, Around<'_>)> =
        display.filter_map(|math| Some((math, around(note, &blocks, &parents, math)?))).collect();
    // What stands with math that is torn already may end with it.
    let is_torn = |(math, around): &&(&Math, Around<'_>)| !around.holds_all(note, math);
    let torn: Vec<TextRange> =
        located.iter().filter(is_torn).map(|(math, around)| around.section().cover(math.range)).collect();
    let torn = Spans::over(torn);
    let is_free = |(math, around): &&(&Math, Around<'_>)| {
        let inside = math.range.start() + 1;
        let is_marked = marks.reach_over(inside) || note.is_commented(inside);
        !is_marked && !torn.touch(around.section().cover(math.range)) && around.lets_part(note, math)
    };
    let places = located.iter().filter(is_free).map(|(math, _)| place(note, math));
    places.filter(|place| place.can_be_parted(&html)).collect()
}

fn place<'n>(note: &'n Note, math: &Math) -> Place<'n> {
    let line = |offset: usize| note.lines.line_range(&note.text, note.lines.line_of(offset));
    let (open, close) = dollars(note, math);
    let (start, end) = (line(open.start()).start(), line(close.end()).end());
    let all_before = TextRange::new(start, open.start()).slice(&note.text);
    let marks = all_before.len() - without_markers(all_before).len();
    let text = without_markers(all_before);
    let before = TextRange::new(start + marks, start + marks + text.trim_end_matches([' ', '\t']).len());
    let all_after = TextRange::new(close.end(), end).slice(&note.text);
    let after = all_after.trim_start_matches([' ', '\t']);
    let after = TextRange::new(end - after.len(), end - after.len() + after.trim_end().len());
    let blank = |c: char| if matches!(c, '>' | '\t') { c } else { ' ' };
    let prefix = all_before.get(..marks).unwrap_or("").chars().map(blank).collect();
    Place { open, close, before, after, prefix, note }
}

/// The dollars at both ends: two, or as many as stand at both.
fn dollars(note: &Note, math: &Math) -> (TextRange, TextRange) {
    let (start, end) = (math.range.start(), math.range.end());
    let run = |text: &str| text.len() - text.trim_start_matches('$').len();
    let open = run(note.slice(math.range));
    let inner = TextRange::new(start + 2, end.saturating_sub(2)).slice(&note.text);
    let close_start = start + 2 + inner.trim_end_matches('$').len();
    let close = run(note.text.get(close_start..).unwrap_or(""));
    if open == close && start + open <= close_start {
        (TextRange::new(start, start + open), TextRange::new(close_start, close_start + close))
    } else {
        (TextRange::new(start, start + 2), TextRange::new(end.saturating_sub(2), end))
    }
}

/// `line` without the blanks, quote marks and list markers that it starts with.
fn without_markers(line: &str) -> &str {
    let mut rest = line.trim_start_matches([' ', '\t', '>', '\u{feff}']);
    loop {
        let marker = rest.split([' ', '\t']).next().unwrap_or("");
        let number = marker.strip_suffix(['.', ')']).unwrap_or("");
        let is_number = !number.is_empty() && number.len() < 10 && number.bytes().all(|byte| byte.is_ascii_digit());
        if !matches!(marker, "-" | "*" | "+") && !is_number || marker.len() == rest.len() {
            return rest;
        }
        rest = rest.get(marker.len()..).unwrap_or("").trim_start_matches([' ', '\t', '>']);
    }
}

/// The place of the block that each block stands in.
fn parents(blocks: &[Block]) -> Vec<Option<usize>> {
    let mut open: Vec<usize> = Vec::new();
    let parent = |(at, block): (usize, &Block)| {
        open.truncate(block.depth as usize);
        let parent = open.last().copied();
        open.push(at);
        parent
    };
    blocks.iter().enumerate().map(parent).collect()
}

/// The blocks that math stands in.
struct Around<'n> {
    /// The innermost one.
    text: &'n Block,
    /// Those around it, outermost first.
    outer: Vec<&'n Block>,
    /// The column at which what stands in them starts.
    column: usize,
}

fn around<'n>(
    note: &Note,
    blocks: &'n [Block],
    parents: &[Option<usize>],
    math: &Math,
) -> Option<Around<'n>> {
    let start = math.range.start();
    let after = blocks.partition_point(|block| block.range.start() <= start);
    let up = |at: &usize| parents.get(*at).copied().flatten();
    let around = std::iter::successors(after.checked_sub(1), up).filter_map(|at| blocks.get(at));
    let mut around = around.filter(|block| block.range.contains(start));
    let text = around.next()?;
    let mut outer: Vec<&Block> = around.collect();
    outer.reverse();
    let column = content_column(note, item_around(&outer));
    Some(Around { text, outer, column })
}

impl Around<'_> {
    /// The outermost block.
    fn section(&self) -> TextRange {
        self.outer.first().unwrap_or(&self.text).range
    }

    /// Whether all lines of `math` have the quote marks and the indentation of what it stands in.
    fn holds_all(&self, note: &Note, math: &Math) -> bool {
        let (marks, _) = marks_and_indent(note, self.text.range.start());
        let (first_marks, _) = marks_and_indent(note, math.range.start());
        let first = note.lines.line_of(math.range.start());
        let holds = |number: usize| {
            let content = lines::read(note, number).content;
            let (line_marks, indent) = marks_and_indent(note, content.start());
            content.is_empty() || (line_marks >= marks && indent >= self.column)
        };
        first_marks >= marks && (first + 1..=note.lines.line_of(math.range.end())).all(holds)
    }

    /// Whether `math` stands in text or alone, can be a block where it is, on a line that is no title of a callout and no
    /// start of a footnote, and names no block.
    fn lets_part(&self, note: &Note, math: &Math) -> bool {
        let line = note.lines.line_of(math.range.start());
        let opens_here = |block: &&Block| {
            matches!(block.kind, BlockKind::Callout | BlockKind::FootnoteDefinition)
                && note.lines.line_of(block.range.start()) == line
        };
        let (_, indent) = marks_and_indent(note, math.range.start());
        let is_near = (self.column..self.column + 4).contains(&indent);
        matches!(self.text.kind, BlockKind::Paragraph | BlockKind::Math)
            && (is_near || !is_first_on_line(note, math.range.start()))
            && !has_id(note, self.text.range)
            && !self.outer.iter().any(opens_here)
            && self.goes_on_as_text(note, math)
    }

    /// Whether the line below, where it belongs to the same paragraph, is text of the same blocks also below a block.
    fn goes_on_as_text(&self, note: &Note, math: &Math) -> bool {
        let line = note.lines.line_of(math.range.end());
        if line >= note.lines.line_of(self.text.range.end()) {
            return true;
        }
        let next = lines::read(note, line + 1);
        let (marks, indent) = marks_and_indent(note, next.content.start());
        let (wanted, _) = marks_and_indent(note, self.text.range.start());
        marks >= wanted && indent >= self.column && starts_paragraph(note, &next, None)
    }
}

fn has_id(note: &Note, range: TextRange) -> bool {
    let after = note.block_ids.partition_point(|id| id.range.start() < range.end());
    let last = after.checked_sub(1).and_then(|last| note.block_ids.get(last));
    last.is_some_and(|id| range.overlaps(id.range))
}

fn is_first_on_line(note: &Note, offset: usize) -> bool {
    let start = note.lines.line_start(note.lines.line_of(offset));
    TextRange::new(start, offset).slice(&note.text).trim_matches([' ', '\t', '>']).is_empty()
}
