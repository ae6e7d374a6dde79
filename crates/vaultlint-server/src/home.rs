//! Vaults as the server holds them.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use tower_lsp::lsp_types::{Diagnostic, Url};
use vaultlint_core::baseline::{self, Baseline};
use vaultlint_core::config::Config;
use vaultlint_core::note::Note;
use vaultlint_core::vault::{FileId, FileKind, Index, Vault, VaultPath};
use vaultlint_core::workspace::{
    OpenOptions, OpenVault, PathProblem, config_file, find_root, open_vault, read_note,
};

use crate::convert::{self, Encoding};

mod files;
mod reading;
mod reports;

pub use files::{Changes, News, has_checked_text, is_hidden};
pub use reading::Read;
pub use reports::{Report, Reports, State};

/// A vault with its configuration, cheap to hand to another thread.
#[derive(Clone)]
pub struct Home {
    /// The folder.
    pub root: PathBuf,
    /// Its files and facts, open documents as they stand in the editor.
    pub vault: Arc<Vault>,
    /// What its files mention, as far as they were read.
    pub index: Arc<RwLock<Index>>,
    /// `vaultlint.toml`, or the default where that cannot be used.
    pub config: Arc<Config>,
    /// The notes that a check of the whole vault checks, sorted.
    pub notes: Arc<[VaultPath]>,
    /// The other files that it checks, sorted.
    pub others: Arc<[VaultPath]>,
    /// The findings that nobody wants to hear of any more.
    pub baseline: Option<Arc<Baseline>>,
    /// What was reported of its files.
    pub reports: Reports,
}

/// What is wrong with the configuration of a vault, shown in its file.
pub struct ConfigTrouble {
    /// The address of the file.
    pub uri: Url,
    /// What is wrong; nothing when all is well.
    pub found: Vec<Diagnostic>,
}

/// A vault that was just opened.
pub struct Loaded {
    /// The vault.
    pub home: Home,
    /// What became of its configuration, where it has one.
    pub config: Option<ConfigTrouble>,
    /// What could not be read, for the log.
    pub problems: Vec<String>,
}

/// Opens the vault at `root`: reads file names, settings and the configuration.
pub fn load(root: &Path, encoding: Encoding) -> Loaded {
    let (config, trouble) = match config_file(root) {
        None => (Config::default(), None),
        Some(path) => configuration(&path, encoding),
    };
    let options =
        OpenOptions { settings_folder: config.config_folder().to_string(), ..OpenOptions::default() };
    let open = open_vault(&find_root(root), &options);
    let shown = |problem: &PathProblem| problem.to_string();
    let settings = open.settings_problems.iter().map(|it| format!("{}: {}", it.path, it.message));
    let mut problems: Vec<String> = open.problems.iter().map(shown).chain(settings).collect();
    let baseline = baseline(root).unwrap_or_else(|problem| {
        problems.push(problem);
        None
    });
    let home = Home { root: root.to_path_buf(), baseline: baseline.map(Arc::new), ..Home::new(open, config) };
    Loaded { home, config: trouble, problems }
}

/// The baseline of the vault at `root`; what is wrong with it where it cannot be read.
fn baseline(root: &Path) -> Result<Option<Baseline>, String> {
    let path = root.join(baseline::FILE_NAME);
    if !path.is_file() {
        return Ok(None);
    }
    let text = read_note(&path).map_err(|error| error.of_settings())?;
    Baseline::parse(&text).map(Some).map_err(|error| format!("{}: {error}", path.display()))
}

fn configuration(path: &Path, encoding: Encoding) -> (Config, Option<ConfigTrouble>) {
    let text = read_note(path).unwrap_or_default();
    let (config, found) = match Config::parse(&text) {
        Ok(config) => (config, Vec::new()),
        Err(error) => (Config::default(), vec![convert::config_error(&text, &error, encoding)]),
    };
    let uri = Url::from_file_path(path).ok();
    (config, uri.map(|uri| ConfigTrouble { uri, found }))
}

impl Home {
    /// The vault `open`, which was just opened, with its configuration. Its selected notes are those that are checked.
    pub fn new(open: OpenVault, config: Config) -> Self {
        let checked = |files: &[FileId]| {
            let paths = files.iter().map(|file| open.vault.path(*file).clone());
            paths.filter(|path| !config.is_excluded(path)).collect()
        };
        Home {
            notes: checked(&open.notes),
            others: checked(&open.files),
            baseline: None,
            reports: Reports::default(),
            root: open.root.path,
            vault: Arc::new(open.vault),
            index: Arc::default(),
            config: Arc::new(config),
        }
    }

