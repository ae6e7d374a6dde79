//! Findings in numbers: by rule and by folder.

use std::collections::BTreeMap;
use std::io::{self, Write};

use rustc_hash::FxHashSet;
use serde::Serialize;
use vaultlint_core::diagnostic::{Applicability, Diagnostic};

use super::{FileReport, Output, Report, Summary};
use crate::terminal::harmless;

/// How many folders are listed at most: as deep as this allows.
const MOST_FOLDERS: usize = 20;

/// Findings that have something in common.
#[derive(Debug, Clone, Default, Serialize)]
struct Count {
    name: String,
    count: usize,
    fixable: usize,
    unsafe_fixable: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<&'static str>,
}

#[derive(Serialize)]
struct Document {
    rules: Vec<Count>,
    folders: Vec<Count>,
    summary: Summary,
}

/// A table for each.
pub(super) fn write(report: &Report, output: &Output<'_>, out: &mut dyn Write) -> io::Result<()> {
    if report.files.is_empty() {
        return Ok(());
    }
    write_table("rule", &by_rule(report), output, out)?;
    writeln!(out)?;
    write_table("folder", &by_folder(report, depth(report)), output, out)?;
    writeln!(out)
}

/// One JSON object; folders are those of the files.
pub(super) fn write_json(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let document = Document {
        rules: by_rule(report),
        folders: by_folder(report, usize::MAX),
        summary: Summary::of(report),
    };
    super::write_json(&document, out)
}

fn write_table(noun: &str, counts: &[Count], output: &Output<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", output.style.bold(&format!("{:>7}  {:>7}  {noun}", "count", "fixable")))?;
    for count in counts {
        let level = count.level.map(|level| format!(" ({level})")).unwrap_or_default();
        writeln!(out, "{:>7}  {:>7}  {}{level}", count.count, count.fixable, harmless(&count.name))?;
    }
    Ok(())
}

fn by_rule(report: &Report) -> Vec<Count> {
    counted(report, |_, found| found.rule.name.to_owned(), |found| Some(found.level.name()))
}

/// `depth` is the number of folders from the root that are told apart.
fn by_folder(report: &Report, depth: usize) -> Vec<Count> {
    let name = |file: &FileReport, _: &Diagnostic| match folder(file, depth) {
        "" => "(root)".to_owned(),
        folder => folder.to_owned(),
    };
    counted(report, name, |_| None)
}

/// Counts findings of one name, the most first.
fn counted(
    report: &Report,
    name: impl Fn(&FileReport, &Diagnostic) -> String,
    level: impl Fn(&Diagnostic) -> Option<&'static str>,
) -> Vec<Count> {
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    for file in &report.files {
        for found in &file.found {
            let name = name(file, found);
            let count = counts.entry(name.clone()).or_insert_with(|| Count { name, ..Count::default() });
            count.count += 1;
            count.level = level(found).or(count.level);
            match found.best_fix() {
                Some(Applicability::Safe) => count.fixable += 1,
                Some(Applicability::Unsafe) => count.unsafe_fixable += 1,
                Some(Applicability::DisplayOnly) | None => {}
            }
        }
    }
    let mut counts: Vec<Count> = counts.into_values().collect();
    counts.sort_by_key(|count| std::cmp::Reverse(count.count));
    counts
}

/// The folder of `file`, cut at `depth`.
fn folder(file: &FileReport, depth: usize) -> &str {
    let path = file.source.path().as_str();
    let folder = path.rfind('/').and_then(|end| path.get(..end)).unwrap_or("");
    match folder.match_indices('/').nth(depth.saturating_sub(1)) {
        Some((end, _)) => folder.get(..end).unwrap_or(folder),
        None => folder,
    }
}

fn depth(report: &Report) -> usize {
    let fits = |depth: &usize| {
        let folders: FxHashSet<&str> = report.files.iter().map(|file| folder(file, *depth)).collect();
        folders.len() <= MOST_FOLDERS
    };
    (2..=8).take_while(fits).last().unwrap_or(1)
}
