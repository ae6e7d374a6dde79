//! Renaming: what stands at the cursor, with all links to it; and what the client renames by itself.

use std::path::Path;
use std::sync::Arc;

use tower_lsp::jsonrpc::{Error, ErrorCode};
use tower_lsp::lsp_types::{FileRename, Position, PrepareRenameResponse, Url};
use vaultlint_core::refactor::{Plan, RefactorError, Refactoring, plan};
use vaultlint_core::vault::{Settings, Vault, VaultPath};

use crate::snapshot::{OpenFiles, Snapshot, VaultView};

mod footnote;
mod renamed;
mod subject;

pub use renamed::Renamed;
use renamed::Renaming;
use subject::{Subject, Target};

/// The protocol's code for a request that is right and cannot be fulfilled.
const REQUEST_FAILED: i64 = -32803;

/// What would be renamed at `position`, and its name; `None` where nothing can be.
pub fn prepare(snapshot: &Snapshot, position: Position) -> Option<PrepareRenameResponse> {
    let snapshot = &at_home(snapshot);
    let Target { range, name, .. } = Target::at(snapshot, snapshot.offset(position))?;
    Some(PrepareRenameResponse::RangeWithPlaceholder { range: snapshot.range(range), placeholder: name })
}

/// What gives what stands at `position` the name `name`.
///
/// # Errors
/// When nothing can be renamed there, or it cannot have that name.
pub fn rename(snapshot: &Snapshot, position: Position, name: &str) -> Result<Renamed, Error> {
    let snapshot = &at_home(snapshot);
    let Some(Target { subject, .. }) = Target::at(snapshot, snapshot.offset(position)) else {
        let what = "a link, a heading, a block id, a tag, the name of a property or the label of a footnote";
        return Err(failed(format!("nothing can be renamed here: put the cursor on {what}")));
    };
    let mut renaming = Renaming::default();
    let (view, note) = (&snapshot.view, snapshot.note());
    match subject {
        Subject::Footnote(id) => {
            let edits = footnote::rename(note, &id, name).map_err(failed)?;
            if !edits.is_empty() {
                renaming.changes.edit(view, &note.path, &note.text, &edits);
            }
        }
        Subject::File(old) => {
            let new = new_path(&old, name);
            let plan = planned(snapshot, &Refactoring::Move(vec![(old, new)]))?;
            renaming.add(view, &plan);
            renaming.changes.add_moves(view, &plan);
        }
        Subject::Heading(path, heading) => {
            let text = name.to_owned();
            let wanted = Refactoring::RenameHeading { note: path, heading, text };
            renaming.add(view, &planned(snapshot, &wanted)?);
        }
        Subject::Block(path, from) => {
            let wanted = Refactoring::RenameBlock { note: path, from, to: name.to_owned() };
            renaming.add(view, &planned(snapshot, &wanted)?);
        }
        Subject::Tag(from) => {
            let wanted = Refactoring::RenameTag { from, to: name.to_owned() };
            renaming.add(view, &planned(snapshot, &wanted)?);
        }
        Subject::Property(from) => {
            let wanted = Refactoring::RenameProperty { from, to: name.to_owned() };
            renaming.add(view, &planned(snapshot, &wanted)?);
        }
    }
    let renamed = renaming.into_answer(view);
    match renamed.edit {
        Some(_) => Ok(renamed),
        None => Err(failed("the editor does not rename files for a language server".to_owned())),
    }
}

/// `snapshot`, where a note that stands in no vault is one by itself: what is in it can be renamed all the same.
fn at_home(snapshot: &Snapshot) -> Snapshot {
    let mut snapshot = snapshot.clone();
    if !snapshot.in_vault {
        let path = snapshot.opened.path.clone();
        snapshot.view.home.vault = Arc::new(Vault::new(vec![path.clone()], Settings::default()));
        snapshot.view.open = Arc::new(OpenFiles::from([(path, Arc::clone(&snapshot.opened))]));
    }
    snapshot
}

fn planned(snapshot: &Snapshot, wanted: &Refactoring) -> Result<Plan, Error> {
    let view = &snapshot.view;
    plan(&snapshot.vault(), &|path| view.read_text(path), wanted).map_err(|error| refused(&error))
}

fn refused(error: &RefactorError) -> Error {
    failed(match error.help() {
        Some(help) => format!("{error}; {help}"),
        None => error.to_string(),
    })
}

fn failed(message: String) -> Error {
    Error { code: ErrorCode::ServerError(REQUEST_FAILED), message: message.into(), data: None }
}

/// Where the file at `old` goes when it is called `name`: the extension stays, and so does the folder unless `name` is a
/// path, which starts at the root of the vault.
fn new_path(old: &VaultPath, name: &str) -> VaultPath {
    let name = name.trim();
    let extension = old.file_name().rsplit_once('.').map(|(_, extension)| format!(".{extension}"));
    let extension = extension.unwrap_or_default();
    let cut = name.len().checked_sub(extension.len());
    let written = cut.and_then(|cut| name.get(cut..));
    let has_extension = written.is_some_and(|written| written.eq_ignore_ascii_case(&extension));
    let is_open = name.is_empty() || name.ends_with('/');
    let name = if has_extension || is_open { name.to_owned() } else { format!("{name}{extension}") };
    match (name.contains('/'), old.parent()) {
        (true, _) | (_, "") => name.trim_start_matches('/').into(),
        (false, folder) => format!("{folder}/{name}").into(),
    }
}

/// The edits that keep links right when the client makes the renames `wanted` of files and folders. Nothing for what
/// leaves its vault.
pub fn will_rename(views: &[VaultView], wanted: &[FileRename]) -> Option<Renamed> {
    let mut renaming = Renaming::default();
    for (index, view) in views.iter().enumerate() {
        let pair = |rename: &FileRename| {
            let (old, new) = (file(&rename.old_uri)?, file(&rename.new_uri)?);
            let is_here = home(views, &old)? == index && home(views, &new)? == index;
            let (old, new) = (view.home.vault_path(&old)?, view.home.vault_path(&new)?);
            (is_here && is_listed(view.vault(), &old)).then_some((old, new))
        };
        let moves: Vec<_> = wanted.iter().filter_map(pair).collect();
        if moves.is_empty() {
            continue;
        }
        // A move that cannot be planned is the client's to make or to refuse.
        if let Ok(plan) = moved(view, moves) {
            renaming.add(view, &plan);
        }
    }
    let is_something = !renaming.changes.is_empty();
    let renamed = renaming.into_answer(views.first()?);
    Some(Renamed { edit: renamed.edit.filter(|_| is_something), ..renamed })
}

fn moved(view: &VaultView, moves: Vec<(VaultPath, VaultPath)>) -> Result<Plan, RefactorError> {
    let texts = |path: &VaultPath| -> Option<Arc<str>> { view.read_text(path) };
    plan(view.vault(), &texts, &Refactoring::Move(moves))
}

fn file(uri: &str) -> Option<std::path::PathBuf> {
    Url::parse(uri).ok()?.to_file_path().ok()
}

/// The innermost of the vaults that `path` lies in.
fn home(views: &[VaultView], path: &Path) -> Option<usize> {
    let around = views.iter().enumerate().filter(|(_, view)| path.starts_with(&view.home.root));
    around.max_by_key(|(_, view)| view.home.root.as_os_str().len()).map(|(index, _)| index)
}

fn is_listed(vault: &Vault, path: &VaultPath) -> bool {
    vault.exact_file(path).is_some() || vault.first_in(path.as_str()).is_some()
}
