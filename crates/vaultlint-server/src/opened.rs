//! An open document as worker threads see it.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use ropey::Rope;
use tower_lsp::lsp_types::Url;
use vaultlint_core::note::Note;
use vaultlint_core::vault::VaultPath;

/// One version of an open document. It is parsed at most once, by the first thread that needs it.
pub struct Opened {
    /// The address, as the client wrote it.
    pub uri: Url,
    /// The version that the client gave it.
    pub version: i32,
    /// Where it stands in its vault; its file name where it is in none.
    pub path: VaultPath,
    rope: Rope,
    text: OnceLock<Arc<str>>,
    note: OnceLock<Note>,
}

impl Opened {
    /// The document with the text of `rope`, which is shared, not copied.
    pub fn new(uri: Url, version: i32, path: VaultPath, rope: Rope) -> Self {
        Opened { uri, version, path, rope, text: OnceLock::new(), note: OnceLock::new() }
    }

    /// The text, in one piece.
    pub fn text(&self) -> &Arc<str> {
        self.text.get_or_init(|| String::from(&self.rope).into())
    }

    /// The note.
    pub fn note(&self) -> &Note {
        self.note.get_or_init(|| Note::parse(self.path.clone(), Arc::clone(self.text())))
    }
}

/// Where a document stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In the vault with this root, at this path.
    Vault(PathBuf, VaultPath),
    /// In none: it has no file yet, or nothing marks a folder above it as a vault.
    Outside(VaultPath),
}

impl Place {
    /// The path in the vault, or the name.
    pub fn path(&self) -> &VaultPath {
        match self {
            Place::Vault(_, path) | Place::Outside(path) => path,
        }
    }
}
