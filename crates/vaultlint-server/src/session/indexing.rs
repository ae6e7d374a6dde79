//! Reading all files of a vault in the background: what they say of themselves, and what they mention.

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use vaultlint_core::vault::base::Base;
use vaultlint_core::vault::{Facts, FileKind, Mentions, VaultPath};

use super::{Event, Session};
use crate::home;

/// Files whose reading is told at a time: few enough that no message of the client waits for them.
const PART: usize = 512;

/// What reading a file gave.
pub struct Read {
    /// What it says of itself; `None` where it cannot be read.
    facts: Option<Facts>,
    mentions: Mentions,
}

impl Session {
    /// Reads all files of the vault at `root`.
    pub(super) fn index(&mut self, root: &Path) {
        let Some(state) = self.homes.get(root) else { return };
        let Some(home) = &state.home else { return };
        let files = home.files().into_iter().filter(is_read).collect();
        self.read_in_background(root, state.generation, files, true);
    }

    /// Reads `paths` of the vault at `root` anew: they changed on disk.
    pub(super) fn reread(&mut self, root: &Path, paths: Vec<VaultPath>) {
        let Some(state) = self.homes.get(root) else { return };
        let generation = state.generation;
        let closed = paths.into_iter().filter(|path| is_read(path) && !state.open.contains_key(path));
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
        let mut changed = Vec::new();
        let mut concerns_all = false;
        for (path, Read { facts, mentions }) in files {
            let Some(file) = home.vault.exact_file(&path) else { continue };
            home.index_mut().state(file, &mentions);
            // What an open document says of itself is known from the editor.
            if state.open.contains_key(&path) {
                continue;
            }
            let Some(facts) = facts else { continue };
            if !home.vault.knows_facts(file) {
                home.vault.set_facts(file, facts);
            } else if home.vault.facts(file) != Some(&facts) {
                concerns_all |= home
                    .vault
                    .facts(file)
                    .is_none_or(|old| old.aliases != facts.aliases || old.properties != facts.properties);
                Arc::make_mut(&mut home.vault).replace_facts(file, Some(facts));
                changed.push(file);
            }
        }
        changed.sort_unstable();
        if is_last && !state.is_read {
            state.is_read = true;
            concerns_all = true;
        }
        if concerns_all {
            self.check_all(root);
        } else if !changed.is_empty() {
            self.check_where(root, |open| open.needs.iter().any(|file| changed.binary_search(file).is_ok()));
        }
    }
}

/// Whether the file at `path` mentions others.
fn is_read(path: &VaultPath) -> bool {
    matches!(path.kind(), FileKind::Note | FileKind::Canvas | FileKind::Base)
}

impl Read {
    /// As [`Read::of`]; a file that cannot be parsed must not keep all others from being read.
    fn guarded(root: &Path, path: &VaultPath) -> Self {
        let read = std::panic::catch_unwind(|| Read::of(root, path));
        read.unwrap_or_else(|_| Read { facts: None, mentions: Mentions::default() })
    }

    fn of(root: &Path, path: &VaultPath) -> Self {
        match path.kind() {
            FileKind::Note => match home::read(root, path) {
                Some(note) => Read { facts: Some(Facts::of_note(&note)), mentions: Mentions::of_note(&note) },
                None => Read { facts: None, mentions: Mentions::default() },
            },
            kind => {
                let text = home::read_text(root, path).unwrap_or_default();
                match kind {
                    FileKind::Base => Read {
                        facts: Base::parse(&text).map(Base::facts),
                        mentions: Mentions::of_base(&text),
                    },
                    _ => Read { facts: None, mentions: Mentions::of_canvas(&text) },
                }
            }
        }
    }
}
