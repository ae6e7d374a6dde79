//! Formatting, of a note or a part of it, and what is done on saving.

use tower_lsp::lsp_types::{Position, Range, TextEdit};
use vaultlint_core::diagnostic::Applicability;
use vaultlint_core::fix::{apply, fix_note, fix_with};
use vaultlint_core::format::{format_note, lint_layout};
use vaultlint_core::lint::lint_rules;
use vaultlint_core::note::{Note, Table};
use vaultlint_core::rule::Level;
use vaultlint_core::text::TextRange;
use vaultlint_core::vault::FileKind;

use crate::edits::minimal;
use crate::snapshot::Snapshot;

/// The rule that lays tables out.
const TABLE_RULE: &str = "table-alignment";

/// Lays the note out.
pub fn document(snapshot: &Snapshot) -> Vec<TextEdit> {
    if !is_note(snapshot) {
        return Vec::new();
    }
    let note = snapshot.note();
    let formatted = format_note(note, &snapshot.vault(), snapshot.view.config()).text;
    edits(snapshot, formatted)
}

/// Lays out the lines that `range` touches.
pub fn range(snapshot: &Snapshot, range: Range) -> Vec<TextEdit> {
    if !is_note(snapshot) {
        return Vec::new();
    }
    let note = snapshot.note();
    let (vault, config) = (snapshot.vault(), snapshot.view.config());
    let wanted = whole_lines(note, snapshot.text_range(range));
    // Lines below the range keep their distance from the end, whatever the lines in it become.
    let below = note.text.len() - wanted.end();
    let formatted = fix_with(note, &vault, Applicability::Safe, |note| {
        let wanted = TextRange::new(wanted.start(), note.text.len().saturating_sub(below));
        let mut found = lint_layout(note, &vault, config);
        let is_inside = |edit: &vaultlint_core::diagnostic::Edit| wanted.contains_range(edit.range());
        found.retain(|it| it.fixes.iter().all(|fix| fix.edits().iter().all(is_inside)));
        found
    });
    edits(snapshot, formatted.text)
}

/// Lays out the table whose row was just completed, by a pipe before `position` or by a line break before its line,
/// where tables are laid out in this vault.
pub fn on_type(snapshot: &Snapshot, position: Position, is_line_break: bool) -> Vec<TextEdit> {
    let note = snapshot.note();
    let at = match is_line_break {
        true => note.lines.line_start(note.lines.line_of(snapshot.offset(position))),
        false => snapshot.offset(position),
    };
    let row_end = note.text.get(..at).unwrap_or("").trim_end_matches(['\n', '\r', ' ', '\t']).len();
    let table = row_end.checked_sub(1).and_then(|last| note.table_at(last));
    let Some(table) = table.filter(|table| is_note(snapshot) && is_complete(note, table, row_end)) else {
        return Vec::new();
    };
    let (vault, config) = (snapshot.vault(), snapshot.view.config());
    let found = lint_rules(note, &vault, config, Level::Format, |rule, _| rule.name == TABLE_RULE);
    let own = found.into_iter().filter(|it| table.range.contains_range(it.range));
    let fixes: Vec<_> = own.flat_map(|it| it.fixes).collect();
    let text = apply(&note.text, fixes.iter().flat_map(|fix| fix.edits()));
    edits(snapshot, (!fixes.is_empty()).then_some(text))
}

/// Whether the line of `table` that ends at `end` has all its cells: one that is being written is left alone, as cells
/// that are added to it would be in the way.
fn is_complete(note: &Note, table: &Table, end: usize) -> bool {
    let line = note.lines.line_of(end);
    let row = table.rows.iter().find(|row| note.lines.line_of(row.range.start()) == line);
    // Only the line between the first two rows is no row: it has the columns that the table has.
    row.is_none_or(|row| {
        // Cells that are not written stand, empty, behind the last pipe.
        let last = row.cells.last().map_or(row.range.start(), |cell| cell.end());
        row.cells.len() == table.columns as usize && TextRange::new(last, end).slice(&note.text) == "|"
    })
}

/// Mends what is safe to mend. Laying out on save is for the editor to ask for.
pub fn on_save(snapshot: &Snapshot) -> Vec<TextEdit> {
    edits(snapshot, fixed(snapshot))
}

/// The note with all that is safe to mend mended; `None` where there is nothing.
pub fn fixed(snapshot: &Snapshot) -> Option<String> {
    if !is_note(snapshot) {
        return None;
    }
    fix_note(snapshot.note(), &snapshot.vault(), snapshot.view.config(), Applicability::Safe, |_| true).text
}

/// The edits that make `text` of the note.
pub fn edits(snapshot: &Snapshot, text: Option<String>) -> Vec<TextEdit> {
    text.map(|text| minimal(snapshot.note(), &text, snapshot.view.encoding)).unwrap_or_default()
}

fn is_note(snapshot: &Snapshot) -> bool {
    snapshot.opened.path.kind() == FileKind::Note
        && !snapshot.view.config().is_excluded(&snapshot.opened.path)
}

fn whole_lines(note: &Note, range: TextRange) -> TextRange {
    let first = note.lines.line_of(range.start());
    // A selection of whole lines ends at the start of the next one.
    let last = note.lines.line_of(range.end().saturating_sub(usize::from(!range.is_empty())));
    TextRange::new(note.lines.line_start(first), note.lines.full_line_range(last).end())
}
