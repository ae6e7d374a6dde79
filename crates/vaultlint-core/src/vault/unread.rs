//! Vaults of which nothing but names is known yet.

use std::sync::Arc;

use super::{Facts, FileId, Vault, VaultPath};

impl FileId {
    /// The place of the file among all, by path.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

impl Vault {
    /// The vault with other `files` and without facts. Nothing is read: what is not stated is not known.
    pub(crate) fn unread(&self, files: Vec<VaultPath>) -> Vault {
        let named = Vault::new(files, super::Settings::default());
        Vault {
            settings: Arc::clone(&self.settings),
            enclosing: self.enclosing.clone(),
            excluded: Arc::clone(&self.excluded),
            daily: Arc::clone(&self.daily),
            ..named
        }
    }

    /// States the facts of `file`, or that it cannot be read; what was stated first stays.
    pub(crate) fn share_facts(&self, file: FileId, facts: Option<Arc<Facts>>) {
        self.state(file, facts);
    }

    /// States other facts of `file`.
    pub(crate) fn restate(&mut self, file: FileId, facts: Facts) {
        self.replace_facts(file, Some(facts));
    }
}
