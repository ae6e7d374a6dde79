//! Vaults as the server holds them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use vaultlint_core::config::Config;
use vaultlint_core::note::Note;
use vaultlint_core::vault::{Facts, Vault, VaultPath};
use vaultlint_core::workspace::{OpenOptions, config_file, find_root, open_vault, read_note};

/// A vault with its configuration, cheap to hand to another thread.
#[derive(Clone)]
pub struct Loaded {
    /// The folder.
    pub root: PathBuf,
    /// Its files and facts, open documents as they stand in the editor.
    pub vault: Arc<Vault>,
    /// `vaultlint.toml`, or the default where that cannot be used.
    pub config: Arc<Config>,
    /// Why the configuration cannot be used, for the user.
    pub problem: Option<String>,
}

/// The root of the vault of the file at `path`. Reads folder names.
pub fn root_of(path: &Path) -> PathBuf {
    find_root(path).path
}

/// Opens the vault at `root`: reads file names, settings and the configuration.
pub fn load(root: &Path) -> Loaded {
    let (config, problem) = match config_file(root) {
        None => (Config::default(), None),
        Some(path) => match configuration(&path) {
            Ok(config) => (config, None),
            Err(problem) => (Config::default(), Some(format!("{}: {problem}", path.display()))),
        },
    };
    let options =
        OpenOptions { settings_folder: config.config_folder().to_string(), ..OpenOptions::default() };
    let open = open_vault(&find_root(root), &options);
    Loaded { root: root.to_path_buf(), vault: Arc::new(open.vault), config: Arc::new(config), problem }
}

fn configuration(path: &Path) -> Result<Config, String> {
    let text = read_note(path).map_err(|error| error.to_string())?;
    Config::parse(&text).map_err(|error| error.message)
}

impl Loaded {
    /// The path in the vault of the file at `path`; `None` for one outside.
    pub fn vault_path(&self, path: &Path) -> Option<VaultPath> {
        let relative = path.strip_prefix(&self.root).ok()?;
        let segments: Option<Vec<&str>> = relative.iter().map(|segment| segment.to_str()).collect();
        Some(VaultPath::from(segments?.join("/")))
    }

    /// Makes sure that the vault lists the note at `path`, which may not be saved yet.
    pub fn list(&mut self, path: &VaultPath) {
        if self.vault.file(path.as_str()).is_none() {
            let known = self.vault.files().map(|file| self.vault.path(file).clone());
            let files = known.chain([path.clone()]).collect();
            self.vault = Arc::new(self.vault.with_files(files));
        }
    }

    /// Replaces what is known of the note at `path`; `None` to read it from disk when asked for.
    pub fn state(&mut self, path: &VaultPath, facts: Option<Facts>) {
        if let Some(file) = self.vault.file(path.as_str()) {
            Arc::make_mut(&mut self.vault).replace_facts(file, facts);
        }
    }

    /// The facts of `note` where they are not what the vault holds.
    pub fn news(&self, note: &Note) -> Option<Facts> {
        let file = self.vault.file(note.path.as_str())?;
        let facts = Facts::of_note(note);
        (self.vault.facts(file) != Some(&facts)).then_some(facts)
    }
}
