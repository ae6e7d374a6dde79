//! Which files move where, and whether they can.

use rustc_hash::{FxHashMap, FxHashSet};

use super::RefactorError;
use crate::vault::settings::{AttachmentFolder, NewFileLocation};
use crate::vault::{FileKind, Vault, VaultPath, fold_case};

/// Moves of files and folders.
#[derive(Debug, Default)]
pub(super) struct Moves {
    /// Every file that moves, sorted by old path.
    pub(super) files: Vec<(VaultPath, VaultPath)>,
    /// Folders that move as a whole.
    pub(super) folders: Vec<(VaultPath, VaultPath)>,
}

impl Moves {
    /// The moves `wanted` in `vault`; those to the same path are left out.
    pub(super) fn new(vault: &Vault, wanted: &[(VaultPath, VaultPath)]) -> Result<Self, RefactorError> {
        let mut moves = Moves::default();
        let mut singles = FxHashMap::default();
        for (old, new) in wanted {
            let (old, new) = (cleaned(old.as_str()), cleaned(new.as_str()));
            let file = vault.file(&old).filter(|file| vault.path(*file).as_str() == old);
            if file.is_none() && vault.first_in(&old).is_none() {
                return Err(RefactorError::NoSuchFile(old.as_str().into()));
            }
            check_names(&old, &new)?;
            if old == new {
                continue;
            }
            let pair = (VaultPath::from(old), VaultPath::from(new));
            match file {
                Some(_) => {
                    check_kind(&pair.0, &pair.1)?;
                    if singles.insert(pair.0.clone(), pair.1).is_some() {
                        return Err(RefactorError::Overlap(pair.0));
                    }
                }
                None => moves.folders.push(pair),
            }
        }
        moves.check_folders(singles.keys())?;
        moves.add_files(vault, &singles);
        moves.check_targets(vault)?;
        Ok(moves)
    }

    /// The new path of the file at `path`.
    pub(super) fn new_path(&self, path: &VaultPath) -> VaultPath {
        let found = self.files.binary_search_by(|(old, _)| old.cmp(path)).ok();
        found.and_then(|index| self.files.get(index)).map_or_else(|| path.clone(), |(_, new)| new.clone())
    }

    /// The new path of `folder`, where it moves; without `/` at the ends.
    pub(super) fn new_folder(&self, folder: &str) -> Option<String> {
        let key = fold_case(folder);
        self.folders.iter().find_map(|(old, new)| {
            let rest = key.strip_prefix(fold_case(old.as_str()).as_str())?;
            let rest_len = rest.chars().count();
            let written: String = folder.chars().skip(folder.chars().count() - rest_len).collect();
            (rest.is_empty() || rest.starts_with('/')).then(|| format!("{new}{written}"))
        })
    }

    /// The folders that move and are named in the settings of `vault`.
    pub(super) fn in_settings(&self, vault: &Vault) -> Vec<VaultPath> {
        let settings = vault.settings();
        let mut named: Vec<&str> = settings.template_folders.iter().map(|folder| &**folder).collect();
        named.push(&settings.daily_notes.folder);
        if let AttachmentFolder::Fixed(folder) = &settings.attachment_folder {
            named.push(folder);
        }
        if let NewFileLocation::Folder(folder) = &settings.new_file_location {
            named.push(folder);
        }
        let named: Vec<String> =
            named.into_iter().map(|folder| fold_case(folder.trim_matches('/'))).collect();
        let is_named = |old: &VaultPath| {
            let old = fold_case(old.as_str());
            named.iter().any(|folder| *folder == old || is_in(folder, &old))
        };
        self.folders.iter().map(|(old, _)| old).filter(|old| is_named(old)).cloned().collect()
    }

