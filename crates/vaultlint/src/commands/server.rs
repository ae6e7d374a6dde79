//! `vaultlint server`: the language server on standard input and output.

use std::process::ExitCode;

use crate::error::Error;

/// Serves until the editor ends; the exit status is the protocol's.
///
/// # Errors
/// When the server cannot start.
pub fn run() -> Result<ExitCode, Error> {
    Ok(ExitCode::from(vaultlint_server::run()?))
}
