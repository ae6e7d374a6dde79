//! A vault that is watched: what was found in it, kept up to date by the engine of the server.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use vaultlint_core::baseline;
use vaultlint_core::config::Config;
use vaultlint_core::vault::{FileId, FileKind, Vault, VaultPath};
use vaultlint_core::workspace::{Group, OpenVault, Root, open_group};
use vaultlint_server::live::{Changes, Home, Read};

use super::super::vault::{Asked, Terms, add_troubles, check_files, hide_known, options};
use super::super::{config, known};
use crate::args::CheckArgs;
use crate::error::Error;
use crate::report::{FileReport, Report, Source, Trouble};

/// A vault and what was found in it.
pub struct Watched {
    root: Root,
    /// Files and folders that were asked for.
    selected: Vec<PathBuf>,
    /// Roots of vaults below it, which are checked on their own.
    nested: Vec<PathBuf>,
    home: Home,
    /// Files that are no notes and are checked.
    files: BTreeSet<VaultPath>,
    excluded: usize,
    /// Of the vault as a whole.
    troubles: Report,
    /// Whether its configuration cannot be used since it changed.
    is_outdated: bool,
    /// By file.
    found: BTreeMap<VaultPath, FileReport>,
    errors: BTreeMap<PathBuf, Trouble>,
    warnings: BTreeSet<Trouble>,
}

impl Watched {
    /// Opens the vault of `group` and checks it. `roots` are those of all vaults.
    pub fn open(group: Group, config: Config, roots: &[PathBuf], args: &CheckArgs) -> Self {
        let (root, selected) = (group.root.clone(), group.selected.clone());
        let is_nested = |other: &&PathBuf| **other != root.path && other.starts_with(&root.path);
        let nested = roots.iter().filter(is_nested).cloned().collect();
        let open = open_group(group, &options(&config));
        let mut troubles = Report::default();
        add_troubles(&open, &mut troubles);
        let excluded = open.notes.iter().filter(|note| config.is_excluded(open.vault.path(**note))).count();
        let files = open.files.iter().map(|file| open.vault.path(*file).clone());
        let files = files.filter(|path| !config.is_excluded(path)).collect();
        let (found, errors, warnings) = Default::default();
        let home = Home::new(open, config);
        let mut vault = Watched {
            root,
            selected,
            nested,
            home,
            files,
            excluded,
            troubles,
            is_outdated: false,
            found,
            errors,
            warnings,
        };
        vault.check_all(args);
        vault
    }

    /// Its root.
    pub fn root(&self) -> &Path {
        &self.root.path
    }

    /// How many notes are checked.
    pub fn count(&self) -> usize {
        self.notes().count()
    }

    /// Opens it anew, as its settings or much else changed.
    ///
    /// # Errors
    /// When its configuration cannot be used; then it is tried again with the next change.
    pub fn reopen(&mut self, args: &CheckArgs, current: &Path) -> Result<bool, Error> {
        self.is_outdated = true;
        let config = config::load(args, self.root(), current)?;
        let group = Group { root: self.root.clone(), selected: self.selected.clone(), listing: None };
        *self = Watched { nested: self.nested.clone(), ..Watched::open(group, config, &self.nested, args) };
        Ok(true)
    }

