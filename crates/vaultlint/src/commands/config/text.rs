//! The configuration for people.

use std::io::{self, Write};

use anstyle::Style as Paint;
use serde_json::{Map, Value};

use super::show::{Shown, View};
use crate::terminal::{Style, harmless};

/// Characters of a value that fit beside its name.
const MOST: usize = 44;

/// Writes `view` in aligned columns.
pub fn write(view: &View, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let config = view.config.as_deref().unwrap_or("none; defaults hold");
    writeln!(out, "{} {}", style.bold("Vault:"), view.vault)?;
    writeln!(out, "{} {config}", style.bold("Configuration:"))?;
    if !view.path.is_empty() {
        let fate = match &view.excluded_by {
            Some(pattern) => format!("not checked: excluded by {} ({})", pattern.value, origin(pattern)),
            None => "checked".to_owned(),
        };
        writeln!(out, "{} {}, {fate}", style.bold("Path:"), harmless(&view.path))?;
    }
    writeln!(out, "\n{}", style.bold("Files"))?;
    rows(&pairs(&view.files), "", style, out)?;
    writeln!(out, "\n{}", style.bold("Rules"))?;
    let width = view.rules.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    for rule in &view.rules {
        let level = rule.level.value.as_str().unwrap_or("");
        let origin = painted(&rule.level, style);
        writeln!(out, "  {:width$}  {level:7}  {origin}", rule.name)?;
        rows(&pairs(&rule.options), "  ", style, out)?;
    }
    writeln!(out, "\n{}", style.bold("Settings of the vault"))?;
    rows(&pairs(&view.settings), "", style, out)
}

fn pairs(values: &Map<String, Value>) -> Vec<(&str, Shown)> {
    let shown = |value: &Value| Shown {
        value: value["value"].clone(),
        file: value["file"].as_str().map(str::to_owned),
        preset: value["preset"].as_bool().unwrap_or(false),
        line: value["line"].as_u64().and_then(|line| usize::try_from(line).ok()),
    };
    values.iter().map(|(name, value)| (name.as_str(), shown(value))).collect()
}

fn rows(values: &[(&str, Shown)], margin: &str, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let names = values.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let shown: Vec<String> = values.iter().map(|(_, shown)| short(&shown.value)).collect();
    let width = shown.iter().map(|value| value.chars().count()).max().unwrap_or(0);
    for ((name, value), text) in values.iter().zip(&shown) {
        writeln!(out, "{margin}  {name:names$}  {text:width$}  {}", painted(value, style))?;
    }
    Ok(())
}

/// `value` on one line, cut to what fits.
fn short(value: &Value) -> String {
    let text = harmless(&value.to_string().replace("\",\"", "\", \""));
    match value.as_array() {
        Some(items) if text.chars().count() > MOST => format!("[{} items]", items.len()),
        _ => text,
    }
}

fn painted(shown: &Shown, style: Style) -> String {
    let paint = if shown.file.is_some() { Paint::new() } else { Paint::new().dimmed() };
    style.paint(&origin(shown), paint)
}

fn origin(shown: &Shown) -> String {
    match (&shown.file, shown.line) {
        (Some(file), Some(line)) => format!("{file}:{line}"),
        (Some(file), None) => file.clone(),
        (None, _) if shown.preset => "preset".to_owned(),
        (None, _) => "default".to_owned(),
    }
}
