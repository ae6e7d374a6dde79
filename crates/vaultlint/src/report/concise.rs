//! One line a finding: `path:line:column: level[rule] message`.

use std::io::{self, Write};

use super::{Output, Report};
use crate::terminal::harmless;

pub(super) fn write(report: &Report, output: &Output<'_>, out: &mut dyn Write) -> io::Result<()> {
    for file in &report.files {
        let path = output.style.bold(&file.shown(output.current));
        for found in &file.found {
            let (line, column) = file.source.lines().human_position(file.source.text(), found.range.start());
            let (level, rule) = (found.level.name(), found.rule.name);
            writeln!(out, "{path}:{line}:{column}: {level}[{rule}] {}", harmless(&found.message))?;
        }
    }
    Ok(())
}
