//! Notes that links name and that are not written yet.

use super::moves::check_name;
use crate::note::link_edit::without_md;
use crate::note::{Link, Note};
use crate::rules::links::dead::{Aim, aim_of, is_sample, stays_in_vault};
use crate::vault::settings::NewFileLocation;
use crate::vault::{Resolution, Vault, VaultPath};

/// Where Obsidian creates the note that `link` names when it is followed (OBSIDIAN.md 2.4): a link with a folder at that
/// path from the root, one without where the settings want new notes. `None` where the link leads somewhere, is meant to
/// lead to something else than a note, or names none that could be linked.
pub fn new_note(note: &Note, link: &Link, vault: &Vault) -> Option<VaultPath> {
    let is_dead = vault.resolve(&note.path, link.kind, &link.target) == Resolution::MissingFile;
    let is_meant = stays_in_vault(link) && aim_of(link) == Some(Aim::Note) && !is_sample(&link.target.link);
    if !is_dead || !is_meant {
        return None;
    }
    let named = without_md(&link.target.path);
    let parent = note.path.parent();
    let path = match (named.contains('/'), &vault.settings().new_file_location) {
        (true, _) if named.starts_with('.') => joined(parent, named)?,
        (true, _) | (false, NewFileLocation::Root) => joined("", named)?,
        (false, NewFileLocation::Current) => joined(parent, named)?,
        (false, NewFileLocation::Folder(folder)) => joined(folder, named)?,
    };
    let is_possible = path.split('/').all(|name| check_name(name).is_ok());
    let path = VaultPath::from(format!("{path}.md"));
    (is_possible && vault.file(path.as_str()).is_none()).then_some(path)
}

/// `path` from `folder` on, with `.` and `..` followed; `None` where it leaves the vault.
fn joined(folder: &str, path: &str) -> Option<String> {
    let mut segments: Vec<&str> = Vec::new();
    for segment in folder.split('/').chain(path.split('/')) {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()?),
            name => segments.push(name),
        }
    }
    (!segments.is_empty()).then(|| segments.join("/"))
}
