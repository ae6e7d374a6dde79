//! Lines of items that move to the left with their text.

use crate::diagnostic::Edit;
use crate::note::{ListItem, Note};
use crate::rules::margin::{columns_from, is_quote, margin};
use crate::text::TextRange;

/// How far each line of a section moves.
pub(super) struct Shift {
    /// The first line, from 0.
    first: usize,
    /// Columns by line.
    columns: Vec<usize>,
    /// How many quotes hold all of the section.
    quotes: usize,
}

impl Shift {
    /// A shift of the section that is block `index` of `note`.
    pub(super) fn new(note: &Note, index: usize) -> Self {
        let range = note.blocks.get(index).map_or(TextRange::empty(0), |block| block.range);
        let (first, last) = (note.lines.line_of(range.start()), note.lines.line_of(range.end()));
        let outer = note.blocks.get(index..).unwrap_or_default();
        let quotes = outer.iter().take_while(|block| is_quote(block) && block.range.end() == range.end()).count();
        Shift { first, columns: vec![0; last - first + 1], quotes }
    }

    /// Moves the lines of `item` below its marker as one blank in the place of `blanks` asks for.
    pub(super) fn by(&mut self, note: &Note, item: &ListItem, blanks: TextRange) {
        let Some(block) = note.blocks.get(item.block as usize) else { return };
        let before = TextRange::new(note.lines.line_start(item.line as usize), blanks.start()).slice(&note.text);
        let surplus = columns_from(note.slice(blanks), columns_from(before, 0)).saturating_sub(1);
        let first = (item.line as usize + 1).saturating_sub(self.first);
        let last = note.lines.line_of(block.range.end()).saturating_sub(self.first);
        self.columns.get_mut(first..=last).unwrap_or_default().iter_mut().for_each(|columns| *columns += surplus);
    }

    /// The blanks to take away; `None` where a line has too few, or tabs.
    pub(super) fn edits(&self, note: &Note) -> Option<Vec<Edit>> {
        let moved = (self.first..).zip(&self.columns).filter(|(_, columns)| **columns > 0);
        let mut edits = Vec::new();
        for (number, columns) in moved {
            if note.slice(note.lines.line_range(&note.text, number)).trim_matches([' ', '\t', '>']).is_empty() {
                continue;
            }
            let blanks = margin(note, number, self.quotes)?.range;
            let taken = TextRange::new(blanks.start(), blanks.start() + columns);
            // A line that goes on with the text of the item may stand further to the left.
            if taken.end() > blanks.end() {
                continue;
            }
            if note.slice(taken).contains('\t') {
                return None;
            }
            edits.push(Edit::deletion(taken));
        }
        Some(edits)
    }
}
