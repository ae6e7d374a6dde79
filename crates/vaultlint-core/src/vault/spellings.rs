//! How properties are spelt over a vault.

use rustc_hash::FxHashMap;

use super::{FileId, FileKind, Vault};

/// One spelling of the name of a property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelling {
    /// The name as written.
    pub name: Box<str>,
    /// How many notes write it so.
    pub count: u32,
    /// The first of these notes.
    pub first: FileId,
}

/// Spellings of properties that have several, by the name in lower case.
#[derive(Debug, Default)]
pub(super) struct Spellings(FxHashMap<String, Vec<Spelling>>);

impl Spellings {
    /// Templates count as little as notes of plugins: all notes are taken as they are.
    pub(super) fn new(vault: &Vault) -> Self {
        let mut counts: FxHashMap<&str, (u32, FileId)> = FxHashMap::default();
        let notes = vault.files().filter(|file| vault.path(*file).kind() == FileKind::Note);
        for (note, facts) in notes.filter_map(|note| Some((note, vault.shared_facts(note)?))) {
            for name in &facts.properties {
                counts.entry(name).or_insert((0, note)).0 += 1;
            }
        }
        let mut by_name: FxHashMap<String, Vec<Spelling>> = FxHashMap::default();
        for (name, (count, first)) in counts {
            let spelling = Spelling { name: name.into(), count, first };
            by_name.entry(name.to_lowercase()).or_default().push(spelling);
        }
        by_name.retain(|_, spellings| spellings.len() > 1);
        for spellings in by_name.values_mut() {
            spellings.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
        }
        Spellings(by_name)
    }

    pub(super) fn find(&self, name: &str) -> &[Spelling] {
        self.0.get(&name.to_lowercase()).map(Vec::as_slice).unwrap_or_default()
    }
}
