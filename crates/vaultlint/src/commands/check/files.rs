//! The selected files of one vault that are no notes.

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use vaultlint_core::config::Config;
use vaultlint_core::diagnostic::Diagnostic;
use vaultlint_core::file::VaultFile;
use vaultlint_core::lint::lint_file;
use vaultlint_core::vault::FileId;
use vaultlint_core::workspace::OpenVault;

use super::absolute;
use crate::args::CheckArgs;
use crate::guarded::guarded;
use crate::report::{FileReport, Report, Source, Trouble};
use crate::vaults;

/// Checks canvases, bases, pictures and all other selected files.
pub fn check(open: &OpenVault, config: &Config, args: &CheckArgs, report: &mut Report) {
    let root: Arc<Path> = Arc::from(absolute(&open.root.path));
    let is_checked = |file: &&FileId| !config.is_excluded(open.vault.path(**file));
    let files: Vec<FileId> = open.files.iter().filter(is_checked).copied().collect();
    let check = |file: &FileId| check_one(open, config, args, *file);
    for outcome in files.par_iter().map(check).collect::<Vec<_>>() {
        match outcome {
            Ok((_, found)) if found.is_empty() => {}
            Ok((file, found)) => {
                report.files.push(FileReport { source: Source::File(file), root: root.clone(), found });
            }
            Err(trouble) => report.errors.push(trouble),
        }
    }
}

fn check_one(
    open: &OpenVault,
    config: &Config,
    args: &CheckArgs,
    id: FileId,
) -> Result<(VaultFile, Vec<Diagnostic>), Trouble> {
    let path = open.vault.path(id);
    let text = if VaultFile::has_text(path.kind()) {
        vaults::read(&open.root.path, path)
            .map_err(|error| Trouble::new(open.disk_path(id), error.to_string()))?
    } else {
        String::new()
    };
    let least = args.level.level();
    guarded(|| {
        let file = VaultFile::parse(path.clone(), text);
        let mut found = lint_file(&file, &open.vault, config);
        found.retain(|diagnostic| diagnostic.level >= least);
        (file, found)
    })
    .map_err(|message| Trouble::new(open.disk_path(id), message))
}
