//! A vault on disk.

use std::path::{Path, PathBuf};

use globset::GlobSet;

use super::ignored::Ignored;
use super::read::read_note;
use super::root::{Group, Root, SETTINGS_FOLDER, is_vault};
use super::walk::{Listing, PathProblem, list_files, vault_path, visible_files};
use crate::note::Note;
use crate::vault::base::Base;
use crate::vault::{Facts, FileId, FileKind, Settings, SettingsProblem, Vault, VaultPath};

/// How a vault is opened.
#[derive(Debug, Clone)]
pub struct OpenOptions {
    /// Files that are not checked, unless named as a file; by path in the vault.
    pub exclude: GlobSet,
    /// Whether files that git ignores are not checked, unless named as a file. They can be linked to all the same.
    pub gitignore: bool,
    /// The name of the settings folder, which the app lets people change.
    pub settings_folder: String,
}

/// A vault on disk. Only names and settings are read; notes are read when asked for.
pub struct OpenVault {
    /// Its root.
    pub root: Root,
    /// Its files. Facts of notes that were not stated are read from disk.
    pub vault: Vault,
    /// The notes to check, sorted by path.
    pub notes: Vec<FileId>,
    /// The other files to check: canvases, bases, pictures and all else, sorted by path.
    pub files: Vec<FileId>,
    /// Selected files that are none of the vault: hidden ones.
    pub others: Vec<PathBuf>,
    /// What could not be listed.
    pub problems: Vec<PathProblem>,
    /// Settings that could not be read; paths are relative to the root.
    pub settings_problems: Vec<SettingsProblem>,
}

impl Default for OpenOptions {
    fn default() -> Self {
        OpenOptions {
            exclude: GlobSet::empty(),
            gitignore: true,
            settings_folder: SETTINGS_FOLDER.to_string(),
        }
    }
}

impl OpenVault {
    /// Where `file` is on disk.
    pub fn disk_path(&self, file: FileId) -> PathBuf {
        self.root.path.join(self.vault.path(file).as_str())
    }

    /// The file at `path`, absolute or relative to the working directory, where it is one of the vault.
    pub fn file_at(&self, path: &Path) -> Option<FileId> {
        file_at(&self.vault, &self.root, path)
    }
}

/// Opens the vault at `root` with all its notes selected.
pub fn open_vault(root: &Root, options: &OpenOptions) -> OpenVault {
    open_group(Group { root: root.clone(), selected: vec![root.path.clone()], listing: None }, options)
}

/// Opens the vault of `group` with the selected notes.
pub fn open_group(group: Group, options: &OpenOptions) -> OpenVault {
    let Group { root, selected, listing } = group;
    let listing = listing.unwrap_or_else(|| list_files(&root.path));
    let (settings, settings_problems) = read_settings(&root.path, &options.settings_folder);
    let vault = Vault::new(listing.files.clone(), settings).with_source(facts_source(root.path.clone()));
    let vault = with_enclosing(vault, &root.path);
    let ignored = Ignored::new(&root.path);
    let vault = vault.with_ignored(Box::new(move |path: &VaultPath| ignored.names(path)));
    let vault =
        vault.with_texts(text_source(root.path.clone()), style_sheets(&root.path, &options.settings_folder));
    let mut open = OpenVault {
        root,
        vault,
        notes: Vec::new(),
        files: Vec::new(),
        others: Vec::new(),
        problems: Vec::new(),
        settings_problems,
    };
    for path in selected {
        if path.is_dir() {
            open.select_folder(&path, &listing, options);
        } else {
            open.select_file(path);
        }
    }
    for selected in [&mut open.notes, &mut open.files] {
        selected.sort_unstable();
        selected.dedup();
    }
    open.problems = listing.problems;
    open
}

impl OpenVault {
    fn select_file(&mut self, path: PathBuf) {
        match self.file_at(&path) {
            Some(file) => self.select(file),
            None => self.others.push(path),
        }
    }

    fn select(&mut self, file: FileId) {
        let is_note = self.vault.path(file).kind() == FileKind::Note;
        if is_note { self.notes.push(file) } else { self.files.push(file) }
    }

    fn select_folder(&mut self, folder: &Path, listing: &Listing, options: &OpenOptions) {
        let Some(prefix) = folder.strip_prefix(&self.root.path).ok().and_then(vault_path) else { return };
        let is_below = |path: &str| {
            prefix.is_empty() || path.strip_prefix(&prefix).is_some_and(|rest| rest.starts_with('/'))
        };
        let own_nested = listing.nested.iter().any(|nested| folder.starts_with(nested));
        let visible = (options.gitignore && listing.may_be_hidden()).then(|| visible_files(folder));
        let is_selected = |path: &VaultPath| {
            is_below(path.as_str())
                && (own_nested || !listing.is_in_nested(path))
                && !options.exclude.is_match(path.as_str())
                && visible
                    .as_ref()
                    .is_none_or(|visible| visible.contains(&self.root.path.join(path.as_str())))
        };
        let found: Vec<FileId> =
            self.vault.files().filter(|file| is_selected(self.vault.path(*file))).collect();
        found.into_iter().for_each(|file| self.select(file));
    }
}

