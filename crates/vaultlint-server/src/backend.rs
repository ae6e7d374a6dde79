//! The protocol's methods. Each only forwards: nothing is awaited before the message is in the session's inbox, so that
//! messages apply in the order in which they came.

use std::future::Future;

use serde_json::Value;
use tokio::sync::{mpsc, oneshot};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::*;
use tower_lsp::{Client, LanguageServer};

use crate::abilities::Abilities;
use crate::capabilities::{capabilities, watchers};
use crate::convert::Encoding;
use crate::handlers::{
    actions, commands, completion, definition, diagnostics, formatting, hover, lenses, references, rename,
    structure, symbols,
};
use crate::options::Options;
use crate::session::Event;
use crate::snapshot::{Snapshot, VaultView};

/// Forwards messages to the session.
pub struct Backend {
    client: Client,
    events: mpsc::UnboundedSender<Event>,
}

impl Backend {
    /// A backend that speaks to `client` and forwards to `events`.
    pub fn new(client: Client, events: mpsc::UnboundedSender<Event>) -> Self {
        Backend { client, events }
    }

    fn send(&self, event: Event) {
        // The session ends only with the server.
        let _ = self.events.send(event);
    }

    /// Lets a worker thread `answer` about the document at `uri`; `None` where it is not open or there is nothing to
    /// say.
    fn ask<T: Send + 'static, A: FnOnce(&Snapshot) -> Option<T> + Send + 'static>(
        &self,
        uri: Url,
        answer: A,
    ) -> impl Future<Output = Result<Option<T>>> + use<T, A> {
        let (reply, answered) = oneshot::channel();
        let work = Box::new(move |snapshot: Option<Snapshot>| {
            // Whoever asked may have gone.
            let _ = reply.send(snapshot.as_ref().and_then(answer));
        });
        self.send(Event::Query { uri, work });
        async move { answered.await.map_err(|_| Error::internal_error()) }
    }

    /// Lets a worker thread `answer` about all vaults.
    fn ask_all<T: Send + 'static, A: FnOnce(&[VaultView]) -> T + Send + 'static>(
        &self,
        answer: A,
    ) -> impl Future<Output = Result<T>> + use<T, A> {
        let (reply, answered) = oneshot::channel();
        self.send(Event::VaultQuery(Box::new(move |views| {
            let _ = reply.send(answer(&views));
        })));
        async move { answered.await.map_err(|_| Error::internal_error()) }
    }

    /// Answers with the edit of a renaming, and tells the user what to look at.
    async fn renamed(&self, renamed: Option<rename::Renamed>) -> Option<WorkspaceEdit> {
        let rename::Renamed { edit, notice } = renamed?;
        if let Some(notice) = notice {
            self.client.show_message(MessageType::WARNING, notice).await;
        }
        edit
    }
}

