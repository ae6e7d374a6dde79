//! What a vault knows of its files, and what follows from that.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use super::similar::Aliases;
use super::spellings::Spellings;
use super::uses::Uses;
use super::{Facts, FileId, FileKind, VaultPath};

/// The facts of all files. Each is stated once; clones of a vault share them until one of them replaces some.
#[derive(Default)]
pub(super) struct Store {
    /// By file id.
    facts: Vec<OnceLock<Option<Arc<Facts>>>>,
    /// How many notes have no facts yet, not even that they cannot be read.
    unread: AtomicUsize,
    pub(super) aliases: Arc<OnceLock<Aliases>>,
    pub(super) spellings: Arc<OnceLock<Spellings>>,
    pub(super) uses: Arc<OnceLock<Option<Uses>>>,
}

impl Store {
    /// Knows nothing of `files` yet.
    pub(super) fn new(files: &[VaultPath]) -> Self {
        let notes = files.iter().filter(|path| path.kind() == FileKind::Note).count();
        Store {
            facts: files.iter().map(|_| OnceLock::new()).collect(),
            unread: AtomicUsize::new(notes),
            ..Store::default()
        }
    }

    /// What is known of `file` already.
    pub(super) fn known(&self, file: FileId) -> Option<&Option<Arc<Facts>>> {
        self.facts.get(file.0 as usize)?.get()
    }

    /// The facts of `file`, by `read` where they are asked for first.
    pub(super) fn get_or_read(
        &self,
        file: FileId,
        is_note: bool,
        read: impl FnOnce() -> Option<Arc<Facts>>,
    ) -> Option<&Facts> {
        let read = || {
            self.count_read(is_note);
            read()
        };
        self.facts.get(file.0 as usize)?.get_or_init(read).as_deref()
    }

    /// States the facts of `file`; what was stated or read first stays.
    pub(super) fn state(&self, file: FileId, is_note: bool, facts: Option<Arc<Facts>>) {
        if self.facts.get(file.0 as usize).is_some_and(|known| known.set(facts).is_ok()) {
            self.count_read(is_note);
        }
    }

    /// Whether the facts of every note were stated or read.
    pub(super) fn knows_all(&self) -> bool {
        self.unread.load(Ordering::Relaxed) == 0
    }

    /// Forgets `file`, and what followed from it: of that, what `facts` leave as it was stays.
    pub(super) fn forget(&mut self, file: FileId, is_note: bool, facts: Option<&Facts>) {
        let Some(known) = self.facts.get_mut(file.0 as usize) else { return };
        let old = known.take();
        if old.is_some() && is_note {
            self.unread.fetch_add(1, Ordering::Relaxed);
        }
        let stays = |same: fn(&Facts, &Facts) -> bool| match (&old, facts) {
            (Some(Some(old)), Some(new)) => same(old, new),
            _ => false,
        };
        if !stays(|old, new| old.aliases == new.aliases) {
            self.aliases = Arc::default();
        }
        if !stays(|old, new| old.properties == new.properties) {
            self.spellings = Arc::default();
        }
        self.uses = Arc::default();
    }

    fn count_read(&self, is_note: bool) {
        if is_note {
            self.unread.fetch_sub(1, Ordering::Relaxed);
        }
    }

    /// A copy that later changes leave alone. `is_note` tells notes by their place.
    pub(super) fn copy(&self, is_note: impl Fn(usize) -> bool) -> Self {
        let facts = self.facts.clone();
        // Counted from the copy: another thread may state facts meanwhile.
        let unread =
            facts.iter().enumerate().filter(|(at, facts)| facts.get().is_none() && is_note(*at)).count();
        Store {
            facts,
            unread: AtomicUsize::new(unread),
            aliases: Arc::clone(&self.aliases),
            spellings: Arc::clone(&self.spellings),
            uses: Arc::clone(&self.uses),
        }
    }
}
