//! Writes a `vaultlint.toml` to start from.

use std::io::{self, Write};
use std::path::Path;

use vaultlint_core::config::FILE_NAME;
use vaultlint_core::workspace::{
    SETTINGS_FOLDER, WriteErrorKind, create_file, find_root, read_note, read_settings,
};

use super::draft::{Found, draft};
use super::{absolute, existing};
use crate::args::ConfigInitArgs;
use crate::error::Error;
use crate::status::ExitStatus;
use crate::terminal::shown;

/// Where obsidian-linter keeps its settings.
const LINTER: &str = "plugins/obsidian-linter/data.json";

/// Writes the file to the root of the vault, or to standard output.
///
/// # Errors
/// When there is one already, or it cannot be written.
pub fn run(args: &ConfigInitArgs) -> Result<ExitStatus, Error> {
    let current = absolute(Path::new("."))?;
    let root = find_root(&existing(&args.path)?).path;
    let text = draft(&found(&root));
    if args.stdout {
        io::stdout().lock().write_all(text.as_bytes())?;
        return Ok(ExitStatus::Clean);
    }
    create(&root, &text, "init", &current)
}

/// Writes `text` to a new configuration at `root`; `command` is what prints it instead.
///
/// # Errors
/// When there is one already, or it cannot be written.
pub fn create(root: &Path, text: &str, command: &str, current: &Path) -> Result<ExitStatus, Error> {
    let path = root.join(FILE_NAME);
    create_file(&path, text).map_err(|error| match error.kind {
        WriteErrorKind::Exists => Error::Usage {
            message: format!("there is a `{}` already", shown(&path, current)),
            help: Some(format!("`vaultlint config {command} --stdout` prints what would be written")),
        },
        _ => Error::usage(error.to_string()),
    })?;
    writeln!(io::stdout(), "Wrote {}.", shown(&path, current))?;
    Ok(ExitStatus::Clean)
}

fn found(root: &Path) -> Found {
    let (settings, _) = read_settings(root, SETTINGS_FOLDER);
    let is_there = |filter: &str| root.join(filter).exists();
    let filters = settings.user_ignore_filters.iter().map(|filter| (filter.to_string(), is_there(filter)));
    Found { filters: filters.collect(), linter_folders: linter_folders(root), settings }
}

/// The folders that obsidian-linter passes over.
fn linter_folders(root: &Path) -> Vec<String> {
    let text = read_note(&root.join(SETTINGS_FOLDER).join(LINTER)).unwrap_or_default();
    let data: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    let folders = data["foldersToIgnore"].as_array().into_iter().flatten();
    let folders =
        folders.filter_map(|folder| folder.as_str()).map(|folder| folder.trim_matches('/').to_owned());
    folders.filter(|folder| !folder.is_empty()).collect()
}
