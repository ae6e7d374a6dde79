//! Findings for clients that ask for them.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use rayon::prelude::*;
use tower_lsp::lsp_types::*;
use vaultlint_core::rule::{Level, Rule};
use vaultlint_core::rules::{orphan_note::OrphanNote, unused_attachment::UnusedAttachment};
use vaultlint_core::vault::VaultPath;

use crate::home::{Report, State};
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
    let uri = view.uri(path)?;
    let version = view.open.get(path).map(|opened| i64::from(opened.version));
    let before = known.get(&uri);
    let state = state(view, path);
    let file = view.vault().exact_file(path)?;
    let is_kept = !depends_on_all_texts(view, path);
    let last = view.home.reports.find(path, file, &state).filter(|_| is_kept);
    let (report, found) = match last {
        Some(last) if last.is_empty || before == Some(&last.id) => (last, Vec::new()),
        _ => {
            let (found, needs) = check(&view.snapshot(path)?);
            let report = Report { id: result_id(&found), is_empty: found.is_empty() };
            view.home.reports.add(path.clone(), state, needs, report.clone());
            (report, found)
        }
    };
    if before == Some(&report.id) {
        let report = UnchangedDocumentDiagnosticReport { result_id: report.id };
        let unchanged_document_diagnostic_report = report;
        let report =
            WorkspaceUnchangedDocumentDiagnosticReport { uri, version, unchanged_document_diagnostic_report };
        return Some(WorkspaceDocumentDiagnosticReport::Unchanged(report));
    }
    if report.is_empty && before.is_none() {
        return None;
    }
    let full_document_diagnostic_report =
        FullDocumentDiagnosticReport { result_id: Some(report.id), items: found };
    let report = WorkspaceFullDocumentDiagnosticReport { uri, version, full_document_diagnostic_report };
    Some(WorkspaceDocumentDiagnosticReport::Full(report))
}

/// Whether what is found of the file at `path` depends on the texts of all others, by rules that are off by default.
fn depends_on_all_texts(view: &VaultView, path: &VaultPath) -> bool {
    let scope = view.config().scope(path);
    [&OrphanNote::INFO, &UnusedAttachment::INFO].into_iter().any(|rule| scope.level(rule) > Level::Off)
}

/// Which content of the file at `path` is reported on.
fn state(view: &VaultView, path: &VaultPath) -> State {
    match view.open.get(path) {
        Some(opened) => State::open(opened),
        None if view.is_watched => State::Told,
        None => State::disk(&view.home.disk_path(path)),
    }
}

/// Equal for equal findings.
fn result_id(items: &[Diagnostic]) -> String {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(items).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
