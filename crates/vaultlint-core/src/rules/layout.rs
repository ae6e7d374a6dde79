//! What the layout rules share: which lines they may touch.

use super::margin::replaced;
use crate::diagnostic::Edit;
use crate::note::{Heading, Note};
use crate::text::TextRange;

/// A line of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    /// Its number, from 0.
    pub number: usize,
    /// Its bytes without the line break.
    pub range: TextRange,
}

/// The lines of the body that may be laid out: those that no code block, math, HTML or comment of several lines
/// touches. In order.
pub(super) fn open_lines(note: &Note) -> impl Iterator<Item = Line> + '_ {
    let first = note.lines.line_of(note.body_start());
    let mut closed = closed_lines(note).into_iter().peekable();
    (first..note.lines.line_count()).filter_map(move |number| {
        while closed.next_if(|(_, last)| *last < number).is_some() {}
        let is_closed = closed.peek().is_some_and(|(first, _)| *first <= number);
        (!is_closed).then(|| Line { number, range: note.lines.line_range(&note.text, number) })
    })
}

/// The marks `##` of a heading that is not underlined.
pub(super) fn heading_marks(note: &Note, heading: &Heading) -> TextRange {
    let text = note.slice(heading.range);
    let start = heading.range.start() + text.len() - text.trim_start_matches([' ', '\t']).len();
    TextRange::new(start, start + usize::from(heading.level))
}

/// Gives an underlined heading marks of `level`. One of several lines stays, as marks hold for one line.
pub(super) fn marked(note: &Note, heading: &Heading, level: u8) -> Option<Vec<Edit>> {
    let text = note.slice(heading.text_range);
    let rest = TextRange::new(heading.text_range.end(), heading.range.end());
    // `#` at the end would be taken for closing marks.
    if text.is_empty() || text.contains(['\n', '\r']) || text.ends_with('#') || rest.is_empty() {
        return None;
    }
    let marks = "#".repeat(usize::from(level)) + " ";
    let line = TextRange::new(heading.range.start(), heading.text_range.end()).slice(&note.text);
    let indentation = line.len() - line.trim_start_matches([' ', '\t']).len();
    // Blanks that Markdown does not know may stand before the text.
    let before = TextRange::new(heading.range.start() + indentation, heading.text_range.start());
    Some(vec![replaced(note, before, marks)?, Edit::deletion(rest)])
}

/// How many columns `text` takes at the start of a line; tabs go to the next multiple of four.
pub(super) fn columns(text: &str) -> usize {
    text.chars().fold(0, |column, c| if c == '\t' { column / 4 * 4 + 4 } else { column + 1 })
}

/// What most of `all` are; of those that are as many, what comes first.
pub(super) fn prevailing<T: Copy + PartialEq>(all: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: Vec<(T, usize)> = Vec::new();
    for one in all {
        match counts.iter_mut().find(|(known, _)| *known == one) {
            Some((_, count)) => *count += 1,
            None => counts.push((one, 1)),
        }
    }
    // The last of the greatest, so the first one.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(one, _)| one)
}

/// Whether nothing but blanks stands in `text`: the white space of ASCII.
pub(super) fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\x0b' | b'\x0c' | b'\r'))
}

/// Whether `line` is the marker of a list item, a task, a heading or a quote and nothing else.
pub(super) fn is_marker(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t', '>']);
    let task = |rest: &str| rest.starts_with('[') && rest.ends_with(']') && rest.chars().count() == 3;
    let is_number = |text: &str| {
        text.strip_suffix(['.', ')'])
            .is_some_and(|n| !n.is_empty() && n.bytes().all(|it| it.is_ascii_digit()))
    };
    match line.split_once(' ') {
        Some((marker, rest)) => {
            (matches!(marker, "-" | "*" | "+") || is_number(marker)) && task(rest.trim_start())
        }
        None => {
            matches!(line, "-" | "*" | "+")
                || is_number(line)
                || (!line.is_empty() && line.len() <= 6 && line.bytes().all(|byte| byte == b'#'))
        }
    }
}

/// What puts `content`, which is not empty, in the place of `range`, which may be.
pub(super) fn put(range: TextRange, content: String) -> Edit {
    if range.is_empty() { Edit::insertion(range.start(), content) } else { Edit::replacement(range, content) }
}

/// First and last lines, from 0, of what is not laid out: sorted by first line, each last line at or after the one
/// before.
fn closed_lines(note: &Note) -> Vec<(usize, usize)> {
    let code = note.code_blocks.iter().map(|block| block.range);
    let comments = note.comments.iter().map(|comment| comment.range);
    let ranges = code.chain(comments).chain(note.opaque.iter().copied());
    let lines = |range: TextRange| (note.lines.line_of(range.start()), note.lines.line_of(range.end()));
    let of_blocks = note.code_blocks.iter().map(|block| lines(block.range));
    let mut closed: Vec<(usize, usize)> =
        ranges.map(lines).filter(|(first, last)| first < last).chain(of_blocks).collect();
    closed.sort_unstable();
    let mut reached = 0;
    for (_, last) in &mut closed {
        reached = reached.max(*last);
        *last = reached;
    }
    closed
}
