//! `vaultlint completions`: what shells offer while a command is typed.

use std::io::{self, Write};

use clap::CommandFactory;

use crate::args::{Cli, CompletionsArgs};
use crate::error::Error;
use crate::status::ExitStatus;

/// Prints the script for the shell.
///
/// # Errors
/// When the output cannot be written.
pub fn run(args: &CompletionsArgs) -> Result<ExitStatus, Error> {
    // Into memory first: the generator panics where its output cannot be written.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "vaultlint", &mut script);
    let mut out = io::stdout().lock();
    out.write_all(&script)?;
    out.flush()?;
    Ok(ExitStatus::Clean)
}
