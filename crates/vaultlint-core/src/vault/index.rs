//! From names, tags and properties to the files that mention them.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::mentions::{Mentions, mention_name};
use super::{FileId, Vault, VaultPath};

/// A text that many files mention, by number.
type Word = u32;

/// What all files of a vault mention, kept up to date file by file.
#[derive(Debug, Clone, Default)]
pub struct Index {
    words: FxHashMap<Arc<str>, Word>,
    texts: Vec<Arc<str>>,
    /// By name: the files with a link to it.
    sources: FxHashMap<Word, Vec<FileId>>,
    /// By tag as written: in how many files.
    tags: FxHashMap<Word, u32>,
    /// By property as written: in how many files, and its values.
    properties: FxHashMap<Word, PropertyUse>,
    /// By file.
    files: FxHashMap<FileId, Entry>,
}

#[derive(Debug, Clone, Default)]
struct PropertyUse {
    count: u32,
    values: FxHashMap<Word, u32>,
}

#[derive(Debug, Clone)]
struct Entry {
    names: Box<[Word]>,
    tags: Box<[Word]>,
    properties: Box<[(Word, Box<[Word]>)]>,
}

impl Index {
    /// Files that have a link whose path ends in the name of the file at `path`, sorted. Whether it leads there is for
    /// [`Vault::resolve`] to say.
    pub fn sources(&self, path: &VaultPath) -> &[FileId] {
        let word = self.words.get(&*mention_name(path.as_str()));
        word.and_then(|word| self.sources.get(word)).map(Vec::as_slice).unwrap_or_default()
    }

    /// All tags as written, with the number of files that have each; in no order.
    pub fn tags(&self) -> impl Iterator<Item = (&str, u32)> {
        self.tags.iter().map(|(word, count)| (self.text(*word), *count))
    }

    /// All properties as written, with the number of files that have each; in no order.
    pub fn properties(&self) -> impl Iterator<Item = (&str, u32)> {
        self.properties.iter().map(|(word, it)| (self.text(*word), it.count))
    }

    /// The values of the property called `name` (up to case), with the number of times that each occurs; in no order.
    pub fn values(&self, name: &str) -> Vec<(&str, u32)> {
        let name = name.to_lowercase();
        let uses = self.properties.iter().filter(|(word, _)| self.text(**word).to_lowercase() == name);
        uses.flat_map(|(_, it)| &it.values).map(|(word, count)| (self.text(*word), *count)).collect()
    }

    /// Whether what `file` mentions is known.
    pub fn knows(&self, file: FileId) -> bool {
        self.files.contains_key(&file)
    }

    /// States what `file` mentions, in place of what was stated before.
    pub fn state(&mut self, file: FileId, mentions: &Mentions) {
        self.forget(file);
        let names: Box<[Word]> = mentions.names.iter().map(|name| self.word(name)).collect();
        let tags: Box<[Word]> = mentions.tags.iter().map(|tag| self.word(tag)).collect();
        let mut property = |(key, values): &(Box<str>, Vec<Box<str>>)| {
            (self.word(key), values.iter().map(|value| self.word(value)).collect())
        };
        let properties: Box<[(Word, Box<[Word]>)]> = mentions.properties.iter().map(&mut property).collect();
        for name in &names {
            let sources = self.sources.entry(*name).or_default();
            if let Err(at) = sources.binary_search(&file) {
                sources.insert(at, file);
            }
        }
        tags.iter().for_each(|tag| *self.tags.entry(*tag).or_default() += 1);
        for (key, values) in &properties {
            let property = self.properties.entry(*key).or_default();
            property.count += 1;
            values.iter().for_each(|value| *property.values.entry(*value).or_default() += 1);
        }
        self.files.insert(file, Entry { names, tags, properties });
    }

