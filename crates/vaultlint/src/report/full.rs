//! Findings with the line they stand on, the place underlined, and what to do.

use std::fmt;
use std::io::{self, Write};

use miette::{Diagnostic as Drawable, ThemeStyles};
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity, SourceCode, ThemeCharacters};
use vaultlint_core::diagnostic::Diagnostic;
use vaultlint_core::rule::Level;

use super::advice::advice;
use super::{Excerpt, FileReport, Output, Report};
use crate::terminal::{Style, harmless, shown};

pub(super) fn write(report: &Report, output: &Output<'_>, out: &mut dyn Write) -> io::Result<()> {
    let handler = handler(output.style);
    for file in &report.files {
        for found in &file.found {
            let mut drawn = String::new();
            handler
                .render_report(&mut drawn, &Drawing::new(file, found, output))
                .map_err(|_| io::Error::other("a finding cannot be drawn"))?;
            writeln!(out, "{drawn}")?;
        }
    }
    Ok(())
}

/// What draws in `style`. miette would ask standard error what standard output can show.
pub fn handler(style: Style) -> GraphicalReportHandler {
    let characters = if style.ascii { ThemeCharacters::ascii() } else { ThemeCharacters::unicode() };
    let styles = if style.color { ThemeStyles::ansi() } else { ThemeStyles::none() };
    GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
        .with_width(style.width)
        .with_links(false)
        .with_context_lines(0)
}

/// A finding as miette draws it.
struct Drawing {
    title: String,
    level: Level,
    help: Option<String>,
    /// Nothing for a finding about the file as a whole, whose name is the title then.
    excerpt: Option<Excerpt>,
}

impl Drawing {
    fn new(file: &FileReport, found: &Diagnostic, output: &Output<'_>) -> Self {
        let name = file.shown(output.current);
        let (text, lines) = (file.source.text(), file.source.lines());
        let what = format!("{}: {}", output.style.bold(found.rule.name), harmless(&found.message));
        let (title, excerpt) = if found.about_file {
            (format!("[{name}] {what}"), None)
        } else {
            (what, Some(Excerpt::new(name, text, lines, found.range, output.style.width)))
        };
        Drawing { title, level: found.level, help: help(file, found, output), excerpt }
    }
}

/// What to do: the finding's own advice, its fixes, and where else to look.
fn help(file: &FileReport, found: &Diagnostic, output: &Output<'_>) -> Option<String> {
    let mut lines: Vec<String> = advice(found).iter().map(|line| harmless(line)).collect();
    for related in &found.related {
        let related = file.related(related);
        let path = shown(&file.root.join(related.path.as_str()), output.current);
        let place =
            related.places.map_or(String::new(), |(start, _)| format!(":{}:{}", start.line, start.column));
        lines.push(format!("{path}{place}: {}", harmless(related.message)));
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

impl Drawable for Drawing {
    fn severity(&self) -> Option<Severity> {
        Some(match self.level {
            Level::Error => Severity::Error,
            Level::Warning => Severity::Warning,
            Level::Info | Level::Format | Level::Off => Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.excerpt.as_ref().map(|excerpt| excerpt as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = LabeledSpan::new_primary_with_span(None, self.excerpt.as_ref()?.span());
        Some(Box::new(std::iter::once(label)))
    }
}

impl fmt::Display for Drawing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.title)
    }
}

impl fmt::Debug for Drawing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.title)
    }
}

impl std::error::Error for Drawing {}
