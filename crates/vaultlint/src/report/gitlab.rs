//! A code quality report of GitLab.

use std::io::{self, Write};

use serde_json::{Value, json};
use vaultlint_core::rule::Level;

use super::fingerprint::{Fingerprint, Fingerprints};
use super::paths::Base;
use super::{Output, Report};

pub(super) fn write(report: &Report, output: &Output<'_>, out: &mut dyn Write) -> io::Result<()> {
    let base = Base::project(output.current, "CI_PROJECT_DIR");
    let mut fingerprints = Fingerprints::default();
    let mut issues = Vec::new();
    for file in &report.files {
        let path = base.file(file);
        for found in &file.found {
            let (start, end) = file.ends(found.range);
            let severity = match found.level {
                Level::Error => "major",
                Level::Warning => "minor",
                Level::Info | Level::Format | Level::Off => "info",
            };
            let fingerprint = fingerprints.take(&path, &file.source, found);
            let lines = (start.line, end.line);
            issues.push(issue(&path, lines, severity, found.rule.name, &found.message, fingerprint));
        }
    }
    for trouble in &report.errors {
        let path = base.relative(&trouble.path);
        let fingerprint = fingerprints.of_file(&path, &trouble.message);
        issues.push(issue(&path, (1, 1), "critical", "vaultlint", &trouble.message, fingerprint));
    }
    super::write_json(&issues, out)
}

fn issue(
    path: &str,
    (begin, end): (usize, usize),
    severity: &str,
    check: &str,
    message: &str,
    fingerprint: Fingerprint,
) -> Value {
    json!({
        "type": "issue",
        "check_name": check,
        "description": message,
        "categories": ["Style"],
        "severity": severity,
        "fingerprint": fingerprint.to_string(),
        "location": { "path": path, "lines": { "begin": begin, "end": end } },
    })
}
