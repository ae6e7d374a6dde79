//! What a rule is.

use std::cell::{Cell, OnceCell};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::file::VaultFile;
use crate::note::Note;
use crate::rules::RuleSet;
use crate::rules::links::dead::DeadLinks;
use crate::vault::{Resolution, Resolved, Vault};

/// How loud a finding is. Ordered from silent to loud.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The rule does not run.
    Off,
    /// Belongs to the formatter: never reported by a check nor applied by `--fix`.
    Format,
    /// A hint; shown on request.
    Info,
    /// Worth mending; the run fails.
    Warning,
    /// Something is lost or broken; the run fails.
    Error,
}

impl Level {
    /// The name used in configuration and reports.
    pub fn name(self) -> &'static str {
        match self {
            Level::Off => "off",
            Level::Format => "format",
            Level::Info => "info",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Category {
    /// Properties.
    FrontMatter,
    /// Links, embeds and what they lead to.
    Links,
    /// Headings, lists, blocks.
    Structure,
    /// Names and places of files.
    Files,
    /// Canvases and bases.
    CanvasAndBases,
    /// How a note is laid out: what the formatter does.
    Layout,
}

impl Category {
    /// The name used in reports and documentation.
    pub fn name(self) -> &'static str {
        match self {
            Category::FrontMatter => "front matter",
            Category::Links => "links",
            Category::Structure => "structure",
            Category::Files => "files",
            Category::CanvasAndBases => "canvases and bases",
            Category::Layout => "layout",
        }
    }
}

/// Which fixes a rule may offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FixAvailability {
    /// None.
    Never,
    /// For some findings.
    Sometimes,
    /// For every finding.
    Always,
}

/// The facts about a rule.
#[derive(Debug, PartialEq, Eq)]
pub struct RuleInfo {
    /// Kebab-case; reads well after "allow".
    pub name: &'static str,
    /// One line for lists: what holds when nothing is reported.
    pub summary: &'static str,
    /// What it is about.
    pub category: Category,
    /// The level when nothing is configured.
    pub level: Level,
    /// Which fixes it may offer.
    pub fix: FixAvailability,
    /// What the rule's fixes change on purpose, beyond white space; the guard of meaning lets it pass.
    pub changes: &'static [Meaning],
    /// The page: documentation, specification and test, in Markdown.
    pub page: &'static str,
}

impl RuleInfo {
    /// The address of its page, for people to read.
    pub fn url(&self) -> String {
        let repository = env!("CARGO_PKG_REPOSITORY");
        format!("{repository}/blob/main/crates/vaultlint-core/src/rules/{}.md", self.name)
    }
}

/// A part of what a note says, as the guard of meaning compares it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Meaning {
    /// Kinds, order and nesting of blocks.
    Structure,
    /// Heading texts.
    Headings,
    /// Links: where they lead and what they show.
    Links,
    /// Tags of the body and of properties.
    Tags,
    /// Block ids.
    BlockIds,
    /// Code and math, verbatim.
    Verbatim,
    /// Property data.
    Properties,
    /// The words of the text, runs of blanks folded.
    Words,
}

impl Meaning {
    /// What reports call it.
    pub fn name(self) -> &'static str {
        match self {
            Meaning::Structure => "the structure",
            Meaning::Headings => "headings",
            Meaning::Links => "links",
            Meaning::Tags => "tags",
            Meaning::BlockIds => "block ids",
            Meaning::Verbatim => "code or math",
            Meaning::Properties => "properties",
            Meaning::Words => "words",
        }
    }
}

/// A check. The struct is its options: its fields, their doc comments and its `Default` are the configuration,
/// the schema and the documented defaults.
pub trait Rule: Default + Serialize + for<'de> Deserialize<'de> + JsonSchema + Send + Sync + 'static {
    /// The facts about the rule.
    const INFO: RuleInfo;

    /// Reports every finding in `note`.
    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let _ = (note, cx);
    }

    /// Reports every finding in a file that is no note.
    fn check_file(&self, file: &VaultFile, cx: &mut Context<'_>) {
        let _ = (file, cx);
    }
}

/// What a rule may ask, and where it reports. A rule sees other notes only through the vault and its facts.
pub struct Context<'a> {
    vault: &'a Vault,
    info: &'static RuleInfo,
    level: Level,
    peers: Peers<'a>,
    known: &'a Known,
    is_edited: bool,
    found: &'a mut Vec<Diagnostic>,
}

