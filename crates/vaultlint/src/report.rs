//! What a run has to say, and the forms in which it says it.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use vaultlint_core::baseline::Known;
use vaultlint_core::diagnostic::{Diagnostic, Related};
use vaultlint_core::file::VaultFile;
use vaultlint_core::note::Note;
use vaultlint_core::text::{LineIndex, TextRange};
use vaultlint_core::vault::VaultPath;

use crate::args::OutputFormat;
use crate::terminal::{self, Style};

mod advice;
mod checkstyle;
mod concise;
mod excerpt;
mod fingerprint;
mod full;
mod github;
mod gitlab;
mod grouped;
mod json;
mod junit;
mod markdown;
mod paths;
mod rdjson;
mod sarif;
mod statistics;
mod summary;
mod xml;

pub use excerpt::Excerpt;
pub use full::handler;
pub use json::schema;
pub use summary::{Summary, plural};

/// The outcome of a run.
#[derive(Debug, Default)]
pub struct Report {
    /// Notes and other files with findings, each kind in the order of its paths.
    pub files: Vec<FileReport>,
    /// Files that could not be read or written, or checks that broke down; the run fails.
    pub errors: Vec<Trouble>,
    /// What went wrong without harm to the result.
    pub warnings: Vec<Trouble>,
    /// How many notes were checked.
    pub checked: usize,
    /// How many of the notes asked for the configuration excludes.
    pub excluded: usize,
    /// How many fixes were applied.
    pub fixed: usize,
    /// In how many notes.
    pub fixed_notes: usize,
    /// What baselines know.
    pub known: Known,
}

/// A note or another file.
#[derive(Debug, Clone)]
pub enum Source {
    /// A note, as it is now.
    Note(Box<Note>),
    /// A canvas, a base, a picture.
    File(VaultFile),
}

impl Source {
    /// Its path in the vault.
    pub fn path(&self) -> &VaultPath {
        match self {
            Source::Note(note) => &note.path,
            Source::File(file) => &file.path,
        }
    }

    /// Its text, empty for a file that has none.
    pub fn text(&self) -> &str {
        match self {
            Source::Note(note) => &note.text,
            Source::File(file) => &file.text,
        }
    }

    /// The line starts of the text.
    pub fn lines(&self) -> &LineIndex {
        match self {
            Source::Note(note) => &note.lines,
            Source::File(file) => &file.lines,
        }
    }
}

/// A file and what was found in it.
#[derive(Debug, Clone)]
pub struct FileReport {
    /// The file.
    pub source: Source,
    /// The root of its vault.
    pub root: Arc<Path>,
    /// Findings in order.
    pub found: Vec<Diagnostic>,
}

/// Something wrong with a file rather than with what it says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Trouble {
    /// The file.
    pub path: PathBuf,
    /// What is wrong.
    pub message: String,
}

impl Trouble {
    /// Trouble with `path`.
    pub fn new(path: impl Into<PathBuf>, message: impl Into<String>) -> Self {
        Trouble { path: path.into(), message: message.into() }
    }
}

/// Where and how a report is written.
#[derive(Debug)]
pub struct Output<'a> {
    /// The form.
    pub format: OutputFormat,
    /// Whether findings are counted instead of shown.
    pub statistics: bool,
    /// What the terminal can show.
    pub style: Style,
    /// The folder that paths are shown from.
    pub current: &'a Path,
}

impl Report {
    /// Writes the findings.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn write(&self, output: &Output<'_>, out: &mut dyn Write) -> io::Result<()> {
        match output.format {
            OutputFormat::Json if output.statistics => statistics::write_json(self, out),
            _ if output.statistics => statistics::write(self, output, out),
            OutputFormat::Full => full::write(self, output, out),
            OutputFormat::Concise => concise::write(self, output, out),
            OutputFormat::Grouped => grouped::write(self, output, out),
            OutputFormat::Json => json::write(self, output, out),
            OutputFormat::Jsonl => json::write_lines(self, output, out),
            OutputFormat::Github => github::write(self, output, out),
            OutputFormat::Gitlab => gitlab::write(self, output, out),
            OutputFormat::Sarif => sarif::write(self, output, out),
            OutputFormat::Junit => junit::write(self, output, out),
            OutputFormat::Checkstyle => checkstyle::write(self, output, out),
            OutputFormat::Rdjson => rdjson::write(self, output, out),
            OutputFormat::Markdown => markdown::write(self, output, out),
        }
    }

    /// Writes troubles, one line each.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn write_troubles(&self, output: &Output<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut write = |kind: &str, trouble: &Trouble| {
            let path = terminal::shown(&trouble.path, output.current);
            writeln!(out, "{}: {path}: {}", output.style.bold(kind), terminal::harmless(&trouble.message))
        };
        self.warnings.iter().try_for_each(|trouble| write("warning", trouble))?;
        self.errors.iter().try_for_each(|trouble| write("error", trouble))
    }
}

impl FileReport {
    /// The path of the file as the shell would take it.
    fn shown(&self, current: &Path) -> String {
        terminal::shown(&self.root.join(self.source.path().as_str()), current)
    }
}

/// A place as people and editors count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
struct Place {
    /// The line, from 1.
    line: usize,
    /// The column in characters, from 1.
    column: usize,
    /// Bytes from the start of the file.
    offset: usize,
}

impl Place {
    fn new(lines: &LineIndex, text: &str, offset: usize) -> Self {
        let (line, column) = lines.human_position(text, offset);
        Place { line, column, offset }
    }

    fn ends(lines: &LineIndex, text: &str, range: TextRange) -> (Self, Self) {
        (Place::new(lines, text, range.start()), Place::new(lines, text, range.end()))
    }
}

/// A related place with its lines counted.
struct RelatedPlace<'a> {
    path: &'a VaultPath,
    /// Start and end, where the finding names a place and the file can be read.
    places: Option<(Place, Place)>,
    message: &'a str,
}

impl FileReport {
    /// Start and end of `range` in the file.
    fn ends(&self, range: TextRange) -> (Place, Place) {
        Place::ends(self.source.lines(), self.source.text(), range)
    }

    fn related<'a>(&'a self, related: &'a Related) -> RelatedPlace<'a> {
        let path = related.path.as_ref().unwrap_or(self.source.path());
        let places =
            related.range.and_then(|range| self.in_text(path, |lines, text| Place::ends(lines, text, range)));
        RelatedPlace { path, places, message: &related.message }
    }

    /// What `find` finds in the text of the file at `path` of the vault, where that can be read.
    fn in_text<T>(&self, path: &VaultPath, find: impl FnOnce(&LineIndex, &str) -> T) -> Option<T> {
        if path == self.source.path() {
            return Some(find(self.source.lines(), self.source.text()));
        }
        let text = crate::vaults::read(&self.root, path).ok()?;
        Some(find(&LineIndex::new(&text), &text))
    }
}

fn write_json(document: &impl serde::Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, document).map_err(io::Error::from)?;
    writeln!(out)
}
