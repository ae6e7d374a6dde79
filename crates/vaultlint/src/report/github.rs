//! Annotations of a workflow of GitHub Actions.

use std::io::{self, Write};

use vaultlint_core::diagnostic::Diagnostic;

use super::advice::{level_as, with_advice};
use super::paths::Base;
use super::{FileReport, Output, Report, Trouble};

pub(super) fn write(report: &Report, output: &Output<'_>, out: &mut dyn Write) -> io::Result<()> {
    let base = Base::project(output.current, "GITHUB_WORKSPACE");
    for file in &report.files {
        let path = base.file(file);
        for found in &file.found {
            writeln!(out, "{}", annotation(&path, file, found))?;
        }
    }
    let mut trouble = |kind: &str, trouble: &Trouble| {
        let path = property(&base.relative(&trouble.path));
        writeln!(out, "::{kind} file={path},title=vaultlint::{}", data(&trouble.message))
    };
    report.warnings.iter().try_for_each(|it| trouble("warning", it))?;
    report.errors.iter().try_for_each(|it| trouble("error", it))
}

fn annotation(path: &str, file: &FileReport, found: &Diagnostic) -> String {
    let mut properties = format!("file={}", property(path));
    if !found.about_file {
        let (start, end) = file.ends(found.range);
        properties += &format!(",line={},endLine={}", start.line, end.line);
        // Columns are for annotations of one line.
        if start.line == end.line {
            properties += &format!(",col={},endColumn={}", start.column, end.column);
        }
    }
    let level = level_as(found.level, "notice");
    format!("::{level} {properties},title=vaultlint ({})::{}", found.rule.name, data(&with_advice(found)))
}

/// `text` as the message of a command. What could command the terminal that shows the log is `?`.
fn data(text: &str) -> String {
    let is_harmful = |c: char| c.is_control() && !matches!(c, '\t' | '\r' | '\n');
    let harmless = text.replace(is_harmful, "?");
    harmless.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// `text` as the value of a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
