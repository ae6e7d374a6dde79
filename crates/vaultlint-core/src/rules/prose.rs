//! What the rules about words share: which stretches of the body are prose that may be edited, and which edits leave
//! all that is no prose as it is.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashSet, FxHasher};

use super::layout::open_lines;
use crate::diagnostic::Edit;
use crate::fix::apply;
use crate::note::{ListItem, Note, Table};
use crate::text::TextRange;

/// The stretches of the body that are prose: text of paragraphs, headings, list items and table cells, without code,
/// math, HTML, comments, links, addresses, tags, block ids, footnote labels, markers of templates, keys of inline
/// fields, and without the marks of blocks and the blanks beside them. In order; none holds a line break. Takes time
/// linear in the length of the note, but for sorting.
pub(super) fn prose(note: &Note) -> Vec<TextRange> {
    let closed = closed(note);
    let mut next = 0;
    let mut found = Vec::new();
    for line in open_lines(note) {
        let text = note.slice(line.range);
        let mut at = line.range.end() - text.trim_start_matches([' ', '\t', '>']).len();
        let end = line.range.start() + text.trim_end().len();
        while closed.get(next).is_some_and(|it| it.end() <= at) {
            next += 1;
        }
        for cut in closed.get(next..).unwrap_or_default().iter().take_while(|it| it.start() < end) {
            found.push(TextRange::new(at, cut.start()));
            at = at.max(cut.end());
        }
        found.push(TextRange::new(at, end));
    }
    found.retain(|it| !it.is_empty());
    found
}

/// The character before byte `at`, on the same line.
pub(super) fn char_before(note: &Note, at: usize) -> Option<char> {
    note.text.get(..at)?.chars().next_back().filter(|c| !matches!(c, '\n' | '\r'))
}

/// The character at byte `at`, on the same line.
pub(super) fn char_at(note: &Note, at: usize) -> Option<char> {
    note.text.get(at..)?.chars().next().filter(|c| !matches!(c, '\n' | '\r'))
}

/// The blanks and tabs right before byte `at`, as far as they stand in `within`.
pub(super) fn blanks_before(note: &Note, within: TextRange, at: usize) -> TextRange {
    let text = TextRange::new(within.start(), at).slice(&note.text);
    TextRange::new(within.start() + text.trim_end_matches([' ', '\t']).len(), at)
}

/// The blanks and tabs from byte `at` on, as far as they stand in `within`.
pub(super) fn blanks_after(note: &Note, within: TextRange, at: usize) -> TextRange {
    let text = TextRange::new(at, within.end()).slice(&note.text);
    TextRange::new(at, within.end() - text.trim_start_matches([' ', '\t']).len())
}

/// Drops the edits on lines where something that is no prose would come to be or get lost: a link, emphasis, a tag, a
/// block. No edit adds or removes a line break.
pub(super) fn harmless(note: &Note, mut edits: Vec<Edit>) -> Vec<Edit> {
    const ROUNDS: usize = 4;
    if edits.is_empty() {
        return edits;
    }
    let before = shape(note);
    for _ in 0..ROUNDS {
        let after = shape(&note.with_text(apply(&note.text, &edits)));
        if after == before {
            return edits;
        }
        let lines: FxHashSet<usize> = before.symmetric_difference(&after).map(|(line, _)| *line).collect();
        edits.retain(|edit| !lines.contains(&note.lines.line_of(edit.range().start())));
    }
    Vec::new()
}

/// Everything in `note` that is no prose, each with its line.
fn shape(note: &Note) -> FxHashSet<(usize, u64)> {
    let mut shape = Shape { note, facts: FxHashSet::default() };
    note.blocks.iter().for_each(|it| {
        shape.add(it.range, ("block", it.kind, it.depth, note.lines.line_of(it.range.end())));
    });
    note.headings.iter().for_each(|it| shape.add(it.range, ("heading", it.level)));
    note.links.iter().for_each(|it| {
        shape.add(it.range, ("link", it.kind, it.embed, it.hidden, note.slice(it.target_range)));
    });
    note.opaque.iter().for_each(|it| shape.add(*it, ("opaque", note.slice(*it))));
    note.tags.iter().for_each(|it| shape.add(it.range, ("tag", note.slice(it.range))));
    note.block_ids.iter().for_each(|it| shape.add(it.range, ("id", &it.id)));
    note.footnote_refs.iter().for_each(|it| shape.add(it.range, ("footnote", &it.id)));
    note.footnotes.iter().for_each(|it| shape.add(it.range, ("note", &it.id)));
    note.list_items.iter().for_each(|it| shape.add(it.range, ("item", it.task, note.slice(it.marker_range))));
    note.callouts.iter().for_each(|it| shape.add(it.range, ("callout", &it.kind, it.fold)));
    for row in note.tables.iter().flat_map(|table| &table.rows) {
        shape.add(row.range, ("row", row.cells.len()));
    }
    note.comments.iter().for_each(|it| shape.add(it.range, ("comment", note.slice(it.range))));
    let mut open = (0, 0);
    for emphasis in &note.emphasis {
        // Their order counts, as one may hold the other.
        let line = note.lines.line_of(emphasis.range.start());
        open = if open.0 == line { (line, open.1 + 1) } else { (line, 0) };
        shape.add(emphasis.range, ("emphasis", emphasis.strong, open.1));
    }
    note.highlights.iter().for_each(|it| shape.add(*it, "highlight"));
    note.inline_fields.iter().for_each(|it| shape.add(it.key_range, ("field", note.slice(it.key_range))));
    note.template_markers.iter().for_each(|it| shape.add(it.range, ("marker", note.slice(it.range))));
    note.link_definitions
        .iter()
        .for_each(|it| shape.add(it.range, ("definition", &it.label, &it.destination)));
    shape.facts
}

