//! How far to the right items and their lines stand.

use crate::diagnostic::Edit;
use crate::note::{ListItem, Note};
use crate::rules::layout::columns;
use crate::text::TextRange;

/// How many columns further to the right a list is taken for one within the list above.
const LEVEL: usize = 2;

/// How far to the right the marker of `item` stands, in steps, as readers see it.
pub(super) fn level(note: &Note, item: &ListItem) -> usize {
    let start = note.lines.line_start(note.lines.line_of(item.marker_range.start()));
    let before = TextRange::new(start, item.marker_range.start()).slice(&note.text);
    let margin = before.rfind('>').map_or(before, |at| before.get(at + 1..).unwrap_or(""));
    let margin = if before.contains('>') { margin.strip_prefix(' ').unwrap_or(margin) } else { margin };
    margin.chars().map(|c| if c == '\t' { LEVEL } else { 1 }).sum::<usize>() / LEVEL
}

/// Blanks for the lines below the marker that would not belong to the item any more when the marker gets `length` bytes.
pub(super) fn indented(note: &Note, item: &ListItem, length: usize) -> Vec<Edit> {
    let more = length.saturating_sub(item.marker_range.len());
    let Some(block) = note.blocks.get(item.block as usize).filter(|_| more > 0) else { return Vec::new() };
    let first = note.lines.line_of(item.marker_range.start());
    let last = note.lines.line_of(block.range.end());
    let marker_line = note.lines.line_start(first);
    let old = columns(TextRange::new(marker_line, item.marker_range.end()).slice(&note.text)) + 1;
    let lines = (first + 1..=last).map(|line| note.lines.line_range(&note.text, line));
    lines
        .filter_map(|line| {
            let text = line.slice(&note.text);
            let margin = text.len() - text.trim_start_matches([' ', '\t', '>']).len();
            let margin_text = text.get(..margin)?;
            let column = columns(margin_text);
            let belongs = margin < text.len() && (old..old + more).contains(&column);
            belongs.then(|| Edit::insertion(line.start() + margin, " ".repeat(old + more - column)))
        })
        .collect()
}
