//! Blocks that begin or end within a paragraph: tables right below text, which are shown as text, and display math of
//! one line.

use super::super::table_rows::{cells, is_delimiter, pipe_in_link};
use super::super::lines::Line;
use super::super::paragraphs::{Paragraph, Spans, paragraphs, starts_paragraph};
use super::BlockBlankLines;
use crate::note::{Block, Note};
use crate::text::TextRange;

/// A line that wants a blank line above.
pub(super) struct Start<'n> {
    /// All of the line.
    pub line: TextRange,
    /// The line without what stands before it.
    pub content: TextRange,
    /// What the blank line holds.
    pub prefix: &'n str,
}

/// The lines within paragraphs at which such a block begins or text begins again, from top to bottom.
pub(super) fn starts<'n>(rule: &BlockBlankLines, note: &'n Note, blocks: &[Block]) -> Vec<Start<'n>> {
    let has_math = rule.math && note.math.iter().any(|math| math.display);
    if !has_math && !rule.tables {
        return Vec::new();
    }
    let spans = Spans::of(note);
    let mut found = Vec::new();
    for paragraph in paragraphs(blocks).iter().filter(|it| rule.in_lists || !it.indented) {
        let lines = paragraph.lines(note);
        let may_split = |at: &usize| lines.get(*at).is_some_and(|line| paragraph.owns(note, line));
        // An id at the end names all of the paragraph.
        if lines.len() < 2 || paragraph.has_block_id(note) {
            continue;
        }
        let mut at: Vec<usize> = Vec::new();
        if rule.tables {
            at.extend(table_start(note, paragraph, &lines));
        }
        if has_math {
            at.extend(math_borders(note, &lines));
        }
        at.sort_unstable();
        at.dedup();
        let starts = at.into_iter().filter(may_split).filter_map(|at| start(note, lines.get(at)?));
        found.extend(starts.filter(|start| !spans.reach_over(start.line.start())));
    }
    found
}

fn start<'n>(note: &'n Note, line: &Line) -> Option<Start<'n>> {
    let whole = note.lines.line_range(&note.text, note.lines.line_of(line.content.start()));
    let prefix = TextRange::new(whole.start(), line.content.start()).slice(&note.text);
    Some(Start { line: whole, content: line.content, prefix: prefix.trim_end_matches([' ', '\t']) })
}

/// The index of the line that would be the header of a table, were there a blank line above.
fn table_start(note: &Note, paragraph: &Paragraph<'_>, lines: &[Line]) -> Option<usize> {
    if !note.slice(paragraph.block.range).contains('|') {
        return None;
    }
    let text = |at: usize| lines.get(at).map(|line| note.slice(line.content).trim_end());
    let delimiter = (2..lines.len()).find(|at| text(*at).is_some_and(is_delimiter))?;
    let header = text(delimiter - 1)?;
    let has_pipe = cells(header) > 1 || header.starts_with('|');
    let fits = has_pipe && cells(header) == cells(text(delimiter)?);
    let is_read = !note.is_opaque(lines.get(delimiter)?.content.start());
    // A pipe in a link would end a cell.
    let is_sound = lines.get(delimiter..)?.iter().all(|line| !pipe_in_link(note.slice(line.content)));
    (fits && is_read && is_sound).then_some(delimiter - 1)
}

/// The indices of the lines that are display math and of those below such lines.
fn math_borders(note: &Note, lines: &[Line]) -> Vec<usize> {
    let is_math = |line: &Line| {
        let text = note.slice(line.content);
        let at = note.math.partition_point(|math| math.range.start() < line.content.start());
        text.starts_with("$$")
            && note.math.get(at).is_some_and(|math| {
                math.display
                    && math.range.start() == line.content.start()
                    && math.range.end() == line.content.start() + text.trim_end().len()
            })
    };
    let borders = lines.iter().enumerate().filter(|(_, line)| is_math(line)).flat_map(|(at, _)| [at, at + 1]);
    let may_start = |at: &usize| {
        lines.get(*at).is_some_and(|line| is_math(line) || starts_paragraph(note, line, lines.get(at + 1)))
    };
    borders.filter(|at| *at > 0).filter(may_start).collect()
}
