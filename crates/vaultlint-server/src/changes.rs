//! Edits of several files, in the form that the client takes.

use std::collections::HashMap;

use tower_lsp::lsp_types::{
    AnnotatedTextEdit, ChangeAnnotation, CreateFile, CreateFileOptions, DocumentChangeOperation,
    DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, RenameFile, RenameFileOptions,
    ResourceOp, TextDocumentEdit, TextEdit, Url, WorkspaceEdit,
};
use vaultlint_core::diagnostic::Edit;
use vaultlint_core::refactor::Plan;
use vaultlint_core::text::LineIndex;
use vaultlint_core::vault::VaultPath;

use crate::abilities::Abilities;
use crate::convert::range_in;
use crate::opened::Opened;
use crate::snapshot::{Snapshot, VaultView};

/// Changes to files: first those of texts, then those of files as a whole.
#[derive(Debug, Default)]
pub struct Changes {
    /// For each file its address, its version where it is open, and the edits.
    texts: Vec<(Url, Option<i32>, Vec<TextEdit>)>,
    files: Vec<ResourceOp>,
    /// What the texts' changes are called, where the user is to confirm them.
    label: Option<String>,
}

/// Under which id edits refer to what they are called.
const ANNOTATION: &str = "vaultlint";

impl Changes {
    /// Changes of texts that the user is to confirm, where the client lets him; `label` says what they are.
    pub fn to_confirm(label: &str) -> Self {
        Changes { label: Some(label.to_owned()), ..Changes::default() }
    }

    /// The edits of texts that `plan` asks for in the vault of `view`.
    pub fn add_texts(&mut self, view: &VaultView, plan: &Plan) {
        for file in &plan.edits {
            self.edit(view, &file.path, &file.text, &file.edits);
        }
    }

    /// The moves of files that `plan` asks for: folders as a whole, other files one by one.
    pub fn add_moves(&mut self, view: &VaultView, plan: &Plan) {
        let in_folder = |path: &VaultPath| {
            let within = |folder: &VaultPath| {
                path.as_str().strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'))
            };
            plan.folders.iter().any(|(folder, _)| within(folder))
        };
        let single = plan.moves.iter().filter(|(old, _)| !in_folder(old));
        for (old, new) in plan.folders.iter().chain(single) {
            let (Some(old_uri), Some(new_uri)) = (view.uri(old), view.home.uri(new)) else { continue };
            let options = RenameFileOptions { overwrite: Some(false), ignore_if_exists: Some(false) };
            let options = Some(options);
            self.files.push(ResourceOp::Rename(RenameFile {
                old_uri,
                new_uri,
                options,
                annotation_id: None,
            }));
        }
    }

    /// A new, empty file at `path`.
    pub fn create(&mut self, view: &VaultView, path: &VaultPath) {
        let Some(uri) = view.home.uri(path) else { return };
        let options = CreateFileOptions { overwrite: Some(false), ignore_if_exists: Some(true) };
        self.files.push(ResourceOp::Create(CreateFile { uri, options: Some(options), annotation_id: None }));
    }

    /// `edits` of the open document `opened`.
    pub fn edit_open(&mut self, opened: &Opened, edits: Vec<TextEdit>) {
        self.texts.push((opened.uri.clone(), Some(opened.version), edits));
    }

    /// `edits` of the note of `snapshot`, whether it is open or not.
    pub fn edit_note(&mut self, snapshot: &Snapshot, edits: Vec<TextEdit>) {
        let opened = &snapshot.opened;
        let version = snapshot.view.open.get(&opened.path).map(|opened| opened.version);
        self.texts.push((opened.uri.clone(), version, edits));
    }

    /// `edits` of the file at `path`, which has `text`.
    pub fn edit(&mut self, view: &VaultView, path: &VaultPath, text: &str, edits: &[Edit]) {
        let Some(uri) = view.uri(path) else { return };
        let lines = LineIndex::new(text);
        let edit = |edit: &Edit| TextEdit {
            range: range_in(text, &lines, edit.range(), view.encoding),
            new_text: edit.content().to_owned(),
        };
        let version = view.open.get(path).map(|opened| opened.version);
        self.texts.push((uri, version, edits.iter().map(edit).collect()));
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.files.is_empty()
    }

    /// The changes for a client with `abilities`; `None` where it cannot make them.
    pub fn for_client(self, abilities: Abilities) -> Option<WorkspaceEdit> {
        let is_able = |operation: &ResourceOp| match operation {
            ResourceOp::Create(_) => abilities.creates,
            ResourceOp::Rename(_) => abilities.renames,
            ResourceOp::Delete(_) => false,
        };
        if !self.files.iter().all(is_able) {
            return None;
        }
        if !abilities.versions {
            let changes = self.texts.into_iter().map(|(uri, _, edits)| (uri, edits)).collect();
            return Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() });
        }
        let label = self.label.filter(|_| abilities.annotations);
        let annotated = |text_edit| match label {
            Some(_) => OneOf::Right(AnnotatedTextEdit { text_edit, annotation_id: ANNOTATION.to_owned() }),
            None => OneOf::Left(text_edit),
        };
        let edits = self.texts.into_iter().map(|(uri, version, edits)| TextDocumentEdit {
            text_document: OptionalVersionedTextDocumentIdentifier { uri, version },
            edits: edits.into_iter().map(annotated).collect(),
        });
        let changes = if self.files.is_empty() {
            DocumentChanges::Edits(edits.collect())
        } else {
            let files = self.files.into_iter().map(DocumentChangeOperation::Op);
            DocumentChanges::Operations(edits.map(DocumentChangeOperation::Edit).chain(files).collect())
        };
        let change_annotations = label.as_ref().map(|label| {
            let annotation =
                ChangeAnnotation { label: label.clone(), needs_confirmation: Some(true), description: None };
            HashMap::from([(ANNOTATION.to_owned(), annotation)])
        });
        Some(WorkspaceEdit { document_changes: Some(changes), change_annotations, changes: None })
    }
}
