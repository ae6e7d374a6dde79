//! JSON for programs: one object, or one a line. Paths of findings are relative to the vault.

use std::io::{self, Write};

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde_json::Value;
use vaultlint_core::diagnostic::{Diagnostic, Edit, Fix};

use super::paths::Base;
use super::{FileReport, Output, Place, Report, Summary, Trouble};

/// The version of the form: it grows when a field goes or changes its meaning.
const VERSION: u32 = 1;

/// What `vaultlint check --output-format json` writes. New fields may come at any time; `version` grows when one goes
/// or changes its meaning.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Report of vaultlint")]
struct Document<'a> {
    /// The version of this form.
    version: u32,
    /// The findings, by file and place. With `--output-format jsonl`, each of them is a line.
    diagnostics: Vec<Finding<'a>>,
    /// Files that could not be read or written, or whose check broke down. Where there are any, the run fails with
    /// exit status 2.
    errors: Vec<FileTrouble<'a>>,
    /// What went wrong without harm to the result.
    warnings: Vec<FileTrouble<'a>>,
    /// The run in numbers.
    summary: Summary,
}

/// A finding.
#[derive(Serialize, JsonSchema)]
struct Finding<'a> {
    /// The name of the rule.
    rule: &'a str,
    /// How grave it is.
    #[schemars(extend("enum" = ["error", "warning", "info"]))]
    level: &'a str,
    /// What is wrong and why it matters.
    message: &'a str,
    /// What to do, where the message does not say it already.
    help: Option<&'a str>,
    /// The file, relative to its vault, with `/`.
    path: &'a str,
    /// The root of the vault, relative to the folder of the run where it lies in it (`.` for that folder itself), else
    /// absolute; with `/`.
    vault: String,
    /// Whether it is about the file as a whole; start and end then mean nothing.
    about_file: bool,
    /// The first character of the place.
    start: Place,
    /// The character behind the place.
    end: Place,
    /// Other places that explain the finding.
    related: Vec<RelatedPlace<'a>>,
    /// Ways to mend it; the first is the preferred one.
    fixes: Vec<FixEntry<'a>>,
}

/// A place that explains a finding.
#[derive(Serialize, JsonSchema)]
struct RelatedPlace<'a> {
    /// The file, relative to the vault of the finding, with `/`.
    path: &'a str,
    /// The first character of the place; null for the file as a whole.
    start: Option<Place>,
    /// The character behind the place; null for the file as a whole.
    end: Option<Place>,
    /// What is to be seen there.
    message: &'a str,
}

/// A way to mend a finding: edits of its own file.
#[derive(Serialize, JsonSchema)]
struct FixEntry<'a> {
    /// What it does, in the imperative.
    title: &'a str,
    /// How far it may be trusted: `safe` is applied with `--fix`, `unsafe` with `--fix --unsafe-fixes`, and
    /// `display-only` is a suggestion.
    #[schemars(extend("enum" = ["safe", "unsafe", "display-only"]))]
    applicability: &'a str,
    /// Sorted, and none overlaps another.
    edits: Vec<EditEntry<'a>>,
}

/// A replacement.
#[derive(Serialize, JsonSchema)]
struct EditEntry<'a> {
    /// The first character that goes.
    start: Place,
    /// The character behind the last one that goes.
    end: Place,
    /// What comes in their place.
    content: &'a str,
}

/// Something wrong with a file rather than with what it says.
#[derive(Serialize, JsonSchema)]
struct FileTrouble<'a> {
    /// The file, from the root of the file system, as the system names it.
    path: String,
    /// What is wrong and what to do.
    message: &'a str,
}

/// The JSON Schema of the report.
pub fn schema() -> Value {
    SchemaSettings::draft07()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<Document<'static>>()
        .to_value()
}

pub(super) fn write(report: &Report, output: &Output<'_>, out: &mut dyn Write) -> io::Result<()> {
    let document = Document {
        version: VERSION,
        diagnostics: findings(report, output).collect(),
        errors: report.errors.iter().map(file_trouble).collect(),
        warnings: report.warnings.iter().map(file_trouble).collect(),
        summary: Summary::of(report),
    };
    super::write_json(&document, out)
}

/// Writes a finding a line.
pub(super) fn write_lines(report: &Report, output: &Output<'_>, out: &mut dyn Write) -> io::Result<()> {
    findings(report, output).try_for_each(|finding| {
        serde_json::to_writer(&mut *out, &finding).map_err(io::Error::from)?;
        writeln!(out)
    })
}

fn findings<'a>(report: &'a Report, output: &Output<'_>) -> impl Iterator<Item = Finding<'a>> {
    let base = Base::current(output.current);
    report.files.iter().flat_map(move |file| {
        let vault = base.relative(&file.root);
        file.found.iter().map(move |found| finding(file, found, vault.clone()))
    })
}

fn finding<'a>(file: &'a FileReport, found: &'a Diagnostic, vault: String) -> Finding<'a> {
    let (start, end) = file.ends(found.range);
    Finding {
        rule: found.rule.name,
        level: found.level.name(),
        message: &found.message,
        help: found.help.as_deref(),
        path: file.source.path().as_str(),
        vault,
        about_file: found.about_file,
        start,
        end,
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
    let edit = |edit: &'a Edit| {
        let (start, end) = file.ends(edit.range());
        EditEntry { start, end, content: edit.content() }
    };
    let edits = fix.edits().iter().map(edit).collect();
    FixEntry { title: fix.title(), applicability: fix.applicability().name(), edits }
}

fn file_trouble(trouble: &Trouble) -> FileTrouble<'_> {
    FileTrouble { path: trouble.path.display().to_string(), message: &trouble.message }
}
