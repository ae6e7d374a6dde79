//! What was reported of the files of a vault: clients ask for the findings of all of them again and again, and mostly
//! nothing has changed.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use vaultlint_core::vault::{FileId, VaultPath};
use vaultlint_core::workspace::file_times;

use crate::opened::Opened;

/// The reports of a vault, and which of its files have changed since. A clone shares the reports and sees the changes
/// before it: what it adds is judged by them.
#[derive(Clone, Default)]
pub struct Reports {
    reported: Arc<Mutex<HashMap<VaultPath, Reported>>>,
    /// Counts changes.
    now: u64,
    /// When files changed last.
    changed: Arc<HashMap<FileId, u64>>,
}

struct Reported {
    report: Report,
    state: State,
    /// The files that it names places in, which move with their text. What files say is not traced: when one says something
    /// else, all reports are dropped.
    needs: Box<[FileId]>,
    /// The last change before it.
    at: u64,
}

/// What was reported of a file.
#[derive(Clone)]
pub struct Report {
    /// The result id.
    pub id: String,
    /// Whether nothing was found.
    pub is_empty: bool,
}

/// Which content of a file was reported on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// The text of an open document, as a hash.
    Open(u64),
    /// What is on disk; changes of it are told.
    Told,
    /// What was on disk, by when it was changed last.
    Disk(Option<SystemTime>),
}

impl State {
    /// That of a document that is open.
    pub fn open(opened: &Opened) -> Self {
        let mut hasher = DefaultHasher::new();
        opened.text().hash(&mut hasher);
        State::Open(hasher.finish())
    }

    /// That of the file at `path`, of which changes are not told.
    pub fn disk(path: &Path) -> Self {
        State::Disk(file_times(path).and_then(|times| times.modified))
    }
}

impl Reports {
    /// Takes in that something changed that findings in any file may depend on.
    pub fn all_changed(&mut self) {
        *self = Reports::default();
    }

    /// Takes in that the text of `files` changed.
    pub fn changed(&mut self, files: &[FileId]) {
        self.now += 1;
        Arc::make_mut(&mut self.changed).extend(files.iter().map(|file| (*file, self.now)));
    }

    /// What was reported of `file` at `path` in the `state`, if the same would be reported now.
    pub fn find(&self, path: &VaultPath, file: FileId, state: &State) -> Option<Report> {
        let reported = self.reported.lock().unwrap_or_else(PoisonError::into_inner);
        let last = reported.get(path).filter(|last| last.state == *state)?;
        let is_same = |file: &FileId| self.changed.get(file).is_none_or(|at| *at <= last.at);
        (is_same(&file) && last.needs.iter().all(is_same)).then(|| last.report.clone())
    }

    /// Takes in what is reported of the file at `path` in the `state`, which depends on the files `needs` as they were
    /// when this clone was made.
    pub fn add(&self, path: VaultPath, state: State, needs: Vec<FileId>, report: Report) {
        let reported = Reported { report, state, needs: needs.into(), at: self.now };
        self.reported.lock().unwrap_or_else(PoisonError::into_inner).insert(path, reported);
    }
}
