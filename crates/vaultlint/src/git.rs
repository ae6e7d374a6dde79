//! Asking git.

use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Why git does not answer.
#[derive(Debug)]
pub enum GitError {
    /// It cannot be run.
    Missing(io::Error),
    /// It refuses: what it says of that.
    Refused(String),
}

/// What git prints when it is run in `folder` with `args`.
///
/// # Errors
/// When it cannot be run or fails.
pub fn ask(folder: &Path, args: &[&str]) -> Result<Vec<u8>, GitError> {
    answer(command(folder, args).output().map_err(GitError::Missing)?)
}

/// As [`ask`], with `input` on its standard input.
///
/// # Errors
/// When it cannot be run or fails.
pub fn ask_with(folder: &Path, args: &[&str], input: String) -> Result<Vec<u8>, GitError> {
    let mut command = command(folder, args);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(GitError::Missing)?;
    let stdin = child.stdin.take();
    // It answers before it has read all; when it stops reading, its status says why.
    let writer = std::thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(input.as_bytes())));
    let output = child.wait_with_output().map_err(GitError::Missing)?;
    let _ = writer.join();
    answer(output)
}

fn answer(output: Output) -> Result<Vec<u8>, GitError> {
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(GitError::Refused(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
}

fn command(folder: &Path, args: &[&str]) -> Command {
    // Names as they are, whatever their letters; no lock, as an editor may be at work.
    let common = ["--no-optional-locks", "-c", "core.quotePath=false", "-c", "log.showSignature=false"];
    let mut command = Command::new("git");
    // A hook names the repository that it runs for: the one of the vault is asked here.
    ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"].iter().for_each(|it| {
        command.env_remove(it);
    });
    command.arg("-C").arg(folder).args(common).args(args).stdin(Stdio::null());
    command
}
