//! The changes of the disk that a batch is made of.

use std::fs;
use std::io::{self, Read, Seek, Write};
use std::path::Path;

use super::{Entry, JOURNAL_FILE_NAME, JournalError, JournalErrorKind};

/// How many changes of the disk may still be made.
pub(super) struct Steps(Option<usize>);

impl Steps {
    /// As many as it takes.
    pub(super) fn all() -> Self {
        Steps(None)
    }

    /// Those before `step`.
    pub(super) fn until(step: usize) -> Self {
        Steps(Some(step))
    }

    /// To be asked before each change.
    pub(super) fn next(&mut self, path: &Path) -> Result<(), JournalError> {
        match &mut self.0 {
            None => Ok(()),
            Some(0) => Err(JournalError::new(path, JournalErrorKind::Stopped)),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
        }
    }
}

/// The journal, locked against other programs as long as this is kept: all versions of it, so that none is taken for one
/// that was left behind.
pub(super) struct Held(Vec<fs::File>);

impl Held {
    /// Locks the journal that was left in the vault at `root`.
    pub(super) fn hold(root: &Path) -> Result<Held, JournalError> {
        let path = root.join(JOURNAL_FILE_NAME);
        let file = fs::OpenOptions::new().read(true).write(true).open(&path);
        let file = file.map_err(|error| JournalError::io(&path, error))?;
        lock(&file, &path)?;
        Ok(Held(vec![file]))
    }

    /// Writes the journal where there is none.
    pub(super) fn begin(root: &Path, entry: &Entry) -> Result<Held, JournalError> {
        let path = root.join(JOURNAL_FILE_NAME);
        let file = fs::OpenOptions::new().write(true).create_new(true).open(&path);
        let mut file = file.map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => JournalError::new(&path, JournalErrorKind::Pending),
            _ => JournalError::io(&path, error),
        })?;
        lock(&file, &path)?;
        let written = file.write_all(&json(entry)).and_then(|()| file.sync_all());
        if let Err(error) = written {
            let _ = fs::remove_file(&path);
            return Err(JournalError::io(path, error));
        }
        sync_folder(root);
        // Another program may have taken the empty file for one that was left behind.
        if exists(&path) {
            Ok(Held(vec![file]))
        } else {
            Err(JournalError::new(path, JournalErrorKind::Pending))
        }
    }

    /// The journal of the vault at `root`. One that ends too early was being written when nothing else had been done
    /// yet: later ones are replaced at once.
    pub(super) fn read(&self, root: &Path) -> Result<Option<Entry>, JournalError> {
        let path = root.join(JOURNAL_FILE_NAME);
        let bytes = self.bytes(&path).map_err(|error| JournalError::io(&path, error))?;
        match serde_json::from_slice::<Entry>(&bytes) {
            Ok(entry) if entry.version == super::entry::VERSION => Ok(Some(entry)),
            Err(error) if error.is_eof() => Ok(None),
            _ => Err(JournalError::new(path, JournalErrorKind::Damaged)),
        }
    }

    /// What the file at `path` holds, by the handle that has it locked: on Windows no other one can read it.
    fn bytes(&self, path: &Path) -> io::Result<Vec<u8>> {
        let mut file = self.0.last().ok_or(io::ErrorKind::NotFound)?;
        // Another program may have ended the batch between the opening and the lock.
        if same_file::Handle::from_path(path)? != same_file::Handle::from_file(file.try_clone()?)? {
            return Err(io::ErrorKind::NotFound.into());
        }
        let mut bytes = Vec::new();
        file.rewind()?;
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Replaces the journal at once.
    pub(super) fn advance(&mut self, root: &Path, entry: &Entry) -> Result<(), JournalError> {
        let path = root.join(JOURNAL_FILE_NAME);
        let next = root.join(format!("{JOURNAL_FILE_NAME}.next"));
        let mut file = fs::File::create(&next).map_err(|error| JournalError::io(&next, error))?;
        lock(&file, &next)?;
        let written = file.write_all(&json(entry)).and_then(|()| file.sync_all());
        written.and_then(|()| fs::rename(&next, &path)).map_err(|error| JournalError::io(&path, error))?;
        self.0.push(file);
        sync_folder(root);
        Ok(())
    }
}

/// Locks `file`; goes on without where the file system has no locks.
fn lock(file: &fs::File, path: &Path) -> Result<(), JournalError> {
    match file.try_lock() {
        Err(fs::TryLockError::WouldBlock) => Err(JournalError::new(path, JournalErrorKind::Pending)),
        Ok(()) | Err(fs::TryLockError::Error(_)) => Ok(()),
    }
}

/// Takes the journal away.
pub(super) fn end(root: &Path) -> Result<(), JournalError> {
    let _ = fs::remove_file(root.join(format!("{JOURNAL_FILE_NAME}.next")));
    let path = root.join(JOURNAL_FILE_NAME);
    fs::remove_file(&path).map_err(|error| JournalError::io(&path, error))?;
    sync_folder(root);
    Ok(())
}

/// Writes a new file beside `beside`, with its permissions.
pub(super) fn write_beside(path: &Path, beside: &Path, text: &str) -> Result<(), JournalError> {
    let write = || {
        let permissions = fs::metadata(beside)?.permissions();
        let mut file = fs::File::create(path)?;
        file.write_all(text.as_bytes())?;
        file.set_permissions(permissions)?;
        file.sync_all()
    };
    write().map_err(|error| JournalError::io(path, error))
}

/// Moves a file or folder; done already where only the new path is there. Never replaces a file.
pub(super) fn move_to(from: &Path, to: &Path) -> Result<(), JournalError> {
    let (is_there, is_new) = (exists(from), exists(to));
    if !is_there && is_new {
        return Ok(());
    }
    if !is_there {
        return Err(JournalError::new(from, JournalErrorKind::Gone));
    }
    if is_new && !is_same(from, to) {
        return Err(JournalError::new(to, JournalErrorKind::Exists));
    }
    let folder = to.parent().unwrap_or(to);
    fs::create_dir_all(folder).map_err(|error| JournalError::io(folder, error))?;
    fs::rename(from, to).map_err(|error| JournalError::io(from, error))?;
    sync_folder(folder);
    from.parent().into_iter().for_each(sync_folder);
    Ok(())
}

/// Whether something is at `path`, be it a link that leads nowhere.
pub(super) fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Whether two paths that are both there are one file: they differ in case, and the system does not mind.
pub(super) fn is_same(a: &Path, b: &Path) -> bool {
    let is_link = |path: &Path| path.symlink_metadata().is_ok_and(|it| it.is_symlink());
    if is_link(a) || is_link(b) {
        return false;
    }
    let key = |path: &Path| path.to_string_lossy().to_lowercase();
    key(a) == key(b) && a.canonicalize().ok() == b.canonicalize().ok()
}

/// Makes what happened in `folder` last; not all systems can.
pub(super) fn sync_folder(folder: &Path) {
    if let Ok(folder) = fs::File::open(folder) {
        let _ = folder.sync_all();
    }
}

fn json(entry: &Entry) -> Vec<u8> {
    // Cannot fail: paths were made of text.
    serde_json::to_vec_pretty(entry).unwrap_or_default()
}
