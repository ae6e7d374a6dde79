//! A vault: its files by name, what its notes say of themselves, and where links lead.

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::note::Note;

pub mod base;
pub mod canvas;
mod daily;
mod enclosing;
mod facts;
pub mod graph;
mod index;
mod kept_out;
mod link_text;
mod mentions;
mod names;
mod path;
mod resolve;
mod resolved;
pub mod settings;
mod similar;
mod spellings;
mod store;
mod templates;
mod times;
mod unread;
mod uses;

use daily::DailyNames;
use enclosing::Enclosing;
use names::Names;
use similar::{Aliases, Similar};
use spellings::Spellings;
use store::Store;
use templates::ExcludedFiles;

pub use daily::Day;
pub use enclosing::FileSource;
pub use facts::{EmbedFact, Facts, HeadingFact, heading_key};
pub use graph::Graph;
pub use index::Index;
pub use kept_out::IgnoredSource;
pub(crate) use link_text::relative;
pub use mentions::Mentions;
pub use path::{FileKind, VaultPath};
pub(crate) use path::{fold_case, fold_path};
pub(crate) use resolve::joined;
pub use resolved::Resolved;
pub use settings::{Settings, SettingsProblem};
pub use spellings::Spelling;
pub use times::NoteTimes;
use uses::Texts;
pub use uses::Uses;

/// A file of the vault. The order of ids is the order of paths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(u32);

/// Reads the facts of a file on demand; `None` when it cannot be read.
pub type FactsSource = dyn Fn(&VaultPath) -> Option<Facts> + Send + Sync;

/// Reads the text of a file on demand; `None` when it cannot be read.
pub type TextSource = dyn Fn(&VaultPath) -> Option<Arc<str>> + Send + Sync;

/// The files of a vault, found by name as Obsidian finds them.
///
/// A clone shares the file list and all facts, also those that are read later, so that it costs little.
#[derive(Clone)]
pub struct Vault {
    /// Sorted and without duplicates.
    files: Arc<[VaultPath]>,
    names: Arc<Names>,
    store: Arc<Store>,
    /// The facts of one file that only this clone knows.
    own: Option<(FileId, Arc<Facts>)>,
    source: Option<Arc<FactsSource>>,
    texts: Option<Arc<Texts>>,
    enclosing: Option<Arc<Enclosing>>,
    ignored: Option<Arc<IgnoredSource>>,
    settings: Arc<Settings>,
    excluded: Arc<OnceLock<ExcludedFiles>>,
    daily: Arc<OnceLock<DailyNames>>,
    similar: Arc<OnceLock<Similar>>,
    times: Arc<FxHashMap<VaultPath, NoteTimes>>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// Out of the vault: to the web, or to a file of a vault around it.
    External,
    /// Nowhere: an empty target.
    Empty,
    /// To a file, with the subpath found or none asked for.
    File(FileId),
    /// To a file by a tie that may be decided otherwise on another machine (OBSIDIAN.md 2.3); all equal
    /// candidates, sorted by path. A single one when it is not certain that the link leads there.
    Ambiguous(Vec<FileId>),
    /// To a note that has no such heading.
    MissingHeading(FileId),
    /// To a note that has no such block id.
    MissingBlock(FileId),
    /// To a note that has no such footnote.
    MissingFootnote(FileId),
    /// To a base that has no such view.
    MissingView(FileId),
    /// Into the note itself, which is no file of the vault: nothing can be said of it.
    Unlisted,
    /// To no file of the vault.
    MissingFile,
}

impl Vault {
    /// A vault of `files` (every file that Obsidian lists, notes and others), without facts.
    pub fn new(mut files: Vec<VaultPath>, settings: Settings) -> Self {
        files.sort_unstable();
        files.dedup();
        Vault {
            names: Arc::new(Names::new(&files)),
            store: Arc::new(Store::new(&files)),
            own: None,
            files: files.into(),
            source: None,
            texts: None,
            enclosing: None,
            ignored: None,
            settings: Arc::new(settings),
            excluded: Arc::default(),
            daily: Arc::default(),
            similar: Arc::default(),
            times: Arc::default(),
        }
    }

    /// Reads facts that were not set by `source` when they are first asked for.
    pub fn with_source(mut self, source: Box<FactsSource>) -> Self {
        self.source = Some(Arc::from(source));
        self
    }

    /// Reads texts by `texts`, for what facts do not tell: where a file is used. `style_sheets` are files outside
    /// the list that may name files too.
    pub fn with_texts(mut self, texts: Box<TextSource>, style_sheets: Vec<VaultPath>) -> Self {
        self.texts = Some(Arc::new(Texts { read: texts, style_sheets }));
        self
    }

