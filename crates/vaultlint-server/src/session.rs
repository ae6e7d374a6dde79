//! The one owner of all state: it applies events in their order, and hands snapshots to worker threads.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::mpsc;
use tower_lsp::lsp_types::{
    Diagnostic, FileEvent, InitializeParams, TextDocumentContentChangeEvent, Url, WorkspaceFolder,
};
use vaultlint_core::vault::{Facts, FileId, VaultPath};

use crate::abilities::Abilities;
use crate::convert::Encoding;
use crate::home::{Home, Loaded, Read};
use crate::opened::Opened;
use crate::options::Options;
use crate::outgoing::{Outbox, Outgoing};
use crate::snapshot::{OpenFiles, Snapshot, VaultView};

mod checks;
mod documents;
mod files;
mod homes;
mod indexing;
mod queries;

pub use checks::{check, found, needs};
use documents::Open;
use homes::HomeState;

/// Work for a worker thread on the snapshot of a document; `None` where the document is not open.
pub type Query = Box<dyn FnOnce(Option<Snapshot>) + Send>;

/// Work for a worker thread on all vaults.
pub type VaultQuery = Box<dyn FnOnce(Vec<VaultView>) + Send>;

/// What may happen to the session.
pub enum Event {
    /// The client has said what it can do and where it works.
    Initialize(Box<InitializeParams>),
    /// The client is ready.
    Initialized,
    /// Folders of the workspace have come and gone.
    Folders { added: Vec<WorkspaceFolder>, removed: Vec<WorkspaceFolder> },
    /// The settings of the client may have changed: all that is read from files is read anew.
    Settings(Option<Options>),
    /// A document was opened.
    Open { uri: Url, version: i32, text: String },
    /// A document was edited.
    Change { uri: Url, version: i32, changes: Vec<TextDocumentContentChangeEvent> },
    /// A document was closed.
    Close { uri: Url },
    /// Files changed outside the editor.
    Watched(Vec<FileEvent>),
    /// Something is asked about a document.
    Query { uri: Url, work: Query },
    /// Something is asked about all vaults.
    VaultQuery(VaultQuery),
    /// Roots of vaults were found in the folders of the workspace.
    Found(Vec<PathBuf>),
    /// A vault was opened, or opened anew.
    Loaded { generation: u64, loaded: Box<Loaded> },
    /// Some files of a vault were read.
    Read { root: PathBuf, generation: u64, files: Vec<(VaultPath, Read)>, is_last: bool },
    /// A document was checked as it was when `opened` was its last version.
    Checked { opened: Arc<Opened>, opening: u64, outcome: Outcome },
    /// A vault could not be opened: that broke down.
    Broken { root: PathBuf, generation: u64, message: String },
}

/// What a check of a document gave.
pub enum Outcome {
    /// Its findings, and the files that they depend on, sorted.
    Findings(Vec<Diagnostic>, Vec<FileId>),
    /// The note says something new of itself, which the vault must know before it is checked.
    News(Box<Facts>),
    /// The check broke down.
    Failed(String),
}

/// The state of the server.
pub struct Session {
    out: Outbox,
    events: mpsc::UnboundedSender<Event>,
    encoding: Encoding,
    options: Options,
    abilities: Abilities,
    /// Folders of the workspace.
    folders: Vec<PathBuf>,
    documents: HashMap<Url, Open>,
    /// By root.
    homes: HashMap<PathBuf, HomeState>,
    /// Of documents that stand in no vault.
    nowhere: Home,
    /// Counts loads, so that what was read for an earlier one is known as such.
    generation: u64,
    /// Counts documents that were opened, so that the check of one that was closed is not taken for that of its
    /// successor.
    openings: u64,
}

impl Session {
    /// A session that speaks by `out`; `events` leads to its own inbox.
    pub fn new(out: Outbox, events: mpsc::UnboundedSender<Event>) -> Self {
        Session {
            out,
            events,
            encoding: Encoding::default(),
            options: Options::default(),
            abilities: Abilities::default(),
            folders: Vec::new(),
            documents: HashMap::new(),
            homes: HashMap::new(),
            nowhere: homes::nowhere(),
            generation: 0,
            openings: 0,
        }
    }

