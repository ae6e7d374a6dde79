//! Files that change outside the editor.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tower_lsp::lsp_types::{FileChangeType, FileEvent};
use vaultlint_core::vault::VaultPath;

use super::Session;
use crate::home::Changes;

impl Session {
    pub(super) fn watched(&mut self, events: &[FileEvent]) {
        for state in self.homes.values_mut().filter(|state| state.is_loading) {
            state.missed.extend_from_slice(events);
        }
        for (root, changes) in self.by_vault(events) {
            if changes.settings {
                self.load(root);
                continue;
            }
            if changes.are_of_names() {
                self.relist(&root, &changes);
            }
            self.reread(&root, changes.to_read().cloned().collect());
            // An open document that was saved is not read anew: its links are known.
            self.refresh_links();
        }
    }

    fn by_vault(&self, events: &[FileEvent]) -> BTreeMap<PathBuf, Changes> {
        let mut by_vault: BTreeMap<PathBuf, Changes> = BTreeMap::new();
        for event in events {
            let Ok(file) = event.uri.to_file_path() else { continue };
            for (root, state) in &self.homes {
                let Some(home) = &state.home else { continue };
                if home.vault_path(&file).is_none() {
                    continue;
                }
                let is_gone = event.typ == FileChangeType::DELETED;
                by_vault.entry(root.clone()).or_default().add(home, &file, is_gone);
            }
        }
        by_vault
    }

    /// Lists what was added, and no longer what was removed.
    fn relist(&mut self, root: &Path, changes: &Changes) {
        let Some(state) = self.homes.get_mut(root) else { return };
        let Some(home) = &mut state.home else { return };
        let open = &state.open;
        home.relist(changes, |path| open.contains_key(path));
        self.check_all(root);
    }

    /// Lists `paths` no longer.
    pub(super) fn unlist(&mut self, root: &Path, paths: &[VaultPath]) {
        self.relist(root, &Changes { removed: paths.to_vec(), ..Changes::default() });
    }
}
