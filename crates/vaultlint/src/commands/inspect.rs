//! `vaultlint inspect`: how Obsidian reads a note, and where the links of a vault lead.

use crate::args::InspectArgs;
use crate::error::Error;
use crate::status::ExitStatus;

/// Shows a note or the links of a vault.
///
/// # Errors
/// When the note or the vault cannot be read.
pub fn run(args: &InspectArgs) -> Result<ExitStatus, Error> {
    let _ = (&args.path, args.links);
    Err(Error::usage("`inspect` is not part of this version yet"))
}
