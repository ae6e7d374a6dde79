//! The files of a vault as Obsidian lists them (OBSIDIAN.md 1.1).

use std::collections::HashSet;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ignore::{DirEntry, WalkBuilder};

use super::root::is_vault;
use super::slashes::with_slashes;
use crate::vault::VaultPath;

/// The files below a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// Every file whose path has no part that starts with a dot, relative to the folder, sorted.
    pub files: Vec<VaultPath>,
    /// Folders below it that are vaults of their own, absolute, sorted.
    pub nested: Vec<PathBuf>,
    /// What could not be listed.
    pub problems: Vec<PathProblem>,
    /// `nested` relative to the folder, with `/` at the end.
    nested_prefixes: Vec<String>,
    /// Whether a part of the folder belongs to a git repository, whose rules may hide files.
    in_git: bool,
}

/// A file or folder that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathProblem {
    /// The file or folder.
    pub path: PathBuf,
    /// What is wrong and what to do, for people; without the path.
    pub message: String,
}

impl Listing {
    /// Whether `file` lies in a vault below the folder.
    pub fn is_in_nested(&self, file: &VaultPath) -> bool {
        self.nested_prefixes.iter().any(|prefix| file.as_str().starts_with(prefix))
    }

    /// Whether git may hide some of the files.
    pub(super) fn may_be_hidden(&self) -> bool {
        self.in_git
    }
}

impl PathProblem {
    pub(super) fn unreadable(path: &Path, error: &io::Error) -> Self {
        let message = match error.kind() {
            io::ErrorKind::NotFound => "there is no such file or folder; check the spelling".to_string(),
            io::ErrorKind::PermissionDenied => {
                "you may not read this; change its permissions or leave it out".to_string()
            }
            _ => format!("this cannot be read ({error})"),
        };
        PathProblem { path: path.to_path_buf(), message }
    }
}

impl fmt::Display for PathProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.message)
    }
}

/// Lists the files below `folder`. Git's ignore rules hide nothing: what they name may be linked to. Symbolic links
/// are followed, save those that lead back into `folder`.
pub fn list_files(folder: &Path) -> Listing {
    let mut listing = Listing::default();
    let has_git = Arc::new(AtomicBool::new(folder.ancestors().any(|above| above.join(".git").exists())));
    for entry in walker(folder, false, Some(Arc::clone(&has_git))).build() {
        match entry {
            Ok(entry) => listing.add(folder, &entry),
            Err(error) => listing.problems.extend(problem_of(folder, &error)),
        }
    }
    listing.in_git = has_git.load(Ordering::Relaxed);
    listing.files.sort_unstable();
    listing.nested.sort_unstable();
    listing
}

/// The files below `folder` that git does not ignore, absolute. All of them outside of git repositories.
pub(super) fn visible_files(folder: &Path) -> HashSet<PathBuf> {
    let entries = walker(folder, true, None).build().flatten();
    let files = entries.filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
    files.map(DirEntry::into_path).collect()
}

/// The folders below `folder` that git does not ignore, absolute, with `folder` itself.
pub(super) fn visible_folders(folder: &Path) -> HashSet<PathBuf> {
    let entries = walker(folder, true, None).build().flatten();
    let folders = entries.filter(|entry| entry.file_type().is_some_and(|kind| kind.is_dir()));
    folders.map(DirEntry::into_path).collect()
}

/// Rules of the machine (git's global excludes) are left out, so that a run means the same everywhere. `has_git` is
/// set when a folder is seen to be a repository.
fn walker(folder: &Path, git: bool, has_git: Option<Arc<AtomicBool>>) -> WalkBuilder {
    let canonical = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    let mut builder = WalkBuilder::new(folder);
    builder
        .standard_filters(false)
        .git_ignore(git)
        .git_exclude(git)
        .parents(git)
        .follow_links(true)
        .filter_entry(move |entry| {
            if entry.file_name() == ".git"
                && let Some(has_git) = &has_git
            {
                has_git.store(true, Ordering::Relaxed);
            }
            entry.depth() == 0 || !is_hidden(entry) && !leads_back(entry, &canonical)
        });
    builder
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().first() == Some(&b'.')
}

/// Whether `entry` is a link to a folder in `root` or above: notes would be listed twice.
fn leads_back(entry: &DirEntry, root: &Path) -> bool {
    let overlaps = |target: PathBuf| target.starts_with(root) || root.starts_with(&target);
    entry.path_is_symlink()
        && entry.file_type().is_some_and(|kind| kind.is_dir())
        && entry.path().canonicalize().is_ok_and(overlaps)
}

impl Listing {
    fn add(&mut self, folder: &Path, entry: &DirEntry) {
        let Some(kind) = entry.file_type() else { return };
        let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        if kind.is_dir() {
            if entry.depth() > 0 && is_vault(entry.path()) {
                self.nested.push(entry.path().to_path_buf());
                self.nested_prefixes.extend(vault_path(relative).map(|path| format!("{path}/")));
            }
        } else if kind.is_file() {
            match vault_path(relative) {
                Some(path) => self.files.push(path.into()),
                None => self.problems.push(PathProblem {
                    path: entry.path().to_path_buf(),
                    message: "the name of this file is not valid UTF-8, so no link can lead to it; rename it"
                        .to_string(),
                }),
            }
        }
    }
}

/// `relative` with `/`; `None` when it is not UTF-8.
pub(super) fn vault_path(relative: &Path) -> Option<String> {
    let text = relative.to_str()?;
    Some(with_slashes(text.into(), std::path::MAIN_SEPARATOR).into_owned())
}

/// Broken links, and links that lead to a folder above themselves, are no files of the vault.
fn problem_of(folder: &Path, error: &ignore::Error) -> Option<PathProblem> {
    let io = error.io_error()?;
    if io.kind() == io::ErrorKind::NotFound || is_loop(error) {
        return None;
    }
    Some(PathProblem::unreadable(path_of(error).unwrap_or(folder), io))
}

fn is_loop(error: &ignore::Error) -> bool {
    match error {
        ignore::Error::Loop { .. } => true,
        ignore::Error::WithPath { err, .. } | ignore::Error::WithDepth { err, .. } => is_loop(err),
        _ => false,
    }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } => path_of(err),
        _ => None,
    }
}
