//! What the server can do, as it tells the client.

use tower_lsp::lsp_types::*;

use crate::abilities::Abilities;
use crate::convert::Encoding;
use crate::handlers::{actions, commands};

/// The capabilities for a client with `abilities`, with columns counted in `encoding`.
pub fn capabilities(encoding: Encoding, abilities: Abilities) -> ServerCapabilities {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        will_save_wait_until: Some(true),
        ..TextDocumentSyncOptions::default()
    };
    let actions =
        CodeActionOptions { code_action_kinds: Some(actions::kinds()), ..CodeActionOptions::default() };
    let diagnostics = DiagnosticOptions {
        identifier: Some("vaultlint".into()),
        inter_file_dependencies: true,
        workspace_diagnostics: true,
        ..DiagnosticOptions::default()
    };
    let folders = WorkspaceFoldersServerCapabilities {
        supported: Some(true),
        change_notifications: Some(OneOf::Left(true)),
    };
    ServerCapabilities {
        position_encoding: Some(encoding.kind()),
        text_document_sync: Some(sync.into()),
        code_action_provider: Some(actions.into()),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(["[", "(", "#", "^", "!", ":", "-", "{"].map(str::to_owned).to_vec()),
            resolve_provider: Some(true),
            ..CompletionOptions::default()
        }),
        hover_provider: Some(true.into()),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        document_highlight_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        workspace_symbol_provider: Some(OneOf::Left(true)),
        folding_range_provider: Some(true.into()),
        selection_range_provider: Some(true.into()),
        document_link_provider: Some(DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(false) }),
        inlay_hint_provider: Some(OneOf::Left(true)),
        document_formatting_provider: Some(OneOf::Left(true)),
        document_range_formatting_provider: Some(OneOf::Left(true)),
        document_on_type_formatting_provider: Some(table_formatting()),
        rename_provider: Some(renaming(abilities)),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: commands::names(),
            ..ExecuteCommandOptions::default()
        }),
        diagnostic_provider: Some(DiagnosticServerCapabilities::Options(diagnostics)),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(folders),
            file_operations: Some(file_operations()),
        }),
        ..ServerCapabilities::default()
    }
}

/// Tables are laid out while they are written.
fn table_formatting() -> DocumentOnTypeFormattingOptions {
    DocumentOnTypeFormattingOptions {
        first_trigger_character: "|".into(),
        more_trigger_character: Some(vec!["\n".into()]),
    }
}

/// Only clients that prepare a rename know that a server can be asked to.
fn renaming(abilities: Abilities) -> OneOf<bool, RenameOptions> {
    let work_done_progress_options = WorkDoneProgressOptions::default();
    match abilities.prepare_rename {
        true => OneOf::Right(RenameOptions { prepare_provider: Some(true), work_done_progress_options }),
        false => OneOf::Left(true),
    }
}

/// Links follow renames of all files and folders, and the vault follows whatever the client does to files.
fn file_operations() -> WorkspaceFileOperationsServerCapabilities {
    // Without a kind a pattern matches files and folders.
    let pattern = FileOperationPattern { glob: "**/*".into(), ..FileOperationPattern::default() };
    let filters = vec![FileOperationFilter { scheme: Some("file".into()), pattern }];
    let all = Some(FileOperationRegistrationOptions { filters });
    WorkspaceFileOperationsServerCapabilities {
        will_rename: all.clone(),
        did_rename: all.clone(),
        did_create: all.clone(),
        did_delete: all,
        ..WorkspaceFileOperationsServerCapabilities::default()
    }
}

/// What the client is asked to watch: notes and whatever else links lead to, and all settings.
pub fn watchers() -> Registration {
    let watchers = ["**/*", "**/.obsidian/**/*.json"]
        .map(|glob| FileSystemWatcher { glob_pattern: GlobPattern::String(glob.into()), kind: None });
    let options = DidChangeWatchedFilesRegistrationOptions { watchers: watchers.into() };
    Registration {
        id: "vaultlint-files".into(),
        method: "workspace/didChangeWatchedFiles".into(),
        register_options: serde_json::to_value(options).ok(),
    }
}
