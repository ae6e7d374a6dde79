//! The lines of a list, moved with the items that they belong to.

use super::Step;
use super::item::Item;
use crate::diagnostic::Edit;
use crate::note::Note;
use crate::rules::margin::{Margin, columns_from, margin, replaced};
use crate::text::TextRange;

/// The edits that bring the items of block `list` and all that stands in them to their columns; `None` where tabs in code
/// stand in the way.
pub(super) fn edits(note: &Note, list: usize, quotes: usize, items: &[Item], step: Step) -> Option<Vec<Edit>> {
    let range = note.blocks.get(list)?.range;
    let (first, last) = (note.lines.line_of(range.start()), note.lines.line_of(range.end()));
    let mut owners: Vec<Option<&Item>> = vec![None; last - first + 1];
    for item in items {
        let lines = item.lines.0.saturating_sub(first)..=item.lines.1.saturating_sub(first);
        owners.get_mut(lines).unwrap_or_default().fill(Some(item));
    }
    // Of several items on one line the first is the one that moves.
    for item in items.iter().filter(|item| item.is_first) {
        if let Some(owner) = owners.get_mut(item.lines.0.saturating_sub(first)) {
            *owner = Some(item);
        }
    }
    let mut edits = Vec::new();
    for (number, owner) in (first..).zip(owners) {
        let (Some(item), Some(margin)) = (owner, margin(note, number, quotes)) else { continue };
        let line = note.lines.line_range(&note.text, number);
        if margin.range.end() == line.end() {
            continue;
        }
        if number == item.lines.0 {
            edits.extend(marker_edit(note, item, margin, step));
        } else if item.content.0 != item.content.1 {
            edits.extend(below(note, item, margin, step)?);
        }
    }
    Some(edits)
}

/// Moves the line of the marker of `item`.
fn marker_edit(note: &Note, item: &Item, margin: Margin, step: Step) -> Option<Edit> {
    let is_kept = item.marker.0 == item.marker.1 && step == Step::Content;
    if item.level == 0 || is_kept {
        return None;
    }
    replaced(note, margin.range, step.blanks(item.marker.1, margin.column))
}

/// Moves a line below the marker of `item` with its text; `None` where a tab reaches over the column of that text.
fn below(note: &Note, item: &Item, margin: Margin, step: Step) -> Option<Option<Edit>> {
    let text = note.slice(margin.range);
    // A line that goes on with the text of the item may stand further to the left.
    if columns_from(text, margin.column) < item.content.0 {
        return Some(None);
    }
    let (mut columns, mut end) = (0, 0);
    while let Some(blank) = text.get(end..end + 1).filter(|_| columns < item.content.0) {
        columns += columns_from(blank, margin.column + columns);
        end += 1;
    }
    let inner = text.get(end..)?;
    let is_text = !note.is_opaque(margin.range.end());
    if columns > item.content.0 && !is_text {
        return None;
    }
    let wanted = item.content.1 + columns - item.content.0;
    if is_text {
        // All of the blanks, so that no tab follows a blank.
        let all = wanted + columns_from(inner, margin.column + columns);
        return Some(replaced(note, margin.range, step.blanks(all, margin.column)));
    }
    let moved = TextRange::new(margin.range.start(), margin.range.start() + end);
    Some(replaced(note, moved, step.blanks(wanted, margin.column)))
}

impl Step {
    /// Blanks that fill `columns`, from column `from` on.
    fn blanks(self, columns: usize, from: usize) -> String {
        if self != Step::Tab {
            return " ".repeat(columns);
        }
        let (mut text, mut at) = (String::new(), from);
        while at / 4 * 4 + 4 <= from + columns {
            text.push('\t');
            at = at / 4 * 4 + 4;
        }
        text + &" ".repeat(from + columns - at)
    }
}
