//! Vaults: finding and opening them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::lsp_types::{FileEvent, Url};
use vaultlint_core::config::Config;
use vaultlint_core::vault::{Settings, Vault};
use vaultlint_core::workspace::group_by_vault;

use super::{Event, Query, Session};
use crate::home::{self, ConfigTrouble, Home, Loaded, Reports};
use crate::opened::Place;
use crate::outgoing::{Outgoing, Refreshed};
use crate::snapshot::OpenFiles;

/// A vault, or one to come.
#[derive(Default)]
pub(super) struct HomeState {
    /// `None` while it is opened for the first time.
    pub home: Option<Home>,
    /// Of the last load that was begun.
    pub generation: u64,
    /// Whether that load is under way.
    pub is_loading: bool,
    /// Files that changed meanwhile: the load may have seen them before or after.
    pub missed: Vec<FileEvent>,
    /// The file of its configuration, once findings were told of it.
    pub config_file: Option<Url>,
    /// Whether all its files were read since.
    pub is_read: bool,
    pub open: Arc<OpenFiles>,
    /// What was asked before it was opened.
    pub waiting: Vec<(Url, Query)>,
}

/// The vault of documents that stand in none.
pub(super) fn nowhere() -> Home {
    Home {
        root: PathBuf::new(),
        vault: Arc::new(Vault::new(Vec::new(), Settings::default())),
        index: Arc::default(),
        config: Arc::new(Config::default()),
        notes: Arc::from([]),
        others: Arc::default(),
        baseline: None,
        reports: Reports::default(),
    }
}

impl Session {
    /// Looks for vaults in `folders`, on another thread.
    pub(super) fn find_vaults(&self, folders: Vec<PathBuf>) {
        let events = self.events.clone();
        tokio::task::spawn_blocking(move || {
            let (groups, _) = group_by_vault(&folders);
            let roots = groups.into_iter().map(|group| group.root.path).collect();
            let _ = events.send(Event::Found(roots));
        });
    }

    /// Makes sure that the vault at `root` is opened, or will be.
    pub(super) fn need(&mut self, root: PathBuf) {
        if !self.homes.contains_key(&root) {
            self.homes.insert(root.clone(), HomeState::default());
            self.load(root);
        }
    }

    /// Opens the vault at `root`, or opens it anew, on another thread.
    pub(super) fn load(&mut self, root: PathBuf) {
        self.generation += 1;
        let generation = self.generation;
        if let Some(state) = self.homes.get_mut(&root) {
            state.generation = generation;
            state.is_read = false;
            state.is_loading = true;
            state.missed.clear();
        }
        let (events, encoding) = (self.events.clone(), self.encoding);
        tokio::spawn(async move {
            let folder = root.clone();
            let event = match tokio::task::spawn_blocking(move || home::load(&folder, encoding)).await {
                Ok(loaded) => Event::Loaded { generation, loaded: Box::new(loaded) },
                Err(error) => Event::Broken { root, generation, message: error.to_string() },
            };
            let _ = events.send(event);
        });
    }

    /// Goes on with what is known of the vault at `root`, if anything.
    pub(super) fn broken(&mut self, root: &Path, generation: u64, message: String) {
        let Some(state) = self.homes.get_mut(root).filter(|state| state.generation == generation) else {
            return;
        };
        state.is_loading = false;
        // Who asked is told of an error, since nobody is left to answer.
        state.waiting.clear();
        self.log(format!("{}: {message}", root.display()));
    }

    pub(super) fn reload_all(&mut self) {
        let roots: Vec<PathBuf> = self.homes.keys().cloned().collect();
        roots.into_iter().for_each(|root| self.load(root));
    }

    pub(super) fn loaded(&mut self, generation: u64, loaded: Loaded) {
        let root = loaded.home.root.clone();
        let Some(state) = self.homes.get_mut(&root).filter(|state| state.generation == generation) else {
            return;
        };
        let mut home = loaded.home;
        // Documents that are open count as they stand in the editor, whether they are saved or not.
        let unlisted = state.open.keys().filter(|path| home.vault.exact_file(path).is_none());
        let unlisted: Vec<_> = unlisted.cloned().collect();
        if !unlisted.is_empty() {
            let files = home.files().into_iter().chain(unlisted).collect();
            home.set_files(files);
        }
        state.home = Some(home);
        state.is_loading = false;
        let waiting = std::mem::take(&mut state.waiting);
        let missed = std::mem::take(&mut state.missed);
        loaded.problems.into_iter().for_each(|problem| self.log(problem));
        self.tell_of_config(&root, loaded.config);
        self.check_all(&root);
        waiting.into_iter().for_each(|(uri, work)| self.query(uri, work));
        self.index(&root);
        self.watched(&missed);
    }

    /// Shows what is wrong with the configuration of the vault at `root`; what was shown of a file that is gone goes.
    fn tell_of_config(&mut self, root: &Path, config: Option<ConfigTrouble>) {
        let Some(state) = self.homes.get_mut(root) else { return };
        let (file, found) = match config {
            Some(config) => (Some(config.uri), config.found),
            None => (None, Vec::new()),
        };
        let old = std::mem::replace(&mut state.config_file, file.clone());
        let gone = old.filter(|old| file.as_ref() != Some(old));
        for (uri, found) in gone.map(|uri| (uri, Vec::new())).into_iter().chain(file.map(|uri| (uri, found)))
        {
            self.send(Outgoing::Findings { uri, found, version: None });
        }
    }

    /// Checks all open documents of the vault at `root`.
    pub(super) fn check_all(&mut self, root: &Path) {
        self.check_where(root, |_| true);
    }

    /// Checks those open documents of the vault at `root` that depend on one of `files`, sorted.
    pub(super) fn check_where(&mut self, root: &Path, wanted: impl Fn(&super::Open) -> bool) {
        let is_in = |place: &Place| matches!(place, Place::Vault(it, _) if it == root);
        let all = self.documents.iter().filter(|(_, open)| is_in(&open.place) && wanted(open));
        let all: Vec<Url> = all.map(|(uri, _)| uri.clone()).collect();
        all.iter().for_each(|uri| self.check(uri));
        if self.abilities.pull && self.abilities.refresh && !all.is_empty() {
            self.send(Outgoing::Refresh(Refreshed::Findings));
        }
    }

    /// Has the client ask anew for what it shows of links in other files.
    pub(super) fn refresh_links(&self) {
        if self.options.code_lens && self.abilities.refreshes_lenses {
            self.send(Outgoing::Refresh(Refreshed::Lenses));
        }
        if self.options.inlay_hints && self.abilities.refreshes_hints {
            self.send(Outgoing::Refresh(Refreshed::Hints));
        }
    }

    /// The roots of all vaults that are open.
    pub(super) fn roots(&self) -> Vec<PathBuf> {
        let opened = self.homes.iter().filter(|(_, state)| state.home.is_some());
        opened.map(|(root, _)| root.clone()).collect()
    }
}
