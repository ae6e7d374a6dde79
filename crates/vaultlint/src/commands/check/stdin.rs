//! One note from standard input, as editors and hooks send it.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use vaultlint_core::config::Config;
use vaultlint_core::note::Note;
use vaultlint_core::vault::{Facts, VaultPath};
use vaultlint_core::workspace::{Group, OpenVault, find_root, list_files, open_group};

use super::diff::Difference;
use super::note::{Checked, Run};
use super::vault::options;
use super::{Mode, absolute, known, write, write_diff};
use crate::args::CheckArgs;
use crate::baseline::{self, Scope};
use crate::config;
use crate::error::Error;
use crate::guarded::guarded;
use crate::report::{FileReport, Output, Report, Source, Trouble};
use crate::status::ExitStatus;

/// Checks the note on standard input as the file at `path`, which need not exist. With `--fix` the mended text goes to
/// standard output and the report to standard error.
///
/// # Errors
/// When standard input is no text, the path is in no folder, or the configuration cannot be used.
pub fn run(args: &CheckArgs, path: &Path, output: &Output<'_>) -> Result<ExitStatus, Error> {
    let text = read()?;
    let opened = Opened::new(path, |root| config::load(args, root, output.current))?;
    let Opened { open, config, relative, path } = opened;
    let baseline = known(args, &open.root.path)?;
    let mode = Mode::of(args);
    let run =
        Run { vault: &open.vault, config: &config, least: args.level.level(), format: args.format, mode };
    let mut report = Report::default();
    let mut now = text.clone();
    let mut differences = Vec::new();
    if config.is_excluded(&relative) {
        report.excluded = 1;
    } else {
        match guarded(|| check(&run, &open, relative.clone(), &path, text)) {
            Ok(checked) => {
                now = checked.note.text.to_string();
                differences.extend(add(checked, &open, &path, &mut report));
            }
            Err(message) => report.errors.push(Trouble::new(&path, message)),
        }
    }
    if let Some(baseline) = &baseline {
        let files = open.vault.file(relative.as_str()).map(|file| open.vault.path(file).as_str());
        let scope = Scope::new(&open.vault, &config, args, files.into_iter().collect(), false);
        baseline::hide(baseline, &scope, &mut report, 0);
    }
    match mode {
        Mode::Check => write(&report, args, output, &mut io::stdout().lock()),
        Mode::Diff(_) => write_diff(&report, &differences, args, output),
        Mode::Fix(_) => {
            let mut out = io::stdout().lock();
            out.write_all(now.as_bytes())?;
            out.flush()?;
            write(&report, args, output, &mut io::stderr().lock())
        }
    }
}

/// The vault of a note that need not exist.
pub struct Opened {
    /// The vault; it holds the note.
    pub open: OpenVault,
    /// The configuration of the vault.
    pub config: Config,
    /// The note in the vault.
    pub relative: VaultPath,
    /// The note on disk.
    pub path: PathBuf,
}

impl Opened {
    /// Opens the vault of the note at `path`, with the configuration that `load` gives for its root.
    ///
    /// # Errors
    /// When the path is in no vault, or `load` fails.
    pub fn new(path: &Path, load: impl Fn(&Path) -> Result<Config, Error>) -> Result<Self, Error> {
        let root = find_root(path);
        let config = load(&root.path)?;
        let path = absolute(path);
        let outside = || Error::usage(format!("{} lies in no vault", path.display()));
        let relative: VaultPath = vault_path(&path, &root.path).ok_or_else(outside)?.into();
        let mut listing = list_files(&root.path);
        if let Err(at) = listing.files.binary_search(&relative) {
            listing.files.insert(at, relative.clone());
        }
        let group = Group { root, selected: Vec::new(), listing: Some(listing) };
        Ok(Opened { open: open_group(group, &options(&config)), config, relative, path })
    }
}

fn check(run: &Run<'_>, open: &OpenVault, relative: VaultPath, path: &Path, text: String) -> Checked {
    let note = Note::parse(relative, text);
    if let Some(file) = open.vault.file(note.path.as_str()) {
        open.vault.set_facts(file, Facts::of_note(&note));
    }
    run.check(note, path, |_, _, _| Ok(()))
}

fn add(checked: Checked, open: &OpenVault, path: &Path, report: &mut Report) -> Option<Difference> {
    report.checked = 1;
    report.fixed = checked.fixed;
    report.fixed_notes = usize::from(checked.fixed > 0);
    report.warnings = checked.warnings;
    let after = checked.note.text.clone();
    if !checked.found.is_empty() {
        let root = Arc::from(open.root.path.as_path());
        report.files.push(FileReport {
            source: Source::Note(Box::new(checked.note)),
            root,
            found: checked.found,
        });
    }
    checked.before.map(|before| Difference { path: path.to_path_buf(), before, after })
}

/// The note on standard input.
///
/// # Errors
/// When it is no text.
pub fn read() -> Result<String, Error> {
    let fail = |why: &str| Error::usage(format!("standard input is no note: {why}"));
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(|error| fail(&error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|_| fail("it is not valid UTF-8"))?;
    if text.contains('\0') { Err(fail("it holds a zero byte")) } else { Ok(text) }
}

/// `path` in the vault at `root`, with `/`.
fn vault_path(path: &Path, root: &Path) -> Option<String> {
    let relative = path.strip_prefix(root).ok()?;
    let parts: Option<Vec<_>> = relative.components().map(|part| part.as_os_str().to_str()).collect();
    parts.map(|parts| parts.join("/")).filter(|path| !path.is_empty())
}