    /// Takes in that something happened at `paths`; whether that concerns it.
    ///
    /// # Errors
    /// When its configuration changed and cannot be used.
    pub fn follow<'a>(
        &mut self,
        paths: impl Iterator<Item = &'a PathBuf>,
        args: &CheckArgs,
        current: &Path,
    ) -> Result<bool, Error> {
        let mut changes = Changes::default();
        let mut is_concerned = false;
        for path in paths {
            is_concerned |= changes.add(&self.home, path, !path.exists());
        }
        if changes.settings || is_concerned && self.is_outdated {
            return self.reopen(args, current);
        }
        // What no check reads may change as it likes: it may be the report itself.
        changes.changed.retain(|path| Read::is_for(path) || path.as_str() == baseline::FILE_NAME);
        if !changes.are_of_names() && changes.changed.is_empty() {
            return Ok(false);
        }
        if changes.are_of_names() {
            self.home.relist(&changes, |_| false);
            self.list_files(&changes);
        }
        let read = changes.to_read().cloned().collect::<Vec<_>>();
        let root = self.root();
        let read: Vec<_> = read.par_iter().map(|path| (path.clone(), Read::guarded(root, path))).collect();
        // A note that can no longer be read says nothing, where the vault would go on with what it said.
        if read.iter().any(|(path, read)| path.kind() == FileKind::Note && read.facts.is_none()) {
            return self.reopen(args, current);
        }
        let news = self.home.take_in(read, |_| false);
        if changes.are_of_names() || news.is_heard || news.concerns_all {
            self.check_all(args);
        } else {
            self.check_touched(&changes.changed, args);
        }
        Ok(true)
    }

    /// Adds what was found to `report`, less what the baseline knows.
    ///
    /// # Errors
    /// When the baseline cannot be read.
    pub fn add_to(&self, report: &mut Report, args: &CheckArgs) -> Result<(), Error> {
        let baseline = known(args, self.root())?;
        let first = report.files.len();
        let (notes, files): (Vec<_>, Vec<_>) =
            self.found.values().cloned().partition(|file| matches!(file.source, Source::Note(_)));
        report.files.extend(notes.into_iter().chain(files));
        report.errors.extend(self.troubles.errors.iter().chain(self.errors.values()).cloned());
        report.warnings.extend(self.troubles.warnings.iter().chain(&self.warnings).cloned());
        report.excluded += self.excluded;
        report.checked +=
            self.notes().filter(|path| !self.errors.contains_key(&self.home.disk_path(path))).count();
        let terms = Terms { config: &self.home.config, baseline: baseline.as_ref(), changes: None };
        hide_known(&self.view(), &self.asked(), &terms, args, report, first);
        Ok(())
    }

    fn notes(&self) -> impl Iterator<Item = &VaultPath> {
        self.home.notes.iter().filter(|path| self.is_selected(path))
    }

    fn is_selected(&self, path: &VaultPath) -> bool {
        let path = self.home.disk_path(path);
        let is_in = |folders: &[PathBuf]| folders.iter().any(|folder| path.starts_with(folder));
        is_in(&self.selected) && !is_in(&self.nested)
    }

    /// Knows of the files that came and went and are no notes.
    fn list_files(&mut self, changes: &Changes) {
        let is_other =
            |path: &&VaultPath| path.kind() != FileKind::Note && !self.home.config.is_excluded(path);
        let added = changes.added.iter().filter(is_other).filter(|path| self.is_selected(path));
        let added: Vec<VaultPath> = added.cloned().collect();
        self.files.extend(added);
        self.files.retain(|path| self.home.vault.exact_file(path).is_some());
    }

    fn asked(&self) -> Asked {
        let id = |path: &VaultPath| self.home.vault.exact_file(path);
        let is_whole = self.selected.contains(&self.root.path);
        Asked {
            notes: self.notes().filter_map(id).collect(),
            files: self.files.iter().filter_map(id).collect(),
            whole: is_whole,
        }
    }

    fn check_all(&mut self, args: &CheckArgs) {
        self.found.clear();
        self.errors.clear();
        self.warnings.clear();
        self.check(&self.asked(), args);
    }

    /// Checks those files anew that changed, and those whose findings name places in them.
    fn check_touched(&mut self, changed: &[VaultPath], args: &CheckArgs) {
        let names = |file: &FileReport| {
            let related = file.found.iter().flat_map(|found| &found.related);
            related.filter_map(|it| it.path.as_ref()).any(|path| changed.contains(path))
        };
        let naming = self.found.iter().filter(|(_, file)| names(file)).map(|(path, _)| path);
        let touched: BTreeSet<FileId> =
            changed.iter().chain(naming).filter_map(|path| self.home.vault.exact_file(path)).collect();
        let mut asked = self.asked();
        asked.notes.retain(|file| touched.contains(file));
        asked.files.retain(|file| touched.contains(file));
        for file in &touched {
            let path = self.home.vault.path(*file).clone();
            let disk = self.home.disk_path(&path);
            self.found.remove(&path);
            self.errors.remove(&disk);
            self.warnings.retain(|warning| warning.path != disk);
        }
        self.check(&asked, args);
    }

    fn check(&mut self, asked: &Asked, args: &CheckArgs) {
        let mut open = self.view();
        let mut report = Report::default();
        check_files(&mut open, asked, &self.home.config, args, &mut report);
        self.found.extend(report.files.into_iter().map(|file| (file.source.path().clone(), file)));
        self.errors.extend(report.errors.into_iter().map(|error| (error.path.clone(), error)));
        self.warnings.extend(report.warnings);
    }

    /// The vault as it is now, as the other commands see it.
    fn view(&self) -> OpenVault {
        OpenVault {
            root: self.root.clone(),
            vault: Vault::clone(&self.home.vault),
            notes: Vec::new(),
            files: Vec::new(),
            others: Vec::new(),
            problems: Vec::new(),
            settings_problems: Vec::new(),
        }
    }
}
