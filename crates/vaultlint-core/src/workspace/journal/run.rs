//! The order of the steps.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::read::read_bytes;
use super::super::write::WriteErrorKind;
use super::disk::{self, Held};
use super::entry::{self, Edit, Sum};
use super::{Batch, BatchEdit, Entry, JournalError, JournalErrorKind, Recovery, Stage, Steps};

/// Carries `batch` out.
pub(super) fn carry_out(root: &Path, batch: &Batch, steps: &mut Steps) -> Result<Vec<PathBuf>, JournalError> {
    let mut entry = prepare(root, batch)?;
    steps.next(root)?;
    let mut held = Held::begin(root, &entry)?;
    if let Err(mut error) = write_all(root, batch, &mut entry, &mut held, steps) {
        let is_stopped = matches!(error.kind, JournalErrorKind::Stopped);
        error.is_pending = is_stopped || take_back(root, &entry, &mut Steps::all()).is_err();
        return Err(error);
    }
    finish(root, &mut entry, &mut held, steps).map_err(|error| JournalError { is_pending: true, ..error })
}

/// Finishes what was interrupted, or takes it back.
pub(super) fn recover(root: &Path, steps: &mut Steps) -> Result<Option<Recovery>, JournalError> {
    if !super::is_pending(root) {
        return Ok(None);
    }
    let pending = |error| JournalError { is_pending: true, ..error };
    let mut held = Held::hold(root)?;
    let recovery = match held.read(root).map_err(pending)? {
        None => {
            steps.next(root)?;
            disk::end(root).map_err(pending)?;
            Recovery { finished: false, left: Vec::new() }
        }
        Some(entry) if entry.stage == Stage::Preparing => {
            take_back(root, &entry, steps).map_err(pending)?;
            Recovery { finished: false, left: Vec::new() }
        }
        Some(mut entry) => {
            let left = finish(root, &mut entry, &mut held, steps).map_err(pending)?;
            Recovery { finished: true, left }
        }
    };
    Ok(Some(recovery))
}

/// Looks whether `batch` can be carried out, and changes nothing.
fn prepare(root: &Path, batch: &Batch) -> Result<Entry, JournalError> {
    let mut edits = Vec::with_capacity(batch.edits.len());
    for (index, edit) in batch.edits.iter().enumerate() {
        let path = root.join(edit.path.as_str());
        let target = path.canonicalize().map_err(|error| JournalError::io(&path, error))?;
        let read_only = fs::metadata(&target).is_ok_and(|it| it.permissions().readonly());
        if read_only {
            return Err(JournalError::new(path, JournalErrorKind::Write(WriteErrorKind::ReadOnly)));
        }
        check_unchanged(&path, edit)?;
        let is_link = path.symlink_metadata().is_ok_and(|it| it.is_symlink());
        let beside = if is_link { target } else { PathBuf::from(edit.path.as_str()) };
        edits.push(Edit {
            temporary: beside.with_file_name(format!(".vaultlint-rename-{index}.tmp")),
            path: beside,
            before: Sum::of(edit.before.as_bytes()),
            after: Sum::of(edit.after.as_bytes()),
        });
    }
    let moves = entry::moves(&batch.moves);
    for one in &moves {
        let (from, to) = (root.join(&one.from), root.join(&one.to));
        if !disk::exists(&from) {
            return Err(JournalError::new(from, JournalErrorKind::Gone));
        }
        let makes_room = moves.iter().any(|other| other.from == one.to);
        if disk::exists(&to) && !makes_room && !disk::is_same(&from, &to) {
            return Err(JournalError::new(to, JournalErrorKind::Exists));
        }
    }
    Ok(Entry { version: entry::VERSION, stage: Stage::Preparing, edits, moves })
}

fn check_unchanged(path: &Path, edit: &BatchEdit) -> Result<(), JournalError> {
    let write_error = |kind| JournalError::new(path, JournalErrorKind::Write(kind));
    let bytes = read_bytes(path).map_err(|kind| write_error(WriteErrorKind::Unreadable(kind)))?;
    if bytes == edit.before.as_bytes() { Ok(()) } else { Err(write_error(WriteErrorKind::Changed)) }
}

/// Writes all new texts beside their files. From the end of this on there is no way back.
fn write_all(
    root: &Path,
    batch: &Batch,
    entry: &mut Entry,
    held: &mut Held,
    steps: &mut Steps,
) -> Result<(), JournalError> {
    for (edit, new) in entry.edits.iter().zip(&batch.edits) {
        steps.next(&edit.temporary)?;
        disk::write_beside(&root.join(&edit.temporary), &root.join(&edit.path), &new.after)?;
    }
    // As late as can be.
    for edit in &batch.edits {
        check_unchanged(&root.join(edit.path.as_str()), edit)?;
    }
    steps.next(root)?;
    entry.stage = Stage::Placing;
    held.advance(root, entry)
}

/// Removes what was written; files themselves were not touched yet.
fn take_back(root: &Path, entry: &Entry, steps: &mut Steps) -> Result<(), JournalError> {
    for edit in &entry.edits {
        let temporary = root.join(&edit.temporary);
        if disk::exists(&temporary) {
            steps.next(&temporary)?;
            fs::remove_file(&temporary).map_err(|error| JournalError::io(&temporary, error))?;
        }
    }
    steps.next(root)?;
    disk::end(root)
}

/// Puts new texts in place and moves files, as far as that is not done yet. Returns the files that others changed.
fn finish(
    root: &Path,
    entry: &mut Entry,
    held: &mut Held,
    steps: &mut Steps,
) -> Result<Vec<PathBuf>, JournalError> {
    let mut left = Vec::new();
    if entry.stage == Stage::Placing {
        for edit in &entry.edits {
            place(root, edit, steps, &mut left)?;
        }
        for one in &entry.moves {
            let stop = one.via.as_ref().unwrap_or(&one.to);
            step_to(&root.join(&one.from), &root.join(stop), steps)?;
        }
    }
    if entry.moves.iter().any(|one| one.via.is_some()) {
        if entry.stage == Stage::Placing {
            steps.next(root)?;
            entry.stage = Stage::Arriving;
            held.advance(root, entry)?;
        }
        for one in &entry.moves {
            if let Some(via) = &one.via {
                step_to(&root.join(via), &root.join(&one.to), steps)?;
            }
        }
    }
    steps.next(root)?;
    disk::end(root)?;
    Ok(left)
}

fn step_to(from: &Path, to: &Path, steps: &mut Steps) -> Result<(), JournalError> {
    if disk::exists(from) || !disk::exists(to) {
        steps.next(from)?;
    }
    disk::move_to(from, to)
}

/// Puts the new text of a file in its place, unless that is done. What others wrote meanwhile is worth more.
fn place(root: &Path, edit: &Edit, steps: &mut Steps, left: &mut Vec<PathBuf>) -> Result<(), JournalError> {
    let (path, temporary) = (root.join(&edit.path), root.join(&edit.temporary));
    if !disk::exists(&temporary) {
        return Ok(());
    }
    steps.next(&path)?;
    let now = read_bytes(&path).ok().map(|bytes| Sum::of(&bytes));
    if now == Some(edit.before) {
        fs::rename(&temporary, &path).map_err(|error| JournalError::io(&path, error))?;
        path.parent().into_iter().for_each(disk::sync_folder);
    } else {
        left.extend((now != Some(edit.after)).then_some(path));
        fs::remove_file(&temporary).map_err(|error| JournalError::io(&temporary, error))?;
    }
    Ok(())
}
