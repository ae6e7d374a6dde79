//! Counts of links above notes and headings, and what linked blocks say. Both are off unless the client asks for them.

use tower_lsp::lsp_types::{CodeLens, Command, InlayHint, InlayHintKind, InlayHintLabel, Range};
use vaultlint_core::note::Subpath;
use vaultlint_core::text::TextRange;

use crate::preview::part;
use crate::references::{Wanted, links_to, target_file};
use crate::snapshot::Snapshot;

/// The words of a block that a hint shows.
const SHOWN: usize = 40;

/// How many links lead to the note, and to each of its headings that has some.
pub fn lenses(snapshot: &Snapshot) -> Vec<CodeLens> {
    let note = snapshot.note();
    let vault = snapshot.vault();
    let Some(file) = vault.exact_file(&note.path) else { return Vec::new() };
    let count = |wanted| links_to(&snapshot.view, &vault, &wanted).len();
    let whole = (TextRange::empty(0), count(Wanted::File(file)));
    let headings = note.headings.iter().enumerate();
    let headings = headings.map(|(index, it)| (it.range, count(Wanted::Heading(file, index))));
    let counted = std::iter::once(whole).chain(headings).filter(|(_, count)| *count > 0);
    counted.map(|(range, count)| lens(snapshot.range(range), count)).collect()
}

fn lens(range: Range, count: usize) -> CodeLens {
    let title = if count == 1 { "1 link".to_owned() } else { format!("{count} links") };
    CodeLens { range, command: Some(Command { title, ..Command::default() }), data: None }
}

/// What the blocks say that links in `range` lead to.
pub fn hints(snapshot: &Snapshot, range: Range) -> Vec<InlayHint> {
    let note = snapshot.note();
    let vault = snapshot.vault();
    let wanted = snapshot.text_range(range);
    let blocks = note.links.iter().filter(|link| {
        wanted.overlaps(link.range)
            && link.display_range.is_none()
            && matches!(link.target.subpath, Some(Subpath::Block(_)))
    });
    let hint = |link: &vaultlint_core::note::Link| {
        let target = snapshot.view.read(vault.path(target_file(&vault, &note.path, link)?))?;
        let text = target.slice(part(&target, link.target.subpath.as_ref()));
        let text: String =
            text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(SHOWN).collect();
        Some(InlayHint {
            position: snapshot.range(link.range).end,
            label: InlayHintLabel::String(text),
            kind: Some(InlayHintKind::TYPE),
            text_edits: None,
            tooltip: None,
            padding_left: Some(true),
            padding_right: None,
            data: None,
        })
    };
    blocks.filter_map(hint).collect()
}
