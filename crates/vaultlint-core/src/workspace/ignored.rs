//! What git keeps out of a vault's repository: files that other copies of the vault may well have (OBSIDIAN.md 7).

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::vault::VaultPath;

/// The `.gitignore` files that have a say in a vault, read when first asked for.
pub(super) struct Ignored {
    root: PathBuf,
    /// The repository that holds the vault, or the vault.
    top: PathBuf,
    by_folder: Mutex<HashMap<PathBuf, Arc<Gitignore>>>,
}

impl Ignored {
    /// The rules for the vault at `root`. Those of the machine (git's global excludes) are left out.
    pub(super) fn new(root: &Path) -> Self {
        let top = root.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(root);
        Ignored { root: root.to_path_buf(), top: top.to_path_buf(), by_folder: Mutex::default() }
    }

    /// Whether git would ignore a file at `path` of the vault.
    pub(super) fn names(&self, path: &VaultPath) -> bool {
        let file = self.root.join(path.as_str());
        let folders = file.ancestors().skip(1).take_while(|folder| folder.starts_with(&self.top));
        // The rules nearest to the file have the last word.
        for folder in folders {
            match self.rules_in(folder).matched_path_or_any_parents(&file, false) {
                Match::None => {}
                Match::Ignore(_) => return true,
                Match::Whitelist(_) => return false,
            }
        }
        false
    }

    fn rules_in(&self, folder: &Path) -> Arc<Gitignore> {
        let mut known = self.by_folder.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(rules) = known.get(folder) {
            return Arc::clone(rules);
        }
        let mut builder = GitignoreBuilder::new(folder);
        let file = folder.join(".gitignore");
        if file.is_file() {
            // A line that cannot be read is passed over, as git does.
            let _ = builder.add(file);
        }
        let rules = Arc::new(builder.build().unwrap_or_else(|_| Gitignore::empty()));
        known.insert(folder.to_path_buf(), Arc::clone(&rules));
        rules
    }
}
