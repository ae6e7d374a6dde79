//! What happens to the files of a vault, and what follows from it.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use vaultlint_core::vault::{FileId, FileKind, VaultPath};
use vaultlint_core::workspace::list_files;
use vaultlint_core::{baseline, config};

use super::Home;
use super::reading::Read;

/// What happened in one vault.
#[derive(Debug, Default)]
pub struct Changes {
    /// Files that are new, or were not known.
    pub added: Vec<VaultPath>,
    /// Files and folders that are gone.
    pub removed: Vec<VaultPath>,
    /// Files that were known and have perhaps another content.
    pub changed: Vec<VaultPath>,
    /// Settings of the app or of vaultlint changed: the vault is to be opened anew.
    pub settings: bool,
}

/// What files say that they did not say before.
#[derive(Debug, Default)]
pub struct News {
    /// Files whose facts are others, if only by their places; sorted.
    pub changed: Vec<FileId>,
    /// Whether one of them says something else, not only in another place.
    pub is_heard: bool,
    /// Whether this concerns all notes: aliases and names of properties are asked for by any of them.
    pub concerns_all: bool,
}

impl Changes {
    /// Takes in that something happened to the file or folder at `file`, which `is_gone` or is there. Whether that
    /// concerns the vault of `home`.
    pub fn add(&mut self, home: &Home, file: &Path, is_gone: bool) -> bool {
        let Some(path) = home.vault_path(file) else { return false };
        if is_setting(&path, home.config.config_folder()) {
            self.settings = true;
            return true;
        }
        if is_hidden(&path) {
            return false;
        }
        if is_gone {
            let is_known =
                home.vault.exact_file(&path).is_some() || home.vault.first_in(path.as_str()).is_some();
            // Editors make files and take them away again while they save.
            if !is_known {
                return false;
            }
            self.removed.push(path);
        } else if file.is_dir() {
            // A folder that was moved here brings its files along.
            let below = list_files(file).files;
            self.added.extend(below.iter().map(|it| VaultPath::from(format!("{path}/{it}"))));
        } else if file.exists() {
            let is_known = home.vault.exact_file(&path).is_some();
            let seen = if is_known { &mut self.changed } else { &mut self.added };
            seen.push(path);
        } else {
            return false;
        }
        true
    }

    /// Whether files came or went.
    pub fn are_of_names(&self) -> bool {
        !self.added.is_empty() || !self.removed.is_empty()
    }

    /// Files to be read anew.
    pub fn to_read(&self) -> impl Iterator<Item = &VaultPath> {
        self.changed.iter().chain(&self.added).filter(|path| Read::is_for(path))
    }
}

impl Home {
    /// Lists what was added, and no longer what was removed, folders with all that they hold. What `is_open` stays.
    pub fn relist(&mut self, changes: &Changes, is_open: impl Fn(&VaultPath) -> bool) {
        let removed: HashSet<&str> = changes.removed.iter().map(VaultPath::as_str).collect();
        let is_gone = |path: &VaultPath| {
            let mut above = std::iter::successors(Some(path.as_str()), |path| Some(path.rsplit_once('/')?.0));
            above.any(|path| removed.contains(path))
        };
        // Some programs save a file by deleting it first.
        let again: HashSet<&VaultPath> = changes.changed.iter().collect();
        let is_kept = |path: &VaultPath| is_open(path) || again.contains(path) || !is_gone(path);
        let kept = self.files().into_iter().filter(is_kept);
        let mut files: Vec<VaultPath> = kept.chain(changes.added.iter().cloned()).collect();
        files.sort_unstable();
        files.dedup();
        self.set_files(files);
    }

    /// Takes in what was read of files. What an `is_open` document says of itself is known from the editor.
    pub fn take_in(&mut self, files: Vec<(VaultPath, Read)>, is_open: impl Fn(&VaultPath) -> bool) -> News {
        let mut news = News::default();
        let listed: Vec<FileId> = files.iter().filter_map(|(path, _)| self.vault.exact_file(path)).collect();
        self.reports.changed(&listed);
        let knew_all = self.vault.knows_all_facts();
        let mut is_first = false;
        for (path, Read { facts, mentions }) in files {
            let Some(file) = self.vault.exact_file(&path) else { continue };
            self.index_mut().state(file, &mentions);
            if is_open(&path) {
                continue;
            }
            let Some(facts) = facts else { continue };
            if !self.vault.knows_facts(file) {
                self.vault.set_facts(file, facts);
                is_first = true;
                continue;
            }
            let old = self.vault.facts(file);
            // Its links may be others all the same.
            if old == Some(&facts) && !self.vault.knows_uses() {
                continue;
            }
            news.is_heard |= old.is_none_or(|old| !old.say_the_same(&facts));
            news.concerns_all |=
                old.is_none_or(|old| old.aliases != facts.aliases || old.properties != facts.properties);
            Arc::make_mut(&mut self.vault).replace_facts(file, Some(facts));
            news.changed.push(file);
        }
        news.changed.sort_unstable();
        // What all notes say together is not known before.
        news.concerns_all |= !knew_all && self.vault.knows_all_facts();
        // Cards of canvases, embeds in embeds and the like depend on more files than links tell of.
        if is_first || news.is_heard || news.concerns_all {
            self.reports.all_changed();
        }
        news
    }
}

/// Whether the app passes over the file at `path` (OBSIDIAN.md 1.1).
pub fn is_hidden(path: &VaultPath) -> bool {
    path.as_str().split('/').any(|segment| segment.starts_with('.'))
}

/// Whether there are checks for the text of the file at `path`.
pub fn has_checked_text(path: &VaultPath) -> bool {
    matches!(path.kind(), FileKind::Note | FileKind::Canvas | FileKind::Base)
}

/// Whether the file at `path` changes how the vault is read.
fn is_setting(path: &VaultPath, config_folder: &str) -> bool {
    let in_settings = path.as_str().strip_prefix(config_folder).is_some_and(|rest| rest.starts_with('/'));
    in_settings && path.extension() == "json" && !path.file_name().starts_with("workspace")
        || [config::FILE_NAME, baseline::FILE_NAME].contains(&path.as_str())
        || path.file_name() == ".gitignore"
}
