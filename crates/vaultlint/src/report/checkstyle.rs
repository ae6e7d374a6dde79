//! A report of Checkstyle.

use std::io::{self, Write};

use super::advice::level_as;
use super::paths::Base;
use super::xml::escaped;
use super::{Output, Report, Trouble};

pub(super) fn write(report: &Report, output: &Output<'_>, out: &mut dyn Write) -> io::Result<()> {
    let base = Base::current(output.current);
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<checkstyle version=\"10.0\">")?;
    for file in &report.files {
        writeln!(out, "  <file name=\"{}\">", escaped(&base.file(file)))?;
        for found in &file.found {
            let (start, _) = file.ends(found.range);
            let place = format!("line=\"{}\" column=\"{}\"", start.line, start.column);
            error(&place, level_as(found.level, "info"), &found.message, found.rule.name, out)?;
        }
        writeln!(out, "  </file>")?;
    }
    let mut trouble = |severity: &str, trouble: &Trouble| {
        writeln!(out, "  <file name=\"{}\">", escaped(&base.relative(&trouble.path)))?;
        error("line=\"1\"", severity, &trouble.message, "unreadable", out)?;
        writeln!(out, "  </file>")
    };
    report.warnings.iter().try_for_each(|it| trouble("warning", it))?;
    report.errors.iter().try_for_each(|it| trouble("error", it))?;
    writeln!(out, "</checkstyle>")
}

fn error(place: &str, severity: &str, message: &str, rule: &str, out: &mut dyn Write) -> io::Result<()> {
    let message = escaped(message);
    writeln!(
        out,
        "    <error {place} severity=\"{severity}\" message=\"{message}\" source=\"vaultlint.{rule}\"/>"
    )
}
