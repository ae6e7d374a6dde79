//! Tags, callouts, footnotes and placeholders.

use tower_lsp::lsp_types::CompletionItemKind;
use vaultlint_core::note::Note;

use super::Offer;
use crate::snapshot::Snapshot;

/// Types of callouts (OBSIDIAN.md 4.5).
const CALLOUTS: [&str; 13] = [
    "note", "abstract", "info", "todo", "tip", "success", "question", "warning", "failure", "danger", "bug",
    "example", "quote",
];

/// Tags of the vault, one spelling each.
pub(super) fn tags(snapshot: &Snapshot) -> Vec<Offer> {
    let index = snapshot.view.index();
    let mut tags: Vec<(&str, u32)> = index.tags().collect();
    tags.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let mut seen = std::collections::HashSet::new();
    let tags = tags.into_iter().filter(|(tag, _)| seen.insert(tag.to_lowercase()));
    tags.map(|(tag, uses)| Offer { uses, ..Offer::new(tag, tag, CompletionItemKind::KEYWORD) }).collect()
}

pub(super) fn callouts() -> Vec<Offer> {
    let offer = |kind: &str| Offer::new(kind, kind, CompletionItemKind::ENUM_MEMBER);
    CALLOUTS.into_iter().map(offer).collect()
}

/// Footnotes that the note defines or refers to.
pub(super) fn footnotes(note: &Note) -> Vec<Offer> {
    let defined = note.footnotes.iter().map(|it| (&*it.id, note.slice(it.range)));
    let referred = note.footnote_refs.iter().filter_map(|it| Some((it.id.as_deref()?, "")));
    let mut offers: Vec<Offer> = Vec::new();
    for (id, text) in defined.chain(referred) {
        if offers.iter().all(|it| !it.label.eq_ignore_ascii_case(id)) {
            let detail = text.lines().next().filter(|it| !it.is_empty()).map(str::to_owned);
            offers.push(Offer { detail, ..Offer::new(id, id, CompletionItemKind::REFERENCE) });
        }
    }
    offers
}

/// Placeholders of the app's own templates (OBSIDIAN.md 4.14), in templates.
pub(super) fn placeholders(snapshot: &Snapshot) -> Vec<Offer> {
    if !snapshot.view.vault().is_template(&snapshot.opened.path) {
        return Vec::new();
    }
    let offer = |name: &str| Offer::new(name, format!("{{{{{name}}}}}"), CompletionItemKind::VARIABLE);
    ["title", "date", "time"].into_iter().map(offer).collect()
}
