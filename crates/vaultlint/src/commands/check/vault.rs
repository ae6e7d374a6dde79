//! All selected notes of one vault.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use jiff::Timestamp;
use rayon::prelude::*;
use vaultlint_core::baseline::Baseline;
use vaultlint_core::config::Config;
use vaultlint_core::note::Note;
use vaultlint_core::vault::{Facts, FileId, FileKind, Vault};
use vaultlint_core::workspace::{Group, OpenOptions, OpenVault, open_group, write_note_at};

use super::changes::Changes;
use super::diff::Difference;
use super::note::{Checked, Run};
use super::{Mode, absolute, broken, files};
use crate::args::CheckArgs;
use crate::baseline::{self, Scope};
use crate::guarded::guarded;
use crate::progress::Progress;
use crate::report::{FileReport, Report, Source, Trouble};
use crate::times;
use crate::vaults;

/// How often a vault may be checked again after its fixes.
const MAX_ROUNDS: usize = 4;

/// What holds for a vault.
pub struct Terms<'a> {
    /// Its configuration.
    pub config: &'a Config,
    /// What is known and not reported.
    pub baseline: Option<&'a Baseline>,
    /// What changed, where only that is checked, with what it breaks elsewhere.
    pub changes: Option<&'a Changes>,
}

/// Checks the notes of `group` and adds what is found to `report`. Returns what fixes would change.
pub fn check(group: Group, terms: &Terms<'_>, args: &CheckArgs, report: &mut Report) -> Vec<Difference> {
    let config = terms.config;
    let whole = group.selected.contains(&group.root.path);
    let mut open = open_group(group, &options(config));
    let is_checked = |file: &FileId| !config.is_excluded(open.vault.path(*file));
    let (notes, excluded): (Vec<FileId>, Vec<FileId>) = open.notes.iter().partition(|note| is_checked(note));
    let files: Vec<FileId> = open.files.iter().copied().filter(is_checked).collect();
    report.excluded += excluded.len();
    add_troubles(&open, report);
    let first = report.files.len();
    let differences = match terms.changes {
        None => {
            let asked = Asked { notes, files, whole };
            let differences = check_files(&mut open, &asked, config, args, report);
            hide_known(&open, &asked, terms, args, report, first);
            differences
        }
        Some(changes) => {
            let is_touched = |file: &FileId| changes.touches(open.vault.path(*file));
            let (notes, other_notes): (Vec<FileId>, Vec<FileId>) = notes.into_iter().partition(is_touched);
            let (files, other_files): (Vec<FileId>, Vec<FileId>) = files.into_iter().partition(is_touched);
            let asked = Asked { notes, files, whole };
            let differences = check_files(&mut open, &asked, config, args, report);
            let (now, before) = (&open.vault, &changes.vault_before(&open.vault));
            let check = broken::Check { now, before, config, least: args.level.level(), changes };
            let others = [other_notes, other_files].concat();
            broken::add(&open, &check, &asked.notes, &others, &mut report.files);
            if let Some(files) = report.files.get_mut(first..) {
                let place =
                    |file: &FileReport| (matches!(file.source, Source::File(_)), file.source.path().clone());
                files.sort_by_cached_key(place);
            }
            hide_known(&open, &Asked { whole: false, ..asked }, terms, args, report, first);
            differences
        }
    };
    drop_aside(open);
    differences
}

/// The files of a vault that are checked.
pub struct Asked {
    /// The notes, sorted.
    pub notes: Vec<FileId>,
    /// Files that are no notes, sorted.
    pub files: Vec<FileId>,
    /// Whether a whole vault was asked for, so that all of its notes are read.
    pub whole: bool,
}

/// Checks what is `asked` for, mends it, and adds what is found to `report`. Returns what fixes would change.
pub fn check_files(
    open: &mut OpenVault,
    asked: &Asked,
    config: &Config,
    args: &CheckArgs,
    report: &mut Report,
) -> Vec<Difference> {
    let notes = &asked.notes;
    report.warnings.extend(times::tell(open, config, notes, args.now));
    let results = Progress::during(notes.len(), args.quiet, |progress| {
        let read = |file: &FileId| {
            let note = read(open, *file);
            progress.advance();
            note
        };
        let read: Vec<_> = notes.par_iter().map(read).collect();
        if asked.whole {
            know_all(&open.vault);
        }
        let run = Run {
            vault: &open.vault,
            config,
            least: args.level.level(),
            format: args.format,
            mode: Mode::of(args),
        };
        let check = |(file, note): (&FileId, Result<Note, Trouble>)| {
            let checked = check_one(&run, &open.disk_path(*file), note?);
            progress.advance();
            checked
        };
        let first: Vec<_> = notes.par_iter().zip(read).map(check).collect();
        settle(open, config, args, notes, first)
    });
    let mut differences = add(results, open, report);
    differences.extend(files::check(open, &asked.files, config, args, report));
    differences
}

/// Takes out of the files of `report` from `first` on what the baseline knows.
pub fn hide_known(
    open: &OpenVault,
    asked: &Asked,
    terms: &Terms<'_>,
    args: &CheckArgs,
    report: &mut Report,
    first: usize,
) {
    let Some(baseline) = terms.baseline else { return };
    let files = asked.notes.iter().chain(&asked.files).map(|file| open.vault.path(*file).as_str()).collect();
    let scope = Scope::new(&open.vault, terms.config, args, files, asked.whole);
    baseline::hide(baseline, &scope, report, first);
}

