//! Why a command cannot do its work.

use std::fmt;
use std::io::{self, Write};

use miette::{LabeledSpan, SourceCode};
use vaultlint_core::config::ConfigError;
use vaultlint_core::text::LineIndex;

use crate::report::{Excerpt, handler};
use crate::terminal::{Style, harmless};

/// What stops a command. What is wrong with single notes is part of the report instead.
#[derive(Debug)]
pub enum Error {
    /// A configuration cannot be used.
    Config {
        /// The file, as it is shown.
        path: String,
        /// Its text.
        text: String,
        /// What is wrong with it.
        error: ConfigError,
    },
    /// The command cannot be followed.
    Usage {
        /// What is wrong.
        message: String,
        /// What to do.
        help: Option<String>,
    },
    /// The output cannot be written.
    Output(io::Error),
}

impl Error {
    /// A command that cannot be followed.
    pub fn usage(message: impl Into<String>) -> Self {
        Error::Usage { message: message.into(), help: None }
    }

    /// Writes the error to standard error, with the line at fault underlined. There is nobody left to tell when that
    /// fails.
    pub fn print(self, style: Style) {
        let drawing = Drawing::new(self, style.width);
        let mut drawn = String::new();
        if handler(style).render_report(&mut drawn, &drawing).is_err() {
            drawn = format!("error: {}\n", drawing.message);
        }
        let _ = io::stderr().lock().write_all(drawn.as_bytes());
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Error::Output(error)
    }
}

impl From<ConfigError> for Error {
    fn from(error: ConfigError) -> Self {
        Error::Usage { message: error.message, help: error.help }
    }
}

/// An error as miette draws it.
struct Drawing {
    message: String,
    help: Option<String>,
    excerpt: Option<Excerpt>,
}

impl Drawing {
    fn new(error: Error, width: usize) -> Self {
        match error {
            Error::Config { path, text, error } => {
                let excerpt =
                    error.range.map(|range| Excerpt::new(path, &text, &LineIndex::new(&text), range, width));
                Drawing { message: harmless(&error.message), help: error.help, excerpt }
            }
            Error::Usage { message, help } => Drawing { message: harmless(&message), help, excerpt: None },
            Error::Output(error) => Drawing {
                message: format!("the output cannot be written: {error}"),
                help: None,
                excerpt: None,
            },
        }
    }
}

impl miette::Diagnostic for Drawing {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.excerpt.as_ref().map(|excerpt| excerpt as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let span = self.excerpt.as_ref()?.span();
        Some(Box::new(std::iter::once(LabeledSpan::new_primary_with_span(None, span))))
    }
}

impl fmt::Display for Drawing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Debug for Drawing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Drawing {}
