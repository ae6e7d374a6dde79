//! `vaultlint inspect`: how Obsidian reads a note, and where the links of a vault lead.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use rayon::prelude::*;
use serde_json::{Map, Value, json};
use vaultlint_core::note::Note;
use vaultlint_core::text::LineIndex;
use vaultlint_core::vault::{FileKind, Graph, VaultPath};
use vaultlint_core::workspace::{OpenOptions, OpenVault, find_root, open_vault, read_note};

use crate::args::InspectArgs;
use crate::error::Error;
use crate::status::ExitStatus;

mod metadata;

/// Shows a note or the links of a vault.
///
/// # Errors
/// When the note or the vault cannot be read.
pub fn run(args: &InspectArgs) -> Result<ExitStatus, Error> {
    let path = args.path.as_deref().unwrap_or(Path::new("."));
    if args.links { links(path) } else { note(path) }
}

fn note(path: &Path) -> Result<ExitStatus, Error> {
    let text = read_note(path).map_err(|error| Error::usage(error.to_string()))?;
    let note = Note::parse(path.to_string_lossy().into_owned(), text);
    print(&metadata::cached_metadata(&note))?;
    Ok(ExitStatus::Clean)
}

fn links(path: &Path) -> Result<ExitStatus, Error> {
    if !path.is_dir() {
        let help = "name the folder of a vault, or leave `--links` out to inspect a note".to_string();
        let message = format!("`{}` is no folder", path.display());
        return Err(Error::Usage { message, help: Some(help) });
    }
    let open = open_vault(&find_root(path), &OpenOptions::default());
    let (graph, problems) = graph(&open);
    let mut errors = io::stderr().lock();
    for problem in &problems {
        writeln!(errors, "error: {problem}")?;
    }
    print(&json!({ "resolvedLinks": edges(&graph.resolved), "unresolvedLinks": edges(&graph.unresolved) }))?;
    Ok(if problems.is_empty() { ExitStatus::Clean } else { ExitStatus::Failure })
}

/// The graph of all notes and canvases, and what could not be read.
fn graph(open: &OpenVault) -> (Graph, Vec<String>) {
    let vault = &open.vault;
    let sources: Vec<_> = vault
        .files()
        .filter(|file| matches!(vault.path(*file).kind(), FileKind::Note | FileKind::Canvas))
        .collect();
    let texts: Vec<_> = sources
        .par_iter()
        .map(|file| {
            let text = read_note(&open.disk_path(*file)).map_err(|error| error.to_string())?;
            let path = vault.path(*file);
            let note = (path.kind() == FileKind::Note).then(|| Note::parse(path.clone(), text.as_str()));
            Ok((path, note, text))
        })
        .collect();
    let mut graph = Graph::default();
    let mut problems = Vec::new();
    for text in texts {
        match text {
            Ok((_, Some(note), _)) => graph.add_note(vault, &note),
            Ok((path, None, text)) => problems.extend(add_canvas(&mut graph, open, path, &text)),
            Err(error) => problems.push(error),
        }
    }
    (graph, problems)
}

fn add_canvas(graph: &mut Graph, open: &OpenVault, path: &VaultPath, text: &str) -> Option<String> {
    let error = graph.add_canvas(&open.vault, path, text).err()?;
    let (line, column) = LineIndex::new(text).human_position(text, error.range.start());
    Some(format!("{path}:{line}:{column}: {}; its links are left out", error.message))
}

/// Source, target, how often: the shape of Obsidian's maps.
fn edges<T: ToString>(edges: &BTreeMap<VaultPath, BTreeMap<T, u32>>) -> Value {
    let targets = |targets: &BTreeMap<T, u32>| -> Map<String, Value> {
        targets.iter().map(|(target, count)| (target.to_string(), Value::from(*count))).collect()
    };
    let sources = edges.iter().map(|(source, found)| (source.to_string(), targets(found).into()));
    Value::Object(sources.collect())
}

fn print(value: &Value) -> Result<(), Error> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer_pretty(&mut out, value).map_err(io::Error::from)?;
    writeln!(out)?;
    out.flush()?;
    Ok(())
}
