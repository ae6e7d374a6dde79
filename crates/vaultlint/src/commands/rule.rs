//! `vaultlint rule`: what a rule is about.

use std::io::{self, BufWriter, Write};

use serde::Serialize;
use serde_json::Value;
use vaultlint_core::config::{find_rule, options_schema};
use vaultlint_core::rule::{FixAvailability, RuleInfo};
use vaultlint_core::rules;

use crate::args::{RuleArgs, RuleFormat};
use crate::error::Error;
use crate::status::ExitStatus;
use crate::terminal::Style;

mod page;

/// Explains one rule, or lists all.
///
/// # Errors
/// When there is no such rule, or the output cannot be written.
pub fn run(args: &RuleArgs) -> Result<ExitStatus, Error> {
    let style = Style::stdout(args.color);
    let mut out = BufWriter::new(io::stdout().lock());
    match (args.name.as_deref(), args.output_format) {
        (Some(name), RuleFormat::Text) => page::write(find_rule(name)?, style, &mut out)?,
        (Some(name), RuleFormat::Json) => json(&mut out, &Entry::new(find_rule(name)?))?,
        (None, RuleFormat::Text) => list(&mut out, style)?,
        (None, RuleFormat::Json) => {
            json(&mut out, &rules::ALL.iter().map(|info| Entry::new(info)).collect::<Vec<_>>())?;
        }
    }
    out.flush()?;
    Ok(ExitStatus::Clean)
}

/// A rule as programs see it.
#[derive(Serialize)]
struct Entry {
    name: &'static str,
    summary: &'static str,
    category: &'static str,
    level: &'static str,
    fix: &'static str,
    /// JSON Schema of the options.
    options: Value,
    page: &'static str,
}

impl Entry {
    fn new(info: &RuleInfo) -> Self {
        Entry {
            name: info.name,
            summary: info.summary,
            category: info.category.name(),
            level: info.level.name(),
            fix: fix(info),
            options: options_schema(info),
            page: info.page,
        }
    }
}

fn fix(info: &RuleInfo) -> &'static str {
    match info.fix {
        FixAvailability::Never => "never",
        FixAvailability::Sometimes => "sometimes",
        FixAvailability::Always => "always",
    }
}

fn json(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value).map_err(io::Error::from)?;
    writeln!(out)
}

fn list(out: &mut dyn Write, style: Style) -> io::Result<()> {
    let width = rules::ALL.iter().map(|info| info.name.len()).max().unwrap_or(0);
    let mut category = None;
    for info in rules::ALL {
        if category.replace(info.category) != Some(info.category) {
            writeln!(out, "{}", style.bold(info.category.name()))?;
        }
        let fixes = if info.fix == FixAvailability::Never { "   " } else { "fix" };
        writeln!(out, "  {:width$}  {:7}  {fixes}  {}", info.name, info.level.name(), info.summary)?;
    }
    writeln!(out, "\n`vaultlint rule NAME` explains a rule.")
}
