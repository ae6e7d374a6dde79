//! The one owner of all state: it applies events in their order.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use tokio::sync::{mpsc, oneshot};
use tower_lsp::Client;
use tower_lsp::lsp_types::{
    CodeActionParams, CodeActionResponse, Diagnostic, FileChangeType, FileEvent, MessageType,
    TextDocumentContentChangeEvent, Url,
};
use vaultlint_core::vault::{Facts, VaultPath};

use crate::actions::{FIX_ALL, fix_all, quick_fixes, wants};
use crate::convert::Encoding;
use crate::document::Document;
use crate::vaults::{self, Loaded};

mod work;

use work::Snapshot;

/// What may happen to the session.
pub enum Event {
    /// The client has said how it counts columns.
    Initialize(Encoding),
    /// A document was opened.
    Open { uri: Url, version: i32, text: String },
    /// A document was edited.
    Change { uri: Url, version: i32, changes: Vec<TextDocumentContentChangeEvent> },
    /// A document was closed.
    Close { uri: Url },
    /// Files changed outside the editor.
    Watched(Vec<FileEvent>),
    /// Actions are asked for.
    CodeAction { params: CodeActionParams, reply: oneshot::Sender<CodeActionResponse> },
    /// A vault was opened, or opened anew.
    Loaded(Box<Loaded>),
    /// A document was checked.
    Checked { uri: Url, version: i32, outcome: Outcome },
}

/// What a check of a document gave.
pub enum Outcome {
    /// Its findings.
    Findings(Vec<Diagnostic>),
    /// The note says something new of itself, which the vault must know before it is checked.
    News(Box<Facts>),
    /// The check broke down.
    Failed(String),
}

/// The state of the server.
pub struct Session {
    out: mpsc::UnboundedSender<Outgoing>,
    events: mpsc::UnboundedSender<Event>,
    encoding: Encoding,
    documents: HashMap<Url, Open>,
    /// By root; `None` while a vault is opened.
    vaults: HashMap<PathBuf, Option<Loaded>>,
}

/// An open document.
struct Open {
    document: Document,
    file: PathBuf,
    root: PathBuf,
    /// A check is under way.
    busy: bool,
    /// Something changed since it began.
    stale: bool,
}

impl Session {
    /// A session that speaks to `client`; `events` leads to its own inbox.
    pub fn new(client: Client, events: mpsc::UnboundedSender<Event>) -> Self {
        let (out, outbox) = mpsc::unbounded_channel();
        tokio::spawn(send_all(client, outbox));
        Session {
            out,
            events,
            encoding: Encoding::default(),
            documents: HashMap::new(),
            vaults: HashMap::new(),
        }
    }

    /// Applies events until there are no more.
    pub async fn run(mut self, mut inbox: mpsc::UnboundedReceiver<Event>) {
        while let Some(event) = inbox.recv().await {
            self.apply(event);
        }
    }

    fn apply(&mut self, event: Event) {
        match event {
            Event::Initialize(encoding) => self.encoding = encoding,
            Event::Open { uri, version, text } => self.open(uri, version, &text),
            Event::Change { uri, version, changes } => self.change(&uri, version, changes),
            Event::Close { uri } => self.close(uri),
            Event::Watched(changes) => self.watched(&changes),
            Event::CodeAction { params, reply } => self.code_action(params, reply),
            Event::Loaded(loaded) => self.loaded(*loaded),
            Event::Checked { uri, version, outcome } => self.checked(&uri, version, outcome),
        }
    }

    fn open(&mut self, uri: Url, version: i32, text: &str) {
        // A document without a file stands in no vault: nothing can be said of its links.
        let Ok(file) = uri.to_file_path() else { return };
        if VaultPath::from(file.to_string_lossy().as_ref()).extension() != "md" {
            return;
        }
        let root = vaults::root_of(&file);
        let document = Document::new(text, version);
        self.documents
            .insert(uri.clone(), Open { document, file, root: root.clone(), busy: false, stale: false });
        if self.vaults.contains_key(&root) {
            self.check(&uri);
        } else {
            self.vaults.insert(root.clone(), None);
            self.load(root);
        }
    }

    fn change(&mut self, uri: &Url, version: i32, changes: Vec<TextDocumentContentChangeEvent>) {
        let Some(open) = self.documents.get_mut(uri) else { return };
        open.document.apply(changes, version, self.encoding);
        self.check(uri);
    }

    fn close(&mut self, uri: Url) {
        let Some(open) = self.documents.remove(&uri) else { return };
        if let Some(Some(loaded)) = self.vaults.get_mut(&open.root)
            && let Some(path) = loaded.vault_path(&open.file)
        {
            loaded.state(&path, None);
        }
        self.publish(uri, Vec::new(), None);
        self.check_all(&open.root);
    }

    fn watched(&mut self, changes: &[FileEvent]) {
        let mut changed_roots: Vec<PathBuf> = Vec::new();
        let mut reload: Vec<PathBuf> = Vec::new();
        for change in changes {
            let Ok(file) = change.uri.to_file_path() else { continue };
            for (root, loaded) in &mut self.vaults {
                let Some(loaded) = loaded else { continue };
                let Some(path) = loaded.vault_path(&file) else { continue };
                if change.typ == FileChangeType::CHANGED && !is_setting(&path) {
                    loaded.state(&path, None);
                    changed_roots.push(root.clone());
                } else {
                    reload.push(root.clone());
                }
            }
        }
        reload.sort();
        reload.dedup();
        changed_roots.sort();
        changed_roots.dedup();
        changed_roots.retain(|root| !reload.contains(root));
        changed_roots.iter().for_each(|root| self.check_all(root));
        reload.into_iter().for_each(|root| self.load(root));
    }

