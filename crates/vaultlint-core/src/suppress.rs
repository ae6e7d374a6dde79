//! How a person tells a note to be silent about a finding.
//!
//! The edits are tried before they are offered: the note must read as before, and the finding must be gone.

use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::fix::apply;
use crate::note::{BlockKind, Note, SUPPRESSION_PROPERTY, SuppressionKind};
use crate::text::TextRange;

mod property;
mod reading;
mod removal;
mod silence;

pub(crate) use removal::{without_marker, without_name};
pub(crate) use silence::{Silence, Unused};

/// Signs of the plugin Tasks that are read from the end of a line; nothing may stand behind them.
const TASK_SIGNS: [char; 15] =
    ['📅', '⏳', '🛫', '➕', '✅', '❌', '🔁', '🔺', '⏫', '🔼', '🔽', '⏬', '🆔', '⛔', '🏁'];

/// The edit that makes `note` silent about `found` as near to its place as can be done without changing what the note
/// says: a comment line above, a comment in the line, comments around the block, or as [`suppress_note`] does. `None`
/// when nothing works.
pub fn suppress_line(note: &Note, found: &Diagnostic) -> Option<Fix> {
    let at = found.range.start();
    if found.about_file || at < note.body_start() {
        return suppress_note(note, found);
    }
    let rule = found.rule.name;
    let line = note.lines.line_of(at);
    let first =
        added_to_marker(note, line, rule).and_then(|edits| offered(note, found, "on this line", edits));
    first
        .or_else(|| offered(note, found, "on this line", above(note, line, rule)?))
        .or_else(|| offered(note, found, "on this line", in_line(note, at, rule)?))
        .or_else(|| offered(note, found, "in this block", around_block(note, found)?))
        .or_else(|| suppress_note(note, found))
}

/// The edit that makes all of `note` silent about the rule of `found`: in the property `vaultlint-disable`, or in a
/// comment where the properties cannot take it. `None` when nothing works.
pub fn suppress_note(note: &Note, found: &Diagnostic) -> Option<Fix> {
    let rule = found.rule.name;
    let line_break = line_break(note);
    let marker = marker("-disable-file", rule);
    let property = property::add(note, rule, line_break);
    let at_end = if note.text.ends_with(['\n', '\r']) {
        format!("{line_break}{marker}{line_break}")
    } else {
        format!("{line_break}{line_break}{marker}{line_break}")
    };
    let at_end = vec![Edit::insertion(note.text.len(), at_end)];
    let before = |start: usize| vec![Edit::insertion(start, format!("{marker}{line_break}"))];
    // The end may lie in code that is never closed.
    let last = note.blocks.iter().rfind(|block| block.depth == 0);
    let last = last.map(|block| note.lines.line_start(note.lines.line_of(block.range.start())));
    property
        .and_then(|edit| offered(note, found, "in this note", vec![edit]))
        .or_else(|| offered(note, found, "in this note", at_end))
        .or_else(|| offered(note, found, "in this note", before(note.body_start())))
        .or_else(|| offered(note, found, "in this note", before(last?)))
}

/// The fix, where it does what it should and nothing else.
fn offered(note: &Note, found: &Diagnostic, place: &str, edits: Vec<Edit>) -> Option<Fix> {
    let after = note.with_text(apply(&note.text, &edits));
    let at = found.range.start();
    let moved: usize = edits.iter().filter(|it| it.range().end() <= at).map(|it| it.content().len()).sum();
    let gone: usize = edits.iter().filter(|it| it.range().end() <= at).map(|it| it.range().len()).sum();
    let range = TextRange::empty((at + moved).saturating_sub(gone));
    let moved = Diagnostic { range, ..found.clone() };
    let is_silent = Silence::of(&after).covers(&moved);
    (is_silent && reading::is_same(note, &after))
        .then(|| Fix::suggestion(format!("Ignore `{}` {place}", found.rule.name), edits))
}

/// Whether `note` shows and links the same after `edits`, its comments and the property of this program aside.
pub(crate) fn reads_as_before(note: &Note, edits: &[&Edit]) -> bool {
    edits.is_empty() || reading::is_same(note, &note.with_text(apply(&note.text, edits.iter().copied())))
}

fn marker(word: &str, rule: &str) -> String {
    format!("%% vaultlint{word} {rule} %%")
}

fn line_break(note: &Note) -> &'static str {
    let first = note.lines.full_line_range(0).slice(&note.text);
    match (first.ends_with("\r\n"), first.ends_with('\r')) {
        (true, _) => "\r\n",
        (_, true) => "\r",
        _ => "\n",
    }
}