/// Frees `value` on another thread: a report need not wait for it, nor the end of the program.
fn drop_aside<T: Send + 'static>(value: T) {
    // Where no thread is to be had the value is freed here.
    let _ = std::thread::Builder::new().spawn(move || drop(value));
}

/// What became of a note.
type Outcome = Result<Checked, Trouble>;

/// Checks again as long as fixes changed what notes tell each other: a link may lead to what another note's fix brought
/// to light.
fn settle(
    open: &mut OpenVault,
    config: &Config,
    args: &CheckArgs,
    notes: &[FileId],
    mut results: Vec<Outcome>,
) -> Vec<Outcome> {
    for _ in 0..MAX_ROUNDS {
        if !learn(&mut open.vault, notes, &results) {
            break;
        }
        let run = Run {
            vault: &open.vault,
            config,
            least: args.level.level(),
            format: args.format,
            mode: Mode::of(args),
        };
        let again = |(file, outcome): (&FileId, Outcome)| {
            let Checked { note, fixed, before, error, .. } = outcome?;
            let next = check_one(&run, &open.disk_path(*file), note)?;
            Ok(Checked {
                fixed: fixed + next.fixed,
                before: before.or(next.before),
                error: next.error.or(error),
                ..next
            })
        };
        results = notes.par_iter().zip(results).map(again).collect();
    }
    results
}

/// States what fixed notes say now; whether one of them says something new.
fn learn(vault: &mut Vault, notes: &[FileId], results: &[Outcome]) -> bool {
    let mut learned = false;
    for (file, checked) in notes.iter().zip(results) {
        let Ok(checked) = checked else { continue };
        let facts = checked.before.as_ref().map(|_| Facts::of_note(&checked.note));
        if facts.is_some() && facts.as_ref() != vault.facts(*file) {
            vault.replace_facts(*file, facts);
            learned = true;
        }
    }
    learned
}

/// How `config` wants a vault to be opened. What it excludes is left out later, so that it can be counted.
pub fn options(config: &Config) -> OpenOptions {
    OpenOptions { settings_folder: config.config_folder().to_owned(), ..OpenOptions::default() }
}

/// Reads the facts of the notes of a whole vault that are not checked themselves: aliases are known when all notes
/// are. A check of some notes reads these and the notes that they link to, nothing more.
fn know_all(vault: &Vault) {
    let notes: Vec<_> = vault.files().filter(|file| vault.path(*file).kind() == FileKind::Note).collect();
    notes.par_iter().for_each(|file| {
        // What breaks down here does so again, and is told, when a link leads there.
        let _ = guarded(|| vault.facts(*file).is_some());
    });
}

/// Reads a note and states its facts, so that no link to it has to read it again.
fn read(open: &OpenVault, file: FileId) -> Result<Note, Trouble> {
    let path = open.vault.path(file);
    let text = vaults::read(&open.root.path, path).map_err(|error| {
        open.vault.set_unreadable(file);
        Trouble::new(open.disk_path(file), error.to_string())
    })?;
    let parsed = guarded(|| {
        let note = Note::parse(path.clone(), text);
        let facts = Facts::of_note(&note);
        (note, facts)
    });
    let (note, facts) = parsed.map_err(|message| Trouble::new(open.disk_path(file), message))?;
    open.vault.set_facts(file, facts);
    Ok(note)
}

fn check_one(run: &Run<'_>, path: &Path, note: Note) -> Outcome {
    let save = |before: &str, after: &str, time: Option<Timestamp>| match run.mode {
        Mode::Fix(_) => write_note_at(path, before, after, time.map(SystemTime::from))
            .map_err(|error| Trouble::new(path, error.kind.to_string())),
        Mode::Check | Mode::Diff(_) => Ok(()),
    };
    guarded(|| run.check(note, path, save)).map_err(|message| Trouble::new(path, message))
}

/// Tells what could not be listed or read of the vault.
pub fn add_troubles(open: &OpenVault, report: &mut Report) {
    for problem in &open.problems {
        report.errors.push(Trouble::new(&problem.path, &problem.message));
    }
    for problem in &open.settings_problems {
        let path = open.root.path.join(&problem.path);
        report.warnings.push(Trouble::new(path, &problem.message));
    }
    for path in &open.others {
        report.warnings.push(Trouble::new(path, "this is no file of the vault, so it is not checked"));
    }
}

fn add(results: Vec<Outcome>, open: &OpenVault, report: &mut Report) -> Vec<Difference> {
    let root: Arc<Path> = Arc::from(absolute(&open.root.path));
    let mut differences = Vec::new();
    let mut silent = Vec::new();
    for result in results {
        let checked = match result {
            Ok(checked) => checked,
            Err(trouble) => {
                report.errors.push(trouble);
                continue;
            }
        };
        report.checked += 1;
        report.fixed += checked.fixed;
        report.fixed_notes += usize::from(checked.fixed > 0);
        report.warnings.extend(checked.warnings);
        report.errors.extend(checked.error);
        if let Some(before) = checked.before {
            let path: PathBuf = root.join(checked.note.path.as_str());
            differences.push(Difference { path, before, after: checked.note.text.clone() });
        }
        if !checked.found.is_empty() {
            let source = Source::Note(Box::new(checked.note));
            report.files.push(FileReport { source, root: root.clone(), found: checked.found });
        } else {
            silent.push(checked.note);
        }
    }
    drop_aside(silent);
    differences
}