    fn loaded(&mut self, loaded: Loaded) {
        if let Some(problem) = &loaded.problem {
            self.log(problem.clone());
        }
        let root = loaded.root.clone();
        self.vaults.insert(root.clone(), Some(loaded));
        self.check_all(&root);
    }

    fn checked(&mut self, uri: &Url, version: i32, outcome: Outcome) {
        let Some(open) = self.documents.get_mut(uri) else { return };
        open.busy = false;
        let stale = std::mem::take(&mut open.stale);
        let root = open.root.clone();
        let current = version == open.document.version;
        match outcome {
            Outcome::Findings(found) if current => self.publish(uri.clone(), found, Some(version)),
            Outcome::Findings(_) => {}
            Outcome::News(facts) => {
                self.learn(uri, *facts);
                self.check_all(&root);
                return;
            }
            Outcome::Failed(message) => self.log(message),
        }
        if stale || !current {
            self.check(uri);
        }
    }

    fn learn(&mut self, uri: &Url, facts: Facts) {
        let Some(open) = self.documents.get(uri) else { return };
        if let Some(Some(loaded)) = self.vaults.get_mut(&open.root)
            && let Some(path) = loaded.vault_path(&open.file)
        {
            loaded.state(&path, Some(facts));
        }
    }

    fn code_action(&mut self, params: CodeActionParams, reply: oneshot::Sender<CodeActionResponse>) {
        let uri = params.text_document.uri;
        let fixes = match wants(&params.context, "quickfix") {
            true => quick_fixes(&uri, &params.context.diagnostics),
            false => Vec::new(),
        };
        let snapshot = wants(&params.context, FIX_ALL).then(|| self.snapshot(&uri)).flatten();
        let Some(snapshot) = snapshot else {
            // Whoever asked may have gone.
            let _ = reply.send(fixes);
            return;
        };
        tokio::task::spawn_blocking(move || {
            let mut actions = fixes;
            let edits = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| snapshot.fix_all()));
            actions.extend(edits.ok().flatten().map(|edits| fix_all(&uri, edits)));
            let _ = reply.send(actions);
        });
    }

    fn load(&self, root: PathBuf) {
        let events = self.events.clone();
        tokio::task::spawn_blocking(move || {
            let _ = events.send(Event::Loaded(Box::new(vaults::load(&root))));
        });
    }

    fn check_all(&mut self, root: &Path) {
        let all = self.documents.iter().filter(|(_, open)| open.root == root);
        let all: Vec<Url> = all.map(|(uri, _)| uri.clone()).collect();
        all.iter().for_each(|uri| self.check(uri));
    }

    /// Checks a document on another thread; while one check is under way the next one waits.
    fn check(&mut self, uri: &Url) {
        let Some(open) = self.documents.get_mut(uri) else { return };
        if open.busy {
            open.stale = true;
            return;
        }
        let version = open.document.version;
        let Some(snapshot) = self.snapshot(uri) else { return };
        if let Some(open) = self.documents.get_mut(uri) {
            open.busy = true;
        }
        let (events, uri) = (self.events.clone(), uri.clone());
        tokio::spawn(async move {
            let checked = tokio::task::spawn_blocking(move || snapshot.check()).await;
            let outcome = checked.unwrap_or_else(|error| Outcome::Failed(format!("{uri}: {error}")));
            let _ = events.send(Event::Checked { uri, version, outcome });
        });
    }

    /// A document and its vault as they are now; `None` while the vault is opened.
    fn snapshot(&mut self, uri: &Url) -> Option<Snapshot> {
        let open = self.documents.get(uri)?;
        let loaded = self.vaults.get_mut(&open.root)?.as_mut()?;
        let path = loaded.vault_path(&open.file)?;
        loaded.list(&path);
        let text = open.document.text();
        Some(Snapshot { uri: uri.clone(), path, text, loaded: loaded.clone(), encoding: self.encoding })
    }

    fn publish(&self, uri: Url, found: Vec<Diagnostic>, version: Option<i32>) {
        let _ = self.out.send(Outgoing::Findings { uri, found, version });
    }

    fn log(&self, message: String) {
        let _ = self.out.send(Outgoing::Trouble(message));
    }
}

/// What goes to the client unasked.
enum Outgoing {
    Findings { uri: Url, found: Vec<Diagnostic>, version: Option<i32> },
    Trouble(String),
}

/// Sends in order. Only this task waits for a slow client.
async fn send_all(client: Client, mut outbox: mpsc::UnboundedReceiver<Outgoing>) {
    while let Some(message) = outbox.recv().await {
        match message {
            Outgoing::Findings { uri, found, version } => {
                client.publish_diagnostics(uri, found, version).await
            }
            Outgoing::Trouble(message) => client.log_message(MessageType::ERROR, message).await,
        }
    }
}

/// Whether a change of the file at `path` changes how the vault is read.
fn is_setting(path: &VaultPath) -> bool {
    path.as_str().starts_with('.') || path.file_name() == vaultlint_core::config::FILE_NAME
}
