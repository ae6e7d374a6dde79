//! The name index: from the last segment of a path to all files that have it.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use super::FileId;
use super::path::{VaultPath, fold_path_into};

/// Folded paths of all files, in one string, and an order in which equal names stand together.
#[derive(Debug, Default)]
pub(super) struct Names {
    arena: String,
    /// By file id.
    entries: Vec<Entry>,
    /// Sorted by hash of the folded name, then by length of the path, then by the path.
    order: Vec<(u64, FileId)>,
}

/// A folded path in the arena; `name` is where its last segment starts.
#[derive(Debug, Clone, Copy)]
struct Entry {
    start: u32,
    name: u32,
    end: u32,
    /// Length in UTF-16 code units, by which Obsidian calls a path short.
    len: u32,
}

impl Names {
    /// Indexes `files`; the place in the slice is the id.
    pub(super) fn new(files: &[VaultPath]) -> Self {
        let mut names = Names::default();
        for file in files {
            names.push(file);
        }
        let mut order: Vec<(u64, FileId)> = names.ids().map(|id| (hash(names.name(id)), id)).collect();
        order.sort_unstable_by(|a, b| {
            let by_path = || (names.len(a.1), names.key(a.1)).cmp(&(names.len(b.1), names.key(b.1)));
            a.0.cmp(&b.0).then_with(by_path).then(a.1.cmp(&b.1))
        });
        names.order = order;
        names
    }

    /// The folded path of `file`.
    pub(super) fn key(&self, file: FileId) -> &str {
        let entry = self.entry(file);
        self.arena.get(entry.start as usize..entry.end as usize).unwrap_or("")
    }

    /// The folded last segment of `file`.
    pub(super) fn name(&self, file: FileId) -> &str {
        let entry = self.entry(file);
        self.arena.get(entry.name as usize..entry.end as usize).unwrap_or("")
    }

    /// Length of the path of `file` in UTF-16 code units.
    pub(super) fn len(&self, file: FileId) -> u32 {
        self.entry(file).len
    }

    /// Every file whose folded last segment is `name`, the shortest path first, equal lengths by path.
    pub(super) fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = FileId> + Clone + 'a {
        self.hashed(name).iter().map(|(_, id)| *id).filter(move |id| self.name(*id) == name)
    }

    /// Every file whose folded path is `key`: more than one where paths differ only in case or normal form.
    pub(super) fn at<'a>(&'a self, key: &'a str) -> impl Iterator<Item = FileId> + Clone + 'a {
        let len = utf16_len(key);
        let candidates = self.hashed(last_segment(key));
        let start = candidates.partition_point(|(_, id)| (self.len(*id), self.key(*id)) < (len, key));
        let rest = candidates.get(start..).unwrap_or(&[]).iter();
        rest.map(|(_, id)| *id).take_while(move |id| self.key(*id) == key)
    }

    /// The files whose folded name has the hash of `name`; nearly always those with that name.
    fn hashed(&self, name: &str) -> &[(u64, FileId)] {
        let hash = hash(name);
        let start = self.order.partition_point(|(other, _)| *other < hash);
        let rest = self.order.get(start..).unwrap_or(&[]);
        let end = rest.partition_point(|(other, _)| *other == hash);
        rest.get(..end).unwrap_or(&[])
    }

    fn ids(&self) -> impl Iterator<Item = FileId> + use<> {
        (0..self.entries.len() as u32).map(FileId)
    }

    fn entry(&self, file: FileId) -> Entry {
        self.entries.get(file.0 as usize).copied().unwrap_or(Entry { start: 0, name: 0, end: 0, len: 0 })
    }

    fn push(&mut self, file: &VaultPath) {
        let start = self.arena.len();
        fold_path_into(file.as_str(), &mut self.arena);
        let key = self.arena.get(start..).unwrap_or("");
        let name = start + key.len() - last_segment(key).len();
        let len = utf16_len(key);
        let (end, offset) = (self.arena.len(), |n: usize| u32::try_from(n).unwrap_or(u32::MAX));
        self.entries.push(Entry { start: offset(start), name: offset(name), end: offset(end), len });
    }
}

/// What follows the last `/`.
pub(super) fn last_segment(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn utf16_len(text: &str) -> u32 {
    let len = if text.is_ascii() { text.len() } else { text.encode_utf16().count() };
    u32::try_from(len).unwrap_or(u32::MAX)
}

fn hash(name: &str) -> u64 {
    let mut hasher = FxHasher::default();
    name.hash(&mut hasher);
    hasher.finish()
}
