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
    /// By the first bits of a hash: where in `order` those start that begin with these, and at last its end.
    starts: Vec<u32>,
}

/// The files whose folded last segments have the same hash; nearly always the same name.
#[derive(Clone, Copy)]
pub(super) struct Namesakes<'a> {
    names: &'a Names,
    /// As [`Names::order`].
    order: &'a [(u64, FileId)],
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
        names.starts = starts(&order);
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
        self.namesakes(name).named(name)
    }

    /// Every file whose folded path is `key`: more than one where paths differ only in case or normal form.
    pub(super) fn at<'a>(&'a self, key: &'a str) -> impl Iterator<Item = FileId> + Clone + 'a {
        self.namesakes(last_segment(key)).at(key)
    }

    /// The files that may have the folded last segment `name`, and all that have it.
    pub(super) fn namesakes(&self, name: &str) -> Namesakes<'_> {
        let hash = hash(name);
        let bucket = bucket(hash, self.starts.len());
        let start = |bucket: usize| self.starts.get(bucket).map_or(0, |start| *start as usize);
        let near = self.order.get(start(bucket)..start(bucket + 1)).unwrap_or(&[]);
        let first = near.partition_point(|(other, _)| *other < hash);
        let rest = near.get(first..).unwrap_or(&[]);
        let end = rest.partition_point(|(other, _)| *other == hash);
        Namesakes { names: self, order: rest.get(..end).unwrap_or(&[]) }
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

impl<'a> Namesakes<'a> {
    /// Those whose folded last segment is `name`, the shortest path first, equal lengths by path.
    pub(super) fn named(self, name: &'a str) -> impl Iterator<Item = FileId> + Clone + 'a {
        self.order.iter().map(|(_, id)| *id).filter(move |id| self.names.name(*id) == name)
    }

    /// Those whose folded path is `key`: more than one where paths differ only in case or normal form.
    pub(super) fn at(self, key: &'a str) -> impl Iterator<Item = FileId> + Clone + 'a {
        let len = utf16_len(key);
        let is_before = |id: FileId| (self.names.len(id), self.names.key(id)) < (len, key);
        let start = self.order.partition_point(|(_, id)| is_before(*id));
        let rest = self.order.get(start..).unwrap_or(&[]).iter();
        rest.map(|(_, id)| *id).take_while(move |id| self.names.key(*id) == key)
    }
}

/// As [`Names::starts`], for about as many beginnings as there are names.
fn starts(order: &[(u64, FileId)]) -> Vec<u32> {
    let buckets = order.len().next_power_of_two();
    let mut starts = vec![0; buckets + 1];
    for (hash, _) in order {
        if let Some(count) = starts.get_mut(bucket(*hash, buckets + 1) + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += *start;
        *start = sum;
    }
    starts
}

/// Which of the `starts`, a power of two and the end, is that of `hash`.
fn bucket(hash: u64, starts: usize) -> usize {
    let bits = starts.saturating_sub(1).max(1).ilog2();
    usize::try_from(hash.checked_shr(64 - bits).unwrap_or(0)).unwrap_or(0)
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
    // The first bits tell names apart as well as any.
    hasher.finish().wrapping_mul(0x9e37_79b9_7f4a_7c15)
}
