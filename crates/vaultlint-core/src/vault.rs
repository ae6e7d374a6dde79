//! A vault: its files by name, what its notes say of themselves, and where links lead.

use std::sync::{Arc, OnceLock};

use crate::note::{LinkKind, Note, Target};

mod facts;
mod path;
pub mod settings;

pub use facts::{Facts, HeadingFact, heading_key};
pub use path::{FileKind, VaultPath};
pub use settings::Settings;

/// A file of the vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(u32);

/// Reads the facts of a file on demand; `None` when it cannot be read.
pub type FactsSource = dyn Fn(&VaultPath) -> Option<Facts> + Send + Sync;

/// The files of a vault, found by name as Obsidian finds them.
pub struct Vault {
    files: Vec<VaultPath>,
    facts: Vec<OnceLock<Option<Arc<Facts>>>>,
    source: Option<Box<FactsSource>>,
    settings: Settings,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// Out of the vault.
    External,
    /// Nowhere: an empty target.
    Empty,
    /// To a file, with the subpath found or none asked for.
    File(FileId),
    /// To a file by a tie that may be decided otherwise on another machine (OBSIDIAN.md 2.3); all equal
    /// candidates, sorted by path.
    Ambiguous(Vec<FileId>),
    /// To a note that has no such heading.
    MissingHeading(FileId),
    /// To a note that has no such block id.
    MissingBlock(FileId),
    /// To no file of the vault.
    MissingFile,
}

impl Vault {
    /// A vault of `files` (every file that Obsidian lists, notes and others), without facts.
    pub fn new(files: Vec<VaultPath>, settings: Settings) -> Self {
        let facts = files.iter().map(|_| OnceLock::new()).collect();
        Vault { files, facts, source: None, settings }
    }

    /// Reads facts that were not set by `source` when they are first asked for.
    pub fn with_source(mut self, source: Box<FactsSource>) -> Self {
        self.source = Some(source);
        self
    }

    /// The settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// All files, in the order of their paths.
    pub fn files(&self) -> impl Iterator<Item = FileId> + '_ {
        (0..self.files.len() as u32).map(FileId)
    }

    /// The path of `file`.
    pub fn path(&self, file: FileId) -> &VaultPath {
        &self.files[file.0 as usize]
    }

    /// The file at exactly `path`, up to case and Unicode normal form.
    pub fn file(&self, path: &str) -> Option<FileId> {
        let _ = path;
        None
    }

    /// States the facts of `file`; what was stated or read first stays.
    pub fn set_facts(&self, file: FileId, facts: Facts) {
        let _ = self.facts[file.0 as usize].set(Some(Arc::new(facts)));
    }

    /// What the note (or base) `file` says of itself; `None` for other files and for one that cannot be read.
    pub fn facts(&self, file: FileId) -> Option<&Facts> {
        let read = || self.source.as_ref().and_then(|source| source(self.path(file))).map(Arc::new);
        self.facts[file.0 as usize].get_or_init(read).as_deref()
    }

    /// Whether the facts of every note were stated ([`Vault::set_facts`]): only then are aliases known.
    pub fn knows_all_facts(&self) -> bool {
        false
    }

    /// Where a link in the note at `source` leads (OBSIDIAN.md 2.3, 2.5).
    pub fn resolve(&self, source: &VaultPath, kind: LinkKind, target: &Target) -> Resolution {
        let _ = (source, kind, target);
        Resolution::MissingFile
    }

    /// Files whose last path segment equals that of `path` up to case, blanks, hyphens, underscores,
    /// punctuation and extension; sorted by path. What a mistyped link may have meant.
    pub fn similar(&self, path: &str) -> Vec<FileId> {
        let _ = path;
        Vec::new()
    }

    /// Notes that have `alias` (up to case) in their `aliases`; empty unless [`Vault::knows_all_facts`].
    pub fn by_alias(&self, alias: &str) -> Vec<FileId> {
        let _ = alias;
        Vec::new()
    }

    /// The text with which a link written in the note at `source` should name `file`, as `newLinkFormat` wants it
    /// (OBSIDIAN.md 2.4), without `.md` for notes.
    pub fn link_text(&self, source: &VaultPath, file: FileId) -> String {
        let _ = source;
        self.path(file).to_string()
    }

    /// Whether the note at `path` is a template: in a folder that the settings name, or in one that is called so.
    pub fn is_template(&self, path: &VaultPath) -> bool {
        let _ = path;
        false
    }
}

/// The facts of `note`.
impl From<&Note> for Facts {
    fn from(note: &Note) -> Self {
        Facts::of_note(note)
    }
}
