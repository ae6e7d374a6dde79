//! The protocol's methods. Each only forwards.

use tokio::sync::{mpsc, oneshot};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::*;
use tower_lsp::{Client, LanguageServer};

use crate::actions::FIX_ALL;
use crate::convert::Encoding;
use crate::session::Event;

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
}

#[tower_lsp::async_trait]
impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let encoding = Encoding::choose(&params.capabilities);
        self.send(Event::Initialize(encoding));
        Ok(InitializeResult { capabilities: capabilities(encoding), server_info: Some(info()) })
    }

    async fn initialized(&self, _: InitializedParams) {
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
        let document = params.text_document;
        self.send(Event::Change {
            uri: document.uri,
            version: document.version,
            changes: params.content_changes,
        });
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.send(Event::Close { uri: params.text_document.uri });
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        self.send(Event::Watched(params.changes));
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let (reply, answer) = oneshot::channel();
        self.send(Event::CodeAction { params, reply });
        answer.await.map(Some).map_err(|_| Error::internal_error())
    }
}

fn info() -> ServerInfo {
    ServerInfo { name: "vaultlint".into(), version: Some(env!("CARGO_PKG_VERSION").into()) }
}

fn capabilities(encoding: Encoding) -> ServerCapabilities {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        ..TextDocumentSyncOptions::default()
    };
    let actions = CodeActionOptions {
        code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, CodeActionKind::from(FIX_ALL)]),
        ..CodeActionOptions::default()
    };
    ServerCapabilities {
        position_encoding: Some(encoding.kind()),
        text_document_sync: Some(sync.into()),
        code_action_provider: Some(actions.into()),
        ..ServerCapabilities::default()
    }
}

/// What the client is asked to watch: notes and whatever else links lead to, and all settings.
fn watchers() -> Registration {
    let watchers = ["**/*", "**/.obsidian/**/*.json"]
        .map(|glob| FileSystemWatcher { glob_pattern: GlobPattern::String(glob.into()), kind: None });
    let options = DidChangeWatchedFilesRegistrationOptions { watchers: watchers.into() };
    Registration {
        id: "vaultlint-files".into(),
        method: "workspace/didChangeWatchedFiles".into(),
        register_options: serde_json::to_value(options).ok(),
    }
}
