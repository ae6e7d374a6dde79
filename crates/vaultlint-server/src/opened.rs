//! An open document as worker threads see it.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use ropey::Rope;
use tower_lsp::lsp_types::Url;
use vaultlint_core::note::Note;
use vaultlint_core::vault::{Resolved, VaultPath};

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
    /// The last version before this one that was parsed or is about to be, until this one is.
    before: Mutex<Option<Arc<Opened>>>,
    /// Where the links of the last version that was checked lead, for all versions.
    resolved: Arc<Mutex<Option<Resolved>>>,
}

impl Opened {
    /// The document with the text of `rope`, which is shared, not copied.
    pub fn new(uri: Url, version: i32, path: VaultPath, rope: Rope) -> Self {
        Opened {
            uri,
            version,
            path,
            rope,
            text: OnceLock::new(),
            note: OnceLock::new(),
            before: Mutex::default(),
            resolved: Arc::default(),
        }
    }

    /// The document after an edit: mostly only a part of it is parsed. Versions that nobody asked for are not kept.
    pub fn edited(self: Arc<Self>, version: i32, rope: Rope) -> Self {
        let edited = Opened::new(self.uri.clone(), version, self.path.clone(), rope);
        // One without a version before it was parsed, is being parsed, or is the first.
        let resolved = Arc::clone(&self.resolved);
        let before = self.take_before().unwrap_or(self);
        Opened { before: Mutex::new(Some(before)), resolved, ..edited }
    }

    /// Where the links of the last version that was checked lead. Nobody else has it until it is given back.
    pub fn take_resolved(&self) -> Option<Resolved> {
        self.resolved.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// States where the links of this version lead.
    pub fn set_resolved(&self, resolved: Option<Resolved>) {
        *self.resolved.lock().unwrap_or_else(PoisonError::into_inner) = resolved;
    }

    fn take_before(&self) -> Option<Arc<Opened>> {
        self.before.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// The text, in one piece.
    pub fn text(&self) -> &Arc<str> {
        self.text.get_or_init(|| String::from(&self.rope).into())
    }

    /// The note.
    pub fn note(&self) -> &Note {
        self.note.get_or_init(|| {
            let text = Arc::clone(self.text());
            let before = match self.take_before().map(Arc::try_unwrap) {
                // Nobody looks at it any more: it becomes this one.
                Some(Ok(before)) => before.note.into_inner(),
                Some(Err(shared)) => shared.note.get().cloned(),
                None => None,
            };
            match before {
                Some(before) => before.edited(text),
                None => Note::parse(self.path.clone(), text),
            }
        })
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
