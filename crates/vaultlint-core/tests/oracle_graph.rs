//! The graph of a real vault against what Obsidian says of it. Skipped where the dumps are not beside the repository.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::Path;

use vaultlint_core::note::Note;
use vaultlint_core::vault::{FileKind, Graph};
use vaultlint_core::workspace::{OpenOptions, find_root, open_vault, read_note};

type Edges = BTreeMap<String, BTreeMap<String, u32>>;

/// Notes added or edited after the dump was made.
const CHANGED: &[&str] = &[
    "How To/Find tasks in notes with particular tag.md",
    "Manual Testing/Manually testing views.md",
    "Manual Testing/Nested Backlinks.md",
    "Manual Testing/Smoke test JS setting - should fail when disabled.md",
    "Manual Testing/Smoke test JS setting - should work when disabled.md",
];

fn dump(path: &Path) -> Edges {
    let mut edges: Edges = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    edges.retain(|source, _| !CHANGED.contains(&source.as_str()));
    edges
}

fn graph_of(root: &Path) -> Graph {
    let open = open_vault(&find_root(root), &OpenOptions { gitignore: false, ..OpenOptions::default() });
    let mut graph = Graph::default();
    for file in open.vault.files() {
        let path = open.vault.path(file).clone();
        match path.kind() {
            FileKind::Note => {
                let text = read_note(&open.disk_path(file)).unwrap();
                graph.add_note(&open.vault, &Note::parse(path, text));
            }
            FileKind::Canvas => {
                let text = read_note(&open.disk_path(file)).unwrap();
                graph.add_canvas(&open.vault, &path, &text).unwrap();
            }
            _ => {}
        }
    }
    graph
}

fn edges<P: ToString + Ord, T: ToString>(graph: BTreeMap<P, BTreeMap<T, u32>>) -> Edges {
    let in_text =
        |targets: BTreeMap<T, u32>| targets.into_iter().map(|(target, n)| (target.to_string(), n)).collect();
    let all = graph.into_iter().map(|(source, targets)| (source.to_string(), in_text(targets)));
    all.filter(|(source, _)| !CHANGED.contains(&source.as_str())).collect()
}

/// What differs, a line each, so that a failure can be read.
fn differences(ours: &Edges, theirs: &Edges) -> Vec<String> {
    let sources: std::collections::BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
    let differing = sources.into_iter().filter(|source| ours.get(*source) != theirs.get(*source));
    differing
        .map(|source| format!("{source}: {:?}, not {:?}", ours.get(source), theirs.get(source)))
        .collect()
}

#[test]
fn the_graph_is_the_one_of_the_app() {
    let oracle = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/oracle");
    if !oracle.is_dir() {
        println!("skipped: no dumps at {}", oracle.display());
        return;
    }
    let graph = graph_of(&oracle.join("vault"));
    let resolved = differences(&edges(graph.resolved), &dump(&oracle.join("graph/resolvedLinks.json")));
    let unresolved = differences(&edges(graph.unresolved), &dump(&oracle.join("graph/unresolvedLinks.json")));
    assert!(resolved.is_empty(), "resolved:\n{}", resolved.join("\n"));
    assert!(unresolved.is_empty(), "unresolved:\n{}", unresolved.join("\n"));
}