/// Names the rule in a marker that is about `line` already.
fn added_to_marker(note: &Note, line: usize, rule: &str) -> Option<Vec<Edit>> {
    let targets = silence::targets(note);
    let marker = note.suppressions.iter().find(|marker| {
        let own = note.lines.line_of(marker.range.start());
        match marker.kind {
            SuppressionKind::Line => own == line,
            SuppressionKind::NextLine => targets.get(&own) == Some(&line),
            _ => false,
        }
    })?;
    let last = marker.names.last().filter(|_| !marker.all && !marker.of_markdownlint)?;
    Some(vec![Edit::insertion(last.range.end(), format!(" {rule}"))])
}

/// A comment line above, where `line` is the first one of a section.
fn above(note: &Note, line: usize, rule: &str) -> Option<Vec<Edit>> {
    let block = section_at(note, line)?;
    let start = note.lines.line_start(line);
    // What stands right below the properties may be found for that alone.
    let is_free = note.front_matter.is_none() || start > note.body_start();
    (is_free && note.lines.line_of(block.start()) == line)
        .then(|| vec![Edit::insertion(start, marker("-disable-next-line", rule) + line_break(note))])
}

/// A comment in the line that holds byte `at`, where it ends.
fn in_line(note: &Note, at: usize, rule: &str) -> Option<Vec<Edit>> {
    let spot = spot_in_line(note, at)?;
    let marker = marker("-disable-line", rule);
    Some(vec![Edit::insertion(spot, format!(" {marker}"))])
}

/// Where a comment can end the line that holds byte `at`: inside the last cell, before a block id, before what Tasks
/// reads and before a hard break.
fn spot_in_line(note: &Note, at: usize) -> Option<usize> {
    let line = note.lines.line_range(&note.text, note.lines.line_of(at));
    let text = line.slice(&note.text).trim_end();
    // A line of marks alone, as below the header of a table, is read by what it holds; so is that of a merge.
    let is_merge = text.starts_with("<<<<<<<") || text.starts_with(">>>>>>>");
    if is_merge || !text.contains(char::is_alphanumeric) {
        return None;
    }
    let end = line.start() + text.len();
    let id = note.block_ids.iter().find(|id| id.range.end() == end && id.range.start() > line.start());
    let is_task = note.list_items.iter().any(|item| item.task.is_some() && item.range.contains(at));
    let kept = if note.table_at(at).is_some() {
        text.strip_suffix('|').unwrap_or(text)
    } else if let Some(id) = id {
        TextRange::new(line.start(), id.range.start()).slice(&note.text)
    } else if let Some(sign) = text.find(TASK_SIGNS).filter(|_| is_task) {
        text.get(..sign)?
    } else {
        text.strip_suffix('\\').unwrap_or(text)
    };
    let kept = kept.trim_end();
    (!kept.is_empty()).then(|| line.start() + kept.len())
}

/// Comments before and after the section that holds byte `at`.
fn around_block(note: &Note, found: &Diagnostic) -> Option<Vec<Edit>> {
    let rule = found.rule.name;
    let block = section_at(note, note.lines.line_of(found.range.start()))?;
    if reaches_beyond(note, found, block) {
        return None;
    }
    let line_break = line_break(note);
    let start = note.lines.line_start(note.lines.line_of(block.start()));
    let last = note.lines.line_of(block.end());
    let text_end = note.lines.line_range(&note.text, last).end();
    let end = note.lines.full_line_range(last).end();
    let open = marker("-disable", rule) + line_break;
    let close = if text_end == end {
        line_break.to_owned() + &marker("-enable", rule)
    } else {
        marker("-enable", rule) + line_break
    };
    Some(vec![Edit::insertion(start, open), Edit::insertion(end, close)])
}

/// Whether `found` is of how `block` and what comes right behind it hang together: a marker between them would change
/// that.
fn reaches_beyond(note: &Note, found: &Diagnostic, block: TextRange) -> bool {
    let at = found.range.start();
    // Code as the note is read now, which a finding with a place elsewhere takes for something else.
    if !found.related.is_empty()
        && note.code_blocks.iter().any(|code| code.range.start() < at && at < code.range.end())
    {
        return true;
    }
    let own =
        found.related.iter().filter(|related| related.path.as_ref().is_none_or(|path| *path == note.path));
    own.filter_map(|related| related.range).any(|range| {
        let between = note.text.get(block.end()..range.start());
        between.is_some_and(|between| between.trim().is_empty())
    })
}

/// The section on `line`.
fn section_at(note: &Note, line: usize) -> Option<TextRange> {
    let line = note.lines.line_range(&note.text, line);
    let sections = note.blocks.iter().filter(|block| block.depth == 0 && block.kind != BlockKind::Comment);
    sections.map(|block| block.range).find(|range| range.start() <= line.end() && line.start() <= range.end())
}

/// Whether `key` is the property of this program.
pub(crate) fn is_property(key: &str) -> bool {
    key.eq_ignore_ascii_case(SUPPRESSION_PROPERTY)
}
