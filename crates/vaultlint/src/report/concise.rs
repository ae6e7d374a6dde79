//! One line a finding: `path:line:column: level[rule] message`.

use std::io::{self, Write};

use super::{Output, Report};
use crate::terminal::harmless;

pub(super) fn write(report: &Report, output: &Output<'_>, out: &mut dyn Write) -> io::Result<()> {
    for note in &report.notes {
        let path = output.style.bold(&note.shown(output.current));
        for found in &note.found {
            let (line, column) = note.note.lines.human_position(&note.note.text, found.range.start());
            let (level, rule) = (found.level.name(), found.rule.name);
            writeln!(out, "{path}:{line}:{column}: {level}[{rule}] {}", harmless(&found.message))?;
        }
    }
    Ok(())
}
