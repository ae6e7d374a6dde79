//! What the client can do.

use tower_lsp::lsp_types::{ClientCapabilities, ResourceOperationKind};

/// What the client can do, as far as it matters.
#[derive(Debug, Clone, Copy, Default)]
pub struct Abilities {
    /// It asks for findings by itself.
    pub pull: bool,
    /// It takes those of other documents along with the ones that it asks for.
    pub related_findings: bool,
    /// It asks for them anew when told to.
    pub refresh: bool,
    /// It tells of changes of files that it is asked to watch.
    pub watches: bool,
    /// It asks for lenses anew when told to.
    pub refreshes_lenses: bool,
    /// It asks for hints anew when told to.
    pub refreshes_hints: bool,
    /// It shows progress.
    pub progress: bool,
    /// It asks what would be renamed before it asks for a new name.
    pub prepare_rename: bool,
    /// It takes edits for a certain version of a document.
    pub versions: bool,
    /// It creates files that an edit asks for.
    pub creates: bool,
    /// It renames files that an edit asks for.
    pub renames: bool,
    /// It lets its user confirm edits that are to be confirmed.
    pub annotations: bool,
}

impl Abilities {
    /// Those that `capabilities` tell of.
    pub fn of(capabilities: &ClientCapabilities) -> Self {
        let documents = capabilities.text_document.as_ref();
        let workspace = capabilities.workspace.as_ref();
        let window = capabilities.window.as_ref();
        let refresh = workspace.and_then(|it| it.diagnostic.as_ref()).and_then(|it| it.refresh_support);
        let rename = documents.and_then(|it| it.rename.as_ref()).and_then(|it| it.prepare_support);
        let edits = workspace.and_then(|it| it.workspace_edit.as_ref());
        let operations = edits.and_then(|it| it.resource_operations.as_deref()).unwrap_or_default();
        // Operations on files can be asked for in that form alone: Neovim takes them, and does not say so.
        let versions = edits.and_then(|it| it.document_changes).unwrap_or(!operations.is_empty());
        let pull = documents.and_then(|it| it.diagnostic.as_ref());
        Abilities {
            pull: pull.is_some(),
            related_findings: pull.and_then(|it| it.related_document_support).unwrap_or(false),
            refresh: refresh.unwrap_or(false),
            watches: workspace
                .and_then(|it| it.did_change_watched_files.as_ref())
                .and_then(|it| it.dynamic_registration)
                .unwrap_or(false),
            refreshes_lenses: workspace
                .and_then(|it| it.code_lens.as_ref())
                .and_then(|it| it.refresh_support)
                .unwrap_or(false),
            refreshes_hints: workspace
                .and_then(|it| it.inlay_hint.as_ref())
                .and_then(|it| it.refresh_support)
                .unwrap_or(false),
            progress: window.and_then(|it| it.work_done_progress).unwrap_or(false),
            prepare_rename: rename.unwrap_or(false),
            versions,
            creates: versions && operations.contains(&ResourceOperationKind::Create),
            renames: versions && operations.contains(&ResourceOperationKind::Rename),
            annotations: versions && edits.is_some_and(|it| it.change_annotation_support.is_some()),
        }
    }
}
