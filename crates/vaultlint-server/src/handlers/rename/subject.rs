//! What is renamed at a place.

use vaultlint_core::note::{Link, Note, Subpath};
use vaultlint_core::text::TextRange;
use vaultlint_core::vault::{Facts, FileId, FileKind, VaultPath};

use crate::cursor::{Cursor, label};
use crate::references::target_file;
use crate::snapshot::Snapshot;

/// What is renamed.
pub(super) enum Subject {
    /// A file.
    File(VaultPath),
    /// The heading of a note, by its number.
    Heading(VaultPath, usize),
    /// A block of a note, by its id.
    Block(VaultPath, String),
    /// A tag, without `#`.
    Tag(String),
    /// A property.
    Property(String),
    /// A footnote of the note itself, by its id.
    Footnote(String),
}

/// A renaming that is possible.
pub(super) struct Target {
    /// What the name stands in.
    pub(super) range: TextRange,
    /// The name as it is.
    pub(super) name: String,
    pub(super) subject: Subject,
}

impl Target {
    /// What byte `at` of the note can be used to rename.
    pub(super) fn at(snapshot: &Snapshot, at: usize) -> Option<Target> {
        let note = snapshot.note();
        if note.path.kind() != FileKind::Note {
            return None;
        }
        let footnote = |range: TextRange, id: &str| {
            let range = TextRange::new(range.start() + 2, range.start() + 2 + id.len());
            Target { range, name: id.to_owned(), subject: Subject::Footnote(id.to_owned()) }
        };
        Some(match Cursor::at(note, at) {
            Cursor::Link(link) => return of_link(snapshot, link, at),
            Cursor::Heading(index, _) => heading(note, index)?,
            Cursor::BlockId(id) => block(note, &id.id)?,
            Cursor::Tag(range, name) => {
                let name = name.trim_start_matches('#').to_owned();
                let range = TextRange::new(range.end() - name.len(), range.end());
                Target { range, name: name.clone(), subject: Subject::Tag(name) }
            }
            Cursor::Property(property) => Target {
                range: property.key_range,
                name: property.key.to_string(),
                subject: Subject::Property(property.key.to_string()),
            },
            Cursor::FootnoteRef(reference) => footnote(reference.range, reference.id.as_deref()?),
            Cursor::Footnote(it) => footnote(label(note, it), &it.id),
            Cursor::Suppression(_) | Cursor::Nothing => return None,
        })
    }
}

fn heading(note: &Note, index: usize) -> Option<Target> {
    let mut range = note.headings.get(index)?.text_range;
    // A block id at its end has a name of its own.
    if let Some(block) = note.block_ids.iter().find(|block| range.contains_range(block.range)) {
        let text = TextRange::new(range.start(), block.range.start());
        range = TextRange::new(range.start(), range.start() + note.slice(text).trim_end().len());
    }
    let subject = Subject::Heading(note.path.clone(), index);
    Some(Target { range, name: note.slice(range).to_owned(), subject })
}

fn block(note: &Note, id: &str) -> Option<Target> {
    let found = note.block_ids.iter().find(|block| block.id.to_lowercase() == id.to_lowercase())?;
    let range = TextRange::new(found.range.start() + 1, found.range.end());
    let subject = Subject::Block(note.path.clone(), found.id.to_string());
    Some(Target { range, name: found.id.to_string(), subject })
}

/// In the path of a link it is the file, in its subpath what that names, and in its text what it leads to.
fn of_link(snapshot: &Snapshot, link: &Link, at: usize) -> Option<Target> {
    let note = snapshot.note();
    let vault = snapshot.vault();
    let file = target_file(&vault, &note.path, link)?;
    let path = vault.path(file);
    let in_target = link.target_range.start() <= at && at <= link.target_range.end();
    let written = note.slice(link.target_range);
    let hash = written.find('#').map(|hash| link.target_range.start() + hash);
    let in_path = in_target && hash.is_none_or(|hash| at <= hash) && !link.target.path.is_empty();
    if let (false, Some(subpath), Some(hash)) = (in_path, &link.target.subpath, hash) {
        let place = TextRange::new(hash + 1, link.target_range.end());
        return of_subpath(snapshot, (file, path), subpath, place, at)
            .map(|(range, it)| Target { range: if in_target { range } else { link.range }, ..it });
    }
    if !snapshot.in_vault {
        return None;
    }
    let range = if in_target { name_range(link, written, hash, at) } else { link.range };
    Some(Target { range, name: path.stem().to_owned(), subject: Subject::File(path.clone()) })
}

/// The last segment of the path that a link names, or all of it where byte `at` stands before that.
fn name_range(link: &Link, written: &str, hash: Option<usize>, at: usize) -> TextRange {
    let start = link.target_range.start();
    let path = TextRange::new(start, hash.unwrap_or(link.target_range.end()));
    let name = written.get(..path.len()).and_then(|path| path.rfind('/')).map_or(start, |it| start + it + 1);
    if name <= at { TextRange::new(name, path.end()) } else { path }
}

/// The heading or block that `subpath`, which stands at `place`, names around byte `at`, with its part of the subpath.
fn of_subpath(
    snapshot: &Snapshot,
    (file, path): (FileId, &VaultPath),
    subpath: &Subpath,
    place: TextRange,
    at: usize,
) -> Option<(TextRange, Target)> {
    let note = snapshot.note();
    let is_own = snapshot.vault().exact_file(&note.path) == Some(file);
    let target = if is_own { note.clone() } else { snapshot.view.read(path)? };
    match subpath {
        Subpath::Headings(segments) => {
            let chain = Facts::of_note(&target).find_chain(segments)?;
            let (number, range) = segment(note, place, at)?;
            Some((range, heading(&target, *chain.get(number)?)?))
        }
        Subpath::Block(id) => {
            let caret = note.slice(place).find('^').map_or(0, |caret| caret + 1);
            Some((TextRange::new(place.start() + caret, place.end()), block(&target, id)?))
        }
        Subpath::Footnote(_) => None,
    }
}

/// The number and the place of that of the segments between `#`s in `place` that byte `at` lies in or ends; the last
/// one for a byte beyond. Empty segments do not count.
fn segment(note: &Note, place: TextRange, at: usize) -> Option<(usize, TextRange)> {
    let mut start = place.start();
    let mut found = None;
    for (number, text) in note.slice(place).split('#').scan(0, |number, text| {
        let own = *number;
        *number += usize::from(!text.trim().is_empty());
        Some((own, text))
    }) {
        let range = TextRange::new(start, start + text.len());
        start = range.end() + 1;
        if text.trim().is_empty() {
            continue;
        }
        found = Some((number, range));
        if at >= range.start() && at <= range.end() {
            break;
        }
    }
    found
}
