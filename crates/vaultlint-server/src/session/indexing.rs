//! Reading all files of a vault in the background: what they say of themselves, and what they mention.

use std::path::Path;

use rayon::prelude::*;
use vaultlint_core::vault::VaultPath;

use super::{Event, Session};
use crate::home::Read;

/// Files whose reading is told at a time: few enough that no message of the client waits for them.
const PART: usize = 512;

impl Session {
    /// Reads all files of the vault at `root`.
    pub(super) fn index(&mut self, root: &Path) {
        let Some(state) = self.homes.get(root) else { return };
        let Some(home) = &state.home else { return };
        let files = home.files().into_iter().filter(Read::is_for).collect();
        self.read_in_background(root, state.generation, files, true);
    }

    /// Reads `paths` of the vault at `root` anew: they changed on disk.
    pub(super) fn reread(&mut self, root: &Path, paths: Vec<VaultPath>) {
        let Some(state) = self.homes.get(root) else { return };
        let generation = state.generation;
        let closed = paths.into_iter().filter(|path| Read::is_for(path) && !state.open.contains_key(path));
        self.read_in_background(root, generation, closed.collect(), false);
    }

    fn read_in_background(&self, root: &Path, generation: u64, files: Vec<VaultPath>, is_all: bool) {
        let (events, root) = (self.events.clone(), root.to_path_buf());
        let progress = (is_all && self.abilities.progress).then(|| self.out.progress("Reading the vault"));
        tokio::task::spawn_blocking(move || {
            for (at, part) in files.chunks(PART).enumerate() {
                let read = part.par_iter().map(|path| (path.clone(), Read::guarded(&root, path))).collect();
                let root = root.clone();
                let _ = events.send(Event::Read { root, generation, files: read, is_last: false });
                if let Some(progress) = &progress {
                    progress.report(at * PART * 100 / files.len());
                }
            }
            let _ = events.send(Event::Read { root, generation, files: Vec::new(), is_last: is_all });
        });
    }

    /// Takes in what was read.
    pub(super) fn read(
        &mut self,
        root: &Path,
        generation: u64,
        files: Vec<(VaultPath, Read)>,
        is_last: bool,
    ) {
        let Some(state) = self.homes.get_mut(root).filter(|state| state.generation == generation) else {
            return;
        };
        let Some(home) = &mut state.home else { return };
        let open = &state.open;
        let has_new_links = is_last || state.is_read && !files.is_empty();
        let mut news = home.take_in(files, |path| open.contains_key(path));
        if is_last && !state.is_read {
            state.is_read = true;
            news.concerns_all = true;
            home.reports.all_changed();
        }
        if has_new_links {
            self.refresh_links();
        }
        if news.concerns_all {
            self.check_all(root);
        } else if !news.changed.is_empty() {
            let changed = news.changed;
            self.check_where(root, |open| open.needs.iter().any(|file| changed.binary_search(file).is_ok()));
        }
    }
}
