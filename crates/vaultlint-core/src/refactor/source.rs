//! The files that may hold links: notes, canvases and bases.

use std::sync::Arc;

use rayon::prelude::*;

use super::change::{Change, Shared};
use super::moves::Moves;
use super::{Edited, Remark, base, canvas, note};
use crate::note::Note;
use crate::text::TextRange;
use crate::vault::base::Base;
use crate::vault::canvas::Canvas;
use crate::vault::{Facts, FileId, FileKind, Vault, VaultPath};

/// A file that may hold links.
pub(super) struct Source {
    /// The file in the vault before.
    pub(super) file: FileId,
    /// Its path before.
    pub(super) old: VaultPath,
    /// Its path after.
    pub(super) new: VaultPath,
    pub(super) text: Arc<str>,
    pub(super) facts: Shared,
    content: Content,
}

enum Content {
    Note(Box<Note>),
    /// With the notes that its cards of text are, in their order.
    Canvas(Box<Canvas>, Vec<Note>),
    Base,
}

impl Source {
    fn new(vault: &Vault, file: FileId, text: Arc<str>, moves: &Moves) -> Self {
        let old = vault.path(file).clone();
        let (facts, content) = match old.kind() {
            FileKind::Canvas => {
                let canvas = Canvas::parse(&text).unwrap_or_default();
                let cards = canvas.cards.iter().map(|card| Note::parse(old.clone(), &*card.text)).collect();
                (None, Content::Canvas(Box::new(canvas), cards))
            }
            FileKind::Base => (Base::parse(&text).map(Base::facts), Content::Base),
            _ => {
                let note = Note::parse(old.clone(), text.clone());
                (Some(Facts::of_note(&note)), Content::Note(Box::new(note)))
            }
        };
        Source { file, new: moves.new_path(&old), old, text, facts: facts.map(Arc::new), content }
    }

    /// The note that the file is.
    pub(super) fn note(&self) -> Option<&Note> {
        match &self.content {
            Content::Note(note) => Some(note),
            _ => None,
        }
    }

    /// The notes that the file is or holds.
    pub(super) fn notes(&self) -> impl Iterator<Item = &Note> {
        let (one, cards): (Option<&Note>, &[Note]) = match &self.content {
            Content::Note(note) => (Some(note), &[]),
            Content::Canvas(_, cards) => (None, cards),
            Content::Base => (None, &[]),
        };
        one.into_iter().chain(cards)
    }

    /// What `change` does to the file.
    pub(super) fn edited(&self, change: &Change) -> Edited {
        let edited = match &self.content {
            Content::Note(note) => note::edited(change, self, note),
            Content::Canvas(canvas, cards) => canvas::edited(change, self, canvas, cards),
            Content::Base => base::edited(change, self),
        };
        edited.in_order()
    }
}

/// Reads all files of `vault` that may hold links; what cannot be read is remarked.
pub(super) fn read(
    vault: &Vault,
    texts: &(dyn Fn(&VaultPath) -> Option<Arc<str>> + Sync),
    moves: &Moves,
) -> (Vec<Source>, Vec<Remark>) {
    let files: Vec<FileId> = vault.files().filter(|file| has_links(vault.path(*file).kind())).collect();
    let read = |file: &FileId| match texts(vault.path(*file)) {
        Some(text) => Ok(Source::new(vault, *file, text, moves)),
        None => Err(Remark {
            path: vault.path(*file).clone(),
            range: TextRange::empty(0),
            message: "this file cannot be read, so links in it stay as they are".to_owned(),
        }),
    };
    let all: Vec<Result<Source, Remark>> = files.par_iter().map(read).collect();
    let (mut sources, mut remarks) = (Vec::with_capacity(all.len()), Vec::new());
    for one in all {
        match one {
            Ok(source) => sources.push(source),
            Err(remark) => remarks.push(remark),
        }
    }
    (sources, remarks)
}

fn has_links(kind: FileKind) -> bool {
    matches!(kind, FileKind::Note | FileKind::Canvas | FileKind::Base)
}
