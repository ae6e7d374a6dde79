//! The `vaultlint` command.

use std::process::ExitCode;

use clap::Parser;

mod args;
mod commands;
mod config;
mod error;
mod guarded;
mod progress;
mod report;
mod status;
mod terminal;
mod vaults;

use args::{Cli, ColorChoice, Command};
use error::Error;
use status::ExitStatus;
use terminal::Style;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let (result, color) = match &cli.command {
        None => (commands::check::run(&cli.check), cli.check.color),
        Some(Command::Check(args)) => (commands::check::run(args), args.color),
        Some(Command::Rule(args)) => (commands::rule::run(args), args.color),
        Some(Command::Inspect(args)) => (commands::inspect::run(args), ColorChoice::Auto),
        Some(Command::Server) => (commands::server::run(), ColorChoice::Auto),
    };
    let status = result.unwrap_or_else(|error| match error {
        // Whoever read the output has seen enough.
        Error::Output(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitStatus::Clean,
        error => {
            error.print(Style::stderr(color));
            ExitStatus::Failure
        }
    });
    status.into()
}