    /// The path in the vault of the file at `path`; `None` for one outside.
    pub fn vault_path(&self, path: &Path) -> Option<VaultPath> {
        vault_path(&self.root, path)
    }

    /// Where the file at `path` of the vault is on disk.
    pub fn disk_path(&self, path: &VaultPath) -> PathBuf {
        self.root.join(path.as_str())
    }

    /// The address of the file at `path` of the vault.
    pub fn uri(&self, path: &VaultPath) -> Option<Url> {
        Url::from_file_path(self.disk_path(path)).ok()
    }

    /// What its files mention, as far as they were read.
    pub fn index(&self) -> RwLockReadGuard<'_, Index> {
        self.index.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The same, to state more.
    pub fn index_mut(&self) -> RwLockWriteGuard<'_, Index> {
        self.index.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// The note at `path` as it is on disk.
    pub fn read(&self, path: &VaultPath) -> Option<Note> {
        read(&self.root, path)
    }

    /// The text of the file at `path` as it is on disk.
    pub fn read_text(&self, path: &VaultPath) -> Option<String> {
        read_text(&self.root, path)
    }

    /// Takes `files` as the files of the vault.
    pub fn set_files(&mut self, files: Vec<VaultPath>) {
        let vault = self.vault.with_files(files);
        // Copied only where a worker thread looks at it just now.
        let index = match Arc::get_mut(&mut self.index).map(RwLock::get_mut) {
            Some(index) => std::mem::take(index.unwrap_or_else(PoisonError::into_inner)),
            None => self.index().clone(),
        };
        self.index = Arc::new(RwLock::new(index.with_files(&self.vault, &vault)));
        let notes = self.checked_in(&vault, &self.notes, |path| path.kind() == FileKind::Note);
        let others = self.checked_in(&vault, &self.others, |path| path.kind() != FileKind::Note);
        (self.notes, self.others) = (notes, others);
        self.vault = Arc::new(vault);
        self.reports.all_changed();
    }

    /// The files of a kind that a check of `vault` checks, which takes the place of that of `self`, where `checked` are
    /// those.
    fn checked_in(
        &self,
        vault: &Vault,
        checked: &[VaultPath],
        is_wanted: impl Fn(&VaultPath) -> bool,
    ) -> Arc<[VaultPath]> {
        let mut was_checked = member(checked.iter());
        let mut was_listed = member(self.vault.files().map(|file| self.vault.path(file)));
        let is_checked = |path: &&VaultPath| {
            let is_new = !was_listed(path) && is_wanted(path);
            was_checked(path) || is_new && !self.config.is_excluded(path)
        };
        vault.files().map(|file| vault.path(file)).filter(is_checked).cloned().collect()
    }

    /// All files of the vault.
    pub fn files(&self) -> Vec<VaultPath> {
        self.vault.files().map(|file| self.vault.path(file).clone()).collect()
    }

    /// The file at `path`, which is listed where it is not yet: a note may be open and not saved.
    pub fn list(&mut self, path: &VaultPath) -> Option<FileId> {
        if self.vault.exact_file(path).is_none() {
            let files = self.files().into_iter().chain([path.clone()]).collect();
            self.set_files(files);
        }
        self.vault.exact_file(path)
    }
}

/// Whether a path is one of `sorted`, for paths that are asked for in their order.
fn member<'a>(sorted: impl Iterator<Item = &'a VaultPath>) -> impl FnMut(&VaultPath) -> bool {
    let mut sorted = sorted.peekable();
    move |path| {
        while sorted.next_if(|other| *other < path).is_some() {}
        sorted.peek().is_some_and(|other| *other == path)
    }
}

/// The note at `path` of the vault at `root`, as it is on disk.
pub fn read(root: &Path, path: &VaultPath) -> Option<Note> {
    Some(Note::parse(path.clone(), read_text(root, path)?))
}

/// The text of the file at `path` of the vault at `root`, as it is on disk.
pub fn read_text(root: &Path, path: &VaultPath) -> Option<String> {
    read_note(&root.join(path.as_str())).ok()
}

/// The path from `root` of the file at `path`; `None` for one outside, or whose name is no Unicode.
pub fn vault_path(root: &Path, path: &Path) -> Option<VaultPath> {
    let relative = path.strip_prefix(root).ok()?;
    let segments: Option<Vec<&str>> = relative.iter().map(|segment| segment.to_str()).collect();
    Some(VaultPath::from(segments?.join("/")))
}
