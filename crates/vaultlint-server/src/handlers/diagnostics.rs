//! Findings for clients that ask for them.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use rayon::prelude::*;
use tower_lsp::lsp_types::*;
use vaultlint_core::vault::VaultPath;

use crate::session::check;
use crate::snapshot::{Snapshot, VaultView};

mod related;

/// The findings of a document, or that they are those which the client has under the id `known`.
pub fn document(snapshot: &Snapshot, known: Option<String>) -> DocumentDiagnosticReportResult {
    let (items, _) = check(snapshot);
    let id = result_id(&items);
    let related_documents = related::related(snapshot);
    let report = if known.as_deref() == Some(&id) {
        DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            related_documents,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id: id },
        })
    } else {
        DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
            related_documents,
            full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: Some(id), items },
        })
    };
    report.into()
}

/// No findings: the document is not one of ours.
pub fn nothing() -> DocumentDiagnosticReportResult {
    DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport::default()).into()
}

/// The findings of all files of all vaults, save those that the client has.
pub fn workspace(views: &[VaultView], known: Vec<PreviousResultId>) -> WorkspaceDiagnosticReportResult {
    let known: HashMap<Url, String> = known.into_iter().map(|it| (it.uri, it.value)).collect();
    let checked =
        |view: &'_ VaultView| view.home.notes.iter().chain(&*view.home.others).cloned().collect::<Vec<_>>();
    let files: Vec<(&VaultView, VaultPath)> =
        views.iter().flat_map(|view| checked(view).into_iter().map(move |path| (view, path))).collect();
    let gone = gone(&files, &known);
    let mut items: Vec<_> =
        files.into_par_iter().filter_map(|(view, path)| report(view, &path, &known)).collect();
    items.extend(gone);
    WorkspaceDiagnosticReport { items }.into()
}

/// Nothing is found any more in what the client knows findings of and is no file now.
fn gone(
    files: &[(&VaultView, VaultPath)],
    known: &HashMap<Url, String>,
) -> Vec<WorkspaceDocumentDiagnosticReport> {
    if known.is_empty() {
        return Vec::new();
    }
    let listed: HashSet<Url> = files.iter().filter_map(|(view, path)| view.uri(path)).collect();
    let gone = known.keys().filter(|uri| !listed.contains(uri)).cloned();
    let report = |uri| {
        let full_document_diagnostic_report = FullDocumentDiagnosticReport::default();
        WorkspaceFullDocumentDiagnosticReport { uri, version: None, full_document_diagnostic_report }
    };
    gone.map(|uri| WorkspaceDocumentDiagnosticReport::Full(report(uri))).collect()
}

/// The findings of a file; `None` where there are none and the client knows of none.
fn report(
    view: &VaultView,
    path: &VaultPath,
    known: &HashMap<Url, String>,
) -> Option<WorkspaceDocumentDiagnosticReport> {
    let version = view.open.get(path).map(|opened| i64::from(opened.version));
    let snapshot = view.snapshot(path)?;
    let uri = snapshot.opened.uri.clone();
    let (items, _) = check(&snapshot);
    let id = result_id(&items);
    let before = known.get(&uri);
    if before == Some(&id) {
        let report = UnchangedDocumentDiagnosticReport { result_id: id };
        let report = WorkspaceUnchangedDocumentDiagnosticReport {
            uri,
            version,
            unchanged_document_diagnostic_report: report,
        };
        return Some(WorkspaceDocumentDiagnosticReport::Unchanged(report));
    }
    if items.is_empty() && before.is_none() {
        return None;
    }
    let full_document_diagnostic_report = FullDocumentDiagnosticReport { result_id: Some(id), items };
    let report = WorkspaceFullDocumentDiagnosticReport { uri, version, full_document_diagnostic_report };
    Some(WorkspaceDocumentDiagnosticReport::Full(report))
}

/// Equal for equal findings.
fn result_id(items: &[Diagnostic]) -> String {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(items).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
