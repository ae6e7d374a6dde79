//! Many files written and moved as one: all of it or nothing, whenever the program stops.
//!
//! New texts are first written beside their files and a journal at the root of the vault tells of them. Once the
//! journal says that all are there, they are put in place and files are moved, and at the end the journal goes. What
//! finds a journal knows whether to take everything back, or to finish: [`recover`].

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::write::WriteErrorKind;
use crate::vault::VaultPath;

mod disk;
mod entry;
mod run;

use disk::Steps;
use entry::{Entry, Stage};

/// The journal, at the root of the vault; its dot hides it from Obsidian.
pub const JOURNAL_FILE_NAME: &str = ".vaultlint-rename.json";

/// What is to be written and moved in a vault.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    /// New texts, of files at their paths before the moves.
    pub edits: Vec<BatchEdit>,
    /// Files and folders and their new paths. All of them move at once: paths may be swapped.
    pub moves: Vec<(VaultPath, VaultPath)>,
}

/// The new text of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchEdit {
    /// The file.
    pub path: VaultPath,
    /// Its text when it was read.
    pub before: Arc<str>,
    /// The new text.
    pub after: String,
}

/// What became of a batch that was interrupted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovery {
    /// Whether it was finished rather than taken back.
    pub finished: bool,
    /// Files that were changed by others meanwhile and stay as they are, without their new texts.
    pub left: Vec<PathBuf>,
}

/// Why a batch was not carried out. Displays as a sentence that names the file, the reason and what to do.
#[derive(Debug)]
pub struct JournalError {
    /// The file.
    pub path: PathBuf,
    /// The reason.
    pub kind: JournalErrorKind,
    /// Whether the batch is begun and waits for [`recover`]; else everything is as it was.
    pub is_pending: bool,
}

/// The reason why a batch was not carried out.
#[derive(Debug)]
pub enum JournalErrorKind {
    /// Another one is under way, or was interrupted and not recovered yet.
    Pending,
    /// The journal is damaged.
    Damaged,
    /// There is a file where one should move to.
    Exists,
    /// A file that should move is gone.
    Gone,
    /// A file cannot be written or moved.
    Write(WriteErrorKind),
    /// Stopped before the step that was asked for.
    Stopped,
}

/// Carries `batch` out in the vault at `root`. Returns files that others changed at the very last moment, which stay as
/// they are.
///
/// # Errors
/// When a file is not as it was when it was read, or cannot be written or moved. Unless the error says that the batch is
/// pending, everything is as it was.
pub fn carry_out(root: &Path, batch: &Batch) -> Result<Vec<PathBuf>, JournalError> {
    run::carry_out(root, batch, &mut Steps::all())
}

/// As [`carry_out`], but stops before the change of the disk with the number `step`, from 0, as if the program were
/// killed there.
///
/// # Errors
/// As [`carry_out`]; [`JournalErrorKind::Stopped`] where there is such a step.
pub fn carry_out_until(root: &Path, batch: &Batch, step: usize) -> Result<Vec<PathBuf>, JournalError> {
    run::carry_out(root, batch, &mut Steps::until(step))
}

/// Whether a batch in the vault at `root` was interrupted, or is under way.
pub fn is_pending(root: &Path) -> bool {
    root.join(JOURNAL_FILE_NAME).symlink_metadata().is_ok()
}

/// Finishes a batch that was interrupted, or takes it back where not all new texts were written yet. `None` where there
/// is none.
///
/// # Errors
/// When a file cannot be written or moved. What is left to do can be tried again.
pub fn recover(root: &Path) -> Result<Option<Recovery>, JournalError> {
    run::recover(root, &mut Steps::all())
}

/// As [`recover`], but stops before the change of the disk with the number `step`, from 0.
///
/// # Errors
/// As [`recover`]; [`JournalErrorKind::Stopped`] where there is such a step.
pub fn recover_until(root: &Path, step: usize) -> Result<Option<Recovery>, JournalError> {
    run::recover(root, &mut Steps::until(step))
}

impl JournalError {
    fn new(path: impl Into<PathBuf>, kind: JournalErrorKind) -> Self {
        JournalError { path: path.into(), kind, is_pending: false }
    }

    fn io(path: impl Into<PathBuf>, error: std::io::Error) -> Self {
        Self::new(path, JournalErrorKind::Write(error.into()))
    }
}

impl fmt::Display for JournalErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            JournalErrorKind::Pending => {
                f.write_str("another rename is under way in this vault; run again when it is done")
            }
            JournalErrorKind::Damaged => f.write_str(
                "this journal of an interrupted rename cannot be read; look at the vault and remove the file",
            ),
            JournalErrorKind::Exists => {
                f.write_str("there is a file already, so nothing was put in its place")
            }
            JournalErrorKind::Gone => f.write_str("this file is gone"),
            JournalErrorKind::Write(kind) => kind.fmt(f),
            JournalErrorKind::Stopped => f.write_str("stopped"),
        }
    }
}

impl fmt::Display for JournalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.kind)
    }
}

impl std::error::Error for JournalError {}
