//! The vault before and after a refactoring.

use std::sync::Arc;

use super::Source;
use super::moves::Moves;
use super::own::Own;
use crate::vault::{Facts, FileId, Vault};

/// A refactoring under way.
pub(super) struct Change {
    pub(super) before: Vault,
    pub(super) after: Vault,
    pub(super) moves: Moves,
    pub(super) own: Own,
    /// By file before: the same file after.
    ids: Vec<FileId>,
}

impl Change {
    /// `vault` under `moves`, with what the `sources` say of themselves.
    pub(super) fn new(vault: &Vault, moves: Moves, own: Own, sources: &[Source]) -> Self {
        let paths: Vec<_> = vault.files().map(|file| vault.path(file).clone()).collect();
        let moved: Vec<_> = paths.iter().map(|path| moves.new_path(path)).collect();
        let before = vault.unread(paths);
        let after = vault.unread(moved.clone());
        let place = after.files().map(|file| (after.path(file).clone(), file));
        let place: rustc_hash::FxHashMap<_, _> = place.collect();
        // Every path is in the map: it was made of them.
        let ids = before.files().zip(&moved).map(|(file, path)| place.get(path).copied().unwrap_or(file));
        let ids: Vec<FileId> = ids.collect();
        let change = Change { before, after, moves, own, ids };
        for source in sources {
            let facts = source.facts.clone();
            change.before.share_facts(source.file, facts.clone());
            change.after.share_facts(change.after_id(source.file), facts);
        }
        change
    }

    /// The file that is `file` before.
    pub(super) fn after_id(&self, file: FileId) -> FileId {
        self.ids.get(file.index()).copied().unwrap_or(file)
    }

    /// Whether `file` has another path after.
    pub(super) fn moves(&self, file: FileId) -> bool {
        self.before.path(file) != self.after.path(self.after_id(file))
    }

    /// States what `source` says of itself after its edits.
    pub(super) fn learn(&mut self, source: Option<&Source>, facts: Facts) {
        if let Some(source) = source {
            let file = self.after_id(source.file);
            self.after.restate(file, facts);
        }
    }

    /// The texts of the heading at `index` of `file`, before and after.
    pub(super) fn heading(&self, file: FileId, index: usize) -> Option<(&str, &str)> {
        let before = self.before.facts(file)?.headings.get(index)?;
        let after = self.after.facts(self.after_id(file))?.headings.get(index)?;
        Some((&before.text, &after.text))
    }
}

/// Facts that several vaults share.
pub(super) type Shared = Option<Arc<Facts>>;