    /// Takes this vault, in `folder` of another vault with the `files`, as a part of it: a link that leads nowhere
    /// here and somewhere there is [`Resolution::External`].
    pub fn with_enclosing(mut self, folder: &str, files: Box<FileSource>) -> Self {
        self.enclosing = Some(Arc::new(Enclosing::new(folder, files)));
        self
    }

    /// Knows of files that the vault may have elsewhere though they are not in this copy of it: `ignored` tells
    /// whether git would ignore a file at a path.
    pub fn with_ignored(mut self, ignored: Box<IgnoredSource>) -> Self {
        self.ignored = Some(Arc::from(ignored));
        self
    }

    /// The vault with other `files`; what stays keeps its facts. Ids of `self` mean nothing in the new vault.
    pub fn with_files(&self, files: Vec<VaultPath>) -> Self {
        let mut vault = Vault::new(files, Settings::default());
        vault.source = self.source.clone();
        vault.texts = self.texts.clone();
        vault.enclosing = self.enclosing.clone();
        vault.ignored = self.ignored.clone();
        vault.settings = Arc::clone(&self.settings);
        vault.excluded = Arc::clone(&self.excluded);
        vault.daily = Arc::clone(&self.daily);
        for (old, new) in self.files().zip(self.places_in(&vault)) {
            if let (Some(new), Some(facts)) = (new, self.store.known(old)) {
                vault.state(new, facts.clone());
            }
        }
        vault
    }

    /// By file of `self`: the file of `other` at the same path.
    fn places_in(&self, other: &Vault) -> Vec<Option<FileId>> {
        let mut others = other.files().peekable();
        let place = |path: &VaultPath| {
            while others.next_if(|file| other.path(*file) < path).is_some() {}
            others.peek().copied().filter(|file| other.path(*file) == path)
        };
        self.files.iter().map(place).collect()
    }

    /// States when notes were made and changed.
    pub fn set_times(&mut self, times: impl IntoIterator<Item = (VaultPath, NoteTimes)>) {
        self.times = Arc::new(times.into_iter().collect());
    }

    /// When the note at `path` was made and changed, where that was stated.
    pub fn times(&self, path: &VaultPath) -> Option<&NoteTimes> {
        self.times.get(path)
    }

    /// The settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// All files, in the order of their paths.
    pub fn files(&self) -> impl Iterator<Item = FileId> + use<> {
        (0..self.files.len() as u32).map(FileId)
    }

    /// The path of `file`, which must be a file of this vault.
    pub fn path(&self, file: FileId) -> &VaultPath {
        &self.files[file.0 as usize]
    }

    /// The file at exactly `path`, up to case and Unicode normal form. Of several, the one written as `path`.
    pub fn file(&self, path: &str) -> Option<FileId> {
        let key = path::fold_path(path.trim_start_matches('/'));
        let mut all = self.names.at(&key);
        let first = all.clone().next();
        all.find(|file| self.path(*file).as_str() == path).or(first)
    }

    /// The file at `path`, written in exactly this way.
    pub fn exact_file(&self, path: &VaultPath) -> Option<FileId> {
        let at = self.files.binary_search(path).ok()?;
        u32::try_from(at).ok().map(FileId)
    }

    /// Other files at `path` up to case and Unicode normal form: on many systems only one of them can be there.
    pub fn twins(&self, path: &VaultPath) -> Vec<FileId> {
        let key = path::fold_path(path.as_str());
        let others = self.names.at(&key).filter(|file| self.path(*file) != path);
        let fold = |path: &VaultPath| path::fold_case(path.as_str());
        others.filter(|file| fold(self.path(*file)) == fold(path)).collect()
    }

    /// Every file called `name`, extension included, up to case and Unicode normal form, in any folder; the shortest
    /// path first.
    pub fn named(&self, name: &str) -> Vec<FileId> {
        self.names.named(&path::fold_path(name)).collect()
    }

    /// The first file, by path, in `folder` (no `/` at its end) or in a folder below it.
    pub fn first_in(&self, folder: &str) -> Option<FileId> {
        let folder = format!("{folder}/");
        let at = self.files.partition_point(|path| path.as_str() < folder.as_str());
        let is_in = self.files.get(at)?.as_str().starts_with(&folder);
        is_in.then(|| u32::try_from(at).ok().map(FileId)).flatten()
    }

    /// States the facts of `file`; what was stated or read first stays.
    pub fn set_facts(&self, file: FileId, facts: Facts) {
        self.state(file, Some(Arc::new(facts)));
    }

    /// States that `file` cannot be read: links into it are taken as sound.
    pub fn set_unreadable(&self, file: FileId) {
        self.state(file, None);
    }

