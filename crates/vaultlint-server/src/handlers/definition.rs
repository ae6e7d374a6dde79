//! Where a link, a footnote or a block id leads.

use tower_lsp::lsp_types::{Location, LocationLink, Position, Range};
use vaultlint_core::note::{Link, LinkKind, Note};
use vaultlint_core::text::TextRange;
use vaultlint_core::vault::FileKind;

use crate::convert;
use crate::cursor::Cursor;
use crate::preview::part;
use crate::references::target_file;
use crate::snapshot::Snapshot;

/// The place that what stands at `position` leads to, with what leads there.
pub fn definition(snapshot: &Snapshot, position: Position) -> Option<LocationLink> {
    let note = snapshot.note();
    let (origin, location) = match Cursor::at(note, snapshot.offset(position)) {
        Cursor::Link(link) => (link.range, of_link(snapshot, link)?),
        Cursor::FootnoteRef(reference) => {
            let id = reference.id.as_ref()?.to_lowercase();
            let footnote = note.footnotes.iter().find(|it| it.id.to_lowercase() == id)?;
            (reference.range, snapshot.view.location(note, footnote.range)?)
        }
        _ => return None,
    };
    Some(LocationLink {
        origin_selection_range: Some(snapshot.range(origin)),
        target_uri: location.uri,
        target_range: location.range,
        target_selection_range: Range::new(location.range.start, location.range.start),
    })
}

fn of_link(snapshot: &Snapshot, link: &Link) -> Option<Location> {
    let note = snapshot.note();
    if link.kind == LinkKind::Reference {
        return of_label(snapshot, note, link);
    }
    let vault = snapshot.vault();
    let file = target_file(&vault, &note.path, link)?;
    let path = vault.path(file);
    if path.kind() != FileKind::Note {
        return Some(Location::new(snapshot.view.uri(path)?, Range::default()));
    }
    let target = if *path == note.path { note.clone() } else { snapshot.view.read(path)? };
    let place = link.target.subpath.as_ref().map(|subpath| part(&target, Some(subpath)));
    let start = place.map_or(0, |range| range.start());
    let line = target.lines.line_range(&target.text, target.lines.line_of(start));
    let range = TextRange::new(start, line.end().max(start));
    Some(Location::new(snapshot.view.uri(path)?, convert::range(&target, range, snapshot.view.encoding)))
}

/// The definition `[label]: url` of a reference.
fn of_label(snapshot: &Snapshot, note: &Note, link: &Link) -> Option<Location> {
    let text = note.slice(link.range).trim_start_matches('!');
    let label = text.rsplit('[').next()?.trim_end_matches(']');
    let label = if label.is_empty() { text.split(']').next()?.trim_start_matches('[') } else { label };
    let fold = |label: &str| label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let definition = note.link_definitions.iter().find(|it| fold(&it.label) == fold(label))?;
    snapshot.view.location(note, definition.range)
}
