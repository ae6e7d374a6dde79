//! Commands that the client sends on behalf of its user.

use rayon::prelude::*;
use tower_lsp::lsp_types::{TextEdit, WorkspaceEdit};
use vaultlint_core::vault::VaultPath;

use super::formatting::{edits, fixed};
use crate::changes::Changes;
use crate::snapshot::{Snapshot, VaultView};

/// Mends all that is safe to mend in all notes of all vaults. The client is sent the edit, to be confirmed where it lets
/// its user confirm edits.
pub const FIX_VAULT: &str = "vaultlint.server.fixVault";

/// The names of all commands.
pub fn names() -> Vec<String> {
    vec![FIX_VAULT.to_owned()]
}

/// The edits that mend all that is safe to mend in all notes that are checked; `None` where there is nothing to mend.
pub fn fix_vault(views: &[VaultView]) -> Option<WorkspaceEdit> {
    let mended = views.iter().flat_map(|view| {
        let mended: Vec<_> = view.home.notes.par_iter().filter_map(|path| mended(view, path)).collect();
        mended
    });
    let mut changes = Changes::to_confirm("Mend all that is safe to mend");
    mended.for_each(|(snapshot, edits)| changes.edit_note(&snapshot, edits));
    if changes.is_empty() { None } else { changes.for_client(views.first()?.abilities) }
}

/// The note at `path` and the edits that mend it; `None` where there are none.
fn mended(view: &VaultView, path: &VaultPath) -> Option<(Snapshot, Vec<TextEdit>)> {
    let snapshot = view.snapshot(path)?;
    let edits = edits(&snapshot, Some(fixed(&snapshot)?));
    (!edits.is_empty()).then_some((snapshot, edits))
}
