//! When files were made and changed.

use std::path::Path;
use std::time::SystemTime;

/// When a file was made and changed, as far as the file system knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileTimes {
    /// When it was made: the earlier one of its birth and its last change, as a copy is born after its text was.
    pub created: Option<SystemTime>,
    /// When its text was last changed.
    pub modified: Option<SystemTime>,
}

/// The times of the file at `path`; `None` where there is none.
pub fn file_times(path: &Path) -> Option<FileTimes> {
    let metadata = std::fs::metadata(path).ok()?;
    let modified = metadata.modified().ok();
    let created = metadata.created().ok().into_iter().chain(modified).min();
    Some(FileTimes { created, modified })
}
