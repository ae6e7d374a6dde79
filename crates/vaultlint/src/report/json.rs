//! One JSON object for programs. Paths of findings are relative to the vault.

use std::io::{self, Write};

use serde::Serialize;
use vaultlint_core::diagnostic::{Diagnostic, Edit, Fix};

use super::{FileReport, Place, Report, Summary, Trouble};

#[derive(Serialize)]
struct Document<'a> {
    diagnostics: Vec<Finding<'a>>,
    errors: Vec<FileTrouble<'a>>,
    warnings: Vec<FileTrouble<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    level: &'a str,
    message: &'a str,
    help: Option<&'a str>,
    path: &'a str,
    /// Whether it is about the file as a whole; start and end then mean nothing.
    about_file: bool,
    start: Place,
    end: Place,
    related: Vec<RelatedPlace<'a>>,
    fixes: Vec<FixEntry<'a>>,
}

#[derive(Serialize)]
struct RelatedPlace<'a> {
    path: &'a str,
    start: Option<Place>,
    end: Option<Place>,
    message: &'a str,
}

#[derive(Serialize)]
struct FixEntry<'a> {
    title: &'a str,
    applicability: &'a str,
    edits: Vec<EditEntry<'a>>,
}

#[derive(Serialize)]
struct EditEntry<'a> {
    start: Place,
    end: Place,
    content: &'a str,
}

#[derive(Serialize)]
struct FileTrouble<'a> {
    path: String,
    message: &'a str,
}

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let findings = report.files.iter().flat_map(|file| file.found.iter().map(|found| finding(file, found)));
    let document = Document {
        diagnostics: findings.collect(),
        errors: report.errors.iter().map(file_trouble).collect(),
        warnings: report.warnings.iter().map(file_trouble).collect(),
        summary: Summary::of(report),
    };
    serde_json::to_writer_pretty(&mut *out, &document).map_err(io::Error::from)?;
    writeln!(out)
}

fn finding<'a>(file: &'a FileReport, found: &'a Diagnostic) -> Finding<'a> {
    Finding {
        rule: found.rule.name,
        level: found.level.name(),
        message: &found.message,
        help: found.help.as_deref(),
        path: file.source.path().as_str(),
        about_file: found.about_file,
        start: place(file, found.range.start()),
        end: place(file, found.range.end()),
        related: found.related.iter().map(|it| related(file, it)).collect(),
        fixes: found.fixes.iter().map(|it| fix(file, it)).collect(),
    }
}

fn related<'a>(file: &'a FileReport, related: &'a vaultlint_core::diagnostic::Related) -> RelatedPlace<'a> {
    let related = file.related(related);
    let (start, end) = related.places.unzip();
    RelatedPlace { path: related.path.as_str(), start, end, message: related.message }
}

fn fix<'a>(file: &FileReport, fix: &'a Fix) -> FixEntry<'a> {
    let edit = |edit: &'a Edit| EditEntry {
        start: place(file, edit.range().start()),
        end: place(file, edit.range().end()),
        content: edit.content(),
    };
    let edits = fix.edits().iter().map(edit).collect();
    FixEntry { title: fix.title(), applicability: fix.applicability().name(), edits }
}

fn place(file: &FileReport, offset: usize) -> Place {
    Place::new(file.source.lines(), file.source.text(), offset)
}

fn file_trouble(trouble: &Trouble) -> FileTrouble<'_> {
    FileTrouble { path: trouble.path.display().to_string(), message: &trouble.message }
}
