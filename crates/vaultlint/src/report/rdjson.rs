//! Diagnostics for reviewdog. Its columns count bytes.

use std::io::{self, Write};

use serde_json::{Map, Value, json};
use vaultlint_core::diagnostic::{Diagnostic, Fix, Related};
use vaultlint_core::text::{LineIndex, TextRange};

use super::advice::level_as;
use super::paths::Base;
use super::{FileReport, Output, Report, Trouble};

pub(super) fn write(report: &Report, output: &Output<'_>, out: &mut dyn Write) -> io::Result<()> {
    let base = Base::current(output.current);
    let found =
        report.files.iter().flat_map(|file| file.found.iter().map(|found| diagnostic(file, found, &base)));
    let trouble = |severity: &'static str| {
        let base = &base;
        move |it: &Trouble| {
            let location = json!({ "path": base.relative(&it.path) });
            json!({ "message": it.message, "location": location, "severity": severity })
        }
    };
    let warnings = report.warnings.iter().map(trouble("WARNING"));
    let errors = report.errors.iter().map(trouble("ERROR"));
    let document = json!({
        "source": { "name": "vaultlint", "url": env!("CARGO_PKG_REPOSITORY") },
        "diagnostics": found.chain(warnings).chain(errors).collect::<Vec<_>>(),
    });
    super::write_json(&document, out)
}

fn diagnostic(file: &FileReport, found: &Diagnostic, base: &Base) -> Value {
    let (lines, text) = (file.source.lines(), file.source.text());
    let mut location = json!({ "path": base.file(file) });
    if !found.about_file {
        location["range"] = range(lines, text, found.range);
    }
    let message = match &found.help {
        Some(help) => format!("{}\n{help}", found.message),
        None => found.message.clone(),
    };
    let mut diagnostic = Map::new();
    diagnostic.insert("message".into(), message.into());
    diagnostic.insert("location".into(), location);
    diagnostic.insert("severity".into(), level_as(found.level, "info").to_uppercase().into());
    diagnostic.insert("code".into(), json!({ "value": found.rule.name, "url": found.rule.url() }));
    let suggestions: Vec<Value> = found.fixes.iter().filter_map(|fix| suggestion(file, fix)).collect();
    if !suggestions.is_empty() {
        diagnostic.insert("suggestions".into(), suggestions.into());
    }
    let related: Vec<Value> = found.related.iter().map(|it| related(file, it, base)).collect();
    if !related.is_empty() {
        diagnostic.insert("related_locations".into(), related.into());
    }
    diagnostic.into()
}

/// One text in the place of all edits of `fix`: several suggestions would be several ways to choose from.
fn suggestion(file: &FileReport, fix: &Fix) -> Option<Value> {
    let text = file.source.text();
    let whole = fix.edits().iter().map(|edit| edit.range()).reduce(TextRange::cover)?;
    let mut after = String::new();
    let mut at = whole.start();
    for edit in fix.edits() {
        after += TextRange::new(at, edit.range().start()).slice(text);
        after += edit.content();
        at = edit.range().end();
    }
    Some(json!({ "range": range(file.source.lines(), text, whole), "text": after }))
}

fn related(file: &FileReport, related: &Related, base: &Base) -> Value {
    let path = related.path.as_ref().unwrap_or(file.source.path());
    let mut location = json!({ "path": base.in_vault(file, path) });
    if let Some(at) = related.range
        && let Some(found) = file.in_text(path, |lines, text| range(lines, text, at))
    {
        location["range"] = found;
    }
    json!({ "message": related.message, "location": location })
}

fn range(lines: &LineIndex, text: &str, range: TextRange) -> Value {
    let place = |offset: usize| {
        let line = lines.line_of(offset);
        let start = lines.line_start(line);
        json!({ "line": line + 1, "column": TextRange::new(start, offset).slice(text).len() + 1 })
    };
    json!({ "start": place(range.start()), "end": place(range.end()) })
}
