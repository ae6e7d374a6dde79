//! The lines of quotes, with the quote marks that are theirs.

use crate::note::{BlockKind, Note};
use crate::rules::layout::open_lines;
use crate::rules::margin::is_quote;

/// A line of a quote.
#[derive(Debug, Clone, Copy)]
pub(super) struct QuotedLine {
    /// Its number, from 0.
    pub number: usize,
    /// Where its marks may start: at the line, or behind the marker of a list item.
    pub start: usize,
    /// How many quotes, each right within the one before, hold the line; it has as many marks or fewer.
    pub marks: usize,
    /// What stands behind the marks.
    pub inside: Inside,
}

/// What stands behind the marks of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inside {
    /// Text whose indentation means nothing.
    Text,
    /// A list, whose indentation is its structure.
    List,
    /// Code, math and the like.
    Verbatim,
}

/// Where a block stands.
#[derive(Clone, Copy)]
enum Place {
    /// In no quote.
    Outside,
    /// In so many quotes, each right within the one before.
    Quoted(usize),
    /// In a list or the like within a quote: what stands there is the business of that list.
    Within,
}

/// The lines of the outermost quotes of `note`, in order.
pub(super) fn quoted_lines(note: &Note) -> Vec<QuotedLine> {
    let mut lines: Vec<Option<QuotedLine>> = vec![None; note.lines.line_count()];
    let mut open: Vec<(u32, Place)> = Vec::new();
    for (index, block) in note.blocks.iter().enumerate() {
        while open.last().is_some_and(|(end, _)| *end as usize <= index) {
            open.pop();
        }
        let outer = open.last().map_or(Place::Outside, |(_, place)| *place);
        let (first, last) = (note.lines.line_of(block.range.start()), note.lines.line_of(block.range.end()));
        let covered = lines.get_mut(first..=last).unwrap_or_default();
        let place = match outer {
            Place::Outside if is_quote(block) => Place::Quoted(1),
            Place::Quoted(marks) if is_quote(block) => Place::Quoted(marks + 1),
            Place::Quoted(_) if inside(block.kind) != Inside::Text => Place::Within,
            other => other,
        };
        match (outer, place) {
            (Place::Outside, Place::Quoted(_)) => {
                for (number, line) in (first..).zip(covered) {
                    let start = if number == first { block.range.start() } else { note.lines.line_start(number) };
                    *line = Some(QuotedLine { number, start, marks: 1, inside: Inside::Text });
                }
            }
            (Place::Quoted(_), Place::Quoted(marks)) if is_quote(block) => {
                covered.iter_mut().flatten().for_each(|line| line.marks = marks);
            }
            (Place::Quoted(_), Place::Within) => {
                covered.iter_mut().flatten().for_each(|line| line.inside = inside(block.kind));
            }
            _ => {}
        }
        open.push((block.end, place));
    }
    close(note, &mut lines);
    lines.into_iter().flatten().collect()
}

fn inside(kind: BlockKind) -> Inside {
    match kind {
        BlockKind::List | BlockKind::ListItem | BlockKind::FootnoteDefinition => Inside::List,
        BlockKind::Code | BlockKind::Html | BlockKind::Math | BlockKind::Comment => Inside::Verbatim,
        _ => Inside::Text,
    }
}

/// Marks the lines that are not laid out.
fn close(note: &Note, lines: &mut [Option<QuotedLine>]) {
    let mut open = open_lines(note).map(|line| line.number).peekable();
    for line in lines.iter_mut().flatten() {
        while open.next_if(|number| *number < line.number).is_some() {}
        if open.peek() != Some(&line.number) {
            line.inside = Inside::Verbatim;
        }
    }
}
