//! Which vault a path belongs to (OBSIDIAN.md 1.1).

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use super::walk::{Listing, PathProblem, list_files, visible_folders};

/// The settings folder of a vault, which marks its root.
pub const SETTINGS_FOLDER: &str = ".obsidian";

/// The configuration file.
pub const CONFIG_FILE_NAME: &str = "vaultlint.toml";

/// The root of a vault.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Root {
    /// The folder; absolute, symbolic links kept.
    pub path: PathBuf,
    /// By what it was found.
    pub marker: Marker,
}

/// What makes a folder the root of a vault, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Marker {
    /// It holds `.obsidian`.
    Obsidian,
    /// It holds `vaultlint.toml`.
    Config,
    /// It holds `.git`.
    Git,
    /// Nothing: it is what was asked for.
    Asked,
}

/// The paths to check in one vault.
#[derive(Debug)]
pub struct Group {
    /// The root of the vault.
    pub root: Root,
    /// Files and folders in it, absolute, in the order asked for. A folder stands for all notes below it that
    /// are in no vault of their own.
    pub selected: Vec<PathBuf>,
    /// The files of the vault, where finding the vaults has listed them already.
    pub listing: Option<Listing>,
}

/// The vault that holds `start`, a file or a folder: the nearest folder upwards with `.obsidian`, else the nearest
/// with `vaultlint.toml`, else the nearest with `.git`, else `start` itself or the folder of the file.
pub fn find_root(start: &Path) -> Root {
    let start = absolute(start);
    let folder = if start.is_dir() { start.as_path() } else { start.parent().unwrap_or(&start) };
    let nearest = |marks: fn(&Path) -> bool| folder.ancestors().find(|path| marks(path));
    let found = nearest(is_vault)
        .map(|path| (path, Marker::Obsidian))
        .or_else(|| nearest(has_config).map(|path| (path, Marker::Config)))
        .or_else(|| nearest(|path| path.join(".git").exists()).map(|path| (path, Marker::Git)));
    let (path, marker) = found.unwrap_or((folder, Marker::Asked));
    Root { path: path.to_path_buf(), marker }
}

/// The configuration file for the vault at `root`: the nearest `vaultlint.toml` there or in a folder above.
pub fn config_file(root: &Path) -> Option<PathBuf> {
    absolute(root).ancestors().map(|folder| folder.join(CONFIG_FILE_NAME)).find(|path| path.is_file())
}

/// Sorts `paths`, files and folders, by the vaults that hold them. Each file belongs to its nearest vault, and a
/// folder also stands for the vaults below it. Groups come in the order of their roots; a path that does not
/// exist or cannot be read is a problem.
pub fn group_by_vault(paths: &[PathBuf]) -> (Vec<Group>, Vec<PathProblem>) {
    let (mut groups, mut problems) = (BTreeMap::new(), Vec::new());
    for path in paths {
        let path = absolute(path);
        if let Err(error) = path.metadata() {
            problems.push(PathProblem::unreadable(&path, &error));
        } else if path.is_dir() {
            add_folder(&mut groups, &path);
        } else {
            add(&mut groups, find_root(&path), path, None);
        }
    }
    (groups.into_values().collect(), problems)
}

type Groups = BTreeMap<Root, Group>;

fn add(groups: &mut Groups, root: Root, selected: PathBuf, listing: Option<Listing>) {
    let new = || Group { root: root.clone(), selected: Vec::new(), listing: None };
    let group = groups.entry(root.clone()).or_insert_with(new);
    group.listing = group.listing.take().or(listing);
    if !group.selected.contains(&selected) {
        group.selected.push(selected);
    }
}

fn add_folder(groups: &mut Groups, folder: &Path) {
    let listing = list_files(folder);
    for nested in with_visible(folder, &listing.nested) {
        add(groups, Root { path: nested.clone(), marker: Marker::Obsidian }, nested, None);
    }
    let root = find_root(folder);
    let outside = listing.files.iter().any(|file| !listing.is_in_nested(file));
    // A folder that only holds vaults is none itself.
    if outside || root.marker == Marker::Obsidian || listing.nested.is_empty() {
        let listing = (root.path == folder).then_some(listing);
        add(groups, root, folder.to_path_buf(), listing);
    }
}

/// The vaults below `folder` that git does not ignore.
fn with_visible(folder: &Path, nested: &[PathBuf]) -> Vec<PathBuf> {
    if nested.is_empty() {
        return Vec::new();
    }
    let visible = visible_folders(folder);
    nested.iter().filter(|path| visible.contains(*path)).cloned().collect()
}

pub(super) fn is_vault(folder: &Path) -> bool {
    folder.join(SETTINGS_FOLDER).is_dir()
}

fn has_config(folder: &Path) -> bool {
    folder.join(CONFIG_FILE_NAME).is_file()
}

/// `path` from the root of the file system, without `.` and `..`. Symbolic links stay: a link in a vault is a part
/// of that vault.
pub fn absolute(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                clean.pop();
            }
            other => clean.push(other),
        }
    }
    clean
}
