//! Questions about documents and vaults, answered on worker threads.

use std::sync::Arc;

use tower_lsp::lsp_types::Url;

use super::{Query, Session, VaultQuery};
use crate::opened::Place;
use crate::snapshot::{OpenFiles, Snapshot};

impl Session {
    /// Does `work` on the document at `uri` as it is now; once its vault is opened, where it is not yet.
    pub(super) fn query(&mut self, uri: Url, work: Query) {
        if let Some(open) = self.documents.get(&uri)
            && let Place::Vault(root, _) = &open.place
            && let Some(state) = self.homes.get_mut(root)
            && state.home.is_none()
        {
            state.waiting.push((uri, work));
            return;
        }
        let snapshot = self.snapshot(&uri);
        // A panic drops the sender of the answer, which the client is told as an error.
        tokio::task::spawn_blocking(move || work(snapshot));
    }

    /// Does `work` on all vaults that are open.
    pub(super) fn vault_query(&mut self, work: VaultQuery) {
        let views = self.roots().iter().filter_map(|root| self.view(root)).collect();
        tokio::task::spawn_blocking(move || work(views));
    }

    /// The document at `uri` and its vault as they are now; `None` while the vault is opened.
    pub(super) fn snapshot(&self, uri: &Url) -> Option<Snapshot> {
        let open = self.documents.get(uri)?;
        let opened = Arc::clone(&open.opened);
        match &open.place {
            Place::Vault(root, _) => Some(Snapshot { opened, view: self.view(root)?, in_vault: true }),
            Place::Outside(_) => {
                let view = self.view_of(self.nowhere.clone(), Arc::new(OpenFiles::new()));
                Some(Snapshot { opened, view, in_vault: false })
            }
        }
    }
}
