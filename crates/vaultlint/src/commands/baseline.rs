//! `vaultlint baseline`: records the findings of a vault, so that later runs report only what is new.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use vaultlint_core::baseline::Baseline;
use vaultlint_core::workspace::{self, Group, create_file, write_note};

use super::check::vault;
use crate::args::{BaselineArgs, CheckArgs, OutputFormat};
use crate::error::Error;
use crate::report::{Output, Report, Trouble, plural};
use crate::status::ExitStatus;
use crate::terminal::{Style, shown};
use crate::{baseline, config};

/// Records each vault that `args` name.
///
/// # Errors
/// When a configuration cannot be used, or a baseline cannot be written. A file that cannot be read is named, and fails
/// the run; the rest is recorded.
pub fn run(args: &BaselineArgs) -> Result<ExitStatus, Error> {
    let current = super::check::current_folder()?;
    let here = [PathBuf::from(".")];
    let paths = if args.paths.is_empty() { &here } else { args.paths.as_slice() };
    let (groups, problems) = workspace::group_by_vault(paths);
    let check = check_args(args);
    let mut troubles = Report::default();
    troubles.errors.extend(problems.into_iter().map(|problem| Trouble::new(problem.path, problem.message)));
    for group in groups {
        let mut report = record(group, args, &check, &current)?;
        troubles.errors.append(&mut report.errors);
        troubles.warnings.append(&mut report.warnings);
    }
    let output = Output {
        format: OutputFormat::Concise,
        statistics: false,
        style: Style::stderr(args.color),
        current: &current,
    };
    // A standard error that is closed is no reason to fail.
    let _ = troubles.write_troubles(&output, &mut io::stderr().lock());
    Ok(if troubles.errors.is_empty() { ExitStatus::Clean } else { ExitStatus::Failure })
}

/// Records the vault of `group`.
fn record(group: Group, args: &BaselineArgs, check: &CheckArgs, current: &Path) -> Result<Report, Error> {
    let root = group.root.path.clone();
    let config = config::load(check, &root, current)?;
    // One that cannot be read is replaced: that is what its error advises.
    let before = baseline::read(&root).ok().flatten();
    let whole = Group { selected: vec![root.clone()], listing: None, root: group.root };
    let mut report = Report::default();
    let terms = vault::Terms { config: &config, baseline: None, changes: None };
    vault::check(whole, &terms, check, &mut report);
    let mut now = Baseline::default();
    report.files.iter().for_each(|file| now.record(file.source.path(), file.source.text(), &file.found));
    let path = baseline::path(&root);
    save(&path, &now)?;
    if !args.quiet {
        let path = shown(&path, current);
        writeln!(io::stdout(), "Wrote {path}: {}.", sentence(before.as_ref(), &now, report.files.len()))?;
    }
    Ok(report)
}

fn save(path: &Path, baseline: &Baseline) -> Result<(), Error> {
    let text = baseline.to_json();
    let written = match workspace::read_note(path) {
        Ok(before) if before == text => Ok(()),
        Ok(before) => write_note(path, &before, &text),
        Err(_) => create_file(path, &text),
    };
    written.map_err(|error| Error::usage(format!("{}: {}", error.path.display(), error.kind)))
}

/// `12 findings in 3 files (2 gone, 1 new since the last one)`.
fn sentence(before: Option<&Baseline>, now: &Baseline, files: usize) -> String {
    let found = format!("{} in {}", plural(now.len(), "finding"), plural(files, "file"));
    match before {
        None => found,
        Some(before) => {
            let (gone, new) = (before.missing_in(now), now.missing_in(before));
            format!("{found} ({gone} gone, {new} new since the last one)")
        }
    }
}

fn check_args(args: &BaselineArgs) -> CheckArgs {
    CheckArgs {
        paths: Vec::new(),
        fix: false,
        unsafe_fixes: false,
        diff: false,
        format: false,
        output_format: OutputFormat::Concise,
        output_files: Vec::new(),
        since: None,
        watch: false,
        poll: false,
        level: args.level,
        rules: Vec::new(),
        stdin_filename: None,
        config: args.config.clone(),
        isolated: args.isolated,
        no_baseline: true,
        now: None,
        statistics: false,
        quiet: args.quiet,
        color: args.color,
    }
}