/// Knows of the vault around the one at `root`, if any.
fn with_enclosing(vault: Vault, root: &Path) -> Vault {
    let outer = root.ancestors().skip(1).find(|folder| is_vault(folder)).map(Path::to_path_buf);
    let Some(outer) = outer else { return vault };
    let Some(folder) = root.strip_prefix(&outer).ok().and_then(vault_path) else { return vault };
    vault.with_enclosing(&folder, Box::new(move || list_files(&outer).files))
}

fn file_at(vault: &Vault, root: &Root, path: &Path) -> Option<FileId> {
    let path = super::root::absolute(path);
    let relative = vault_path(path.strip_prefix(&root.path).ok()?)?;
    let file = vault.file(&relative)?;
    let listed = vault.path(file).as_str();
    // A file system may heed neither case nor the Unicode normal form of names.
    let is_same = || same_file::is_same_file(&path, root.path.join(listed)).unwrap_or(false);
    (listed == relative || is_same()).then_some(file)
}

/// The settings of the vault at `root`, from its settings folder `folder`. A file that is no text is a problem like any
/// other; paths of problems are relative to the root.
pub fn read_settings(root: &Path, folder: &str) -> (Settings, Vec<SettingsProblem>) {
    let mut unreadable = Vec::new();
    let collected = std::cell::RefCell::new(&mut unreadable);
    let (mut settings, mut problems) = Settings::from_files(|file| {
        let path = root.join(folder).join(file);
        // An old vault has a file, a new one may have a folder of the same name.
        if !path.is_file() {
            return None;
        }
        match read_note(&path) {
            Ok(text) => Some(text),
            Err(error) => {
                let message = format!("{}; defaults are used instead", error.kind);
                let problem = SettingsProblem { path: file.to_string(), message, line: 1, column: 1 };
                collected.borrow_mut().push(problem);
                None
            }
        }
    });
    settings.folder = folder.into();
    problems.append(&mut unreadable);
    for problem in &mut problems {
        problem.path = format!("{folder}/{}", problem.path);
    }
    (settings, problems)
}

fn text_source(root: PathBuf) -> Box<crate::vault::TextSource> {
    Box::new(move |path: &VaultPath| read_note(&root.join(path.as_str())).ok().map(Into::into))
}

/// The style sheets that the vault at `root` brings along.
fn style_sheets(root: &Path, settings_folder: &str) -> Vec<VaultPath> {
    let folder = root.join(settings_folder).join("snippets");
    let names = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name());
    let names = names.filter_map(|name| name.into_string().ok()).filter(|name| name.ends_with(".css"));
    names.map(|name| format!("{settings_folder}/snippets/{name}").into()).collect()
}

fn facts_source(root: PathBuf) -> Box<crate::vault::FactsSource> {
    Box::new(move |path: &VaultPath| {
        let kind = path.kind();
        if !matches!(kind, FileKind::Note | FileKind::Base) {
            return None;
        }
        let text = read_note(&root.join(path.as_str())).ok()?;
        match kind {
            FileKind::Base => Base::parse(&text).map(Base::facts),
            _ => Some(Facts::of_note(&Note::parse(path.clone(), text))),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::find_root;

    /// As on macOS and Windows: what is asked for is there, and the list has it in another spelling.
    #[test]
    fn a_file_is_found_by_any_spelling_that_the_disk_takes() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(".obsidian")).unwrap();
        std::fs::write(folder.path().join("Café.md"), "listed").unwrap();
        let root = find_root(folder.path());
        let vault = Vault::new(vec!["Café.md".into()], Settings::default());
        let found = |name: &str| file_at(&vault, &root, &root.path.join(name));
        assert_eq!(found("Café.md"), vault.file("Café.md"));
        for spelling in ["café.md", "Cafe\u{301}.md", "CAFE\u{301}.MD"] {
            let path = root.path.join(spelling);
            // Where the disk tells spellings apart, this is another file with the same fold, and then another name of it.
            if !path.exists() {
                assert_eq!(found(spelling), None, "there is no such file");
                std::fs::write(&path, "another").unwrap();
                assert_eq!(found(spelling), None, "another file");
                std::fs::remove_file(&path).unwrap();
                std::fs::hard_link(root.path.join("Café.md"), &path).unwrap();
            }
            assert_eq!(found(spelling), vault.file("Café.md"), "{spelling}");
        }
    }
}