    /// Applies events until there are no more.
    pub async fn run(mut self, mut inbox: mpsc::UnboundedReceiver<Event>) {
        let mut next = None;
        loop {
            let event = match next.take() {
                Some(event) => Some(event),
                None => inbox.recv().await,
            };
            let Some(mut event) = event else { return };
            if let Event::Watched(changes) = &mut event {
                next = more_changes(changes, &mut inbox);
            }
            // State may be half changed after that; to serve on is better than to fall silent.
            let applied = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.apply(event)));
            if applied.is_err() {
                self.log("something broke down in the server; restart it if findings look wrong".to_owned());
            }
        }
    }

    fn apply(&mut self, event: Event) {
        match event {
            Event::Initialize(params) => self.initialize(&params),
            Event::Initialized => self.find_vaults(self.folders.clone()),
            Event::Folders { added, removed } => self.change_folders(&added, &removed),
            Event::Settings(options) => {
                self.options = options.unwrap_or(self.options);
                self.reload_all();
            }
            Event::Open { uri, version, text } => self.open(uri, version, &text),
            Event::Change { uri, version, changes } => self.change(&uri, version, changes),
            Event::Close { uri } => self.close(&uri),
            Event::Watched(changes) => self.watched(&changes),
            Event::Query { uri, work } => self.query(uri, work),
            Event::VaultQuery(work) => self.vault_query(work),
            Event::Found(roots) => roots.into_iter().for_each(|root| self.need(root)),
            Event::Loaded { generation, loaded } => self.loaded(generation, *loaded),
            Event::Read { root, generation, files, is_last } => self.read(&root, generation, files, is_last),
            Event::Checked { opened, opening, outcome } => self.checked(&opened, opening, outcome),
            Event::Broken { root, generation, message } => self.broken(&root, generation, message),
        }
    }

    fn initialize(&mut self, params: &InitializeParams) {
        self.encoding = Encoding::choose(&params.capabilities);
        self.options = params.initialization_options.as_ref().and_then(Options::read).unwrap_or_default();
        self.abilities = Abilities::of(&params.capabilities);
        let folders = params.workspace_folders.iter().flatten().map(|folder| &folder.uri);
        #[allow(deprecated, reason = "older clients know nothing else")]
        let root = params.root_uri.iter().filter(|_| params.workspace_folders.is_none());
        self.folders = folders.chain(root).filter_map(|uri| uri.to_file_path().ok()).collect();
    }

    fn change_folders(&mut self, added: &[WorkspaceFolder], removed: &[WorkspaceFolder]) {
        let paths = |folders: &[WorkspaceFolder]| -> Vec<PathBuf> {
            folders.iter().filter_map(|folder| folder.uri.to_file_path().ok()).collect()
        };
        let (added, removed) = (paths(added), paths(removed));
        self.folders.retain(|folder| !removed.contains(folder));
        self.folders.extend(added.clone());
        self.find_vaults(added);
    }

    /// What is open in the vault at `root`, by path.
    fn view(&self, root: &std::path::Path) -> Option<VaultView> {
        let state = self.homes.get(root)?;
        let home = state.home.clone()?;
        let open = Arc::clone(&state.open);
        Some(self.view_of(home, open))
    }

    fn view_of(&self, home: Home, open: Arc<OpenFiles>) -> VaultView {
        let (encoding, options, abilities) = (self.encoding, self.options, self.abilities);
        let in_workspace = self.folders.iter().any(|folder| home.root.starts_with(folder));
        VaultView { home, open, encoding, options, abilities, is_watched: abilities.watches && in_workspace }
    }

    fn send(&self, message: Outgoing) {
        self.out.send(message);
    }

    fn log(&self, message: String) {
        self.send(Outgoing::Trouble(message));
    }
}

/// Adds the changes of files that wait in `inbox` to `changes`, since listing files anew costs the same for one as for
/// many. Returns the first event of another kind.
fn more_changes(changes: &mut Vec<FileEvent>, inbox: &mut mpsc::UnboundedReceiver<Event>) -> Option<Event> {
    loop {
        match inbox.try_recv() {
            Ok(Event::Watched(more)) => changes.extend(more),
            other => return other.ok(),
        }
    }
}
