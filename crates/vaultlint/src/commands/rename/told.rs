//! What a rename has done, or would do.

use std::io::{self, BufWriter, Write};

use vaultlint_core::refactor::{FileEdits, Plan, Refactoring};
use vaultlint_core::vault::{FileKind, VaultPath};
use vaultlint_core::workspace::OpenVault;

use super::super::check::diff::Difference;
use super::{Asked, disk_path};
use crate::args::RenameArgs;
use crate::report::{Output, Report, Trouble, plural};
use crate::terminal::{harmless, shown};

/// Writes what `plan` does as `args` ask for.
///
/// # Errors
/// When the output cannot be written.
pub(super) fn write(
    open: &OpenVault,
    asked: &Asked,
    plan: &Plan,
    args: &RenameArgs,
    output: &Output<'_>,
) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    if args.diff {
        diff(open, plan, output, &mut out)?;
    } else if args.dry_run {
        list(open, asked, plan, output, &mut out)?;
    }
    out.flush()?;
    if args.quiet {
        return Ok(());
    }
    let sentence = sentence(asked, plan, !args.diff && !args.dry_run);
    // With `--diff` standard output is a patch.
    if args.diff {
        let _ = writeln!(io::stderr(), "{sentence}");
    } else {
        writeln!(out, "{sentence}")?;
    }
    out.flush()
}

/// Adds what is remarked to the warnings.
pub(super) fn remarks(open: &OpenVault, plan: &Plan, troubles: &mut Report) {
    for remark in &plan.remarks {
        let read = || {
            crate::vaults::read(&open.root.path, plan.new_path(&remark.path))
                .or_else(|_| crate::vaults::read(&open.root.path, &remark.path))
        };
        let text = plan.edited_text(&remark.path).cloned().or_else(|| read().ok().map(Into::into));
        let message = remark.located(text.as_deref());
        troubles.warnings.push(Trouble::new(disk_path(open, &remark.path), message));
    }
}

/// Moves as git tells of them, and a patch.
fn diff(open: &OpenVault, plan: &Plan, output: &Output<'_>, out: &mut dyn Write) -> io::Result<()> {
    let path = |path: &VaultPath| shown(&disk_path(open, path), output.current);
    for (old, new) in &plan.moves {
        let (old, new) = (path(old), path(new));
        writeln!(out, "rename from {old}\nrename to {new}")?;
    }
    for file in &plan.edits {
        let difference = Difference {
            path: disk_path(open, &file.path),
            before: file.text.clone(),
            after: file.new_text().into(),
        };
        difference.write(output, out)?;
    }
    Ok(())
}

fn list(
    open: &OpenVault,
    asked: &Asked,
    plan: &Plan,
    output: &Output<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let path = |path: &VaultPath| shown(&disk_path(open, path), output.current);
    for (old, new) in &plan.moves {
        writeln!(out, "Would move {} to {}", path(old), path(new))?;
    }
    for file in &plan.edits {
        let path = path(&file.path);
        if count(asked, file) > 0 {
            writeln!(out, "Would change {} in {path}", changes(asked, std::slice::from_ref(file)))?;
        } else {
            writeln!(out, "Would change {path}")?;
        }
    }
    Ok(())
}

/// `Renamed a.md to b.md: 12 links in 7 notes.`
fn sentence(asked: &Asked, plan: &Plan, is_done: bool) -> String {
    let (old, new) = &asked.sentence;
    let renamed = if is_done { "Renamed" } else { "Would rename" };
    let counted: Vec<&FileEdits> = plan.edits.iter().filter(|file| count(asked, file) > 0).collect();
    let what = if counted.iter().all(|file| is_note(file)) { "note" } else { "file" };
    let mut told = match counted.len() {
        0 => nothing(asked).to_owned(),
        files => format!("{} in {}", changes(asked, &plan.edits), plural(files, what)),
    };
    if matches!(asked.refactoring, Refactoring::RenameProperty { .. }) {
        if plan.edits.iter().any(|file| file.path.kind() == FileKind::Other) {
            told.push_str(", and its type in the settings");
        }
        match plan.kept {
            0 => {}
            1 => told.push_str("; 1 stays as it is"),
            kept => told.push_str(&format!("; {kept} stay as they are")),
        }
    }
    harmless(&format!("{renamed} {old} to {new}: {told}."))
}

fn is_note(file: &FileEdits) -> bool {
    file.path.kind() == FileKind::Note
}

fn nothing(asked: &Asked) -> &'static str {
    match &asked.refactoring {
        Refactoring::RenameTag { .. } => "no tags to rewrite",
        Refactoring::RenameProperty { .. } => "no properties to rewrite",
        _ => "no links to rewrite",
    }
}

fn count(asked: &Asked, file: &FileEdits) -> usize {
    match &asked.refactoring {
        Refactoring::RenameTag { .. } => file.edits.len(),
        Refactoring::RenameProperty { .. } if is_note(file) => file.edits.len(),
        Refactoring::RenameProperty { .. } => 0,
        _ => file.links,
    }
}

fn changes(asked: &Asked, files: &[FileEdits]) -> String {
    let count = files.iter().map(|file| count(asked, file)).sum();
    match &asked.refactoring {
        Refactoring::RenameTag { .. } => plural(count, "tag"),
        Refactoring::RenameProperty { .. } if count == 1 => "1 property".to_owned(),
        Refactoring::RenameProperty { .. } => format!("{count} properties"),
        _ => plural(count, "link"),
    }
}
