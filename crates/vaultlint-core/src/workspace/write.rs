//! Writing notes back.

use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::read::{ReadErrorKind, read_bytes};

/// Why a note was not written; the file is as it was. Displays as a sentence that names the file, the reason and
/// what to do.
#[derive(Debug)]
pub struct WriteError {
    /// The file.
    pub path: PathBuf,
    /// The reason.
    pub kind: WriteErrorKind,
}

/// The reason why a note was not written.
#[derive(Debug)]
pub enum WriteErrorKind {
    /// Someone changed the file since it was read.
    Changed,
    /// A new file was wanted, and there is one.
    Exists,
    /// The file cannot be read any more.
    Unreadable(ReadErrorKind),
    /// The file is write-protected.
    ReadOnly,
    /// Writing fails otherwise.
    Io(io::Error),
}

/// Replaces the text of the note at `path`, which was `original` when it was read, by `new`. The file is replaced
/// at once or not at all; its permissions stay, and symbolic links are followed.
///
/// # Errors
/// When the file no longer holds `original`, or cannot be written. It then stays as it is.
pub fn write_note(path: &Path, original: &str, new: &str) -> Result<(), WriteError> {
    write_note_at(path, original, new, None)
}

/// As [`write_note`]; the file says that it was modified at `time`, where there is one.
///
/// # Errors
/// As for [`write_note`].
pub fn write_note_at(
    path: &Path,
    original: &str,
    new: &str,
    time: Option<SystemTime>,
) -> Result<(), WriteError> {
    replace(path, original.as_bytes(), new.as_bytes(), time)
        .map_err(|kind| WriteError { path: path.to_path_buf(), kind })
}

/// Writes `text` to a new file at `path`, all of it or nothing.
///
/// # Errors
/// When there is something at `path` already, or it cannot be written.
pub fn create_file(path: &Path, text: &str) -> Result<(), WriteError> {
    create(path, text.as_bytes()).map_err(|kind| WriteError { path: path.to_path_buf(), kind })
}

fn create(path: &Path, text: &[u8]) -> Result<(), WriteErrorKind> {
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    if let Err(error) = file.write_all(text).and_then(|()| file.sync_all()) {
        // Nothing but what was made here goes.
        let _ = std::fs::remove_file(path);
        return Err(error.into());
    }
    Ok(())
}

fn replace(path: &Path, original: &[u8], new: &[u8], time: Option<SystemTime>) -> Result<(), WriteErrorKind> {
    let target = path.canonicalize().map_err(WriteErrorKind::from)?;
    let permissions = std::fs::metadata(&target)?.permissions();
    if permissions.readonly() {
        return Err(WriteErrorKind::ReadOnly);
    }
    let folder = target.parent().unwrap_or(Path::new("."));
    // A dot hides it from the app.
    let mut temporary = tempfile::Builder::new().prefix(".vaultlint-").suffix(".tmp").tempfile_in(folder)?;
    temporary.write_all(new)?;
    temporary.as_file().set_permissions(permissions)?;
    if let Some(time) = time {
        temporary.as_file().set_modified(time)?;
    }
    temporary.as_file().sync_all()?;
    // As late as can be.
    if read_bytes(&target).map_err(WriteErrorKind::Unreadable)? != original {
        return Err(WriteErrorKind::Changed);
    }
    temporary.persist(&target).map_err(|error| WriteErrorKind::from(error.error))?;
    Ok(())
}

impl From<io::Error> for WriteErrorKind {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::AlreadyExists => WriteErrorKind::Exists,
            io::ErrorKind::NotFound => WriteErrorKind::Unreadable(ReadErrorKind::Missing),
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => WriteErrorKind::ReadOnly,
            _ => WriteErrorKind::Io(error),
        }
    }
}

impl fmt::Display for WriteErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WriteErrorKind::Changed => f.write_str(
                "this file was changed meanwhile, perhaps in Obsidian, so it was left as it is; run again",
            ),
            WriteErrorKind::Exists => f.write_str("this file exists already, so it was left as it is"),
            WriteErrorKind::Unreadable(kind) => write!(f, "{kind}; nothing was written"),
            WriteErrorKind::ReadOnly => {
                f.write_str("you may not write this file or its folder; change their permissions")
            }
            WriteErrorKind::Io(error) => {
                write!(f, "this file cannot be written ({error}); it was left as it is")
            }
        }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.kind)
    }
}

impl std::error::Error for WriteError {}
