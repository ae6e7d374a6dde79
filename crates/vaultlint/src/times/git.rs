//! What git knows of the times of notes.

use std::collections::HashMap;
use std::path::Path;

use jiff::Timestamp;

/// The commits of the files below a folder.
pub enum History {
    /// By path from the folder, with `/`.
    Known(HashMap<String, Commits>),
    /// Only the last commits are here: nothing can be said of the first.
    Shallow,
    /// There is no git, or no commit.
    Missing,
}

/// When a file was committed, by the time of the author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commits {
    pub first: Timestamp,
    pub last: Timestamp,
    pub before_last: Option<Timestamp>,
    /// Whether it has changes that are not committed.
    pub is_edited: bool,
}

impl History {
    /// Asks git for the history of `folder`.
    pub fn of(folder: &Path) -> History {
        if git(folder, &["rev-parse", "--is-shallow-repository"]).is_some_and(|it| it.trim() == "true") {
            return History::Shallow;
        }
        let log = ["log", "--format=%x01%at", "--name-status", "--find-renames", "--relative", "--", "."];
        let Some(log) = git(folder, &log) else { return History::Missing };
        let mut commits = read(&log);
        let edited = git(folder, &["diff", "--name-only", "--relative", "HEAD", "--", "."]);
        for path in edited.unwrap_or_default().lines() {
            if let Some(commits) = commits.get_mut(&unquoted(path)) {
                commits.is_edited = true;
            }
        }
        History::Known(commits)
    }

    /// The commits of the file at `path`.
    pub fn commits(&self, path: &str) -> Option<&Commits> {
        match self {
            History::Known(commits) => commits.get(path),
            History::Shallow | History::Missing => None,
        }
    }

    /// What a person should know of it.
    pub fn warning(&self) -> Option<&'static str> {
        match self {
            History::Known(_) => None,
            History::Shallow => Some(
                "time stamps are left as they are: this clone does not hold the full history; `git fetch --unshallow` \
                 gets it",
            ),
            History::Missing => {
                Some("git has no history of this vault, so time stamps are those of the files")
            }
        }
    }
}

/// What git prints; `None` where it cannot be run or fails.
fn git(folder: &Path, args: &[&str]) -> Option<String> {
    let printed = crate::git::ask(folder, args).ok()?;
    Some(String::from_utf8_lossy(&printed).into_owned())
}

/// Reads a log, the last commit first.
fn read(log: &str) -> HashMap<String, Commits> {
    let mut commits: HashMap<String, Commits> = HashMap::new();
    // The name of today of a file that was called otherwise.
    let mut renamed: HashMap<String, String> = HashMap::new();
    let mut time = None;
    for line in log.lines() {
        if let Some(seconds) = line.strip_prefix('\u{1}') {
            time = seconds.parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
            continue;
        }
        let mut parts = line.split('\t').map(unquoted);
        let (Some(time), Some(status), Some(path)) = (time, parts.next(), parts.next()) else { continue };
        let (before, now) = match parts.next() {
            Some(now) => (path, now),
            None => (path.clone(), path),
        };
        if status.starts_with('D') {
            continue;
        }
        let today = renamed.remove(&now).unwrap_or_else(|| now.clone());
        add(&mut commits, &today, time);
        if status.starts_with('R') {
            renamed.insert(before, today);
        } else if today != now {
            renamed.insert(now, today);
        }
    }
    commits
}

fn add(commits: &mut HashMap<String, Commits>, path: &str, time: Timestamp) {
    match commits.get_mut(path) {
        None => {
            let commit = Commits { first: time, last: time, before_last: None, is_edited: false };
            commits.insert(path.to_owned(), commit);
        }
        Some(known) => {
            // Clocks differ, and branches are told one after the other.
            known.first = known.first.min(time);
            known.before_last = known.before_last.or(Some(time.min(known.last)));
        }
    }
}

/// `path` without the quotes that git puts around special characters.
fn unquoted(path: &str) -> String {
    let Some(inner) = path.strip_prefix('"').and_then(|path| path.strip_suffix('"')) else {
        return path.to_owned();
    };
    let mut bytes = Vec::with_capacity(inner.len());
    let mut rest = inner.bytes();
    while let Some(byte) = rest.next() {
        let escaped = if byte == b'\\' { rest.next() } else { None };
        match escaped {
            None => bytes.push(byte),
            Some(b'n') => bytes.push(b'\n'),
            Some(b't') => bytes.push(b'\t'),
            Some(digit @ b'0'..=b'3') => {
                let others = rest.by_ref().take(2);
                bytes.push(others.fold(digit - b'0', |sum, digit| (sum << 3) | (digit & 7)));
            }
            Some(other) => bytes.push(other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_is_read() {
        let log = "\u{1}50\n\nM\tb.md\n\u{1}40\n\nR090\ta.md\tb.md\nA\tc.md\nD\tgone.md\n\
                   \u{1}30\n\nM\ta.md\n\u{1}20\n\nA\ta.md\nA\tgone.md\nA\t\"q\\\"\\303\\244.md\"\n";
        let commits = read(log);
        let time = |seconds| Timestamp::from_second(seconds).unwrap();
        let of = |path: &str| commits.get(path).map(|it| (it.first, it.last, it.before_last));
        assert_eq!(of("b.md"), Some((time(20), time(50), Some(time(40)))));
        assert_eq!(of("c.md"), Some((time(40), time(40), None)));
        assert_eq!(of("q\"ä.md"), Some((time(20), time(20), None)));
        assert_eq!(of("a.md"), None);
    }
}
