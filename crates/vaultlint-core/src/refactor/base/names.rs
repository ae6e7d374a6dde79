//! Texts in expressions that say what a file is called, or where it is.

use super::super::change::Change;
use super::new_folder;
use crate::note::link_edit::without_md;
use crate::vault::VaultPath;
use crate::vault::base::{Compared, Comparison, FileProperty};

/// What becomes of a text.
pub(super) enum Fate {
    /// Nothing: it names nothing that has another name now.
    Stays,
    /// It names the same thing under this name.
    Becomes(String),
    /// This is to be seen there: what it should be is not sure.
    Remarked(String),
}

/// What becomes of the text `compared`.
pub(super) fn fate(change: &Change, compared: &Compared) -> Fate {
    use {Comparison::*, FileProperty::*};
    let text = compared.text.as_str();
    let new = match compared.by {
        None => {
            let new = moved_to(change, text).map(VaultPath::as_str);
            return new.map_or(Fate::Stays, |new| Fate::Remarked(format!("`{text}` is `{new}` now")));
        }
        Some((Path, Is)) => moved_to(change, text).map(ToString::to_string),
        Some((Folder, Is)) => new_folder(change, text),
        Some((Path | Folder, StartsWith)) if text.ends_with('/') => new_folder(change, text),
        Some((property @ (Name | Basename), Is)) => return new_name(change, property, text),
        Some((Tags, _)) => change.own.new_tag(text),
        Some((property, comparison)) => return lost(change, property, comparison, text),
    };
    new.map_or(Fate::Stays, Fate::Becomes)
}

/// Whether `text` holds the path or the name of something that has another one now.
pub(super) fn is_named(change: &Change, text: &str) -> bool {
    let is_file = |(old, _): &(VaultPath, VaultPath)| text.contains(without_md(old.file_name()));
    let is_folder = |(old, _): &(VaultPath, VaultPath)| text.contains(old.as_str());
    change.moves.files.iter().any(is_file)
        || change.moves.folders.iter().any(is_folder)
        || change.own.old_tag().is_some_and(|tag| text.to_lowercase().contains(tag))
}

fn moved_to<'a>(change: &'a Change, path: &str) -> Option<&'a VaultPath> {
    let found = change.moves.files.binary_search_by(|(old, _)| old.as_str().cmp(path)).ok()?;
    change.moves.files.get(found).map(|(_, new)| new)
}

/// The name `text` of a file as `property` has it: with its extension, which notes may go without, or as `file.basename`.
fn new_name(change: &Change, property: FileProperty, text: &str) -> Fate {
    let stem = |path: &VaultPath| match property {
        FileProperty::Basename => {
            path.file_name().rsplit_once('.').map_or(path.file_name(), |(stem, _)| stem).to_owned()
        }
        _ => without_md(path.file_name()).to_owned(),
    };
    let is_whole = |path: &VaultPath| property == FileProperty::Name && path.file_name() == text;
    let name_of = |path: &VaultPath, like: &VaultPath| {
        if is_whole(like) { path.file_name().to_owned() } else { stem(path) }
    };
    let has_name = |path: &VaultPath| is_whole(path) || stem(path) == text;
    let moved = change.moves.files.iter().filter(|(old, _)| has_name(old));
    let mut names: Vec<String> = moved.map(|(old, new)| name_of(new, old)).collect();
    names.sort();
    names.dedup();
    let is_left = change.after.files().any(|file| has_name(change.after.path(file)));
    match names.as_slice() {
        [] => Fate::Stays,
        [only] if only == text => Fate::Stays,
        [only] if !is_left => Fate::Becomes(only.clone()),
        _ => {
            let first = names.iter().find(|name| *name != text).map_or("", String::as_str);
            Fate::Remarked(format!("one of the files called `{text}` is called `{first}` now"))
        }
    }
}

/// What to say where a file that moves is no longer found by `text`, and not because it left a folder.
fn lost(change: &Change, property: FileProperty, comparison: Comparison, text: &str) -> Fate {
    let fits = |path: &str| {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let value = match property {
            FileProperty::Path => path,
            FileProperty::Folder => folder,
            FileProperty::Name => name,
            FileProperty::Basename => name.rsplit_once('.').map_or(name, |(stem, _)| stem),
            FileProperty::Tags => return true,
        };
        match comparison {
            Comparison::Is => value == text,
            Comparison::Contains => value.contains(text),
            Comparison::StartsWith => value.starts_with(text),
            Comparison::EndsWith => value.ends_with(text),
        }
    };
    let is_lost = |(old, new): &&(VaultPath, VaultPath)| {
        let is_in = |(folder, _): &(VaultPath, VaultPath)| {
            old.as_str().strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'))
        };
        let after = match old.parent() {
            _ if change.moves.folders.iter().any(is_in) => new.to_string(),
            "" => new.file_name().to_owned(),
            folder => format!("{folder}/{}", new.file_name()),
        };
        fits(old.as_str()) && !fits(&after)
    };
    match change.moves.files.iter().find(is_lost) {
        Some((old, new)) => {
            Fate::Remarked(format!("`{text}` found `{old}` here and does not find it as `{new}`"))
        }
        None => Fate::Stays,
    }
}
