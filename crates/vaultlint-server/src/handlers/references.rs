//! References: links to a note, a heading or a block, uses of a tag, a footnote or a property.

use rayon::prelude::*;
use tower_lsp::lsp_types::{DocumentHighlight, DocumentHighlightKind, Location, Position};
use vaultlint_core::note::Note;
use vaultlint_core::text::TextRange;
use vaultlint_core::vault::FileKind;

use crate::cursor::{Cursor, label, property_tags};
use crate::references::{Wanted, in_note, links_to};
use crate::snapshot::Snapshot;

/// All references to what stands at `position`; to the note where nothing is to be referred to.
pub fn references(snapshot: &Snapshot, position: Position, with_declaration: bool) -> Option<Vec<Location>> {
    let note = snapshot.note();
    let vault = snapshot.vault();
    let own = vault.exact_file(&note.path);
    let mut found = match Cursor::at(note, snapshot.offset(position)) {
        Cursor::Tag(_, name) => return Some(tags(snapshot, &name)),
        Cursor::Property(property) => return Some(properties(snapshot, &property.key)),
        Cursor::FootnoteRef(reference) => {
            return Some(places(snapshot, footnotes(note, reference.id.as_deref()?)));
        }
        Cursor::Footnote(footnote) => return Some(places(snapshot, footnotes(note, &footnote.id))),
        Cursor::Link(link) => {
            let wanted = Wanted::of_link(&vault, &note.path, link)?;
            links_to(&snapshot.view, &vault, &wanted)
        }
        Cursor::Heading(index, heading) => {
            let mut found = links_to(&snapshot.view, &vault, &Wanted::Heading(own?, index));
            found.extend(snapshot.view.location(note, heading.text_range).filter(|_| with_declaration));
            found
        }
        Cursor::BlockId(id) => {
            let wanted = Wanted::Block(own?, id.id.to_lowercase().into());
            let mut found = links_to(&snapshot.view, &vault, &wanted);
            found.extend(snapshot.view.location(note, id.range).filter(|_| with_declaration));
            found
        }
        _ => links_to(&snapshot.view, &vault, &Wanted::File(own?)),
    };
    found.sort_by(|a, b| (&a.uri, a.range.start).cmp(&(&b.uri, b.range.start)));
    Some(found)
}

/// What in the note refers to the same as what stands at `position`.
pub fn highlights(snapshot: &Snapshot, position: Position) -> Option<Vec<DocumentHighlight>> {
    let note = snapshot.note();
    let vault = snapshot.vault();
    let ranges = match Cursor::at(note, snapshot.offset(position)) {
        Cursor::Tag(_, name) => tags_in(note, &name),
        Cursor::FootnoteRef(reference) => footnotes(note, reference.id.as_deref()?),
        Cursor::Footnote(footnote) => footnotes(note, &footnote.id),
        Cursor::Link(link) => in_note(&vault, note, &Wanted::of_link(&vault, &note.path, link)?),
        Cursor::Heading(index, heading) => {
            let wanted = Wanted::Heading(vault.exact_file(&note.path)?, index);
            in_note(&vault, note, &wanted).into_iter().chain([heading.text_range]).collect()
        }
        Cursor::BlockId(id) => {
            let wanted = Wanted::Block(vault.exact_file(&note.path)?, id.id.to_lowercase().into());
            in_note(&vault, note, &wanted).into_iter().chain([id.range]).collect()
        }
        _ => return None,
    };
    let highlight =
        |range| DocumentHighlight { range: snapshot.range(range), kind: Some(DocumentHighlightKind::READ) };
    Some(ranges.into_iter().map(highlight).collect())
}

fn places(snapshot: &Snapshot, ranges: Vec<TextRange>) -> Vec<Location> {
    ranges.into_iter().filter_map(|range| snapshot.view.location(snapshot.note(), range)).collect()
}

fn footnotes(note: &Note, id: &str) -> Vec<TextRange> {
    let id = id.to_lowercase();
    let is_it = |found: &str| found.to_lowercase() == id;
    let definitions = note.footnotes.iter().filter(|it| is_it(&it.id)).map(|it| label(note, it));
    let references = note.footnote_refs.iter().filter(|it| it.id.as_deref().is_some_and(is_it));
    let mut found: Vec<TextRange> = definitions.chain(references.map(|it| it.range)).collect();
    found.sort_unstable();
    found
}

/// All uses of the tag called `name`, also by tags nested in it.
fn tags(snapshot: &Snapshot, name: &str) -> Vec<Location> {
    in_all_notes(snapshot, |note| tags_in(note, name))
}

fn tags_in(note: &Note, name: &str) -> Vec<TextRange> {
    let name = name.to_lowercase();
    let is_it = |found: &str| {
        let found = found.to_lowercase();
        found.strip_prefix(&name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let in_properties = property_tags(note).filter(|(_, found)| is_it(found)).map(|(range, _)| range);
    let in_body = note.tags.iter().map(|tag| tag.range).filter(|range| is_it(note.slice(*range)));
    in_properties.chain(in_body).collect()
}

fn properties(snapshot: &Snapshot, key: &str) -> Vec<Location> {
    let key = key.to_lowercase();
    in_all_notes(snapshot, |note| {
        let properties = note.front_matter.iter().flat_map(|it| &it.properties);
        properties.filter(|it| it.key.to_lowercase() == key).map(|it| it.key_range).collect()
    })
}

fn in_all_notes(snapshot: &Snapshot, find: impl Fn(&Note) -> Vec<TextRange> + Sync) -> Vec<Location> {
    let view = &snapshot.view;
    let paths = view.home.files();
    let notes = paths.par_iter().filter(|path| path.kind() == FileKind::Note);
    let found: Vec<Vec<Location>> = notes
        .filter_map(|path| {
            let note = view.read(path)?;
            Some(find(&note).into_iter().filter_map(|range| view.location(&note, range)).collect())
        })
        .collect();
    found.into_iter().flatten().collect()
}
