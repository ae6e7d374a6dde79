//! Paths in a vault.

use std::fmt;
use std::sync::Arc;

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
        self.file_name().rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_lowercase())
    }

    /// What the file is.
    pub fn kind(&self) -> FileKind {
        match self.extension().as_str() {
            "md" => FileKind::Note,
            "canvas" => FileKind::Canvas,
            "base" => FileKind::Base,
            "avif" | "bmp" | "gif" | "jpeg" | "jpg" | "png" | "svg" | "webp" => FileKind::Image,
            "flac" | "m4a" | "mp3" | "ogg" | "wav" | "3gp" => FileKind::Audio,
            "mkv" | "mov" | "mp4" | "ogv" | "webm" => FileKind::Video,
            "pdf" => FileKind::Pdf,
            _ => FileKind::Other,
        }
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
