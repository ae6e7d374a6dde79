//! Files that change outside the editor.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use tower_lsp::lsp_types::{FileChangeType, FileEvent};
use vaultlint_core::config;
use vaultlint_core::vault::VaultPath;
use vaultlint_core::workspace::list_files;

use super::Session;
use super::documents::is_hidden;

/// What happened in one vault.
#[derive(Default)]
struct Changes {
    added: Vec<VaultPath>,
    removed: Vec<VaultPath>,
    changed: Vec<VaultPath>,
    /// Settings of the app or of vaultlint.
    settings: bool,
}

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
            if !changes.added.is_empty() || !changes.removed.is_empty() {
                self.relist(&root, &changes);
            }
            let read = changes.changed.into_iter().chain(changes.added).collect();
            self.reread(&root, read);
        }
    }

    fn by_vault(&self, events: &[FileEvent]) -> BTreeMap<PathBuf, Changes> {
        let mut by_vault: BTreeMap<PathBuf, Changes> = BTreeMap::new();
        for event in events {
            let Ok(file) = event.uri.to_file_path() else { continue };
            for (root, state) in &self.homes {
                let Some(home) = &state.home else { continue };
                let Some(path) = home.vault_path(&file) else { continue };
                let changes = by_vault.entry(root.clone()).or_default();
                if is_setting(&path, home.config.config_folder()) {
                    changes.settings = true;
                } else if !is_hidden(&path) {
                    let is_known = home.vault.exact_file(&path).is_some();
                    changes.add(&file, path, event.typ, is_known);
                }
            }
        }
        by_vault
    }

    /// Lists what was added, and no longer what was removed, folders with all that they hold.
    fn relist(&mut self, root: &Path, changes: &Changes) {
        let Some(state) = self.homes.get_mut(root) else { return };
        let Some(home) = &mut state.home else { return };
        let removed: HashSet<&str> = changes.removed.iter().map(VaultPath::as_str).collect();
        let is_gone = |path: &VaultPath| {
            let mut above = std::iter::successors(Some(path.as_str()), |path| Some(path.rsplit_once('/')?.0));
            above.any(|path| removed.contains(path))
        };
        // Some programs save a file by deleting it first.
        let again: HashSet<&VaultPath> = changes.changed.iter().collect();
        let open = state.open.clone();
        let is_kept = |path: &VaultPath| open.contains_key(path) || again.contains(path) || !is_gone(path);
        let kept = home.files().into_iter().filter(is_kept);
        let mut files: Vec<VaultPath> = kept.chain(changes.added.iter().cloned()).collect();
        files.sort_unstable();
        files.dedup();
        home.set_files(files);
        self.check_all(root);
    }

    /// Lists `paths` no longer.
    pub(super) fn unlist(&mut self, root: &Path, paths: &[VaultPath]) {
        self.relist(root, &Changes { removed: paths.to_vec(), ..Changes::default() });
    }
}

impl Changes {
    fn add(&mut self, file: &Path, path: VaultPath, kind: FileChangeType, is_known: bool) {
        if kind == FileChangeType::DELETED {
            self.removed.push(path);
        } else if file.is_dir() {
            // A folder that was moved here brings its files along.
            let below = list_files(file).files;
            self.added.extend(below.iter().map(|it| VaultPath::from(format!("{path}/{it}"))));
        } else if file.exists() {
            let seen = if is_known { &mut self.changed } else { &mut self.added };
            seen.push(path);
        }
    }
}

/// Whether the file at `path` changes how the vault is read.
fn is_setting(path: &VaultPath, config_folder: &str) -> bool {
    let in_settings = path.as_str().strip_prefix(config_folder).is_some_and(|rest| rest.starts_with('/'));
    in_settings && path.extension() == "json" && !path.file_name().starts_with("workspace")
        || path.as_str() == config::FILE_NAME
        || path.file_name() == ".gitignore"
}
