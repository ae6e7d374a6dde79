//! What git keeps out of a vault's repository: files that other copies of the vault may well have (OBSIDIAN.md 7).

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::vault::VaultPath;

/// The `.gitignore` files that have a say in a vault, read when first asked for.
pub(super) struct Ignored {
    root: PathBuf,
    /// The repository that holds the vault, or the vault.
    top: PathBuf,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    /// By folder: the rules that stand in it.
    rules: HashMap<PathBuf, Arc<Gitignore>>,
    /// By folder of the vault: the rules for what is in it that are not empty, the nearest first.
    chains: HashMap<Box<str>, Chain>,
}

type Chain = Arc<[Arc<Gitignore>]>;

impl Ignored {
    /// The rules for the vault at `root`. Those of the machine (git's global excludes) are left out.
    pub(super) fn new(root: &Path) -> Self {
        let top = root.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(root);
        Ignored { root: root.to_path_buf(), top: top.to_path_buf(), known: Mutex::default() }
    }

    /// Whether git would ignore a file at `path` of the vault.
    pub(super) fn names(&self, path: &VaultPath) -> bool {
        let chain = self.chain(path.parent());
        if chain.is_empty() {
            return false;
        }
        let file = self.root.join(path.as_str());
        // On Windows `\x` stands at the root of the disk.
        if !file.starts_with(&self.root) {
            return false;
        }
        // The rules nearest to the file have the last word.
        let matches = chain.iter().map(|rules| rules.matched_path_or_any_parents(&file, false));
        let is_ignored = |found: Match<_>| match found {
            Match::None => None,
            Match::Ignore(_) => Some(true),
            Match::Whitelist(_) => Some(false),
        };
        matches.filter_map(is_ignored).next().unwrap_or(false)
    }

    /// The rules for what is in `folder` of the vault.
    fn chain(&self, folder: &str) -> Chain {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(chain) = known.chains.get(folder) {
            return Arc::clone(chain);
        }
        let inner = self.root.join(folder);
        let folders = inner.ancestors().take_while(|folder| folder.starts_with(&self.top));
        let chain: Chain = folders.map(|it| known.rules_in(it)).filter(|rules| !rules.is_empty()).collect();
        known.chains.insert(folder.into(), Arc::clone(&chain));
        chain
    }
}

impl Known {
    fn rules_in(&mut self, folder: &Path) -> Arc<Gitignore> {
        if let Some(rules) = self.rules.get(folder) {
            return Arc::clone(rules);
        }
        let mut builder = GitignoreBuilder::new(folder);
        let file = folder.join(".gitignore");
        if file.is_file() {
            // A line that cannot be read is passed over, as git does.
            let _ = builder.add(file);
        }
        let rules = Arc::new(builder.build().unwrap_or_else(|_| Gitignore::empty()));
        self.rules.insert(folder.to_path_buf(), Arc::clone(&rules));
        rules
    }
}
