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
        let color = match choice {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => is_colored(variable, is_terminal),
        };
        let columns = variable("COLUMNS").and_then(|columns| columns.parse().ok());
        let ascii = variable("TERM").is_some_and(|term| term == "dumb");
        Style { color, ascii, width: columns.unwrap_or(100).clamp(40, 160) }
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

/// Whether `stream` is a terminal that can be told to move its cursor and to clear what it shows.
pub fn takes_commands(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && !is_dumb(variable)
}

/// Whether the environment is one of a terminal that shows control sequences as text, or names none.
fn is_dumb(variable: impl Fn(&str) -> Option<String>) -> bool {
    match variable("TERM") {
        Some(term) => term == "dumb",
        // Windows has no such variable.
        None => cfg!(unix),
    }
}

/// Whether what is written is coloured, where the command line does not say: by `NO_COLOR` (no-color.org), then
/// `CLICOLOR_FORCE` and `CLICOLOR` (bixense.com/clicolors), then by what the stream is.
fn is_colored(variable: impl Fn(&str) -> Option<String>, is_terminal: bool) -> bool {
    let says = |name: &str| variable(name).filter(|value| !value.is_empty());
    if says("NO_COLOR").is_some() {
        false
    } else if says("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
        true
    } else if says("CLICOLOR").is_some_and(|value| value == "0") {
        false
    } else {
        is_terminal && !is_dumb(variable)
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

#[cfg(test)]
mod tests {
    use super::{is_colored, is_dumb};

    /// The environment that `text` is, as `NAME=VALUE` between blanks.
    fn environment(text: &str) -> impl Fn(&str) -> Option<String> + Copy {
        move |name| {
            let mut pairs = text.split(' ').filter_map(|pair| pair.split_once('='));
            pairs.find(|pair| pair.0 == name).map(|pair| pair.1.to_owned())
        }
    }

    #[test]
    fn the_environment_decides_about_colours() {
        for (text, at_terminal, elsewhere) in [
            ("TERM=xterm", true, false),
            ("TERM=dumb", false, false),
            ("TERM=xterm NO_COLOR=", true, false),
            ("TERM=xterm NO_COLOR=0", false, false),
            ("TERM=xterm CLICOLOR=0", false, false),
            ("TERM=xterm CLICOLOR=1", true, false),
            ("TERM=xterm CLICOLOR_FORCE=0", true, false),
            ("TERM=xterm CLICOLOR_FORCE=", true, false),
            ("TERM=dumb CLICOLOR=0 CLICOLOR_FORCE=1", true, true),
            ("TERM=xterm NO_COLOR=1 CLICOLOR_FORCE=1", false, false),
        ] {
            assert_eq!(is_colored(environment(text), true), at_terminal, "{text}");
            assert_eq!(is_colored(environment(text), false), elsewhere, "{text}");
        }
    }

    #[test]
    fn no_terminal_without_a_name_is_commanded() {
        assert!(is_dumb(environment("TERM=dumb")));
        assert!(!is_dumb(environment("TERM=xterm")));
        assert_eq!(is_dumb(environment("")), cfg!(unix));
    }
}
