//! `vaultlint rename`: renames things in a vault, with all links to them.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use vaultlint_core::refactor::{Plan, plan};
use vaultlint_core::vault::VaultPath;
use vaultlint_core::workspace::{
    Batch, BatchEdit, JournalError, OpenVault, Root, carry_out, find_root, is_pending, open_vault, recover,
};

use super::check::{current_folder, vault};
use crate::args::{OutputFormat, RenameArgs};
use crate::config;
use crate::error::Error;
use crate::report::{Output, Report, Trouble};
use crate::status::ExitStatus;
use crate::terminal::Style;
use crate::vaults;

mod asked;
mod told;

use asked::Asked;

/// Renames what `args` name.
///
/// # Errors
/// When it cannot be done; everything is then as it was, unless the error says that the rename waits to be finished.
pub fn run(args: &RenameArgs) -> Result<ExitStatus, Error> {
    let current = current_folder()?;
    let (Some(old), Some(new)) = (&args.old, &args.new) else {
        return recover_here(&find_root(&current), args, &current);
    };
    let place = asked::place(old, args.property, &current)?;
    let root = find_root(&place);
    // What was interrupted comes first: notes are not as they should be until then.
    let mut status = ExitStatus::Clean;
    let is_written = !args.diff && !args.dry_run;
    if is_pending(&root.path) {
        if !is_written {
            return Err(Error::Usage {
                message: "a rename of this vault is under way or was interrupted".to_owned(),
                help: Some("`vaultlint rename --recover` finishes it or takes it back".to_owned()),
            });
        }
        status = recover_here(&root, args, &current)?;
    }
    let config = config::find(None, false, &root.path, &current)?;
    let open = open_vault(&root, &vault::options(&config));
    let asked = Asked::new(&open, old, new, args.property, &current)?;
    let texts = |path: &VaultPath| vaults::read(&open.root.path, path).ok().map(Arc::from);
    let plan = plan(&open.vault, &texts, &asked.refactoring)
        .map_err(|error| Error::Usage { message: error.to_string(), help: error.help() })?;
    let mut troubles = Report::default();
    vault::add_troubles(&open, &mut troubles);
    if is_written {
        let left = carry_out(&open.root.path, &batch(&plan)).map_err(|error| failed(&error))?;
        troubles.errors.extend(left.into_iter().map(changed_meanwhile));
    }
    told::remarks(&open, &plan, &mut troubles);
    let output = output(args, &current);
    told::write(&open, &asked, &plan, args, &output)?;
    write_troubles(&troubles, args, &output);
    // Properties that keep their names are what is left to do.
    let done = if plan.kept > 0 { status.max(ExitStatus::Findings) } else { status };
    Ok(if troubles.errors.is_empty() { done } else { ExitStatus::Failure })
}

fn output<'a>(args: &RenameArgs, current: &'a Path) -> Output<'a> {
    let style = Style::stdout(args.color);
    Output { format: OutputFormat::Concise, statistics: false, style, current }
}

fn write_troubles(troubles: &Report, args: &RenameArgs, output: &Output<'_>) {
    let output = Output { style: Style::stderr(args.color), ..*output };
    // A standard error that is closed is no reason to fail.
    let _ = troubles.write_troubles(&output, &mut io::stderr().lock());
}

/// What is to be written and moved: folders as a whole.
fn batch(plan: &Plan) -> Batch {
    let edits = plan.edits.iter().map(|file| BatchEdit {
        path: file.path.clone(),
        before: file.text.clone(),
        after: file.new_text(),
    });
    let is_taken = |path: &VaultPath| {
        plan.folders.iter().any(|(folder, _)| {
            path.as_str().strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'))
        })
    };
    let files = plan.moves.iter().filter(|(old, _)| !is_taken(old));
    Batch { edits: edits.collect(), moves: plan.folders.iter().chain(files).cloned().collect() }
}

fn recover_here(root: &Root, args: &RenameArgs, current: &Path) -> Result<ExitStatus, Error> {
    let recovery = recover(&root.path).map_err(|error| failed(&error))?;
    let Some(recovery) = recovery else {
        if !args.quiet {
            writeln!(io::stdout(), "No rename of this vault was interrupted.")?;
        }
        return Ok(ExitStatus::Clean);
    };
    if !args.quiet {
        let done = if recovery.finished { "Finished" } else { "Took back" };
        writeln!(io::stderr(), "{done} a rename of this vault that was interrupted.")?;
    }
    let mut troubles = Report::default();
    troubles.errors.extend(recovery.left.into_iter().map(changed_meanwhile));
    write_troubles(&troubles, args, &output(args, current));
    Ok(if troubles.errors.is_empty() { ExitStatus::Clean } else { ExitStatus::Failure })
}

fn changed_meanwhile(path: PathBuf) -> Trouble {
    Trouble::new(
        path,
        "this file was changed meanwhile, perhaps in Obsidian, so it was left as it is; check its links",
    )
}

fn failed(error: &JournalError) -> Error {
    let help = error.is_pending.then(|| {
        "The rename is begun but not finished. When the cause is gone, `vaultlint rename --recover` finishes it."
            .to_owned()
    });
    Error::Usage { message: error.to_string(), help }
}

/// The vault and where it is.
fn disk_path(open: &OpenVault, path: &VaultPath) -> PathBuf {
    open.root.path.join(path.as_str())
}
