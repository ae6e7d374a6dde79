//! One line a finding, below the file that it is in.

use std::io::{self, Write};

use super::{Output, Report};
use crate::terminal::harmless;

pub(super) fn write(report: &Report, output: &Output<'_>, out: &mut dyn Write) -> io::Result<()> {
    for file in &report.files {
        writeln!(out, "{}", output.style.bold(&file.shown(output.current)))?;
        let places = file.found.iter().map(|found| {
            let (line, column) = file.source.lines().human_position(file.source.text(), found.range.start());
            // What is about the file as a whole stands nowhere in it.
            if found.about_file { String::new() } else { format!("{line}:{column}") }
        });
        let places: Vec<String> = places.collect();
        let width = places.iter().map(String::len).max().unwrap_or(0);
        for (found, place) in file.found.iter().zip(places) {
            let (level, rule) = (found.level.name(), found.rule.name);
            writeln!(out, "  {place:>width$}  {level}[{rule}] {}", harmless(&found.message))?;
        }
        writeln!(out)?;
    }
    Ok(())
}
