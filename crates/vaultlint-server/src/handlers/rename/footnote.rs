//! Renaming a footnote within its note.

use vaultlint_core::diagnostic::Edit;
use vaultlint_core::fix::apply;
use vaultlint_core::note::Note;
use vaultlint_core::text::TextRange;

use crate::cursor::label;

/// The edits of `note` that give the footnote `from` and all references to it the label `to`.
///
/// # Errors
/// When it cannot have that label; the message says why.
pub(super) fn rename(note: &Note, from: &str, to: &str) -> Result<Vec<Edit>, String> {
    let to = to.trim();
    let to = to.strip_prefix("[^").and_then(|it| it.strip_suffix(']')).unwrap_or(to);
    if to.is_empty() {
        return Err("the new label is empty".to_owned());
    }
    if from == to {
        return Ok(Vec::new());
    }
    if !is_same(from, to) && labels(note).any(|(_, id)| is_same(id, to)) {
        return Err(format!("a footnote of the note is called `{to}` already"));
    }
    let uses = labels(note).filter(|(_, id)| is_same(id, from));
    let edits: Vec<Edit> = uses.map(|(range, _)| Edit::replacement(range, to.to_owned())).collect();
    let after = note.with_text(apply(&note.text, &edits));
    let wanted = labels(note).map(|(_, id)| if is_same(id, from) { to } else { id });
    match labels(&after).map(|(_, id)| id).eq(wanted) {
        true => Ok(edits),
        false => Err(format!("`{to}` would not be read as the label of a footnote")),
    }
}

fn is_same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

/// The ids of all footnotes, then of all references, with their places.
fn labels(note: &Note) -> impl Iterator<Item = (TextRange, &str)> {
    // `[^` stands before each.
    let place = |start: usize, id: &str| TextRange::new(start + 2, start + 2 + id.len());
    let footnotes = note.footnotes.iter().map(|it| (label(note, it).start(), &*it.id));
    let references = note.footnote_refs.iter().filter_map(|it| Some((it.range.start(), it.id.as_deref()?)));
    footnotes.chain(references).map(move |(start, id)| (place(start, id), id))
}
