//! What the command line asks to rename.

use std::path::{Path, PathBuf};

use vaultlint_core::note::{Note, Subpath};
use vaultlint_core::refactor::Refactoring;
use vaultlint_core::vault::{Facts, FileKind, Resolution, VaultPath};
use vaultlint_core::workspace::{OpenVault, absolute};

use crate::error::Error;
use crate::vaults;

/// A rename, and how it is told of.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) refactoring: Refactoring,
    /// As in `Renamed WHAT to WHAT`.
    pub(super) sentence: (String, String),
}

/// A file or folder in the vault that holds what is to be renamed.
///
/// # Errors
/// When there is no such file or folder.
pub(super) fn place(old: &str, property: bool, current: &Path) -> Result<PathBuf, Error> {
    if property || old.starts_with('#') {
        return Ok(current.to_path_buf());
    }
    let path = on_disk(old, current).or_else(|| on_disk(old.split_once('#')?.0, current));
    // A name alone is looked for in the vault of the current folder.
    let path = path.unwrap_or_else(|| current.to_path_buf());
    // A folder may be a vault of its own: what is renamed lies in the one that holds it.
    let is_below = path != current && path.is_dir();
    Ok(if is_below { path.parent().unwrap_or(&path).to_path_buf() } else { path })
}

impl Asked {
    /// What `old` and `new` mean in the vault `open`.
    ///
    /// # Errors
    /// When there is nothing that `old` means.
    pub(super) fn new(
        open: &OpenVault,
        old: &str,
        new: &str,
        property: bool,
        current: &Path,
    ) -> Result<Self, Error> {
        if property {
            let refactoring = Refactoring::RenameProperty { from: old.to_owned(), to: new.to_owned() };
            return Ok(Asked { refactoring, sentence: (format!("the property {old}"), new.to_owned()) });
        }
        if let Some(tag) = old.strip_prefix('#') {
            let to = new.trim_start_matches('#');
            let refactoring = Refactoring::RenameTag { from: tag.to_owned(), to: to.to_owned() };
            return Ok(Asked { refactoring, sentence: (old.to_owned(), format!("#{to}")) });
        }
        if let Some(path) = on_disk(old, current) {
            return moved(open, &path, &current.join(new), new);
        }
        if let Some((note, part)) = old.split_once('#') {
            let path = file(open, note, current)?;
            return Self::part(open, path, part, new);
        }
        let path = file(open, old, current)?;
        let old = open.root.path.join(path.as_str());
        // A note that is named without its folder stays in it.
        let is_name = !new.contains(['/', std::path::MAIN_SEPARATOR]);
        let to = if is_name { old.with_file_name(new) } else { current.join(new) };
        moved(open, &old, &to, new)
    }

    /// A heading or a block of the note at `path`.
    fn part(open: &OpenVault, path: VaultPath, part: &str, new: &str) -> Result<Self, Error> {
        let in_note = |what: String| format!("{what} of {path}");
        if let Some(id) = part.strip_prefix('^') {
            let to = new.trim_start_matches('^').to_owned();
            let sentence = (in_note(format!("the block ^{id}")), format!("^{to}"));
            let refactoring = Refactoring::RenameBlock { note: path, from: id.to_owned(), to };
            return Ok(Asked { refactoring, sentence });
        }
        let text =
            vaults::read(&open.root.path, &path).map_err(|error| Error::usage(format!("{path}: {error}")))?;
        let facts = Facts::of_note(&Note::parse(path.clone(), text));
        let found = match Subpath::new(part) {
            Some(Subpath::Headings(segments)) => facts.find_heading(&segments),
            _ => None,
        };
        let Some(heading) = found else {
            let names: Vec<String> =
                facts.headings.iter().take(12).map(|it| format!("`{}`", it.text)).collect();
            let help = (!names.is_empty()).then(|| format!("its headings are {}", names.join(", ")));
            return Err(Error::Usage { message: format!("`{path}` has no heading `{part}`"), help });
        };
        let old = facts.headings.get(heading).map_or(part, |heading| &heading.text);
        let sentence = (in_note(format!("the heading `{old}`")), format!("`{}`", new.trim()));
        Ok(Asked {
            refactoring: Refactoring::RenameHeading { note: path, heading, text: new.to_owned() },
            sentence,
        })
    }
}

/// The file or the note without `.md` at `path`.
fn on_disk(path: &str, current: &Path) -> Option<PathBuf> {
    if path.is_empty() {
        return None;
    }
    let with_md = format!("{}.md", path.trim_end_matches('/'));
    [path, &with_md]
        .into_iter()
        .map(|path| absolute(&current.join(path)))
        .find(|path| path.symlink_metadata().is_ok())
}

/// The file of the vault that `name` means: by its path, or as a link would name it.
fn file(open: &OpenVault, name: &str, current: &Path) -> Result<VaultPath, Error> {
    let vault = &open.vault;
    if let Some(file) = on_disk(name, current).and_then(|path| open.file_at(&path)) {
        return Ok(vault.path(file).clone());
    }
    match vault.dest(&VaultPath::from(""), name) {
        Resolution::File(file) => Ok(vault.path(file).clone()),
        Resolution::Ambiguous(files) => {
            let names: Vec<String> = files.iter().map(|file| format!("`{}`", vault.path(*file))).collect();
            Err(Error::Usage {
                message: format!("`{name}` may mean several files"),
                help: Some(format!("name one of {} by its path", names.join(", "))),
            })
        }
        _ => Err(Error::Usage {
            message: format!("there is no file or folder `{name}`, nor a note of that name"),
            help: Some("check the spelling, or the folder that you are in".to_owned()),
        }),
    }
}

/// The move of the file or folder at `old` to `new`, which was written as `written`.
fn moved(open: &OpenVault, old: &Path, new: &Path, written: &str) -> Result<Asked, Error> {
    let new = absolute(new);
    let is_own = || new.canonicalize().ok() == old.canonicalize().ok();
    let into = written.ends_with('/') || new.is_dir() && !is_own();
    let new = match old.file_name().filter(|_| into) {
        Some(name) => new.join(name),
        None if old.is_dir() => new,
        None => with_extension(old, new),
    };
    let inside = |path: &Path| {
        let relative = path.strip_prefix(&open.root.path).ok().filter(|path| !path.as_os_str().is_empty());
        let names: Option<Vec<&str>> = relative?.components().map(|part| part.as_os_str().to_str()).collect();
        names.map(|names| VaultPath::from(names.join("/")))
    };
    let outside = |path: &Path| Error::Usage {
        message: format!("`{}` is not in the vault `{}`", path.display(), open.root.path.display()),
        help: Some("links cannot lead out of a vault, so nothing can move in or out".to_owned()),
    };
    let old = inside(old).ok_or_else(|| outside(old))?;
    let new = inside(&new).ok_or_else(|| outside(&new))?;
    let sentence = (old.to_string(), new.to_string());
    Ok(Asked { refactoring: Refactoring::Move(vec![(old, new)]), sentence })
}

/// `new` with the extension of `old`, where it has none that makes it a file of the same kind.
fn with_extension(old: &Path, new: PathBuf) -> PathBuf {
    let (Some(old_name), Some(name)) = (old.file_name().and_then(|it| it.to_str()), new.file_name()) else {
        return new;
    };
    let Some(name) = name.to_str() else { return new };
    let extension = old_name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let kind = |name: &str| VaultPath::from(name).kind();
    let is_kind = kind(name) == kind(old_name) && (kind(name) != FileKind::Other || name.contains('.'));
    if is_kind || extension.is_empty() { new } else { new.with_file_name(format!("{name}.{extension}")) }
}
