//! What a check says, and how it would mend it.

use std::borrow::Cow;

use crate::rule::{Level, RuleInfo};
use crate::text::TextRange;
use crate::vault::VaultPath;

/// One finding in one note or file.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// The rule that found it.
    pub rule: &'static RuleInfo,
    /// The level in force for this note, set by the configuration.
    pub level: Level,
    /// The bytes to underline.
    pub range: TextRange,
    /// Whether it is about the file as a whole, its name or its place; the range is then empty, at the start.
    pub about_file: bool,
    /// What is wrong and why it matters, one sentence without a final period.
    pub message: String,
    /// What to do about it, where the message does not say it already.
    pub help: Option<String>,
    /// Other places that explain the finding, in this note or another.
    pub related: Vec<Related>,
    /// Ways to mend it; the first is the preferred one.
    pub fixes: Vec<Fix>,
    /// How far a fix may be trusted that was left for later ([`Known::in_haste`]).
    ///
    /// [`Known::in_haste`]: crate::rule::Known::in_haste
    pub left_out: Option<Applicability>,
}

impl Diagnostic {
    /// A finding of `rule` at `range`, without help, related places or fixes. The level is the rule's
    /// default until the configuration sets it.
    pub fn new(rule: &'static RuleInfo, range: TextRange, message: impl Into<String>) -> Self {
        Diagnostic {
            rule,
            level: rule.level,
            range,
            about_file: false,
            message: message.into(),
            help: None,
            related: Vec::new(),
            fixes: Vec::new(),
            left_out: None,
        }
    }

    /// How far its best fix may be trusted; `None` where it has none. One that was left for later may turn out to be none.
    pub fn best_fix(&self) -> Option<Applicability> {
        self.fixes.iter().map(Fix::applicability).chain(self.left_out).max()
    }

    /// Adds what to do about it.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds a way to mend it.
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }

    /// Adds a place that explains the finding.
    pub fn related(mut self, related: Related) -> Self {
        self.related.push(related);
        self
    }
}

/// A place that explains a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The note or file, relative to the vault; `None` for the note of the finding.
    pub path: Option<VaultPath>,
    /// The place in it, in bytes; `None` for the file as a whole.
    pub range: Option<TextRange>,
    /// What is to be seen there.
    pub message: String,
}

/// How far a fix may be trusted. Ordered: a run applies a fix when its applicability is at least the one asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Applicability {
    /// A suggestion to choose from; never applied by a run.
    DisplayOnly,
    /// Likely right, but the author should look; applied with `--unsafe-fixes`.
    Unsafe,
    /// What a reader sees and every link keep their meaning, or the change is exactly the stray
    /// character that the rule names; applied with `--fix`.
    Safe,
}

impl Applicability {
    /// The name used in reports.
    pub fn name(self) -> &'static str {
        match self {
            Applicability::DisplayOnly => "display-only",
            Applicability::Unsafe => "unsafe",
            Applicability::Safe => "safe",
        }
    }
}

/// One replacement in the text of a note.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    range: TextRange,
    content: Cow<'static, str>,
}

impl Edit {
    /// Removes the bytes of `range`.
    pub fn deletion(range: TextRange) -> Self {
        debug_assert!(!range.is_empty(), "a deletion of nothing is no edit");
        Edit { range, content: Cow::Borrowed("") }
    }

    /// Puts `content` before byte `offset`.
    pub fn insertion(offset: usize, content: impl Into<Cow<'static, str>>) -> Self {
        let content = content.into();
        debug_assert!(!content.is_empty(), "an insertion of nothing is no edit");
        Edit { range: TextRange::empty(offset), content }
    }

    /// Replaces the bytes of `range` by `content`.
    pub fn replacement(range: TextRange, content: impl Into<Cow<'static, str>>) -> Self {
        let content = content.into();
        debug_assert!(!range.is_empty(), "prefer `Edit::insertion`");
        debug_assert!(!content.is_empty(), "prefer `Edit::deletion`");
        Edit { range, content }
    }

    /// The bytes that go.
    pub fn range(&self) -> TextRange {
        self.range
    }

    /// The text that comes in their place.
    pub fn content(&self) -> &str {
        &self.content
    }
}

/// One way to mend a finding: edits in its own note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    title: String,
    applicability: Applicability,
    /// Sorted and disjoint.
    edits: Vec<Edit>,
}

impl Fix {
    /// A fix that may be applied unseen. `title` says what it does, in the imperative.
    pub fn safe(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self::new(title, Applicability::Safe, edits)
    }

    /// A fix that the author should look at.
    pub fn unsafe_(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self::new(title, Applicability::Unsafe, edits)
    }

    /// One of several possible fixes, for a person to choose.
    pub fn suggestion(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self::new(title, Applicability::DisplayOnly, edits)
    }

    fn new(title: impl Into<String>, applicability: Applicability, mut edits: Vec<Edit>) -> Self {
        edits.sort();
        debug_assert!(
            edits.windows(2).all(|pair| pair[0].range.end() <= pair[1].range.start()),
            "the edits of a fix are disjoint"
        );
        Fix { title: title.into(), applicability, edits }
    }

    /// What the fix does, in the imperative.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// How far it may be trusted.
    pub fn applicability(&self) -> Applicability {
        self.applicability
    }

    /// The edits, sorted and disjoint.
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }
}
