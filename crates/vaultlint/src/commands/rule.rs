//! `vaultlint rule`: what a rule is about.

use std::io::{self, BufWriter, Write};

use anstyle::Style as Paint;
use serde::Serialize;
use vaultlint_core::config::find_rule;
use vaultlint_core::rule::{FixAvailability, RuleInfo};
use vaultlint_core::rules;

use crate::args::{RuleArgs, RuleFormat};
use crate::error::Error;
use crate::status::ExitStatus;
use crate::terminal::Style;

/// Explains one rule, or lists all.
///
/// # Errors
/// When there is no such rule, or the output cannot be written.
pub fn run(args: &RuleArgs) -> Result<ExitStatus, Error> {
    let style = Style::stdout(args.color);
    let mut out = BufWriter::new(io::stdout().lock());
    match (args.name.as_deref(), args.output_format) {
        (Some(name), RuleFormat::Text) => explain(&mut out, find_rule(name)?, style)?,
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

/// The page, with its headings in bold and its fences dimmed.
fn explain(out: &mut dyn Write, info: &RuleInfo, style: Style) -> io::Result<()> {
    let mut in_fence = "";
    for (i, line) in info.page.lines().enumerate() {
        let mark = line.get(..line.len() - line.trim_start_matches('`').len()).unwrap_or("");
        if mark.len() >= 3 && (in_fence.is_empty() || mark == in_fence) {
            in_fence = if in_fence.is_empty() { mark } else { "" };
            writeln!(out, "{}", style.paint(line, Paint::new().dimmed()))?;
        } else if in_fence.is_empty() && line.starts_with('#') {
            writeln!(out, "{}", style.bold(line.trim_start_matches('#').trim()))?;
            if i == 0 {
                writeln!(
                    out,
                    "{}; level: {}; fixes: {}",
                    info.category.name(),
                    info.level.name(),
                    fix(info)
                )?;
            }
        } else if in_fence.is_empty() {
            writeln!(out, "{}", folded(line, style.width))?;
        } else {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

/// `line` broken between words at `width` columns.
fn folded(line: &str, width: usize) -> String {
    let mut out = String::new();
    let mut used = 0;
    for word in line.split_inclusive(' ') {
        let length = word.trim_end().chars().count();
        if used > 0 && used + length > width {
            out.truncate(out.trim_end().len());
            out.push('\n');
            used = 0;
        }
        out.push_str(word);
        used += word.chars().count();
    }
    out
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
