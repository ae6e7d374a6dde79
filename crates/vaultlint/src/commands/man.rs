//! `vaultlint man`: the manual pages.

use std::io::{self, Write};

use clap::CommandFactory;
use clap_mangen::Man;

use crate::args::{Cli, ManArgs};
use crate::error::Error;
use crate::status::ExitStatus;

/// Prints the manual page of the program, or writes one for each command.
///
/// # Errors
/// When a page cannot be written.
pub fn run(args: &ManArgs) -> Result<ExitStatus, Error> {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    if let Some(folder) = &args.to {
        let written =
            std::fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(command, folder));
        written.map_err(|error| {
            Error::usage(format!("the manual pages cannot be written to `{}`: {error}", folder.display()))
        })?;
        return Ok(ExitStatus::Clean);
    }
    let mut page = Vec::new();
    Man::new(command).render(&mut page)?;
    let mut out = io::stdout().lock();
    out.write_all(&page)?;
    out.flush()?;
    Ok(ExitStatus::Clean)
}
