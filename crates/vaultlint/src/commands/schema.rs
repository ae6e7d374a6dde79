//! `vaultlint schema`: the JSON Schema of reports.

use std::io::{self, Write};

use crate::error::Error;
use crate::report;
use crate::status::ExitStatus;

/// Prints the schema.
///
/// # Errors
/// When the output cannot be written.
pub fn run() -> Result<ExitStatus, Error> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer_pretty(&mut out, &report::schema()).map_err(io::Error::from)?;
    writeln!(out)?;
    out.flush()?;
    Ok(ExitStatus::Clean)
}
