//! Paths in a vault.

use std::fmt;
use std::sync::Arc;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The path of a file relative to the root of its vault, with `/`, as on disk.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VaultPath(Arc<str>);

/// What a file is, by its extension (OBSIDIAN.md 1.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// `.md`.
    Note,
    /// `.canvas`.
    Canvas,
    /// `.base`.
    Base,
    /// A picture.
    Image,
    /// Sound.
    Audio,
    /// Film.
    Video,
    /// `.pdf`.
    Pdf,
    /// Anything else: hidden unless `showUnsupportedFiles`.
    Other,
}

impl VaultPath {
    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last segment.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The last segment without `.md` (other extensions stay: a link needs them).
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        match self.kind() {
            FileKind::Note => name.get(..name.len() - 3).unwrap_or(name),
            _ => name,
        }
    }

    /// The folder, empty for the root.
    pub fn parent(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(parent, _)| parent)
    }

    /// What follows the last `.` of the file name, in lower case; empty for none.
    pub fn extension(&self) -> String {
        self.written_extension().to_lowercase()
    }

    /// What the file is.
    pub fn kind(&self) -> FileKind {
        kind_of(self.file_name())
    }

    fn written_extension(&self) -> &str {
        self.file_name().rsplit_once('.').map_or("", |(_, extension)| extension)
    }
}

/// What a file at `path` is, by its extension.
pub(super) fn kind_of(path: &str) -> FileKind {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let known = KINDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(extension));
    known.map_or(FileKind::Other, |(_, kind)| *kind)
}

/// The file types of the app (OBSIDIAN.md 1.2), the frequent ones first.
const KINDS: &[(&str, FileKind)] = &[
    ("md", FileKind::Note),
    ("png", FileKind::Image),
    ("jpg", FileKind::Image),
    ("jpeg", FileKind::Image),
    ("svg", FileKind::Image),
    ("gif", FileKind::Image),
    ("webp", FileKind::Image),
    ("avif", FileKind::Image),
    ("bmp", FileKind::Image),
    ("pdf", FileKind::Pdf),
    ("canvas", FileKind::Canvas),
    ("base", FileKind::Base),
    ("flac", FileKind::Audio),
    ("m4a", FileKind::Audio),
    ("mp3", FileKind::Audio),
    ("ogg", FileKind::Audio),
    ("wav", FileKind::Audio),
    ("3gp", FileKind::Audio),
    ("mkv", FileKind::Video),
    ("mov", FileKind::Video),
    ("mp4", FileKind::Video),
    ("ogv", FileKind::Video),
    ("webm", FileKind::Video),
];

/// The form in which file names and link targets are compared (OBSIDIAN.md 1.1, 2.3): NFC, lower case, hard
/// blanks as blanks, `\` as `/`, runs of `/` as one. A `/` at either end stays.
pub(crate) fn fold_path(path: &str) -> String {
    let mut folded = String::with_capacity(path.len());
    fold_path_into(path, &mut folded);
    folded
}

/// Appends the folded `path` to `out` ([`fold_path`]).
pub(super) fn fold_path_into(path: &str, out: &mut String) {
    let start = out.len();
    let push = |out: &mut String, c: char| {
        let again = c == '/' && out.len() > start && out.ends_with('/');
        if !again {
            out.push(c);
        }
    };
    if path.is_ascii() {
        for byte in path.bytes() {
            push(out, fold_char(char::from(byte.to_ascii_lowercase())));
        }
    } else {
        for c in fold_text(path).chars() {
            push(out, c);
        }
    }
}

/// NFC and lower case: what file systems that heed neither take for one name.
pub(crate) fn fold_case(path: &str) -> String {
    path.nfc().collect::<String>().to_lowercase()
}

/// NFC, lower case, hard blanks as blanks, `\` as `/`.
pub(super) fn fold_text(text: &str) -> String {
    if text.is_ascii() {
        return text.chars().map(|c| fold_char(c.to_ascii_lowercase())).collect();
    }
    let lower =
        if is_nfc(text) { text.to_lowercase() } else { text.nfc().collect::<String>().to_lowercase() };
    lower.chars().map(fold_char).collect()
}

fn fold_char(c: char) -> char {
    match c {
        '\\' => '/',
        '\u{a0}' | '\u{202f}' => ' ',
        // Lower-casing gives either sigma, by what follows: `.md` or nothing.
        'ς' => 'σ',
        other => other,
    }
}

impl From<&str> for VaultPath {
    fn from(path: &str) -> Self {
        VaultPath(path.into())
    }
}

impl From<String> for VaultPath {
    fn from(path: String) -> Self {
        VaultPath(path.into())
    }
}

impl fmt::Display for VaultPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
