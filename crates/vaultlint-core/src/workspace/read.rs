//! Reading notes.

use std::fmt;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::text::LineIndex;

/// The largest file that is read as a note, in bytes: 1 GiB.
pub const MAX_NOTE_SIZE: u64 = 1 << 30;

/// Why a note cannot be read. Displays as a sentence that names the file, the reason and what to do.
#[derive(Debug)]
pub struct ReadError {
    /// The file.
    pub path: PathBuf,
    /// The reason.
    pub kind: ReadErrorKind,
}

/// The reason why a note cannot be read.
#[derive(Debug)]
pub enum ReadErrorKind {
    /// There is no such file, or no longer.
    Missing,
    /// It is a folder.
    Folder,
    /// It is neither file nor folder: a pipe, a device.
    NoFile,
    /// It may not be read.
    Forbidden,
    /// It has more than [`MAX_NOTE_SIZE`] bytes.
    TooLarge {
        /// Its size in bytes.
        size: u64,
    },
    /// It is written in UTF-16.
    Utf16,
    /// It is not UTF-8.
    NotUtf8 {
        /// The line of the first wrong byte, from 1.
        line: usize,
        /// Its column, from 1: before it all are characters.
        column: usize,
    },
    /// It holds a zero byte, as no text does.
    ZeroByte {
        /// The line of the first zero byte, from 1.
        line: usize,
        /// Its column in characters, from 1.
        column: usize,
    },
    /// Reading fails otherwise.
    Io(io::Error),
}

/// The text of the note at `path`, byte for byte; a byte order mark stays.
///
/// # Errors
/// When there is no such file, or it is no text in UTF-8. Nothing is ever replaced or left out.
pub fn read_note(path: &Path) -> Result<String, ReadError> {
    let fail = |kind| ReadError { path: path.to_path_buf(), kind };
    let bytes = read_bytes(path).map_err(fail)?;
    into_text(bytes).map_err(fail)
}

/// The bytes of the file at `path`.
pub(super) fn read_bytes(path: &Path) -> Result<Vec<u8>, ReadErrorKind> {
    // Asked before opening: a pipe would block.
    let metadata = std::fs::metadata(path).map_err(kind_of)?;
    if metadata.is_dir() {
        return Err(ReadErrorKind::Folder);
    }
    if !metadata.is_file() {
        return Err(ReadErrorKind::NoFile);
    }
    if metadata.len() > MAX_NOTE_SIZE {
        return Err(ReadErrorKind::TooLarge { size: metadata.len() });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
    let file = std::fs::File::open(path).map_err(kind_of)?;
    // The file may have grown meanwhile.
    file.take(MAX_NOTE_SIZE + 1).read_to_end(&mut bytes).map_err(kind_of)?;
    match bytes.len() as u64 {
        size if size > MAX_NOTE_SIZE => Err(ReadErrorKind::TooLarge { size }),
        _ => Ok(bytes),
    }
}

fn into_text(bytes: Vec<u8>) -> Result<String, ReadErrorKind> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(ReadErrorKind::Utf16);
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let (line, column) = place_of(error.as_bytes(), error.utf8_error().valid_up_to());
        ReadErrorKind::NotUtf8 { line, column }
    })?;
    match memchr::memchr(0, text.as_bytes()) {
        Some(offset) => {
            let (line, column) = place_of(text.as_bytes(), offset);
            Err(ReadErrorKind::ZeroByte { line, column })
        }
        None => Ok(text),
    }
}

/// Line and column of the byte at `offset`, from 1, as editors count them; what comes before it is text.
fn place_of(bytes: &[u8], offset: usize) -> (usize, usize) {
    let before = String::from_utf8_lossy(bytes.get(..offset).unwrap_or(bytes));
    let (line, column) = LineIndex::new(&before).human_position(&before, before.len());
    (line, column)
}

fn kind_of(error: io::Error) -> ReadErrorKind {
    match error.kind() {
        io::ErrorKind::NotFound => ReadErrorKind::Missing,
        io::ErrorKind::PermissionDenied => ReadErrorKind::Forbidden,
        io::ErrorKind::IsADirectory => ReadErrorKind::Folder,
        _ => ReadErrorKind::Io(error),
    }
}

impl fmt::Display for ReadErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadErrorKind::Missing => {
                f.write_str("there is no such file; it may have been moved, renamed or deleted")
            }
            ReadErrorKind::Folder => f.write_str("this is a folder, not a note; name a file in it"),
            ReadErrorKind::NoFile => f.write_str("this is not an ordinary file; leave it out"),
            ReadErrorKind::Forbidden => {
                f.write_str("you may not read this file; change its permissions or leave it out")
            }
            ReadErrorKind::TooLarge { size } => {
                let mib = size >> 20;
                write!(
                    f,
                    "this file is too large for a note ({mib} MiB, at most 1024); split it or leave it out"
                )
            }
            ReadErrorKind::Utf16 => f.write_str(
                "this file is saved as UTF-16, which Obsidian cannot read; save it as UTF-8 in a text editor",
            ),
            ReadErrorKind::NotUtf8 { line, column } => write!(
                f,
                "this file is not valid UTF-8 (line {line}, column {column}), so Obsidian would show wrong \
                 characters; save it as UTF-8 in a text editor"
            ),
            ReadErrorKind::ZeroByte { line, column } => write!(
                f,
                "this file holds a zero byte (line {line}, column {column}), as no text does; it may be \
                 damaged or no note at all; restore it from a backup or leave it out"
            ),
            ReadErrorKind::Io(error) => write!(f, "this file cannot be read ({error})"),
        }
    }
}

impl ReadError {
    /// The sentence for a file that is no note of the vault: settings, a baseline.
    pub fn of_settings(&self) -> String {
        let reason = match &self.kind {
            ReadErrorKind::Folder => "this is a folder, not a file; move it away or name another".to_owned(),
            ReadErrorKind::TooLarge { .. } => "this file is too large to be one of settings".to_owned(),
            ReadErrorKind::Utf16 => {
                "this file is saved as UTF-16; save it as UTF-8 in a text editor".to_owned()
            }
            ReadErrorKind::NotUtf8 { line, column } => format!(
                "this file is not valid UTF-8 (line {line}, column {column}); save it as UTF-8 in a text editor"
            ),
            ReadErrorKind::ZeroByte { line, column } => format!(
                "this file holds a zero byte (line {line}, column {column}), as no text does; restore it from a backup"
            ),
            other => other.to_string(),
        };
        format!("{}: {reason}", self.path.display())
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.kind)
    }
}

impl std::error::Error for ReadError {}
