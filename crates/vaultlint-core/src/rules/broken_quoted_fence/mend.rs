//! Gives every line of cut code its quote mark.

use super::{BrokenFence, quote_marks};
use crate::diagnostic::Edit;
use crate::note::{CodeBlock, Note};
use crate::text::TextRange;

/// Longest piece of code, in lines, that is mended.
const MOST_LINES: usize = 200;

/// The edits that mend each of `fences`; `None` where they would not make one piece of code of it.
pub(super) fn edits(note: &Note, fences: &[BrokenFence]) -> Vec<Option<Vec<Edit>>> {
    let mut edits: Vec<_> = fences.iter().map(|fence| edits_of(note, fence)).collect();
    let mut mended = note.text.to_string();
    for edit in edits.iter().flatten().flatten().rev() {
        mended.insert_str(edit.range().start(), edit.content());
    }
    let mended = note.with_text(mended);
    let mut added = 0;
    for (fence, edits) in fences.iter().zip(&mut edits) {
        let Some(all) = edits else { continue };
        let start = fence.opening.start() + added;
        added += all.iter().map(|edit| edit.content().len()).sum::<usize>();
        let end = note.lines.line_range(&note.text, *fence.lines.end()).end() + added;
        let is_whole = |code: &CodeBlock| code.closed && code.range.start() == start && code.range.end() <= end;
        if !mended.code_blocks.iter().any(|code| is_whole(code) && ends_at(&mended, code, end)) {
            *edits = None;
        }
    }
    edits
}

/// Whether nothing but blanks stands between `code` and byte `end`.
fn ends_at(note: &Note, code: &CodeBlock, end: usize) -> bool {
    TextRange::new(code.range.end(), end).slice(&note.text).trim().is_empty()
}

fn edits_of(note: &Note, fence: &BrokenFence) -> Option<Vec<Edit>> {
    let line = note.lines.line_start(note.lines.line_of(fence.opening.start()));
    let prefix = TextRange::new(line, fence.opening.start()).slice(&note.text);
    let is_plain = prefix.matches('>').count() == 1 && prefix.trim_matches([' ', '\t']) == ">";
    let lines = fence.lines.clone();
    if !is_plain || lines.end() - lines.start() > MOST_LINES {
        return None;
    }
    let indent = prefix.get(..prefix.find('>')?)?;
    let edit = |line: usize| {
        let start = note.lines.line_start(line);
        match quote_marks(note, line) {
            0 => Some(Edit::insertion(start, prefix.to_owned())),
            // In a list item the mark needs the indentation of the item.
            _ if !indent.is_empty() && note.text.get(start..).is_some_and(|rest| rest.starts_with('>')) => {
                Some(Edit::insertion(start, indent.to_owned()))
            }
            _ => None,
        }
    };
    Some(lines.filter_map(edit).collect())
}
