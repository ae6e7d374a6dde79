//! How a run ends.

use std::process::ExitCode;

/// What the exit status says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExitStatus {
    /// Nothing to report.
    Clean,
    /// A finding at level warning or error was shown; with `--diff`, there is a difference; of the properties to rename
    /// some stay as they are.
    Findings,
    /// The command line is wrong, the configuration unusable, or a file could not be read or written. What could be
    /// checked was checked.
    Failure,
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        ExitCode::from(match status {
            ExitStatus::Clean => 0,
            ExitStatus::Findings => 1,
            ExitStatus::Failure => 2,
        })
    }
}
