//! What the terminal can show, and safe ways to write to it.

use std::io::IsTerminal;
use std::path::Path;

use vaultlint_core::workspace::slashed;

use crate::args::ColorChoice;

/// How to write to a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether colours may be used.
    pub color: bool,
    /// Whether only ASCII can be shown.
    pub ascii: bool,
    /// How many columns a line has.
    pub width: usize,
}

impl Style {
    /// What suits standard output.
    pub fn stdout(choice: ColorChoice) -> Self {
        Self::new(choice, std::io::stdout().is_terminal())
    }

    /// What suits standard error.
    pub fn stderr(choice: ColorChoice) -> Self {
        Self::new(choice, std::io::stderr().is_terminal())
    }

    fn new(choice: ColorChoice, is_terminal: bool) -> Self {
        let dumb = variable("TERM").is_some_and(|term| term == "dumb");
        // https://no-color.org: set and not empty, whatever its value.
        let refused = variable("NO_COLOR").is_some_and(|value| !value.is_empty());
        let color = match choice {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => is_terminal && !dumb && !refused,
        };
        let columns = variable("COLUMNS").and_then(|columns| columns.parse().ok());
        Style { color, ascii: dumb, width: columns.unwrap_or(100).clamp(40, 160) }
    }

    /// The same, for what is no terminal.
    pub fn plain(self) -> Self {
        Style { color: false, ascii: false, width: 100 }
    }

    /// `text` in bold, where colours may be used.
    pub fn bold(self, text: &str) -> String {
        self.paint(text, anstyle::Style::new().bold())
    }

    /// `text` in `style`, where colours may be used.
    pub fn paint(self, text: &str, style: anstyle::Style) -> String {
        if self.color { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

/// The variable `name` of the environment.
#[expect(clippy::disallowed_methods, reason = "the command line reads the environment")]
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// `text` with `?` for control characters: a note must not be able to command the terminal.
pub fn harmless(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\t' { '?' } else { c }).collect()
}

/// `path` with `/` on every system, relative to the current folder where it lies in it.
pub fn shown(path: &Path, current: &Path) -> String {
    let path = path.strip_prefix(current).unwrap_or(path);
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    harmless(&slashed(path))
}