struct Shape<'a> {
    note: &'a Note,
    facts: FxHashSet<(usize, u64)>,
}

impl Shape<'_> {
    /// Adds `fact` about what starts where `range` does. Of equal facts about one line each counts.
    fn add(&mut self, range: TextRange, fact: impl Hash) {
        let line = self.note.lines.line_of(range.start());
        let mut hasher = FxHasher::default();
        fact.hash(&mut hasher);
        let mut hash = hasher.finish();
        while !self.facts.insert((line, hash)) {
            hash = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(1);
        }
    }
}

/// What is no prose: sorted and disjoint.
pub(super) fn closed(note: &Note) -> Vec<TextRange> {
    let mut closed: Vec<TextRange> = note.opaque.clone();
    closed.extend(note.math.iter().map(|it| it.range));
    closed.extend(note.links.iter().map(|it| it.range));
    closed.extend(note.loose_links.iter().map(|it| it.range));
    closed.extend(note.spaced_links.iter().map(|it| it.range));
    closed.extend(note.link_definitions.iter().map(|it| it.range));
    closed.extend(note.bare_urls());
    closed.extend(note.bare_uris());
    closed.extend(note.tags.iter().map(|it| it.range));
    closed.extend(note.block_ids.iter().map(|it| it.range));
    closed.extend(&note.malformed_block_ids);
    closed.extend(note.comments.iter().map(|it| it.range));
    closed.extend(note.template_markers.iter().map(|it| it.range));
    closed.extend(&note.unspaced_callouts);
    for reference in &note.footnote_refs {
        let start = reference.range.start();
        closed.push(if reference.id.is_some() { reference.range } else { TextRange::new(start, start + 2) });
    }
    for field in &note.inline_fields {
        closed.push(TextRange::new(field.range.start(), field.key_range.end() + "::".len()));
    }
    block_marks(note, &mut closed);
    closed.sort();
    closed.dedup_by(|next, kept| {
        let overlaps = next.start() <= kept.end();
        if overlaps {
            *kept = kept.cover(*next);
        }
        overlaps
    });
    closed
}

/// The marks of headings, list items, callouts, footnotes, tables and breaks, with the blanks after them.
fn block_marks(note: &Note, closed: &mut Vec<TextRange>) {
    let mut mark = |start: usize, end: usize| {
        let rest = note.text.get(end..).unwrap_or("");
        closed
            .push(TextRange::new(start, end + rest.len() - rest.trim_start_matches([' ', '\t', '>']).len()));
    };
    for heading in &note.headings {
        mark(heading.range.start(), heading.text_range.start());
        mark(heading.text_range.end(), heading.range.end());
    }
    note.list_items.iter().for_each(|item| mark(item.marker_range.start(), text_start(note, item)));
    note.callouts.iter().for_each(|it| mark(it.marker_range.start(), it.marker_range.end()));
    for footnote in &note.footnotes {
        let label = note.slice(footnote.range).find("]:").map_or(0, |at| at + "]:".len());
        mark(footnote.range.start(), footnote.range.start() + label);
    }
    let breaks = note.blocks.iter().filter(|it| it.kind == crate::note::BlockKind::ThematicBreak);
    closed.extend(breaks.map(|it| it.range));
    note.tables.iter().for_each(|table| between_cells(note, table, closed));
}

/// Where the text of `item` starts, after its marker and the brackets of a task.
fn text_start(note: &Note, item: &ListItem) -> usize {
    let end = item.marker_range.end();
    let rest = note.text.get(end..).unwrap_or("");
    let task = rest.trim_start_matches([' ', '\t']);
    let brackets = task.split_inclusive(']').next().unwrap_or("");
    let is_task = item.task.is_some() && task.starts_with('[');
    if is_task { end + (rest.len() - task.len()) + brackets.len() } else { end }
}

/// The pipes of `table`, the padding of its cells and its delimiter row.
fn between_cells(note: &Note, table: &Table, closed: &mut Vec<TextRange>) {
    let mut at = table.range.start();
    for cell in table.rows.iter().flat_map(|row| &row.cells) {
        let text = note.slice(*cell);
        let start = cell.end() - text.trim_start().len();
        closed.push(TextRange::new(at, start));
        at = (cell.start() + text.trim_end().len()).max(start);
    }
    closed.push(TextRange::new(at, table.range.end()));
}
