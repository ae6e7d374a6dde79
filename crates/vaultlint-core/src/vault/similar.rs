//! What a link that leads nowhere may have meant.

use rustc_hash::FxHashMap;

use super::names::last_segment;
use super::path::fold_text;
use super::resolve::alias_key;
use super::{FileId, FileKind, Vault};

/// Files by their last segment without extension, blanks and punctuation.
#[derive(Debug, Default)]
pub(super) struct Similar(FxHashMap<Box<str>, Vec<FileId>>);

/// Notes by alias.
#[derive(Debug, Default, Clone)]
pub(super) struct Aliases(FxHashMap<Box<str>, Vec<FileId>>);

impl Similar {
    pub(super) fn new(vault: &Vault) -> Self {
        let mut index: FxHashMap<Box<str>, Vec<FileId>> = FxHashMap::default();
        for file in vault.files() {
            let bare = bare_name(without_extension(vault.path(file).file_name()));
            if !bare.is_empty() {
                index.entry(bare.into()).or_default().push(file);
            }
        }
        Similar(index)
    }

    /// Files whose name looks like the last segment of `path`, with or without what may be its extension.
    pub(super) fn find(&self, path: &str) -> Vec<FileId> {
        let name = last_segment(path);
        let whole = bare_name(name);
        let stem = bare_name(without_extension(name));
        let mut found: Vec<FileId> = self.0.get(whole.as_str()).cloned().unwrap_or_default();
        if stem != whole {
            found.extend(self.0.get(stem.as_str()).into_iter().flatten());
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

impl Aliases {
    pub(super) fn new(vault: &Vault) -> Self {
        let mut index: FxHashMap<Box<str>, Vec<FileId>> = FxHashMap::default();
        let notes = vault.files().filter(|file| vault.path(*file).kind() == FileKind::Note);
        for (note, facts) in notes.filter_map(|note| Some((note, vault.shared_facts(note)?))) {
            for alias in &facts.aliases {
                let notes = index.entry(alias_key(alias).into()).or_default();
                if notes.last() != Some(&note) {
                    notes.push(note);
                }
            }
        }
        Aliases(index)
    }

    pub(super) fn find(&self, alias: &str) -> Vec<FileId> {
        self.0.get(alias_key(alias).as_str()).cloned().unwrap_or_default()
    }
}

/// `name` without what looks like an extension: up to eight letters or digits, at least one letter.
fn without_extension(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && looks_like_extension(extension) => stem,
        _ => name,
    }
}

fn looks_like_extension(text: &str) -> bool {
    (1..=10).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && text.bytes().any(|byte| byte.is_ascii_alphabetic())
}

fn bare_name(name: &str) -> String {
    fold_text(name).chars().filter(|c| !is_separator(*c)).collect()
}

/// White space and punctuation. Letters, marks, digits and signs such as emoji make a name.
fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || c.is_ascii_punctuation()
        || matches!(c, '\u{a1}' | '\u{ab}' | '\u{ad}' | '\u{b7}' | '\u{bb}' | '\u{bf}')
        || matches!(c, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{200b}'..='\u{200f}')
        || matches!(c, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{301f}' | '\u{30fb}')
        || matches!(c, '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}')
        || matches!(c, '\u{ff5b}'..='\u{ff65}' | '\u{60c}' | '\u{61b}' | '\u{61f}' | '\u{fe0f}' | '\u{feff}')
}
