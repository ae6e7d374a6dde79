//! `vaultlint format`: lays notes out.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use jiff::Timestamp;
use rayon::prelude::*;
use vaultlint_core::config::Config;
use vaultlint_core::fix::FixOutcome;
use vaultlint_core::format::format_note;
use vaultlint_core::note::Note;
use vaultlint_core::vault::{FileId, Vault};
use vaultlint_core::workspace::{self, Group, OpenVault, open_group, write_note_at};

use super::check::diff::Difference;
use super::check::note::refused;
use super::check::{absolute, current_folder, vault};
use crate::args::{FormatArgs, OutputFormat};
use crate::config;
use crate::error::Error;
use crate::guarded::guarded;
use crate::progress::Progress;
use crate::report::{Output, Report, Trouble, plural};
use crate::status::ExitStatus;
use crate::terminal::{Style, shown};
use crate::times;
use crate::vaults;

mod stdin;

/// What a run has done.
#[derive(Default)]
struct Outcome {
    /// How many notes were laid out already.
    unchanged: usize,
    /// The others.
    changed: Vec<Difference>,
    /// What went wrong.
    troubles: Report,
}

/// Lays out what `args` name.
///
/// # Errors
/// When the configuration cannot be used or the output cannot be written. A file that cannot be read or written is
/// named, and fails the run.
pub fn run(args: &FormatArgs) -> Result<ExitStatus, Error> {
    let current = current_folder()?;
    if let Some(path) = &args.stdin_filename {
        return stdin::run(args, path, &current);
    }
    let here = [PathBuf::from(".")];
    let paths = if args.paths.is_empty() { &here } else { args.paths.as_slice() };
    let (groups, problems) = workspace::group_by_vault(paths);
    // All configurations first: nothing is written when one of them cannot be used.
    let configs = groups.iter().map(|group| load(args, &group.root.path, &current));
    let configs = configs.collect::<Result<Vec<_>, _>>()?;
    let mut outcome = Outcome::default();
    let problems = problems.into_iter().map(|problem| Trouble::new(problem.path, problem.message));
    outcome.troubles.errors.extend(problems);
    for (group, config) in groups.into_iter().zip(&configs) {
        format_vault(group, config, args, &mut outcome);
    }
    let output = output(args, &current);
    report(&outcome, args, &output)
}

fn load(args: &FormatArgs, root: &Path, current: &Path) -> Result<Config, Error> {
    config::find(args.config.as_deref(), args.isolated, root, current)
}

fn output<'a>(args: &FormatArgs, current: &'a Path) -> Output<'a> {
    let style = Style::stdout(args.color);
    Output { format: OutputFormat::Concise, statistics: false, style, current }
}

/// Lays out the notes of `group`.
fn format_vault(group: Group, config: &Config, args: &FormatArgs, outcome: &mut Outcome) {
    let mut open = open_group(group, &vault::options(config));
    vault::add_troubles(&open, &mut outcome.troubles);
    let is_wanted = |file: &&FileId| !config.is_excluded(open.vault.path(**file));
    let notes: Vec<FileId> = open.notes.iter().filter(is_wanted).copied().collect();
    outcome.troubles.warnings.extend(times::tell(&mut open, config, &notes, args.now));
    let done: Vec<_> = Progress::during(notes.len(), args.quiet, |progress| {
        let format = |file: &FileId| {
            let done = format_file(&open, config, *file, !(args.check || args.diff));
            progress.advance();
            progress.advance();
            done
        };
        notes.par_iter().map(format).collect()
    });
    for done in done {
        outcome.add(done);
    }
}

/// What became of a note.
struct Done {
    difference: Option<Difference>,
    warnings: Vec<Trouble>,
    /// When the file should say that it was modified.
    file_time: Option<Timestamp>,
}

impl Outcome {
    fn add(&mut self, done: Result<Done, Trouble>) {
        match done {
            Ok(done) => {
                self.unchanged += usize::from(done.difference.is_none());
                self.changed.extend(done.difference);
                self.troubles.warnings.extend(done.warnings);
            }
            Err(trouble) => self.troubles.errors.push(trouble),
        }
    }
}

fn format_file(open: &OpenVault, config: &Config, file: FileId, write: bool) -> Result<Done, Trouble> {
    let path = open.disk_path(file);
    let text = vaults::read(&open.root.path, open.vault.path(file))
        .map_err(|error| Trouble::new(&path, error.to_string()))?;
    let note = || Note::parse(open.vault.path(file).clone(), text);
    let done = guarded(|| format_text(note(), &open.vault, config, &absolute(&path)));
    let done = done.map_err(|message| Trouble::new(&path, message))?;
    if let Some(Difference { before, after, .. }) = done.difference.as_ref().filter(|_| write) {
        let time = done.file_time.map(SystemTime::from);
        write_note_at(&path, before, after, time)
            .map_err(|error| Trouble::new(&path, error.kind.to_string()))?;
    }
    Ok(done)
}

/// Lays out `note`, which is at `path`.
fn format_text(note: Note, vault: &Vault, config: &Config, path: &Path) -> Done {
    let FixOutcome { text, refused: left_out, file_time, .. } = format_note(&note, vault, config);
    let difference = text.map(|after| Difference {
        path: path.to_path_buf(),
        before: note.text.clone(),
        after: Arc::from(after),
    });
    let warnings = left_out.iter().map(|refusal| refused(path, refusal)).collect();
    Done { difference, warnings, file_time }
}

fn report(outcome: &Outcome, args: &FormatArgs, output: &Output<'_>) -> Result<ExitStatus, Error> {
    let mut out = BufWriter::new(io::stdout().lock());
    if args.diff {
        outcome.changed.iter().try_for_each(|difference| difference.write(output, &mut out))?;
    } else if args.check {
        for difference in &outcome.changed {
            writeln!(out, "Would format {}", shown(&difference.path, output.current))?;
        }
    }
    out.flush()?;
    write_troubles(outcome, args, output);
    if !args.quiet {
        let sentence = sentence(outcome, args);
        // With `--diff` standard output is a patch.
        if args.diff {
            let _ = writeln!(io::stderr(), "{sentence}");
        } else {
            writeln!(out, "{sentence}")?;
        }
    }
    out.flush()?;
    Ok(status(outcome, args))
}

fn write_troubles(outcome: &Outcome, args: &FormatArgs, output: &Output<'_>) {
    let output = Output { style: Style::stderr(args.color), ..*output };
    // A standard error that is closed is no reason to fail.
    let _ = outcome.troubles.write_troubles(&output, &mut io::stderr().lock());
}

fn status(outcome: &Outcome, args: &FormatArgs) -> ExitStatus {
    if !outcome.troubles.errors.is_empty() {
        ExitStatus::Failure
    } else if (args.check || args.diff) && !outcome.changed.is_empty() {
        ExitStatus::Findings
    } else {
        ExitStatus::Clean
    }
}

/// `Formatted 3 notes; 120 notes left as they are.`
fn sentence(outcome: &Outcome, args: &FormatArgs) -> String {
    let changed = plural(outcome.changed.len(), "note");
    let unchanged = plural(outcome.unchanged, "note");
    match (outcome.changed.is_empty(), args.check || args.diff) {
        (true, _) if outcome.unchanged == 0 && !outcome.troubles.errors.is_empty() => {
            "Nothing was formatted.".to_owned()
        }
        (true, _) => format!("{unchanged} laid out already."),
        (false, true) => format!("Would format {changed}; {unchanged} laid out already."),
        (false, false) => format!("Formatted {changed}; {unchanged} left as they were."),
    }
}
