//! Where the baseline of a vault is, and what it hides.

use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;
use vaultlint_core::baseline::{Baseline, Checked, FILE_NAME};
use vaultlint_core::config::Config;
use vaultlint_core::rule::Level;
use vaultlint_core::rules;
use vaultlint_core::vault::{Vault, VaultPath};
use vaultlint_core::workspace;

use crate::args::CheckArgs;
use crate::error::Error;
use crate::report::{FileReport, Report};

/// The file at the root of a vault.
pub fn path(root: &Path) -> PathBuf {
    root.join(FILE_NAME)
}

/// The baseline of the vault at `root`; `None` where there is none.
///
/// # Errors
/// When there is one that cannot be read.
pub fn read(root: &Path) -> Result<Option<Baseline>, Error> {
    let path = path(root);
    if !path.is_file() {
        return Ok(None);
    }
    let text = workspace::read_note(&path).map_err(|error| Error::usage(error.of_settings()))?;
    match Baseline::parse(&text) {
        Ok(baseline) => Ok(Some(baseline)),
        Err(error) => Err(Error::usage(format!("{}: {error}", path.display()))),
    }
}

/// What was looked at in a run.
pub struct Scope<'a> {
    /// The vault.
    pub vault: &'a Vault,
    /// The configuration.
    pub config: &'a Config,
    /// The least level that is reported.
    pub least: Level,
    /// The files that were checked.
    pub files: FxHashSet<&'a str>,
    /// Whether they are all of the vault.
    pub whole: bool,
}

impl<'a> Scope<'a> {
    /// A run by `args`.
    pub fn new(
        vault: &'a Vault,
        config: &'a Config,
        args: &CheckArgs,
        files: FxHashSet<&'a str>,
        whole: bool,
    ) -> Self {
        Scope { vault, config, least: args.level.level(), files, whole }
    }

    /// Whether the rule called `rule` was run on the file at `path`.
    fn is_judged(&self, path: &str, rule: &str) -> bool {
        // A file that is gone is looked for everywhere.
        let was_looked_at = if path.is_empty() { self.whole } else { self.files.contains(path) };
        let has_run = |info| self.config.level(info, &VaultPath::from(path)) >= self.least;
        was_looked_at && rules::find(rule).is_none_or(has_run)
    }
}

/// Takes what `baseline` knows out of the files of `report` from `first` on.
pub fn hide(baseline: &Baseline, scope: &Scope<'_>, report: &mut Report, first: usize) {
    let Some(files) = report.files.get_mut(first..) else { return };
    let mut checked: Vec<Checked<'_>> = files
        .iter_mut()
        .map(|FileReport { source, found, .. }| Checked { path: source.path(), text: source.text(), found })
        .collect();
    let is_file = |path: &str| scope.vault.file(path).is_some_and(|it| scope.vault.path(it).as_str() == path);
    let known = baseline.hide(&mut checked, |path, rule| scope.is_judged(path, rule), is_file);
    let kept = report.files.split_off(first);
    report.files.extend(kept.into_iter().filter(|file| !file.found.is_empty()));
    report.known.hidden += known.hidden;
    for (rule, count) in known.mended {
        *report.known.mended.entry(rule).or_default() += count;
    }
}
