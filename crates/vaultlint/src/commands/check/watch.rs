//! `vaultlint check --watch`: checks again whenever files change.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use vaultlint_core::workspace::{self, Group};

use super::{Mode, output_of, write};
use crate::args::CheckArgs;
use crate::error::Error;
use crate::report::{Output, Report, Trouble, plural};
use crate::status::ExitStatus;
use crate::terminal::{Style, takes_commands};

mod vault;
mod watcher;

use vault::Watched;
use watcher::{Batch, Places, Watcher};

/// Clears a terminal, with what scrolled out of it.
const CLEAR: &str = "\x1b[H\x1b[2J\x1b[3J";

/// Checks what `args` name, again after each change, until the program is interrupted.
///
/// # Errors
/// When a configuration cannot be used at first, the output cannot be written, or files can no longer be watched. A
/// configuration that becomes unusable is told, and waited for.
pub fn run(args: &CheckArgs, current: &Path) -> Result<ExitStatus, Error> {
    debug_assert!(Mode::of(args) == Mode::Check, "the command line refuses all others");
    let output = output_of(args, current);
    let here = [PathBuf::from(".")];
    let paths = if args.paths.is_empty() { &here } else { args.paths.as_slice() };
    let (groups, problems) = workspace::group_by_vault(paths);
    let problems: Vec<Trouble> =
        problems.into_iter().map(|problem| Trouble::new(problem.path, problem.message)).collect();
    let configs = groups.iter().map(|group| super::config::load(args, &group.root.path, current));
    let configs = configs.collect::<Result<Vec<_>, _>>()?;
    let settings = groups
        .iter()
        .zip(&configs)
        .map(|(group, config)| (group.root.path.clone(), config.config_folder().to_owned()));
    let files = groups.iter().filter_map(|group| config_file(args, &group.root.path));
    // Before the first check, so that no change falls between the two.
    let watcher = Watcher::new(Places { vaults: settings.collect(), files: files.collect() }, args.poll);
    let roots: Vec<PathBuf> = groups.iter().map(|group| group.root.path.clone()).collect();
    let open = |(group, config): (Group, _)| Watched::open(group, config, &roots, args);
    let mut vaults: Vec<Watched> = groups.into_iter().zip(configs).map(open).collect();
    let mut trouble = None;
    loop {
        draw(&vaults, &problems, trouble.take(), args, &output)?;
        loop {
            let Some(batch) = watcher.wait() else {
                return Err(Error::usage(
                    "files can no longer be watched; start anew, perhaps with `--poll`",
                ));
            };
            match follow(&mut vaults, &batch, args, current) {
                Ok(false) => {}
                Ok(true) => break,
                Err(error) => {
                    trouble = Some(error);
                    break;
                }
            }
        }
    }
}

/// Takes in what happened; whether it concerns a vault.
fn follow(vaults: &mut [Watched], batch: &Batch, args: &CheckArgs, current: &Path) -> Result<bool, Error> {
    let own: Vec<PathBuf> = args.output_files.iter().map(|file| workspace::absolute(&file.path)).collect();
    let mut is_concerned = false;
    for vault in vaults {
        let config_file = config_file(args, vault.root());
        let is_config = |path: &PathBuf| config_file.as_ref() == Some(path);
        let others = batch.paths.iter().filter(|path| !own.contains(*path));
        let is_anew = batch.is_lossy || batch.paths.iter().any(is_config);
        is_concerned |=
            if is_anew { vault.reopen(args, current)? } else { vault.follow(others, args, current)? };
    }
    Ok(is_concerned)
}

/// The configuration of the vault at `root`, absolute.
fn config_file(args: &CheckArgs, root: &Path) -> Option<PathBuf> {
    match (&args.config, args.isolated) {
        (Some(path), _) => Some(workspace::absolute(path)),
        (None, true) => None,
        (None, false) => workspace::config_file(root),
    }
}

/// Shows what is found now, in the place of what was found before.
fn draw(
    vaults: &[Watched],
    problems: &[Trouble],
    trouble: Option<Error>,
    args: &CheckArgs,
    output: &Output<'_>,
) -> Result<(), Error> {
    let mut out = io::stdout().lock();
    if takes_commands(&out) {
        out.write_all(CLEAR.as_bytes())?;
    }
    match trouble {
        Some(error) => error.print(Style::stderr(args.color)),
        None => {
            let mut report = Report { errors: problems.to_vec(), ..Report::default() };
            vaults.iter().try_for_each(|vault| vault.add_to(&mut report, args))?;
            write(&report, args, output, &mut out)?;
        }
    }
    if !args.quiet {
        let count = vaults.iter().map(Watched::count).sum();
        let line = format!("\nWatching {} for changes. Ctrl-C ends it.", plural(count, "note"));
        // Standard output is for programs otherwise.
        if output.format.is_for_people() {
            writeln!(out, "{line}")?;
        } else {
            let _ = writeln!(io::stderr(), "{line}");
        }
    }
    out.flush()?;
    Ok(())
}
