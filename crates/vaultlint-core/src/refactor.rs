//! Renames over a whole vault: of files, headings, block ids, tags and properties.
//!
//! [`plan`] says what would change and writes nothing: which files move, and which edits make every link lead where it
//! led before, each in its own style (OBSIDIAN.md 2.4).
//!
//! ```
//! use std::sync::Arc;
//! use vaultlint_core::refactor::{Refactoring, plan};
//! use vaultlint_core::vault::{Settings, Vault, VaultPath};
//!
//! let vault = Vault::new(vec!["Rome.md".into(), "Trip.md".into()], Settings::default());
//! let texts = |path: &VaultPath| Some(Arc::from(if path.as_str() == "Trip.md" { "To [[Rome]]." } else { "" }));
//! let wanted = Refactoring::Move(vec![("Rome.md".into(), "Italy/Roma.md".into())]);
//! let plan = plan(&vault, &texts, &wanted).unwrap();
//! assert_eq!(plan.edits[0].new_text(), "To [[Roma]].");
//! ```

use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::Edit;
use crate::fix::apply;
use crate::note::Note;
use crate::text::{LineIndex, TextRange};
use crate::vault::{Facts, Vault, VaultPath};

mod base;
mod canvas;
mod change;
mod error;
mod follow;
mod forms;
mod moves;
mod new_note;
mod note;
mod own;
mod site;
mod source;
mod subpath;
mod syntax;
mod types;

use change::Change;
pub use error::RefactorError;
use moves::Moves;
pub use new_note::new_note;
use own::Own;
use source::Source;
pub use syntax::in_other_syntax;
pub(crate) use syntax::{in_syntax, leads_to, path_in};

/// How often links are followed anew, as long as rewritten links in headings change what others link to.
const MAX_ROUNDS: usize = 6;

/// What is to be renamed. Paths are those of the vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refactoring {
    /// Files and folders, from their old to their new path. A folder moves with all that it holds.
    Move(Vec<(VaultPath, VaultPath)>),
    /// A heading.
    RenameHeading {
        /// The note.
        note: VaultPath,
        /// Index in [`Note::headings`].
        heading: usize,
        /// The new text, in Markdown, without `#`s.
        text: String,
    },
    /// A block id, without `^`.
    RenameBlock {
        /// The note.
        note: VaultPath,
        /// The id, in any case.
        from: String,
        /// The new id.
        to: String,
    },
    /// A tag and all tags nested in it, with or without `#`.
    RenameTag {
        /// The tag, in any case.
        from: String,
        /// The new tag.
        to: String,
    },
    /// A property, in the front matter of all notes.
    RenameProperty {
        /// Its name, in any case.
        from: String,
        /// The new name.
        to: String,
    },
}

/// What a refactoring does to a vault: first the edits, in files at their old paths, then the moves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// Every file that moves, those of moved folders included, sorted by old path.
    pub moves: Vec<(VaultPath, VaultPath)>,
    /// The folders that move as a whole, with what the vault does not list in them. Their files are in `moves` too.
    pub folders: Vec<(VaultPath, VaultPath)>,
    /// Files whose text changes, sorted by path.
    pub edits: Vec<FileEdits>,
    /// What the author should look at, sorted by path and place.
    pub remarks: Vec<Remark>,
    /// How many properties of those to be renamed stay as they are; a remark says why each does.
    pub kept: usize,
}

/// The edits of a note, a canvas or a base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEdits {
    /// Where the file is before the moves.
    pub path: VaultPath,
    /// The text that the edits are for.
    pub text: Arc<str>,
    /// The edits, sorted and disjoint, at least one.
    pub edits: Vec<Edit>,
    /// How many of them rewrite a link.
    pub links: usize,
}

/// A link that a refactoring could not keep as it was, or something else to look at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remark {
    /// The file or folder, before the moves.
    pub path: VaultPath,
    /// The place in its text; empty, at the start, for the file as a whole.
    pub range: TextRange,
    /// What is to be seen there, one sentence without a final period.
    pub message: String,
}

impl Remark {
    /// What is to be seen, after its line and column from 1 in `text`, that of the file.
    pub fn located(&self, text: Option<&str>) -> String {
        match text.filter(|_| !self.range.is_empty()) {
            Some(text) => {
                let (line, column) = LineIndex::new(text).human_position(text, self.range.start());
                format!("{line}:{column}: {}", self.message)
            }
            None => self.message.clone(),
        }
    }
}

impl FileEdits {
    /// The text after the edits.
    pub fn new_text(&self) -> String {
        apply(&self.text, &self.edits)
    }
}

