//! Writes a `vaultlint.toml` from the settings of other tools.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use vaultlint_core::config::FILE_NAME;
use vaultlint_core::import::{self, ImportError, Imported};
use vaultlint_core::workspace::{SETTINGS_FOLDER, find_root, read_note, write_note};

use super::init::create;
use super::{absolute, existing};
use crate::args::ConfigImportArgs;
use crate::error::Error;
use crate::report::plural;
use crate::status::ExitStatus;
use crate::terminal::{harmless, shown};

/// Where each tool keeps its settings, from the root of the vault, and how they are read; the first one there is counts.
const SOURCES: [(&str, Reader); 9] = [
    (".obsidian/plugins/obsidian-linter/data.json", import::obsidian_linter),
    (".rumdl.toml", import::rumdl),
    ("rumdl.toml", import::rumdl),
    (".markdownlint-cli2.jsonc", import::markdownlint),
    (".markdownlint-cli2.yaml", import::markdownlint),
    (".markdownlint.jsonc", import::markdownlint),
    (".markdownlint.json", import::markdownlint),
    (".markdownlint.yaml", import::markdownlint),
    (".markdownlint.yml", import::markdownlint),
];

type Reader = fn(&str) -> Result<Imported, ImportError>;

/// Writes the file to the root of the vault, or to standard output; what was not taken over is told on standard error.
///
/// # Errors
/// When there are no settings, they cannot be read, there is a `vaultlint.toml` already, or it cannot be written.
pub fn run(args: &ConfigImportArgs) -> Result<ExitStatus, Error> {
    let current = absolute(Path::new("."))?;
    let path = existing(&args.path)?;
    let root = find_root(&path).path;
    let (file, read) = source(&path, &root)?;
    let text = read_note(&file).map_err(|error| Error::usage(error.of_settings()))?;
    let place = shown(&file, &current);
    let imported = read(&text).map_err(|error| Error::usage(format!("{place}: {error}")))?;
    let text = imported.to_toml();
    let status = if args.stdout {
        io::stdout().lock().write_all(text.as_bytes())?;
        ExitStatus::Clean
    } else if args.force && root.join(FILE_NAME).is_file() {
        replace(&root.join(FILE_NAME), &text, &current)?
    } else {
        create(&root, &text, "import", &current)?
    };
    // A standard error that is closed is no reason to fail.
    let _ = tell(&imported, &place);
    let _ = path.is_dir().then(|| tell_others(&file, &root, &current));
    Ok(status)
}

/// Writes `text` over the configuration at `path`.
fn replace(path: &Path, text: &str, current: &Path) -> Result<ExitStatus, Error> {
    let before = read_note(path).map_err(|error| Error::usage(error.of_settings()))?;
    write_note(path, &before, text).map_err(|error| Error::usage(error.to_string()))?;
    writeln!(io::stdout(), "Replaced {}.", shown(path, current))?;
    Ok(ExitStatus::Clean)
}

/// Names the settings of other tools that were not read.
fn tell_others(file: &Path, root: &Path, current: &Path) -> io::Result<()> {
    let others = SOURCES.iter().map(|(place, _)| root.join(place));
    for other in others.filter(|other| other != file && other.is_file()) {
        let other = shown(&other, current);
        writeln!(
            io::stderr(),
            "There is {other} too: `vaultlint config import {other} --stdout` prints what it says."
        )?;
    }
    Ok(())
}

/// The file of settings that `path` names, or the first one of the vault at `root`.
fn source(path: &Path, root: &Path) -> Result<(PathBuf, Reader), Error> {
    if path.is_file() {
        let name = path.file_name();
        let fits = |(place, _): &&(&str, Reader)| Path::new(place).file_name() == name;
        let reader = SOURCES.iter().find(fits).ok_or_else(|| unknown(path))?.1;
        return Ok((path.to_path_buf(), reader));
    }
    let found =
        SOURCES.iter().map(|(place, read)| (root.join(place), *read)).find(|(file, _)| file.is_file());
    found.ok_or_else(|| Error::Usage {
        message: format!("there are no settings to import in {}", root.display()),
        help: Some(format!("looked for {}", places())),
    })
}

fn unknown(path: &Path) -> Error {
    Error::Usage {
        message: format!("{} is no file of settings that is known", path.display()),
        help: Some(format!("known are {}", places())),
    }
}

fn places() -> String {
    debug_assert!(SOURCES.iter().any(|(place, _)| place.starts_with(SETTINGS_FOLDER)));
    SOURCES.map(|(place, _)| format!("`{place}`")).join(", ")
}

fn tell(imported: &Imported, place: &str) -> io::Result<()> {
    let mut err = io::stderr().lock();
    writeln!(err, "Took over {} from {place}.", plural(imported.rule_count(), "rule"))?;
    for remark in &imported.remarks {
        writeln!(err, "  {}: {}", harmless(&remark.setting), harmless(&remark.message))?;
    }
    Ok(())
}