    fn check_folders<'a>(
        &'a self,
        singles: impl Iterator<Item = &'a VaultPath>,
    ) -> Result<(), RefactorError> {
        let olds: Vec<&VaultPath> = self.folders.iter().map(|(old, _)| old).chain(singles).collect();
        for (folder, new) in &self.folders {
            let same = olds.iter().filter(|other| ***other == *folder).count();
            if let Some(inner) = olds.iter().find(|other| is_in(other.as_str(), folder.as_str())) {
                return Err(RefactorError::Overlap((**inner).clone()));
            }
            if same > 1 {
                return Err(RefactorError::Overlap(folder.clone()));
            }
            if is_in(new.as_str(), folder.as_str()) {
                return Err(RefactorError::NoSuchFolder(new.clone()));
            }
        }
        Ok(())
    }

    fn add_files(&mut self, vault: &Vault, singles: &FxHashMap<VaultPath, VaultPath>) {
        for path in vault.files().map(|file| vault.path(file)) {
            let in_folder = || {
                let (old, new) = self.folders.iter().find(|(old, _)| is_in(path.as_str(), old.as_str()))?;
                let rest = path.as_str().get(old.as_str().len()..)?;
                Some(VaultPath::from(format!("{new}{rest}")))
            };
            if let Some(new) = singles.get(path).cloned().or_else(in_folder) {
                self.files.push((path.clone(), new));
            }
        }
    }

    /// No two files may share a path, up to case, nor a file the path of a folder.
    fn check_targets(&self, vault: &Vault) -> Result<(), RefactorError> {
        let moved: FxHashSet<&VaultPath> = self.files.iter().map(|(old, _)| old).collect();
        let mut files = FxHashSet::default();
        let mut folders = FxHashSet::default();
        for path in vault.files().map(|file| vault.path(file)).filter(|path| !moved.contains(path)) {
            files.insert(fold_case(path.as_str()));
            folders.extend(parents(&fold_case(path.as_str())).map(str::to_owned));
        }
        for (_, new) in &self.folders {
            let key = fold_case(new.as_str());
            if files.contains(&key) || folders.contains(&key) {
                return Err(RefactorError::TargetExists(new.clone()));
            }
        }
        for (_, new) in &self.files {
            let key = fold_case(new.as_str());
            if parents(&key).any(|folder| files.contains(folder)) {
                return Err(RefactorError::NoSuchFolder(new.clone()));
            }
            if folders.contains(&key) || !files.insert(key) {
                return Err(RefactorError::TargetExists(new.clone()));
            }
        }
        Ok(())
    }
}

/// `path` without `/` at the ends.
fn cleaned(path: &str) -> String {
    path.split('/').filter(|segment| !segment.is_empty()).collect::<Vec<_>>().join("/")
}

/// Whether `path` lies in `folder`.
fn is_in(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// The folders that hold `path`, the innermost first.
fn parents(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').filter_map(|(at, _)| path.get(..at))
}

/// Names that the move brings may not be such that no link can hold them.
fn check_names(old: &str, new: &str) -> Result<(), RefactorError> {
    if new.is_empty() {
        return Err(RefactorError::EmptyName);
    }
    let old_name = old.rsplit('/').next().unwrap_or(old);
    let count = new.split('/').count();
    let names = new.split('/').enumerate();
    for name in names.filter(|(i, name)| i + 1 < count || *name != old_name).map(|(_, name)| name) {
        check_name(name)?;
    }
    Ok(())
}

pub(super) fn check_name(name: &str) -> Result<(), RefactorError> {
    let refused = |c: &char| matches!(c, '#' | '^' | '[' | ']' | '|' | '\\' | ':') || c.is_control();
    if name.trim().is_empty() {
        return Err(RefactorError::EmptyName);
    }
    if name.starts_with('.') {
        return Err(RefactorError::Hidden(name.to_owned()));
    }
    let percent = name.contains("%%").then_some('%');
    match name.chars().find(refused).or(percent) {
        Some(character) => Err(RefactorError::BadCharacter { name: name.to_owned(), character }),
        None => Ok(()),
    }
}

/// What a file is read as may not change.
fn check_kind(old: &VaultPath, new: &VaultPath) -> Result<(), RefactorError> {
    let is_read =
        |path: &VaultPath| matches!(path.kind(), FileKind::Note | FileKind::Canvas | FileKind::Base);
    let changes = old.kind() != new.kind() && (is_read(old) || is_read(new));
    if changes { Err(RefactorError::OtherKind(new.clone())) } else { Ok(()) }
}
