//! Which configuration holds for a vault.

use std::path::{Path, PathBuf};

use vaultlint_core::config::Config;
use vaultlint_core::workspace;

use crate::args::CheckArgs;
use crate::error::Error;
use crate::terminal::shown;

/// The configuration for the vault at `root`: the one that the command line names, or the nearest one upwards, narrowed
/// to the rules that the command line names.
///
/// # Errors
/// When the file cannot be read or used, or there is no such rule.
pub fn load(args: &CheckArgs, root: &Path, current: &Path) -> Result<Config, Error> {
    let mut config = find(args.config.as_deref(), args.isolated, root, current)?;
    config.select(&args.rules)?;
    Ok(config)
}

/// The configuration for the vault at `root`: the file `named`, none at all if `isolated`, or the nearest one upwards.
///
/// # Errors
/// When the file cannot be read or used.
pub fn find(named: Option<&Path>, isolated: bool, root: &Path, current: &Path) -> Result<Config, Error> {
    let path = match (named, isolated) {
        (Some(path), _) => Some(path.to_path_buf()),
        (None, true) => None,
        (None, false) => workspace::config_file(root),
    };
    Ok(match path {
        Some(path) => File::read(path, current)?.config,
        None => Config::default(),
    })
}

/// A configuration file.
pub struct File {
    /// Where it is.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
    /// What it says.
    pub config: Config,
}

impl File {
    /// Reads the file at `path`.
    ///
    /// # Errors
    /// When it cannot be read or used.
    pub fn read(path: PathBuf, current: &Path) -> Result<Self, Error> {
        let text = workspace::read_note(&path).map_err(|error| Error::usage(error.of_settings()))?;
        match Config::parse(&text) {
            Ok(config) => Ok(File { path, text, config }),
            Err(error) => Err(Error::Config { path: shown(&path, current), text, error }),
        }
    }
}