impl Plan {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.moves.is_empty() && self.edits.is_empty()
    }

    /// Adds what becomes of the file at `path`, which has `text`.
    fn add(&mut self, path: VaultPath, text: Arc<str>, edited: Edited) {
        let Edited { edits, links, remarks, kept } = edited;
        let remark = |(range, message)| Remark { path: path.clone(), range, message };
        self.remarks.extend(remarks.into_iter().map(remark));
        self.kept += kept;
        if !edits.is_empty() {
            self.edits.push(FileEdits { path, text, edits, links });
        }
    }

    /// How many links are rewritten.
    pub fn link_count(&self) -> usize {
        self.edits.iter().map(|file| file.links).sum()
    }

    /// Where the file at `path` is after the moves.
    pub fn new_path<'a>(&'a self, path: &'a VaultPath) -> &'a VaultPath {
        let found = self.moves.binary_search_by(|(old, _)| old.cmp(path)).ok();
        found.and_then(|index| self.moves.get(index)).map_or(path, |(_, new)| new)
    }

    /// The text of the file at `path`, before the moves, that its edits are for; `None` where it has none.
    pub fn edited_text(&self, path: &VaultPath) -> Option<&Arc<str>> {
        let found = self.edits.binary_search_by(|file| file.path.cmp(path)).ok();
        found.and_then(|index| self.edits.get(index)).map(|file| &file.text)
    }
}

/// What `refactoring` does to `vault`. `texts` gives the text of a file of the vault by its path, `None` where it cannot
/// be read; facts that `vault` knows are not asked for, so that texts may be newer than they are.
///
/// # Errors
/// When it cannot be done, for a reason that the author can do something about.
pub fn plan(
    vault: &Vault,
    texts: &(dyn Fn(&VaultPath) -> Option<Arc<str>> + Sync),
    refactoring: &Refactoring,
) -> Result<Plan, RefactorError> {
    let moves = match refactoring {
        Refactoring::Move(wanted) => Moves::new(vault, wanted)?,
        _ => Moves::default(),
    };
    let (sources, unreadable) = source::read(vault, texts, &moves);
    let own = Own::new(refactoring, &sources)?;
    let mut change = Change::new(vault, moves, own, &sources);
    let edited = settle(&mut change, &sources);
    let typed = change.own.in_types(vault, texts, &edited);
    let in_settings = change.moves.in_settings(vault).into_iter().map(|path| Remark {
        path,
        range: TextRange::empty(0),
        message: "the settings of the vault name this folder; change them in Obsidian".to_owned(),
    });
    let in_settings: Vec<Remark> = in_settings.collect();
    let mut plan = Plan { moves: change.moves.files, folders: change.moves.folders, ..Plan::default() };
    plan.remarks.extend(unreadable);
    plan.remarks.extend(in_settings);
    for (source, edited) in sources.into_iter().zip(edited) {
        plan.add(source.old, source.text, edited);
    }
    if let Some((path, text, edited)) = typed {
        plan.add(path, text, edited);
    }
    plan.edits.sort_by(|a, b| a.path.cmp(&b.path));
    plan.remarks.sort();
    plan.remarks.dedup();
    Ok(plan)
}

/// What becomes of a file.
#[derive(Debug, Default)]
struct Edited {
    edits: Vec<Edit>,
    links: usize,
    remarks: Vec<(TextRange, String)>,
    kept: usize,
}

impl Edited {
    /// Sorts the edits; of those that meet only the first stays.
    fn in_order(mut self) -> Self {
        self.edits.sort();
        let mut end = 0;
        self.edits.retain(|edit| {
            let is_free = edit.range().start() >= end;
            end = end.max(edit.range().end());
            is_free
        });
        self.links = self.links.min(self.edits.len());
        self
    }
}

/// The edits of all files. A link in a heading is a part of what other links name, so that rewriting it may call for
/// more.
fn settle(change: &mut Change, sources: &[Source]) -> Vec<Edited> {
    let mut edited = Vec::new();
    for _ in 0..MAX_ROUNDS {
        edited = sources.par_iter().map(|source| source.edited(change)).collect();
        let pairs = sources.par_iter().zip(&edited);
        let news: Vec<(usize, Facts)> = pairs
            .enumerate()
            .filter_map(|(index, (source, edited))| Some((index, news(change, source, edited)?)))
            .collect();
        if news.is_empty() {
            break;
        }
        for (index, facts) in news {
            change.learn(sources.get(index), facts);
        }
    }
    edited
}

/// The facts of `source` after its edits, where they are other than those that links were followed by.
fn news(change: &Change, source: &Source, edited: &Edited) -> Option<Facts> {
    let note = source.note().filter(|_| !edited.edits.is_empty())?;
    let tells = |edit: &Edit| {
        let after = note.headings.partition_point(|heading| heading.range.start() <= edit.range().start());
        let heading = after.checked_sub(1).and_then(|index| note.headings.get(index));
        heading.is_some_and(|heading| heading.range.end() >= edit.range().start())
    };
    if !change.own.is_block() && !edited.edits.iter().any(tells) {
        return None;
    }
    let after = Facts::of_note(&Note::parse(source.new.clone(), apply(&note.text, &edited.edits)));
    let known = change.after.facts(change.after_id(source.file))?;
    let texts = |facts: &Facts| facts.headings.iter().map(|it| it.text.clone()).collect::<Vec<_>>();
    let is_new = texts(&after) != texts(known) || after.block_ids != known.block_ids;
    is_new.then_some(after)
}
