//! Files of a vault that are no notes: canvases, bases, pictures and all others.

use std::sync::Arc;

use crate::note::bom_len;
use crate::text::{LineIndex, TextRange};
use crate::vault::base::{BaseFlaw, base_flaws};
use crate::vault::canvas::{Canvas, CanvasError};
use crate::vault::{FileKind, VaultPath};

/// A file that is no note.
#[derive(Debug, Clone)]
pub struct VaultFile {
    /// Where it stands in its vault.
    pub path: VaultPath,
    /// The text of a canvas or base; empty for all others, which are never read.
    pub text: Arc<str>,
    /// Line starts of `text`.
    pub lines: LineIndex,
    /// What it says.
    pub content: FileContent,
}

/// What a file that is no note says.
#[derive(Debug, Clone)]
pub enum FileContent {
    /// A canvas, or why it cannot be read.
    Canvas(Result<Canvas, CanvasError>),
    /// A base: what is wrong with it.
    Base(Vec<BaseFlaw>),
    /// Anything else, known by its name only.
    Other,
}

impl VaultFile {
    /// Whether files of this kind are read at all.
    pub fn has_text(kind: FileKind) -> bool {
        matches!(kind, FileKind::Canvas | FileKind::Base)
    }

    /// Reads the file at `path`; `text` is looked at only where [`VaultFile::has_text`]. Never fails.
    pub fn parse(path: impl Into<VaultPath>, text: impl Into<Arc<str>>) -> VaultFile {
        let path = path.into();
        let kind = path.kind();
        let text: Arc<str> = if Self::has_text(kind) { text.into() } else { "".into() };
        let content = match kind {
            FileKind::Canvas => FileContent::Canvas(Canvas::parse(&text)),
            FileKind::Base => {
                FileContent::Base(base_flaws(&text, TextRange::new(bom_len(&text), text.len())))
            }
            _ => FileContent::Other,
        };
        VaultFile { lines: LineIndex::new(&text), path, text, content }
    }
}
