//! What a request sees: a document and its vault at one moment.

use std::collections::HashMap;
use std::sync::{Arc, RwLockReadGuard};

use ropey::Rope;
use tower_lsp::lsp_types::{Location, Position, Range, Url};
use vaultlint_core::config::Config;
use vaultlint_core::note::Note;
use vaultlint_core::text::TextRange;
use vaultlint_core::vault::{Facts, Index, Vault, VaultPath};

use crate::abilities::Abilities;
use crate::convert::{self, Encoding};
use crate::home::{Home, has_checked_text};
use crate::opened::Opened;
use crate::options::Options;

/// The open documents of a vault, by their path in it.
pub type OpenFiles = HashMap<VaultPath, Arc<Opened>>;

/// A vault at one moment, with the documents of it that are open.
#[derive(Clone)]
pub struct VaultView {
    /// The vault.
    pub home: Home,
    /// Its open documents.
    pub open: Arc<OpenFiles>,
    /// How the client counts columns.
    pub encoding: Encoding,
    /// What it asks for.
    pub options: Options,
    /// What it can do.
    pub abilities: Abilities,
    /// Whether it tells of all changes of files: it watches those of its workspace.
    pub is_watched: bool,
}

/// A document and its vault at one moment.
#[derive(Clone)]
pub struct Snapshot {
    /// The document.
    pub opened: Arc<Opened>,
    /// Its vault; an empty one where it stands in none.
    pub view: VaultView,
    /// Whether it stands in a vault, so that something can be said of its links.
    pub in_vault: bool,
}

impl VaultView {
    /// The vault.
    pub fn vault(&self) -> &Vault {
        &self.home.vault
    }

    /// What its files mention. Those of open documents may be out of date.
    pub fn index(&self) -> RwLockReadGuard<'_, Index> {
        self.home.index()
    }

    /// The configuration.
    pub fn config(&self) -> &Config {
        &self.home.config
    }

    /// The note at `path`, as it stands in the editor where it is open, else as it is on disk.
    pub fn read(&self, path: &VaultPath) -> Option<Note> {
        match self.open.get(path) {
            Some(opened) => Some(opened.note().clone()),
            None => self.home.read(path),
        }
    }

    /// The text of the file at `path`, as [`VaultView::read`].
    pub fn read_text(&self, path: &VaultPath) -> Option<Arc<str>> {
        match self.open.get(path) {
            Some(opened) => Some(Arc::clone(opened.text())),
            None => self.home.read_text(path).map(Arc::from),
        }
    }

    /// The file at `path`, as [`VaultView::read`]; `None` where it cannot be read.
    pub fn snapshot(&self, path: &VaultPath) -> Option<Snapshot> {
        let opened = match self.open.get(path) {
            Some(opened) => Arc::clone(opened),
            None => {
                // Of pictures and the like the name alone is checked.
                let text = if has_checked_text(path) { self.home.read_text(path)? } else { String::new() };
                let text = Rope::from_str(&text);
                Arc::new(Opened::new(self.uri(path)?, 0, path.clone(), text))
            }
        };
        Some(Snapshot { opened, view: self.clone(), in_vault: true })
    }

    /// The address of the file at `path`: that of the client where it is open.
    pub fn uri(&self, path: &VaultPath) -> Option<Url> {
        self.open.get(path).map(|opened| opened.uri.clone()).or_else(|| self.home.uri(path))
    }

    /// The place `range` in `note`.
    pub fn location(&self, note: &Note, range: TextRange) -> Option<Location> {
        Some(Location::new(self.uri(&note.path)?, convert::range(note, range, self.encoding)))
    }
}

impl Snapshot {
    /// The note.
    pub fn note(&self) -> &Note {
        self.opened.note()
    }

    /// The vault, which knows what the note says of itself just now.
    pub fn vault(&self) -> Vault {
        let vault = self.view.vault();
        match vault.exact_file(&self.opened.path) {
            Some(file) => vault.with_own_facts(file, Facts::of_note(self.note())),
            None => vault.clone(),
        }
    }

    /// The byte of the note at `position`.
    pub fn offset(&self, position: Position) -> usize {
        convert::offset(self.note(), position, self.view.encoding)
    }

    /// The bytes of the note in `range`.
    pub fn text_range(&self, range: Range) -> TextRange {
        TextRange::new(self.offset(range.start), self.offset(range.end))
    }

    /// The client's form of `range` in the note.
    pub fn range(&self, range: TextRange) -> Range {
        convert::range(self.note(), range, self.view.encoding)
    }
}
