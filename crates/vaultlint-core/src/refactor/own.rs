//! What is renamed within notes: a heading, a block id, a tag, a property.

use std::sync::Arc;

use super::error::meaning;
use super::site::written;
use super::{Edited, RefactorError, Refactoring, Source, types};
use crate::diagnostic::Edit;
use crate::fix::apply;
use crate::note::{Note, is_tag};
use crate::text::TextRange;
use crate::vault::{Vault, VaultPath};

mod properties;
mod tags;

/// What is renamed within notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Own {
    /// Nothing: files move.
    Nothing,
    /// The heading of a note: this edit.
    Heading { note: VaultPath, edit: Edit, range: TextRange },
    /// A block id of a note; `from` in lower case.
    Block { note: VaultPath, from: String, to: String },
    /// A tag, without `#`; `from` in lower case.
    Tag { from: String, to: String },
    /// A property; `from` in lower case.
    Property { from: String, to: String },
}

impl Own {
    /// What `refactoring` renames in the notes among `sources`.
    pub(super) fn new(refactoring: &Refactoring, sources: &[Source]) -> Result<Self, RefactorError> {
        match refactoring {
            Refactoring::Move(_) => Ok(Own::Nothing),
            Refactoring::RenameHeading { note, heading, text } => {
                let found = find(sources, note)?;
                rename_heading(found, *heading, text.trim())
            }
            Refactoring::RenameBlock { note, from, to } => rename_block(find(sources, note)?, from, to),
            Refactoring::RenameTag { from, to } => {
                let [from, to] = [from, to].map(|tag| tag.trim().trim_start_matches('#'));
                if let Some(bad) = [from, to].iter().find(|tag| !is_tag(tag)) {
                    return Err(RefactorError::InvalidTag((*bad).to_owned()));
                }
                let own = Own::Tag { from: from.to_lowercase(), to: to.to_owned() };
                own.found(sources, || RefactorError::NoSuchTag(from.to_owned()))
            }
            Refactoring::RenameProperty { from, to } => {
                let (from, to) = (from.trim(), to.trim());
                if to.is_empty() || to.contains(['\n', '\r']) {
                    return Err(RefactorError::EmptyName);
                }
                // A name that only changes its case is read as before.
                let is_other = from.to_lowercase() != to.to_lowercase();
                if is_other && [from, to].into_iter().any(|name| meaning(name).is_some()) {
                    let (from, to) = (from.to_owned(), to.to_owned());
                    return Err(RefactorError::MeaningfulProperty { from, to });
                }
                let own = Own::Property { from: from.to_lowercase(), to: to.to_owned() };
                let own = own.found(sources, || RefactorError::NoSuchProperty(from.to_owned()))?;
                match properties::only_beside(sources, &from.to_lowercase(), to) {
                    Some(notes) => {
                        let (from, to) = (from.to_owned(), to.to_owned());
                        Err(RefactorError::PropertyExists { from, to, notes })
                    }
                    None => Ok(own),
                }
            }
        }
    }

    /// `self`, where some note has what is renamed.
    fn found(self, sources: &[Source], error: impl Fn() -> RefactorError) -> Result<Self, RefactorError> {
        let has = |source: &Source| source.notes().any(|note| self.is_in(note));
        if sources.iter().any(has) { Ok(self) } else { Err(error()) }
    }

    fn is_in(&self, note: &Note) -> bool {
        match self {
            Own::Tag { from, .. } => tags::is_in(note, from),
            Own::Property { from, .. } => properties::is_in(note, from),
            _ => true,
        }
    }

    /// The edits of `note`, which `source` is or holds, less those of links.
    pub(super) fn in_note(&self, source: &Source, note: &Note) -> Edited {
        let mut edited = Edited::default();
        match self {
            Own::Nothing => {}
            Own::Heading { note: path, edit, .. } => {
                edited.edits.extend((source.old == *path).then(|| edit.clone()));
            }
            Own::Block { note: path, from, to } if source.old == *path => {
                let same = note.block_ids.iter().filter(|block| block.id.to_lowercase() == *from);
                edited.edits.extend(same.map(|block| {
                    let id = TextRange::new(block.range.start() + 1, block.range.end());
                    written(id, to.clone())
                }));
            }
            Own::Block { .. } => {}
            Own::Tag { from, to } => tags::rename(note, from, to, &mut edited),
            Own::Property { from, to } => properties::rename(note, from, to, &mut edited),
        }
        edited
    }

    /// Adds what there is to say of the base `text`, which stands at `range`.
    pub(super) fn in_base(&self, text: &str, range: TextRange, edited: &mut Edited) {
        if let Own::Property { from, to } = self
            && properties::is_in_base(text, from)
        {
            let message =
                format!("this base names `{from}`, which should be `{to}` where the property is meant");
            edited.remarks.push((range, message));
        }
    }

    /// The tag that is renamed, without `#` and in lower case.
    pub(super) fn old_tag(&self) -> Option<&str> {
        match self {
            Own::Tag { from, .. } => Some(from),
            _ => None,
        }
    }