    /// Replaces what is known of `file`, after an edit; `None` to read it anew when asked for. Clones made before keep
    /// what they knew.
    pub fn replace_facts(&mut self, file: FileId, facts: Option<Facts>) {
        let is_note = self.is_note(file);
        if Arc::get_mut(&mut self.store).is_none() {
            let files = Arc::clone(&self.files);
            let is_note = move |at: usize| files.get(at).is_some_and(|path| path.kind() == FileKind::Note);
            self.store = Arc::new(self.store.copy(is_note));
        }
        if let Some(store) = Arc::get_mut(&mut self.store) {
            store.forget(file, is_note, facts.as_ref());
        }
        if let Some(facts) = facts {
            self.set_facts(file, facts);
        }
    }

    /// The vault in which `file` has the `facts`, which say the same to other notes as those that it has
    /// ([`Facts::say_the_same`]). Costs little, whatever the size of the vault.
    pub fn with_own_facts(&self, file: FileId, facts: Facts) -> Self {
        Vault { own: Some((file, Arc::new(facts))), ..self.clone() }
    }

    /// What the note (or base) `file` says of itself; `None` for other files and for one that cannot be read.
    pub fn facts(&self, file: FileId) -> Option<&Facts> {
        match &self.own {
            Some((own, facts)) if *own == file => Some(facts),
            _ => self.shared_facts(file),
        }
    }

    /// As [`Vault::facts`], without those of [`Vault::with_own_facts`].
    fn shared_facts(&self, file: FileId) -> Option<&Facts> {
        let read = || self.source.as_ref().and_then(|source| source(self.path(file))).map(Arc::new);
        self.store.get_or_read(file, self.is_note(file), read)
    }

    /// Whether the facts of `file` were stated or read already.
    pub fn knows_facts(&self, file: FileId) -> bool {
        self.store.known(file).is_some()
    }

    /// Reads the facts of every note that were not stated yet, several at a time.
    pub fn read_all_facts(&self) {
        let notes: Vec<FileId> =
            self.files().filter(|file| self.path(*file).kind() == FileKind::Note).collect();
        notes.par_iter().for_each(|note| {
            self.facts(*note);
        });
    }

    /// Whether the facts of every note were stated or read: only then are aliases known.
    pub fn knows_all_facts(&self) -> bool {
        self.store.knows_all()
    }

    /// Files whose last path segment equals that of `path` up to case, blanks, hyphens, underscores,
    /// punctuation and extension; sorted by path. What a mistyped link may have meant.
    pub fn similar(&self, path: &str) -> Vec<FileId> {
        self.similar.get_or_init(|| Similar::new(self)).find(path)
    }

    /// Notes that have `alias` (up to case) in their `aliases`; empty unless [`Vault::knows_all_facts`].
    pub fn by_alias(&self, alias: &str) -> Vec<FileId> {
        if !self.knows_all_facts() {
            return Vec::new();
        }
        self.store.aliases.get_or_init(|| Aliases::new(self)).find(alias)
    }

    /// How the property called `name` (up to case) is spelt over the vault, most frequent spelling first; empty
    /// unless [`Vault::knows_all_facts`].
    pub fn spellings(&self, name: &str) -> &[Spelling] {
        if !self.knows_all_facts() {
            return &[];
        }
        self.store.spellings.get_or_init(|| Spellings::new(self)).find(name)
    }

    /// What is used in the vault. Reads all its notes, canvases and bases when first asked for; `None` where their
    /// texts are not to be had.
    pub fn uses(&self) -> Option<&Uses> {
        self.store.uses.get_or_init(|| Some(Uses::new(self, self.texts.as_deref()?))).as_ref()
    }

    /// Whether [`Vault::uses`] is known: it is of all texts, and forgotten when facts are replaced.
    pub fn knows_uses(&self) -> bool {
        self.store.uses.get().is_some()
    }

    /// Whether the note at `path` is a template: in a folder that the settings name, or in one that is called so.
    pub fn is_template(&self, path: &VaultPath) -> bool {
        templates::is_template(&self.settings, path)
    }

    /// Whether `userIgnoreFilters` names the file at `path` (OBSIDIAN.md 1.4). Such files are ranked lower by the
    /// app; links to them resolve as all others.
    pub fn is_excluded(&self, path: &VaultPath) -> bool {
        let filters = || ExcludedFiles::new(&self.settings.user_ignore_filters);
        self.excluded.get_or_init(filters).contains(path.as_str())
    }

    /// Whether `linkpath` is the name of a daily note, whether or not there is one: such notes come into being
    /// on their day (OBSIDIAN.md 1.3).
    pub fn is_daily_note(&self, linkpath: &str) -> bool {
        self.daily.get_or_init(|| DailyNames::new(&self.settings.daily_notes)).contain(linkpath)
    }

    fn state(&self, file: FileId, facts: Option<Arc<Facts>>) {
        self.store.state(file, self.is_note(file), facts);
    }

    fn is_note(&self, file: FileId) -> bool {
        self.path(file).kind() == FileKind::Note
    }
}

/// The facts of `note`.
impl From<&Note> for Facts {
    fn from(note: &Note) -> Self {
        Facts::of_note(note)
    }
}