    /// Forgets what `file` mentions.
    pub fn forget(&mut self, file: FileId) {
        let Some(entry) = self.files.remove(&file) else { return };
        for name in &entry.names {
            if let Some(sources) = self.sources.get_mut(name)
                && let Ok(at) = sources.binary_search(&file)
            {
                sources.remove(at);
            }
        }
        entry.tags.iter().for_each(|tag| lessen(&mut self.tags, *tag));
        for (key, values) in &entry.properties {
            let Some(property) = self.properties.get_mut(key) else { continue };
            property.count = property.count.saturating_sub(1);
            values.iter().for_each(|value| lessen(&mut property.values, *value));
            if property.count == 0 {
                self.properties.remove(key);
            }
        }
    }

    /// The index for `new`, which lists other files than `old`: ids change, what files mention does not.
    pub fn with_files(mut self, old: &Vault, new: &Vault) -> Self {
        let places = old.places_in(new);
        let moved = |file: &FileId| places.get(file.0 as usize).copied().flatten();
        let gone: Vec<FileId> = self.files.keys().filter(|file| moved(file).is_none()).copied().collect();
        gone.into_iter().for_each(|file| self.forget(file));
        self.files =
            self.files.into_iter().filter_map(|(file, entry)| Some((moved(&file)?, entry))).collect();
        for sources in self.sources.values_mut() {
            // In order still, as both vaults list files by path.
            sources.retain_mut(|file| moved(file).map(|new| *file = new).is_some());
        }
        self
    }

    fn word(&mut self, text: &str) -> Word {
        if let Some(word) = self.words.get(text) {
            return *word;
        }
        let word = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        let text: Arc<str> = text.into();
        self.texts.push(Arc::clone(&text));
        self.words.insert(text, word);
        word
    }

    fn text(&self, word: Word) -> &str {
        self.texts.get(word as usize).map_or("", |text| text)
    }
}

fn lessen(counts: &mut FxHashMap<Word, u32>, word: Word) {
    if let Some(count) = counts.get_mut(&word) {
        *count -= 1;
        if *count == 0 {
            counts.remove(&word);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::Note;
    use crate::vault::Settings;

    fn mentions(text: &str) -> Mentions {
        Mentions::of_note(&Note::parse("n.md", text))
    }

    #[test]
    fn what_is_stated_anew_replaces_what_was() {
        let vault = Vault::new(vec!["a.md".into(), "b.md".into(), "Sub/C.md".into()], Settings::default());
        let file = |path: &str| vault.file(path).unwrap();
        let mut index = Index::default();
        index.state(file("a.md"), &mentions("---\nstate: open\n---\n[[sub/c#x]] #One"));
        index.state(file("b.md"), &mentions("---\nstate: open\n---\n[x](C.md) #one"));
        assert_eq!(index.sources(&"Sub/C.md".into()), [file("a.md"), file("b.md")]);
        assert_eq!(index.values("State"), [("open", 2)]);
        index.state(file("a.md"), &mentions("[[b]]"));
        assert_eq!(index.sources(&"Sub/C.md".into()), [file("b.md")]);
        assert_eq!(index.sources(&"b.md".into()), [file("a.md")]);
        assert_eq!(index.tags().collect::<Vec<_>>(), [("#one", 1)]);
        assert_eq!(index.properties().collect::<Vec<_>>(), [("state", 1)]);
    }

    #[test]
    fn ids_follow_the_files() {
        let old = Vault::new(vec!["b.md".into(), "c.md".into()], Settings::default());
        let mut index = Index::default();
        index.state(old.file("b.md").unwrap(), &mentions("[[c]] #b"));
        index.state(old.file("c.md").unwrap(), &mentions("[[b]] #c"));
        let new = old.with_files(vec!["a.md".into(), "c.md".into()]);
        let index = index.with_files(&old, &new);
        assert_eq!(index.sources(&"b.md".into()), [new.file("c.md").unwrap()]);
        assert!(index.sources(&"c.md".into()).is_empty());
        assert_eq!(index.tags().collect::<Vec<_>>(), [("#c", 1)]);
    }
}
