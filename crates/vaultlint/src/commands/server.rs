//! `vaultlint server`: the language server on standard input and output.

use crate::error::Error;
use crate::status::ExitStatus;

/// Serves until the editor ends.
///
/// # Errors
/// When the server cannot start.
pub fn run() -> Result<ExitStatus, Error> {
    Err(Error::usage("`server` is not part of this version yet"))
}