#[tower_lsp::async_trait]
impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let encoding = Encoding::choose(&params.capabilities);
        let abilities = Abilities::of(&params.capabilities);
        self.send(Event::Initialize(Box::new(params)));
        let server_info =
            ServerInfo { name: "vaultlint".into(), version: Some(env!("CARGO_PKG_VERSION").into()) };
        Ok(InitializeResult {
            capabilities: capabilities(encoding, abilities),
            server_info: Some(server_info),
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        self.send(Event::Initialized);
        let client = self.client.clone();
        // Not awaited here: a client that never answers must not hold up anything.
        tokio::spawn(async move { client.register_capability(vec![watchers()]).await });
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        self.send(Event::Open { uri: document.uri, version: document.version, text: document.text });
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let VersionedTextDocumentIdentifier { uri, version } = params.text_document;
        self.send(Event::Change { uri, version, changes: params.content_changes });
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.send(Event::Close { uri: params.text_document.uri });
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        self.send(Event::Watched(params.changes));
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        self.send(Event::Settings(Options::read(&params.settings)));
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let WorkspaceFoldersChangeEvent { added, removed } = params.event;
        self.send(Event::Folders { added, removed });
    }

    async fn did_create_files(&self, params: CreateFilesParams) {
        let created = params.files.iter().filter_map(|it| file_event(&it.uri, FileChangeType::CREATED));
        self.send(Event::Watched(created.collect()));
    }

    async fn did_rename_files(&self, params: RenameFilesParams) {
        let gone = params.files.iter().filter_map(|it| file_event(&it.old_uri, FileChangeType::DELETED));
        let created = params.files.iter().filter_map(|it| file_event(&it.new_uri, FileChangeType::CREATED));
        self.send(Event::Watched(gone.chain(created).collect()));
    }

    async fn did_delete_files(&self, params: DeleteFilesParams) {
        let gone = params.files.iter().filter_map(|it| file_event(&it.uri, FileChangeType::DELETED));
        self.send(Event::Watched(gone.collect()));
    }

    async fn will_rename_files(&self, params: RenameFilesParams) -> Result<Option<WorkspaceEdit>> {
        let renamed = self.ask_all(move |views| rename::will_rename(views, &params.files)).await?;
        Ok(self.renamed(renamed).await)
    }

    async fn prepare_rename(
        &self,
        params: TextDocumentPositionParams,
    ) -> Result<Option<PrepareRenameResponse>> {
        let position = params.position;
        self.ask(params.text_document.uri, move |it| rename::prepare(it, position)).await
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position;
        let name = params.new_name;
        let renamed =
            self.ask(text_document.uri, move |it| Some(rename::rename(it, position, &name))).await?;
        Ok(self.renamed(renamed.transpose()?).await)
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let known = params.previous_result_id;
        let report =
            self.ask(params.text_document.uri, move |it| Some(diagnostics::document(it, known))).await?;
        Ok(report.unwrap_or_else(diagnostics::nothing))
    }

    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        self.ask_all(move |views| diagnostics::workspace(views, params.previous_result_ids)).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let uri = params.text_document.uri.clone();
        self.ask(uri, move |snapshot| Some(actions::actions(snapshot, &params))).await
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        if params.command != commands::FIX_VAULT {
            let known = commands::names().join("`, `");
            let message = format!("unknown command `{}`: there is `{known}`", params.command);
            return Err(Error::invalid_params(message));
        }
        match self.ask_all(commands::fix_vault).await? {
            // Answered once the user has confirmed the edit or refused it.
            Some(edit) => drop(self.client.apply_edit(edit).await?),
            None => {
                self.client.show_message(MessageType::INFO, "Nothing in the vault is safe to mend.").await
            }
        }
        Ok(None)
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.ask(params.text_document.uri, |snapshot| Some(formatting::document(snapshot))).await
    }

    async fn range_formatting(&self, params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let range = params.range;
        self.ask(params.text_document.uri, move |snapshot| Some(formatting::range(snapshot, range))).await
    }

    async fn on_type_formatting(
        &self,
        params: DocumentOnTypeFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position;
        let is_line_break = params.ch == "\n";
        self.ask(text_document.uri, move |it| Some(formatting::on_type(it, position, is_line_break))).await
    }

    async fn will_save_wait_until(
        &self,
        params: WillSaveTextDocumentParams,
    ) -> Result<Option<Vec<TextEdit>>> {
        let is_manual = params.reason == TextDocumentSaveReason::MANUAL;
        self.ask(params.text_document.uri, move |it| {
            (it.view.options.fix_on_save && is_manual).then(|| formatting::on_save(it))
        })
        .await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position;
        self.ask(text_document.uri, move |it| {
            completion::completion(it, position).map(CompletionResponse::List)
        })
        .await
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        let uri =
            item.data.as_ref().and_then(|data| data["uri"].as_str()).and_then(|uri| Url::parse(uri).ok());
        let Some(uri) = uri else { return Ok(item) };
        let known = item.clone();
        let resolved = self.ask(uri, move |it| Some(completion::resolve(it, item))).await?;
        Ok(resolved.unwrap_or(known))
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
        self.ask(text_document.uri, move |it| hover::hover(it, position)).await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
        let found = self.ask(text_document.uri, move |it| definition::definition(it, position)).await?;
        // A plain location is what every client takes.
        Ok(found.map(|link| {
            let range = Range::new(link.target_range.start, link.target_range.end);
            GotoDefinitionResponse::Scalar(Location::new(link.target_uri, range))
        }))
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position;
        let declaration = params.context.include_declaration;
        self.ask(text_document.uri, move |it| references::references(it, position, declaration)).await
    }

    async fn document_highlight(
        &self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
        self.ask(text_document.uri, move |it| references::highlights(it, position)).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        let symbols = |it: &Snapshot| Some(DocumentSymbolResponse::Nested(symbols::document(it)));
        self.ask(params.text_document.uri, symbols).await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<Vec<SymbolInformation>>> {
        self.ask_all(move |views| Some(symbols::workspace(views, &params.query))).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.ask(params.text_document.uri, |it| Some(structure::folds(it))).await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        let positions = params.positions;
        self.ask(params.text_document.uri, move |it| Some(structure::selections(it, &positions))).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.ask(params.text_document.uri, |it| Some(structure::links(it))).await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        self.ask(params.text_document.uri, |it| it.view.options.code_lens.then(|| lenses::lenses(it))).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let range = params.range;
        let hints = move |it: &Snapshot| it.view.options.inlay_hints.then(|| lenses::hints(it, range));
        self.ask(params.text_document.uri, hints).await
    }
}

fn file_event(uri: &str, typ: FileChangeType) -> Option<FileEvent> {
    Url::parse(uri).ok().map(|uri| FileEvent { uri, typ })
}
