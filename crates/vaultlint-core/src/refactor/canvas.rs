//! The edits of a canvas.

use super::change::Change;
use super::follow::Part;
use super::site::written;
use super::{Edited, Source, note, subpath};
use crate::note::link_edit::Spelling;
use crate::note::{Note, Subpath, Target};
use crate::text::TextRange;
use crate::vault::canvas::{Canvas, CanvasTarget, escaped, raw_edits};
use crate::vault::{FileId, FileKind};

/// What `change` does to `canvas`, which `source` is; `cards` are the notes in its cards of text.
pub(super) fn edited(change: &Change, source: &Source, canvas: &Canvas, cards: &[Note]) -> Edited {
    let mut edited = Edited::default();
    for (card, note) in canvas.cards.iter().zip(cards) {
        let inner = note::edited(change, source, note).in_order();
        let literal = card.range.slice(&source.text);
        edited.edits.extend(raw_edits(literal, card.range.start(), &inner.edits));
        edited.links += inner.links;
        edited.remarks.extend(inner.remarks.into_iter().map(|(_, remark)| (card.range, remark)));
    }
    for link in &canvas.links {
        match &link.target {
            CanvasTarget::File { path, subpath } => {
                file(change, path, link.range, &mut edited);
                let part = subpath.as_ref().zip(link.subpath_range);
                part.into_iter()
                    .for_each(|(sub, range)| part_of(change, path, sub, range, source, &mut edited));
            }
            CanvasTarget::Background(path) => file(change, path, link.range, &mut edited),
            CanvasTarget::Text(_) => {}
        }
    }
    edited
}

/// A path of the vault at `range`.
fn file(change: &Change, path: &str, range: TextRange, edited: &mut Edited) {
    match change.before.file(path) {
        Some(file) if change.moves(file) => {
            let new = change.after.path(change.after_id(file)).as_str();
            edited.edits.push(written(range, escaped(new)));
            edited.links += 1;
        }
        Some(_) => {}
        None => {
            if let Some(file) = change.after.file(path) {
                let path = change.after.path(file);
                edited.remarks.push((range, format!("this card showed no file and would show `{path}` now")));
            }
        }
    }
}

/// The subpath of a card that shows a part of the file at `path`.
fn part_of(
    change: &Change,
    path: &str,
    sub: &Subpath,
    range: TextRange,
    source: &Source,
    edited: &mut Edited,
) {
    let Some(file) = change.before.file(path) else { return };
    let Some(part) = part(change, file, sub) else { return };
    let literal = range.slice(&source.text);
    let Ok(raw) = serde_json::from_str::<String>(&format!("\"{literal}\"")) else { return };
    let (hash, raw) = raw.strip_prefix('#').map_or(("", raw.as_str()), |raw| ("#", raw));
    let target = Target { subpath: Some(sub.clone()), ..Target::default() };
    let wanted = match &part {
        Part::Heading(chain) => chain.last().copied(),
        _ => None,
    };
    let options = subpath::options(change, file, &target, Some(raw), &part, Spelling::Wiki);
    let leads = |written: &subpath::Written| match (&written.subpath, wanted) {
        (Some(Subpath::Headings(segments)), Some(index)) => {
            change.after.facts(change.after_id(file)).and_then(|facts| facts.find_heading(segments))
                == Some(index)
        }
        _ => true,
    };
    match options.into_iter().flatten().find(leads) {
        Some(new) if new.raw != raw => {
            edited.edits.push(written(range, escaped(&format!("{hash}{}", new.raw))));
            edited.links += 1;
        }
        Some(_) => {}
        None => {
            edited.remarks.push((range, "this card would show another heading of the same name now".into()))
        }
    }
}

fn part(change: &Change, file: FileId, sub: &Subpath) -> Option<Part> {
    let facts = change.before.facts(file).filter(|_| change.before.path(file).kind() == FileKind::Note)?;
    match sub {
        Subpath::Headings(segments) => facts.find_chain(segments).map(Part::Heading),
        Subpath::Block(id) => Some(Part::Block(id.to_lowercase())),
        Subpath::Footnote(_) => None,
    }
}
