//! Findings of other open notes, for a client that takes them along with those of the note which it asks about.

use std::collections::HashMap;
use std::sync::Arc;

use tower_lsp::lsp_types::{DocumentDiagnosticReportKind, FullDocumentDiagnosticReport, Url};
use vaultlint_core::rule::Known;
use vaultlint_core::vault::{Facts, FileId, Vault};

use super::result_id;
use crate::opened::Opened;
use crate::session::{check, needs};
use crate::snapshot::{Snapshot, VaultView};

/// Findings by document.
pub type Reports = HashMap<Url, DocumentDiagnosticReportKind>;

/// The findings of the open notes that link to that of `snapshot`, whose headings or blocks may just have changed;
/// `None` where the client has no use for them or there are none.
pub fn related(snapshot: &Snapshot) -> Option<Reports> {
    let view = &snapshot.view;
    let vault = view.vault();
    if !view.abilities.related_findings || !snapshot.in_vault {
        return None;
    }
    let file = vault.exact_file(&snapshot.opened.path)?;
    let dependents = dependents(view, file);
    if dependents.is_empty() {
        return None;
    }
    let mut view = view.clone();
    view.home.vault = Arc::new(knowing(vault, file, Facts::of_note(snapshot.note())));
    let report = |opened: Arc<Opened>| {
        let uri = opened.uri.clone();
        let (items, _) = check(&Snapshot { opened, view: view.clone(), in_vault: true });
        let report = FullDocumentDiagnosticReport { result_id: Some(result_id(&items)), items };
        (uri, DocumentDiagnosticReportKind::Full(report))
    };
    Some(dependents.into_iter().map(report).collect())
}

/// The other open documents that link to `file`.
fn dependents(view: &VaultView, file: FileId) -> Vec<Arc<Opened>> {
    let vault = view.vault();
    let others = view.open.values().filter(|other| vault.exact_file(&other.path) != Some(file));
    let needs = |other: &Opened| needs(other.note(), vault, &Known::default());
    others.filter(|other| needs(other).binary_search(&file).is_ok()).cloned().collect()
}

/// The vault in which `file` has the `facts`.
fn knowing(vault: &Vault, file: FileId, facts: Facts) -> Vault {
    let mut vault = vault.clone();
    if !vault.facts(file).is_some_and(|known| known.say_the_same(&facts)) {
        vault.replace_facts(file, Some(facts));
    }
    vault
}
