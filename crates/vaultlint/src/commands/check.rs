//! `vaultlint check`: finds what is wrong in notes, shows it, mends it.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use vaultlint_core::baseline::Baseline;
use vaultlint_core::diagnostic::Applicability;
use vaultlint_core::workspace;

use crate::args::{CheckArgs, OutputFile, OutputFormat};
use crate::baseline;
use crate::config;
use crate::error::Error;
use crate::report::{Output, Report, Summary, Trouble};
use crate::status::ExitStatus;
use crate::terminal::Style;

mod broken;
mod changes;
pub mod diff;
mod files;
pub mod note;
pub mod stdin;
pub mod vault;
mod watch;

use changes::Changes;
use vault::Terms;

/// What a run does with fixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Names them.
    Check,
    /// Applies those that are trusted as much.
    Fix(Applicability),
    /// Shows what applying them would change.
    Diff(Applicability),
}

impl Mode {
    fn of(args: &CheckArgs) -> Mode {
        let least = if args.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
        if args.diff {
            Mode::Diff(least)
        } else if args.fix {
            Mode::Fix(least)
        } else {
            Mode::Check
        }
    }
}

/// Checks what `args` names.
///
/// # Errors
/// When the configuration cannot be used or the output cannot be written. What is wrong with single files is
/// part of the report.
pub fn run(args: &CheckArgs) -> Result<ExitStatus, Error> {
    let current = current_folder()?;
    if args.statistics && !args.output_format.has_statistics() {
        return Err(Error::usage("`--statistics` counts in `full`, `concise`, `grouped` and `json` only"));
    }
    if args.watch {
        return watch::run(args, &current);
    }
    let output = output_of(args, &current);
    if let Some(path) = &args.stdin_filename {
        return stdin::run(args, path, &output);
    }
    let here = [PathBuf::from(".")];
    let paths = if args.paths.is_empty() { &here } else { args.paths.as_slice() };
    let (groups, problems) = workspace::group_by_vault(paths);
    // All configurations first: nothing is written when one of them cannot be used.
    let configs = groups.iter().map(|group| config::load(args, &group.root.path, &current));
    let configs = configs.collect::<Result<Vec<_>, _>>()?;
    let baselines = groups.iter().map(|group| known(args, &group.root.path));
    let baselines = baselines.collect::<Result<Vec<_>, _>>()?;
    let changes = groups.iter().map(|group| changes(args, &group.root.path));
    let changes = changes.collect::<Result<Vec<_>, _>>()?;
    let mut report = Report::default();
    report.errors.extend(problems.into_iter().map(|problem| Trouble::new(problem.path, problem.message)));
    let mut differences = Vec::new();
    let terms = configs.iter().zip(&baselines).zip(&changes);
    let terms = terms.map(|((config, baseline), changes)| Terms {
        config,
        baseline: baseline.as_ref(),
        changes: changes.as_ref(),
    });
    for (group, terms) in groups.into_iter().zip(terms) {
        differences.extend(vault::check(group, &terms, args, &mut report));
    }
    if let Mode::Diff(_) = Mode::of(args) {
        return write_diff(&report, &differences, args, &output);
    }
    write(&report, args, &output, &mut io::stdout().lock())
}

fn output_of<'a>(args: &CheckArgs, current: &'a Path) -> Output<'a> {
    Output {
        format: args.output_format,
        statistics: args.statistics,
        style: Style::stdout(args.color),
        current,
    }
}

/// The baseline of the vault at `root`, unless `args` want none.
fn known(args: &CheckArgs, root: &Path) -> Result<Option<Baseline>, Error> {
    if args.no_baseline { Ok(None) } else { baseline::read(root) }
}

/// What changed in the vault at `root` since the revision that `args` name, if any.
fn changes(args: &CheckArgs, root: &Path) -> Result<Option<Changes>, Error> {
    args.since.as_deref().map(|revision| Changes::since(revision, root)).transpose()
}

/// Writes the report to `out`, troubles to standard error.
fn write(
    report: &Report,
    args: &CheckArgs,
    output: &Output<'_>,
    out: &mut dyn Write,
) -> Result<ExitStatus, Error> {
    let summary = Summary::of(report);
    // A report that was asked for is there even when nobody reads the output to its end.
    write_files(report, args, output)?;
    let mut out = BufWriter::new(out);
    report.write(output, &mut out)?;
    out.flush()?;
    if output.format != OutputFormat::Json {
        write_troubles(report, args, output)?;
    }
    if output.format.is_for_people() && !args.quiet {
        writeln!(out, "{summary}")?;
    }
    out.flush()?;
    Ok(status(report, summary.fails()))
}

/// Writes the reports that go to files.
fn write_files(report: &Report, args: &CheckArgs, output: &Output<'_>) -> Result<(), Error> {
    for OutputFile { format, path } in &args.output_files {
        let output = Output { format: *format, statistics: false, style: output.style.plain(), ..*output };
        let write = || {
            let mut out = BufWriter::new(File::create(path)?);
            report.write(&output, &mut out)?;
            out.flush()
        };
        let refuse = |error| {
            let path = path.display();
            Error::usage(format!("the report `{path}` cannot be written: {error}"))
        };
        write().map_err(refuse)?;
    }
    Ok(())
}

/// Writes `differences`, and how many fixes they are to standard error: standard output is a patch.
fn write_diff(
    report: &Report,
    differences: &[diff::Difference],
    args: &CheckArgs,
    output: &Output<'_>,
) -> Result<ExitStatus, Error> {
    let mut out = BufWriter::new(io::stdout().lock());
    differences.iter().try_for_each(|difference| difference.write(output, &mut out))?;
    out.flush()?;
    write_troubles(report, args, output)?;
    if !args.quiet {
        let _ = writeln!(io::stderr(), "{}", diff::sentence(report));
    }
    Ok(status(report, !differences.is_empty()))
}

fn write_troubles(report: &Report, args: &CheckArgs, output: &Output<'_>) -> Result<(), Error> {
    let output = Output { style: Style::stderr(args.color), ..*output };
    // A standard error that is closed is no reason to fail.
    let _ = report.write_troubles(&output, &mut io::stderr().lock());
    Ok(())
}

fn status(report: &Report, fails: bool) -> ExitStatus {
    match (report.errors.is_empty(), fails) {
        (false, _) => ExitStatus::Failure,
        (true, true) => ExitStatus::Findings,
        (true, false) => ExitStatus::Clean,
    }
}

/// The folder that paths of the command line start from.
///
/// # Errors
/// When it is gone.
#[expect(clippy::disallowed_methods, reason = "the command line is where paths are relative to")]
pub fn current_folder() -> Result<PathBuf, Error> {
    std::env::current_dir()
        .map_err(|error| Error::usage(format!("the current folder cannot be found: {error}")))
}

/// `path` from the root of the file system.
pub fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}
