//! `vaultlint config`: what is in force, the schema of the file, and a file to start from.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use vaultlint_core::config::schema;

use crate::args::{ColorChoice, ConfigArgs, ConfigCommand};
use crate::error::Error;
use crate::status::ExitStatus;

mod draft;
mod import;
mod init;
mod settings;
mod show;
mod text;

/// Shows or writes the configuration.
///
/// # Errors
/// When the configuration cannot be used, there is one already, or the output cannot be written.
pub fn run(args: &ConfigArgs) -> Result<ExitStatus, Error> {
    match &args.command {
        ConfigCommand::Show(args) => show::run(args),
        ConfigCommand::Schema => {
            let mut out = io::BufWriter::new(io::stdout().lock());
            serde_json::to_writer_pretty(&mut out, &schema()).map_err(io::Error::from)?;
            writeln!(out)?;
            out.flush()?;
            Ok(ExitStatus::Clean)
        }
        ConfigCommand::Init(args) => init::run(args),
        ConfigCommand::Import(args) => import::run(args),
    }
}

/// When to use colours.
pub fn color(args: &ConfigArgs) -> ColorChoice {
    match &args.command {
        ConfigCommand::Show(args) => args.color,
        _ => ColorChoice::Auto,
    }
}

/// `path` from the root of the file system, where there is something.
fn existing(path: &Path) -> Result<PathBuf, Error> {
    if !path.exists() {
        return Err(Error::usage(format!("there is no file or folder `{}`", path.display())));
    }
    absolute(path)
}

fn absolute(path: &Path) -> Result<PathBuf, Error> {
    std::path::absolute(path)
        .map_err(|error| Error::usage(format!("the current folder cannot be found: {error}")))
}
