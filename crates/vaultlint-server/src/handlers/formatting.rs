//! Formatting, of a note or a part of it, and what is done on saving.

use tower_lsp::lsp_types::{Range, TextEdit};
use vaultlint_core::diagnostic::Applicability;
use vaultlint_core::fix::{fix_note, fix_with};
use vaultlint_core::format::{format_note, lint_layout};
use vaultlint_core::note::Note;
use vaultlint_core::text::TextRange;
use vaultlint_core::vault::FileKind;

use crate::edits::minimal;
use crate::snapshot::Snapshot;

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