/// What all rules that look at one note ask for: found out once, by the first that does.
#[derive(Default)]
pub struct Known {
    is_in_haste: bool,
    before: Cell<Option<Resolved>>,
    resolved: OnceCell<Resolved>,
    is_template: OnceCell<bool>,
    dead_links: OnceCell<DeadLinks>,
}

impl Known {
    /// For a check while somebody types: fixes that take long to make are left for when they are asked for. `before` is
    /// what [`Known::into_resolved`] gave of the note before an edit, if anything.
    pub fn in_haste(before: Option<Resolved>) -> Self {
        Known { is_in_haste: true, before: Cell::new(before), ..Known::default() }
    }

    /// Nothing yet, for another thread that checks the same note.
    pub(crate) fn apart(&self) -> Self {
        Known { is_in_haste: self.is_in_haste, ..Known::default() }
    }

    /// Where the links of the note lead, for the check after the next edit; `None` where nobody asked.
    pub fn into_resolved(self) -> Option<Resolved> {
        self.resolved.into_inner().or_else(|| self.before.into_inner())
    }

    /// Where each of `note.links` leads in `vault`, in their order. Both are the same in all calls.
    pub fn resolutions(&self, note: &Note, vault: &Vault) -> &[Resolution] {
        self.resolved.get_or_init(|| vault.resolve_all(note, self.before.take())).resolutions()
    }
}

/// The other rules, as the configuration has them for one note.
#[derive(Clone, Copy)]
pub struct Peers<'a> {
    /// Their options.
    pub rules: &'a RuleSet,
    /// Their levels.
    pub level: &'a (dyn Fn(&'static RuleInfo) -> Level + Sync),
}

impl<'a> Context<'a> {
    /// A context for one rule at `level`; findings go to `found`. `known` is shared by all rules that look at one note,
    /// and empty at first.
    pub fn new(
        vault: &'a Vault,
        info: &'static RuleInfo,
        level: Level,
        peers: Peers<'a>,
        known: &'a Known,
        found: &'a mut Vec<Diagnostic>,
    ) -> Self {
        Context { vault, info, level, peers, known, is_edited: false, found }
    }

    /// The options of another rule, where it is not off: rules that lay out the same place ask each other, so that
    /// none undoes what another one wants.
    pub fn peer<R: Rule>(&self) -> Option<&'a R> {
        ((self.peers.level)(&R::INFO) > Level::Off).then(|| self.peers.rules.rule::<R>()).flatten()
    }

    /// Says that the note has been changed since it was read, by other rules.
    pub fn edited(self, is_edited: bool) -> Self {
        Context { is_edited, ..self }
    }

    /// Whether other rules have changed the note since it was read.
    pub fn is_edited(&self) -> bool {
        self.is_edited
    }

    /// Where each of `note.links` leads, in their order; found out once for all rules. `note` is the note of the
    /// check, the same in all calls.
    pub fn resolutions(&self, note: &Note) -> &'a [Resolution] {
        self.known.resolutions(note, self.vault)
    }

    /// The links of the note that lead to no file, as the first call finds them.
    pub(crate) fn dead_links(&self, find: impl FnOnce() -> DeadLinks) -> &'a DeadLinks {
        self.known.dead_links.get_or_init(find)
    }

    /// Whether `note` is a template ([`Vault::is_template`]); found out once for all rules. `note` is the note of the
    /// check, the same in all calls.
    pub fn is_template(&self, note: &Note) -> bool {
        *self.known.is_template.get_or_init(|| self.vault.is_template(&note.path))
    }

    /// Whether fixes that take long to make are left for later ([`Known::in_haste`]).
    pub fn is_in_haste(&self) -> bool {
        self.known.is_in_haste
    }

    /// The vault that holds the note.
    pub fn vault(&self) -> &'a Vault {
        self.vault
    }

    /// Starts a finding of the running rule.
    pub fn diagnostic(&self, range: crate::text::TextRange, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.info, range, message)
    }

    /// Starts a finding of the running rule about the file as a whole, its name or its place.
    pub fn file_diagnostic(&self, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            about_file: true,
            ..Diagnostic::new(self.info, crate::text::TextRange::empty(0), message)
        }
    }

    /// Reports a finding, at the level in force.
    pub fn report(&mut self, mut diagnostic: Diagnostic) {
        debug_assert!(
            diagnostic.best_fix().is_none() || diagnostic.rule.fix != FixAvailability::Never,
            "`{}` offers a fix that its facts deny",
            diagnostic.rule.name
        );
        diagnostic.level = self.level;
        self.found.push(diagnostic);
    }
}
