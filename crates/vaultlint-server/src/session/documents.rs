//! Open documents: opening, editing, closing.

use std::path::Path;
use std::sync::Arc;

use ropey::Rope;
use tower_lsp::lsp_types::{TextDocumentContentChangeEvent, Url};
use vaultlint_core::vault::{FileId, VaultPath};
use vaultlint_core::workspace::{Marker, find_root};

use super::Session;
use crate::document;
use crate::home::{has_checked_text, is_hidden, vault_path};
use crate::opened::{Opened, Place};
use crate::outgoing::Outgoing;

/// An open document.
pub(super) struct Open {
    rope: Rope,
    /// Its last version, for workers.
    pub opened: Arc<Opened>,
    pub place: Place,
    /// Which of all openings this is.
    pub opening: u64,
    /// A check is under way.
    pub busy: bool,
    /// Something changed since it began.
    pub stale: bool,
    /// The files that its findings depend on, sorted.
    pub needs: Vec<FileId>,
}

impl Session {
    pub(super) fn open(&mut self, uri: Url, version: i32, text: &str) {
        let Some(place) = self.place(&uri) else { return };
        if !has_checked_text(place.path()) {
            return;
        }
        let rope = Rope::from_str(text);
        let opened = Arc::new(Opened::new(uri.clone(), version, place.path().clone(), rope.clone()));
        self.openings += 1;
        let opening = self.openings;
        let open = Open { rope, opened, place, opening, busy: false, stale: false, needs: Vec::new() };
        if let Place::Vault(root, _) = &open.place {
            self.need(root.clone());
        }
        self.share(&open);
        self.documents.insert(uri.clone(), open);
        self.list(&uri);
        self.check(&uri);
    }

    pub(super) fn change(&mut self, uri: &Url, version: i32, changes: Vec<TextDocumentContentChangeEvent>) {
        let Some(open) = self.documents.get_mut(uri) else { return };
        document::apply(&mut open.rope, changes, self.encoding);
        let before = Arc::clone(&open.opened);
        open.opened = Arc::new(before.edited(version, open.rope.clone()));
        let (place, opened) = (open.place.clone(), Arc::clone(&open.opened));
        if let Place::Vault(root, path) = place
            && let Some(state) = self.homes.get_mut(&root)
        {
            Arc::make_mut(&mut state.open).insert(path, opened);
        }
        self.check(uri);
    }

    pub(super) fn close(&mut self, uri: &Url) {
        let Some(open) = self.documents.remove(uri) else { return };
        self.send(Outgoing::Findings { uri: uri.clone(), found: Vec::new(), version: None });
        let Place::Vault(root, path) = &open.place else { return };
        if let Some(state) = self.homes.get_mut(root) {
            Arc::make_mut(&mut state.open).remove(path);
        }
        // From now on what is on disk counts: the note may never have been saved, or have been left unsaved.
        let is_there = std::fs::exists(root.join(path.as_str())).unwrap_or(true);
        if is_there {
            self.reread(root, vec![path.clone()])
        } else {
            self.unlist(root, std::slice::from_ref(path))
        }
    }

    /// Where the document at `uri` stands; `None` for an address that names neither a file nor a new note.
    fn place(&self, uri: &Url) -> Option<Place> {
        let Ok(file) = uri.to_file_path() else {
            let name = uri.path().rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or("untitled");
            let name = if name.contains('.') { name.to_owned() } else { format!("{name}.md") };
            return (uri.scheme() == "untitled").then(|| Place::Outside(name.into()));
        };
        let root = find_root(&file);
        let workspace = self.folders.iter().filter(|folder| file.starts_with(folder));
        let workspace = workspace.max_by_key(|folder| folder.as_os_str().len());
        let root: &Path = match root.marker {
            // Nothing marks a vault: the folder that the editor works in is one.
            Marker::Asked => workspace.map_or(Path::new(""), |folder| folder),
            _ => &root.path,
        };
        match vault_path(root, &file) {
            Some(path) if !root.as_os_str().is_empty() && !is_hidden(&path) => {
                Some(Place::Vault(root.to_path_buf(), path))
            }
            _ => Some(Place::Outside(VaultPath::from(file.file_name()?.to_string_lossy().as_ref()))),
        }
    }

    /// Tells the vault of `open` that it is open.
    fn share(&mut self, open: &Open) {
        if let Place::Vault(root, path) = &open.place
            && let Some(state) = self.homes.get_mut(root)
        {
            Arc::make_mut(&mut state.open).insert(path.clone(), Arc::clone(&open.opened));
        }
    }

    /// Makes sure that the vault lists the document at `uri`.
    pub(super) fn list(&mut self, uri: &Url) {
        let Some(Open { place: Place::Vault(root, path), .. }) = self.documents.get(uri) else { return };
        let (root, path) = (root.clone(), path.clone());
        let Some(home) = self.homes.get_mut(&root).and_then(|state| state.home.as_mut()) else { return };
        if home.vault.exact_file(&path).is_none() {
            home.list(&path);
            self.check_all(&root);
        }
    }
}
