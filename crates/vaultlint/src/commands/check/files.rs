//! The selected files of one vault that are no notes.

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use vaultlint_core::config::Config;
use vaultlint_core::diagnostic::Diagnostic;
use vaultlint_core::file::VaultFile;
use vaultlint_core::fix::fix_file;
use vaultlint_core::lint::lint_file;
use vaultlint_core::vault::FileId;
use vaultlint_core::workspace::{OpenVault, write_note};

use super::diff::Difference;
use super::{Mode, absolute};
use crate::args::CheckArgs;
use crate::guarded::guarded;
use crate::report::{FileReport, Report, Source, Trouble};
use crate::vaults;

/// Checks `files`: canvases, bases, pictures and all others.
/// Returns what fixes would change.
pub fn check(
    open: &OpenVault,
    files: &[FileId],
    config: &Config,
    args: &CheckArgs,
    report: &mut Report,
) -> Vec<Difference> {
    let root: Arc<Path> = Arc::from(absolute(&open.root.path));
    let check = |file: &FileId| check_one(open, config, args, *file);
    let mut differences = Vec::new();
    for outcome in files.par_iter().map(check).collect::<Vec<_>>() {
        match outcome {
            Ok(checked) => {
                report.fixed += checked.fixed;
                report.fixed_notes += usize::from(checked.fixed > 0);
                if let Some(before) = checked.before {
                    let path = root.join(checked.file.path.as_str());
                    differences.push(Difference { path, before, after: checked.file.text.clone() });
                }
                if !checked.found.is_empty() {
                    let source = Source::File(checked.file);
                    report.files.push(FileReport { source, root: root.clone(), found: checked.found });
                }
            }
            Err(trouble) => report.errors.push(trouble),
        }
    }
    differences
}

/// A file that was checked.
struct Checked {
    /// The file as it is now, or with [`Mode::Diff`] as it would be.
    file: VaultFile,
    found: Vec<Diagnostic>,
    fixed: usize,
    /// The text before the fixes.
    before: Option<Arc<str>>,
}

fn check_one(open: &OpenVault, config: &Config, args: &CheckArgs, id: FileId) -> Result<Checked, Trouble> {
    let path = open.vault.path(id);
    let text = if VaultFile::has_text(path.kind()) {
        vaults::read(&open.root.path, path)
            .map_err(|error| Trouble::new(open.disk_path(id), error.to_string()))?
    } else {
        String::new()
    };
    let least = args.level.level();
    let find = |file: &VaultFile| {
        let mut found = lint_file(file, &open.vault, config);
        found.retain(|diagnostic| diagnostic.level >= least);
        found
    };
    let check = || {
        let file = VaultFile::parse(path.clone(), text);
        let found = find(&file);
        let fixed = match Mode::of(args) {
            Mode::Check => None,
            Mode::Fix(trusted) | Mode::Diff(trusted) => fix_file(&file, &found, trusted),
        };
        (file, found, fixed)
    };
    let (file, found, fixed) = guarded(check).map_err(|message| Trouble::new(open.disk_path(id), message))?;
    let Some((after, fixed)) = fixed else { return Ok(Checked { file, found, fixed: 0, before: None }) };
    if let Mode::Fix(_) = Mode::of(args) {
        let path = open.disk_path(id);
        write_note(&path, &file.text, &after).map_err(|error| Trouble::new(&path, error.kind.to_string()))?;
    }
    let before = Some(file.text);
    let file = VaultFile::parse(file.path, after);
    Ok(Checked { found: find(&file), file, fixed, before })
}
