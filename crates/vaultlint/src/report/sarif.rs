//! SARIF 2.1.0, fit for GitHub's code scanning.

use std::io::{self, Write};

use serde_json::{Map, Value, json};
use vaultlint_core::diagnostic::{Diagnostic, Fix, Related};
use vaultlint_core::rule::RuleInfo;
use vaultlint_core::rules;
use vaultlint_core::text::{LineIndex, TextRange};

use super::advice::level_as;
use super::fingerprint::{Fingerprint, Fingerprints};
use super::paths::{Base, url};
use super::{FileReport, Output, Report, Trouble};

/// What relative addresses start from.
const ROOT: &str = "SRCROOT";

pub(super) fn write(report: &Report, output: &Output<'_>, out: &mut dyn Write) -> io::Result<()> {
    let base = Base::project(output.current, "GITHUB_WORKSPACE");
    let has_found = |info: &&&'static RuleInfo| {
        report.files.iter().flat_map(|file| &file.found).any(|found| found.rule.name == info.name)
    };
    let rules: Vec<&RuleInfo> = rules::ALL.iter().filter(has_found).copied().collect();
    let mut fingerprints = Fingerprints::default();
    let mut results = Vec::new();
    for file in &report.files {
        let path = base.file(file);
        for found in &file.found {
            let fingerprint = fingerprints.take(&path, &file.source, found);
            results.push(result(file, found, &base, &rules, fingerprint));
        }
    }
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": driver(&rules) },
            "automationDetails": { "id": "vaultlint/" },
            "invocations": [invocation(report, &base)],
            "originalUriBaseIds": { ROOT: {
                "uri": base.url(),
                "description": { "text": "The root of the repository, or the folder of the run." },
            } },
            "columnKind": "utf16CodeUnits",
            "results": results,
        }],
    });
    super::write_json(&document, out)
}

fn driver(rules: &[&RuleInfo]) -> Value {
    json!({
        "name": "vaultlint",
        "fullName": concat!("vaultlint ", env!("CARGO_PKG_VERSION")),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "informationUri": env!("CARGO_PKG_REPOSITORY"),
        "rules": rules.iter().map(|info| descriptor(info)).collect::<Vec<_>>(),
    })
}

fn descriptor(info: &RuleInfo) -> Value {
    let level = level_as(info.level, "note");
    let severity = level_as(info.level, "recommendation");
    json!({
        "id": info.name,
        "name": pascal_case(info.name),
        "shortDescription": { "text": sentence(info.summary) },
        "fullDescription": { "text": sentence(first_paragraph(info.page).unwrap_or(info.summary)) },
        "help": {
            "text": format!("{}\nSee {}", sentence(info.summary), info.url()),
            "markdown": info.page,
        },
        "helpUri": info.url(),
        "defaultConfiguration": { "level": level },
        "properties": {
            "precision": "very-high",
            "problem.severity": severity,
            "tags": [info.category.name()],
        },
    })
}

fn invocation(report: &Report, base: &Base) -> Value {
    let notification = |level: &'static str| {
        move |trouble: &Trouble| {
            let place = json!({ "physicalLocation": { "artifactLocation": artifact(&base.relative(&trouble.path)) } });
            json!({ "level": level, "message": { "text": sentence(&trouble.message) }, "locations": [place] })
        }
    };
    let warnings = report.warnings.iter().map(notification("warning"));
    let all: Vec<Value> = warnings.chain(report.errors.iter().map(notification("error"))).collect();
    json!({ "executionSuccessful": report.errors.is_empty(), "toolExecutionNotifications": all })
}

fn result(
    file: &FileReport,
    found: &Diagnostic,
    base: &Base,
    rules: &[&RuleInfo],
    fingerprint: Fingerprint,
) -> Value {
    let (lines, text) = (file.source.lines(), file.source.text());
    let mut message = sentence(&found.message);
    if let Some(help) = &found.help {
        message += &format!(" {}", sentence(&capital(help)));
    }
    let address = artifact(&base.file(file));
    // Code scanning shows nothing that has no place, so a finding about the file stands at its start.
    let place = json!({ "physicalLocation": { "artifactLocation": address, "region": region(lines, text, found.range) } });
    let mut result = Map::new();
    result.insert("ruleId".into(), found.rule.name.into());
    result.insert("ruleIndex".into(), rules.iter().position(|info| info.name == found.rule.name).into());
    result.insert("level".into(), level_as(found.level, "note").into());
    result.insert("message".into(), json!({ "text": message }));
    result.insert("locations".into(), json!([place]));
    let related: Vec<Value> =
        found.related.iter().enumerate().map(|(at, it)| related(at, file, it, base)).collect();
    if !related.is_empty() {
        result.insert("relatedLocations".into(), related.into());
    }
    result
        .insert("partialFingerprints".into(), json!({ "primaryLocationLineHash": fingerprint.to_string() }));
    let fixes: Vec<Value> = found.fixes.iter().map(|it| fix(file, it, &address)).collect();
    if !fixes.is_empty() {
        result.insert("fixes".into(), fixes.into());
    }
    result.into()
}

fn related(at: usize, file: &FileReport, related: &Related, base: &Base) -> Value {
    let path = related.path.as_ref().unwrap_or(file.source.path());
    let mut place = json!({ "artifactLocation": artifact(&base.in_vault(file, path)) });
    if let Some(range) = related.range
        && let Some(region) = file.in_text(path, |lines, text| region(lines, text, range))
    {
        place["region"] = region;
    }
    json!({ "id": at + 1, "physicalLocation": place, "message": { "text": sentence(&capital(&related.message)) } })
}

fn fix(file: &FileReport, fix: &Fix, address: &Value) -> Value {
    let (lines, text) = (file.source.lines(), file.source.text());
    let replacement = |edit: &vaultlint_core::diagnostic::Edit| {
        json!({
            "deletedRegion": region(lines, text, edit.range()),
            "insertedContent": { "text": edit.content() },
        })
    };
    let replacements: Vec<Value> = fix.edits().iter().map(replacement).collect();
    json!({
        "description": { "text": sentence(fix.title()) },
        "artifactChanges": [{ "artifactLocation": address, "replacements": replacements }],
        "properties": { "applicability": fix.applicability().name() },
    })
}

fn artifact(path: &str) -> Value {
    let uri = url(path);
    if uri.starts_with("file:") { json!({ "uri": uri }) } else { json!({ "uri": uri, "uriBaseId": ROOT }) }
}

fn region(lines: &LineIndex, text: &str, range: TextRange) -> Value {
    let [start, end] = [range.start(), range.end()].map(|at| lines.utf16_position(text, at));
    json!({
        "startLine": start.line + 1,
        "startColumn": start.col + 1,
        "endLine": end.line + 1,
        "endColumn": end.col + 1,
    })
}

/// `text` with the period that messages of this form end in.
fn sentence(text: &str) -> String {
    let text = text.trim_end();
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}

/// `text` with a capital at its start.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// `link-spacing` as `LinkSpacing`.
fn pascal_case(name: &str) -> String {
    name.split('-').map(capital).collect()
}

/// What a page says below its title.
fn first_paragraph(page: &str) -> Option<&str> {
    page.split("\n\n").map(str::trim).find(|part| !part.is_empty() && !part.starts_with('#'))
}