    /// What becomes of the types of properties in the settings, given what is `edited` in all files: the file, its
    /// text and its edits.
    pub(super) fn in_types(
        &self,
        vault: &Vault,
        texts: &dyn Fn(&VaultPath) -> Option<Arc<str>>,
        edited: &[Edited],
    ) -> Option<(VaultPath, Arc<str>, Edited)> {
        let Own::Property { from, to } = self else { return None };
        let is_kept = edited.iter().any(|edited| edited.kept > 0);
        let is_renamed = edited.iter().any(|edited| !edited.edits.is_empty());
        let path = types::path(vault.settings());
        let text = texts(&path).filter(|_| is_renamed)?;
        let edited = types::edited(&text, from, to, is_kept);
        Some((path, text, edited))
    }

    /// The place of the heading that is renamed in `source`.
    pub(super) fn heading_in(&self, source: &Source) -> Option<TextRange> {
        match self {
            Own::Heading { note, range, .. } if source.old == *note => Some(*range),
            _ => None,
        }
    }

    /// Whether a block id is renamed.
    pub(super) fn is_block(&self) -> bool {
        matches!(self, Own::Block { .. })
    }

    /// The new name of the block `id`, in lower case, of the note at `path`, where it is renamed.
    pub(super) fn new_block(&self, path: &VaultPath, id: &str) -> Option<&str> {
        match self {
            Own::Block { note, from, to } if note == path && from == id => Some(to),
            _ => None,
        }
    }

    /// The new name of `tag`, with `#` where it has one, where it is renamed.
    pub(super) fn new_tag(&self, tag: &str) -> Option<String> {
        let Own::Tag { from, to } = self else { return None };
        let name = tag.strip_prefix('#').unwrap_or(tag);
        let hash = if name.len() < tag.len() { "#" } else { "" };
        let len = tags::renamed_len(name, from)?;
        Some(format!("{hash}{to}{}", name.get(len..)?))
    }
}

fn find<'a>(sources: &'a [Source], path: &VaultPath) -> Result<(&'a Source, &'a Note), RefactorError> {
    let source = sources.iter().find(|source| source.old == *path);
    let found = source.and_then(|source| Some((source, source.note()?)));
    found.ok_or_else(|| RefactorError::NoSuchFile(path.clone()))
}

/// The heading at `index`, with the text `text`; a block id at its end stays.
fn rename_heading((source, note): (&Source, &Note), index: usize, text: &str) -> Result<Own, RefactorError> {
    let heading = note.headings.get(index).ok_or_else(|| RefactorError::NoSuchHeading(source.old.clone()))?;
    if text.is_empty() {
        return Err(RefactorError::EmptyName);
    }
    let mut range = heading.text_range;
    let last = note.block_ids.iter().find(|block| range.contains_range(block.range));
    if let Some(block) = last {
        let kept = TextRange::new(range.start(), block.range.start()).slice(&note.text).trim_end().len();
        range = TextRange::new(range.start(), range.start() + kept);
    }
    let blank = |at: Option<char>| at.is_some_and(|c| !c.is_whitespace());
    let before = note.text.get(..range.start()).and_then(|text| text.chars().next_back());
    let after = note.text.get(range.end()..).and_then(|text| text.chars().next());
    // A heading without text may have no blank around it.
    let is_empty = range.is_empty();
    let left = if is_empty && blank(before) { " " } else { "" };
    let right = if is_empty && blank(after) { " " } else { "" };
    let edit = written(range, format!("{left}{text}{right}"));
    let no_heading = || RefactorError::NoHeading(text.to_owned());
    let new = Note::parse(source.old.clone(), apply(&note.text, [&edit]));
    let rest = TextRange::new(range.end(), heading.text_range.end()).slice(&note.text);
    let expected = format!("{text}{rest}");
    let same_text = |(i, (old, now)): (usize, (_, _))| {
        let (old, now): (&crate::note::Heading, &crate::note::Heading) = (old, now);
        let old_text = if i == index { expected.as_str() } else { note.slice(old.text_range) };
        old.level == now.level && old_text == new.slice(now.text_range)
    };
    let pairs = note.headings.iter().zip(&new.headings).enumerate();
    let is_read = new.headings.len() == note.headings.len() && pairs.into_iter().all(same_text);
    if !is_read || text.contains(['\n', '\r']) {
        return Err(no_heading());
    }
    Ok(Own::Heading { note: source.old.clone(), edit, range })
}

fn rename_block((source, note): (&Source, &Note), from: &str, to: &str) -> Result<Own, RefactorError> {
    let [from, to] = [from, to].map(|id| id.trim().trim_start_matches('^'));
    let has = |id: &str| note.block_ids.iter().any(|block| block.id.eq_ignore_ascii_case(id));
    if !has(from) {
        return Err(RefactorError::NoSuchBlock { note: source.old.clone(), id: from.to_owned() });
    }
    if to.is_empty() || !to.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        return Err(RefactorError::InvalidBlock(to.to_owned()));
    }
    if has(to) && !to.eq_ignore_ascii_case(from) {
        return Err(RefactorError::BlockExists(to.to_owned()));
    }
    Ok(Own::Block { note: source.old.clone(), from: from.to_lowercase(), to: to.to_owned() })
}
