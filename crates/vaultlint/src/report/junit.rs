//! Results of tests in the form of JUnit: a suite a file, a test a finding.

use std::io::{self, Write};

use vaultlint_core::diagnostic::Diagnostic;
use vaultlint_core::rule::Level;

use super::advice::with_advice;
use super::paths::Base;
use super::xml::escaped;
use super::{FileReport, Output, Report, Summary};

pub(super) fn write(report: &Report, output: &Output<'_>, out: &mut dyn Write) -> io::Result<()> {
    let base = Base::current(output.current);
    let summary = Summary::of(report);
    let (failures, errors) = (summary.errors + summary.warnings, report.errors.len());
    let tests = summary.problems + errors + 1;
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        out,
        "<testsuites name=\"vaultlint\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\">"
    )?;
    // The test that passes: a report without any would be taken for one that went wrong.
    writeln!(
        out,
        "  <testsuite name=\"vaultlint\" tests=\"{}\" failures=\"0\" errors=\"{errors}\">",
        errors + 1
    )?;
    writeln!(
        out,
        "    <testcase name=\"{} checked\" classname=\"vaultlint\"/>",
        super::plural(summary.checked, "note")
    )?;
    for trouble in &report.errors {
        let path = escaped(&base.relative(&trouble.path));
        let message = escaped(&trouble.message);
        writeln!(out, "    <testcase name=\"readable\" classname=\"{path}\">")?;
        writeln!(out, "      <error message=\"{message}\">{path}: {message}</error>")?;
        writeln!(out, "    </testcase>")?;
    }
    writeln!(out, "  </testsuite>")?;
    report.files.iter().try_for_each(|file| suite(&base.file(file), file, out))?;
    writeln!(out, "</testsuites>")
}

fn suite(path: &str, file: &FileReport, out: &mut dyn Write) -> io::Result<()> {
    let name = escaped(path);
    let tests = file.found.len();
    let failures = file.found.iter().filter(|found| found.level >= Level::Warning).count();
    writeln!(out, "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">")?;
    file.found.iter().try_for_each(|found| case(&name, file, found, out))?;
    writeln!(out, "  </testsuite>")
}

/// `path` is escaped.
fn case(path: &str, file: &FileReport, found: &Diagnostic, out: &mut dyn Write) -> io::Result<()> {
    let (start, _) = file.ends(found.range);
    let (line, column, rule) = (start.line, start.column, found.rule.name);
    let text = escaped(&with_advice(found));
    writeln!(out, "    <testcase name=\"{rule} ({line}:{column})\" classname=\"{path}\">")?;
    if found.level >= Level::Warning {
        let (message, level) = (escaped(&found.message), found.level.name());
        writeln!(
            out,
            "      <failure type=\"{level}\" message=\"{message}\">{path}:{line}:{column}: {text}</failure>"
        )?;
    } else {
        writeln!(out, "      <system-out>{path}:{line}:{column}: {text}</system-out>")?;
    }
    writeln!(out, "    </testcase>")
}
