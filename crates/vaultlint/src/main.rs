//! The `vaultlint` command.

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use clap::Parser;

mod args;
mod baseline;
mod commands;
mod config;
mod error;
mod git;
mod guarded;
mod progress;
mod report;
mod status;
mod terminal;
mod times;
mod vaults;

use args::{Cli, ColorChoice, Command};
use error::Error;
use status::ExitStatus;
use terminal::Style;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(answer) => return print(&answer),
    };
    let done = |status: ExitStatus| ExitCode::from(status);
    let (result, color) = match &cli.command {
        None => (commands::check::run(&cli.check).map(done), cli.check.color),
        Some(Command::Check(args)) => (commands::check::run(args).map(done), args.color),
        Some(Command::Rule(args)) => (commands::rule::run(args).map(done), args.color),
        Some(Command::Format(args)) => (commands::format::run(args).map(done), args.color),
        Some(Command::Rename(args)) => (commands::rename::run(args).map(done), args.color),
        Some(Command::Baseline(args)) => (commands::baseline::run(args).map(done), args.color),
        Some(Command::Config(args)) => (commands::config::run(args).map(done), commands::config::color(args)),
        Some(Command::Schema) => (commands::schema::run().map(done), ColorChoice::Auto),
        Some(Command::Inspect(args)) => (commands::inspect::run(args).map(done), ColorChoice::Auto),
        Some(Command::Server(_)) => (commands::server::run(), ColorChoice::Auto),
        Some(Command::Completions(args)) => (commands::completions::run(args).map(done), ColorChoice::Auto),
        Some(Command::Man(args)) => (commands::man::run(args).map(done), ColorChoice::Auto),
    };
    result.unwrap_or_else(|error| match error {
        // Whoever read the output has seen enough.
        Error::Output(error) if error.kind() == ErrorKind::BrokenPipe => ExitStatus::Clean.into(),
        error => {
            error.print(Style::stderr(color));
            ExitStatus::Failure.into()
        }
    })
}

/// Prints help, the version, or what is wrong with the command line. With our own notion of colours: the library's has
/// them for a terminal that knows none where the environment is that of a CI.
fn print(answer: &clap::Error) -> ExitCode {
    let (style, mut out): (Style, Box<dyn Write>) = match answer.use_stderr() {
        true => (Style::stderr(ColorChoice::Auto), Box::new(std::io::stderr())),
        false => (Style::stdout(ColorChoice::Auto), Box::new(std::io::stdout())),
    };
    let text = answer.render();
    let text = if style.color { text.ansi().to_string() } else { text.to_string() };
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        // Whoever read the output has seen enough.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => ExitStatus::Failure.into(),
        _ => u8::try_from(answer.exit_code()).map_or(ExitStatus::Failure.into(), ExitCode::from),
    }
}
