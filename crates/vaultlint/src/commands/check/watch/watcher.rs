//! Being told what happens to files: by the system, or by looking at them every second.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant, SystemTime};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use rustc_hash::FxHashSet;
use vaultlint_core::workspace::list_files;

/// How long nothing may happen until what happened is told: programs save in several steps.
const QUIET: Duration = Duration::from_millis(60);
/// How long is waited for that at most.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often files are looked at.
const INTERVAL: Duration = Duration::from_secs(1);

/// What is watched.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// Folders with all that they hold, and the names of their settings folders.
    pub vaults: Vec<(PathBuf, String)>,
    /// Files elsewhere.
    pub files: Vec<PathBuf>,
}

/// Watches as long as it lives.
pub struct Watcher {
    inbox: Receiver<Happened>,
    _system: Option<RecommendedWatcher>,
}

enum Happened {
    /// Something, to the file or folder there.
    Path(PathBuf),
    /// More than could be told.
    Lost,
}

/// What happened since the last time.
#[derive(Debug, Default)]
pub struct Batch {
    /// Where something happened.
    pub paths: FxHashSet<PathBuf>,
    /// Whether more happened than could be told.
    pub is_lossy: bool,
}

impl Watcher {
    /// Watches `places`: by looking at them, where `poll` wants it or the system cannot.
    pub fn new(places: Places, poll: bool) -> Self {
        let (sender, inbox) = channel();
        if !poll {
            match by_system(&places, sender.clone()) {
                Ok(system) => return Watcher { inbox, _system: Some(system) },
                Err(error) => {
                    let _ = writeln!(
                        std::io::stderr(),
                        "warning: the system cannot watch all folders ({error}): files are looked at every second"
                    );
                }
            }
        }
        // What is there now is known before the first check reads it.
        let known = look(&places);
        std::thread::spawn(move || by_looking(&places, known, &sender));
        Watcher { inbox, _system: None }
    }

    /// Waits until something happened; `None` when nothing can be told any more.
    pub fn wait(&self) -> Option<Batch> {
        let mut batch = Batch::default();
        batch.add(self.inbox.recv().ok()?);
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            match self.inbox.recv_timeout(QUIET) {
                Ok(happened) => batch.add(happened),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        Some(batch)
    }
}

impl Batch {
    fn add(&mut self, happened: Happened) {
        match happened {
            Happened::Path(path) => drop(self.paths.insert(path)),
            Happened::Lost => self.is_lossy = true,
        }
    }
}

fn by_system(places: &Places, sender: Sender<Happened>) -> notify::Result<RecommendedWatcher> {
    let tell = move |event: notify::Result<notify::Event>| match event {
        // Reading changes nothing; a check reads all.
        Ok(event) if matches!(event.kind, EventKind::Access(_)) => {}
        Ok(event) if event.need_rescan() => drop(sender.send(Happened::Lost)),
        Ok(event) => event.paths.into_iter().for_each(|path| drop(sender.send(Happened::Path(path)))),
        Err(_) => drop(sender.send(Happened::Lost)),
    };
    let mut watcher = notify::recommended_watcher(tell)?;
    for (vault, _) in &places.vaults {
        watcher.watch(vault, RecursiveMode::Recursive)?;
    }
    // Programs put a new file in the place of the old one, so the folder is what stays.
    let folders = places.files.iter().filter_map(|file| file.parent());
    for folder in folders.filter(|folder| !places.vaults.iter().any(|(vault, _)| folder.starts_with(vault))) {
        watcher.watch(folder, RecursiveMode::NonRecursive)?;
    }
    Ok(watcher)
}

/// When a file was changed, and its size.
type State = Option<(Option<SystemTime>, u64)>;

fn by_looking(places: &Places, mut known: BTreeMap<PathBuf, State>, sender: &Sender<Happened>) {
    loop {
        std::thread::sleep(INTERVAL);
        let now = look(places);
        let gone = known.keys().filter(|path| !now.contains_key(*path));
        let others =
            now.iter().filter(|(path, state)| known.get(*path) != Some(*state)).map(|(path, _)| path);
        for path in gone.chain(others) {
            if sender.send(Happened::Path(path.clone())).is_err() {
                return;
            }
        }
        known = now;
    }
}

fn look(places: &Places) -> BTreeMap<PathBuf, State> {
    let mut files: Vec<PathBuf> = places.files.clone();
    for (vault, settings) in &places.vaults {
        files.extend(list_files(vault).files.iter().map(|path| vault.join(path.as_str())));
        files.push(vault.join(".gitignore"));
        let settings = vault.join(settings).read_dir().into_iter().flatten().flatten();
        files.extend(settings.map(|entry| entry.path()));
    }
    files.into_iter().map(|path| (path.clone(), state(&path))).collect()
}

fn state(path: &Path) -> State {
    path.metadata().ok().map(|it| (it.modified().ok(), it.len()))
}
