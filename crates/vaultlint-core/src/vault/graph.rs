//! The graph of a vault in the shape of Obsidian's `resolvedLinks` and `unresolvedLinks`.

use std::collections::BTreeMap;

use super::canvas::{Canvas, CanvasError, CanvasTarget};
use super::{FileId, Resolution, Vault, VaultPath};
use crate::note::{Link, Note};

/// Edges from notes and canvases, with how often each occurs. Every source that was added has an entry in both
/// maps, empty where it links to nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Graph {
    /// From a source to the files that it links to.
    pub resolved: BTreeMap<VaultPath, BTreeMap<VaultPath, u32>>,
    /// From a source to targets that no file has: without subpath and `.md`, case kept (OBSIDIAN.md 2.3).
    pub unresolved: BTreeMap<VaultPath, BTreeMap<Box<str>, u32>>,
}

impl Graph {
    /// Adds the links of `note`: of its body, its embeds and its properties ([`Link::is_cached`]).
    pub fn add_note(&mut self, vault: &Vault, note: &Note) {
        self.add_source(&note.path);
        for link in &note.links {
            self.add_link(vault, &note.path, link);
        }
    }

    /// Adds the links of the canvas `text` at `path`.
    ///
    /// # Errors
    /// When `text` is no JSON; the canvas then has no edges.
    pub fn add_canvas(&mut self, vault: &Vault, path: &VaultPath, text: &str) -> Result<(), CanvasError> {
        self.add_source(path);
        for link in Canvas::parse(text)?.links {
            match link.target {
                CanvasTarget::Text(link) => self.add_link(vault, path, &link),
                CanvasTarget::File { path: target, .. } | CanvasTarget::Background(target) => {
                    self.add_edge(vault, path, vault.file(&target), &target);
                }
            }
        }
        Ok(())
    }

    fn add_source(&mut self, source: &VaultPath) {
        self.resolved.entry(source.clone()).or_default();
        self.unresolved.entry(source.clone()).or_default();
    }

    fn add_link(&mut self, vault: &Vault, source: &VaultPath, link: &Link) {
        if !link.is_cached() {
            return;
        }
        let path = &link.target.path;
        if path.is_empty() && link.target.subpath.is_none() {
            return;
        }
        let file = match vault.dest(source, path) {
            Resolution::File(file) => Some(file),
            // One edge all the same; the first by path stands for all.
            Resolution::Ambiguous(files) => files.first().copied(),
            Resolution::Empty => vault.file(source.as_str()),
            _ => None,
        };
        self.add_edge(vault, source, file, path);
    }

    fn add_edge(&mut self, vault: &Vault, source: &VaultPath, file: Option<FileId>, written: &str) {
        if let Some(file) = file {
            let edges = self.resolved.entry(source.clone()).or_default();
            *edges.entry(vault.path(file).clone()).or_default() += 1;
        } else {
            let edges = self.unresolved.entry(source.clone()).or_default();
            *edges.entry(without_md(written).into()).or_default() += 1;
        }
    }
}

fn without_md(path: &str) -> &str {
    path.strip_suffix(".md").unwrap_or(path)
}
