//! What a target looks like, for hovers and completions.

use vaultlint_core::note::{Note, Subpath};
use vaultlint_core::text::TextRange;
use vaultlint_core::vault::{Facts, FileKind, VaultPath};

use crate::snapshot::VaultView;

/// The most lines that are shown.
const LINES: usize = 20;

/// What is to be seen at `path`, or in the part of it that `subpath` names, as Markdown.
pub fn preview(view: &VaultView, path: &VaultPath, subpath: Option<&Subpath>) -> Option<String> {
    match path.kind() {
        FileKind::Note => {
            let note = view.read(path)?;
            Some(excerpt(&note, part(&note, subpath)))
        }
        FileKind::Image => Some(format!("![{}]({})", path.file_name(), view.uri(path)?)),
        _ => Some(format!("`{path}`")),
    }
}

/// The bytes of `note` that `subpath` names; its body without one.
pub fn part(note: &Note, subpath: Option<&Subpath>) -> TextRange {
    let body = TextRange::new(note.body_start(), note.text.len());
    match subpath {
        Some(Subpath::Headings(segments)) => {
            let facts = Facts::of_note(note);
            let section = facts.find_heading(segments).map(|index| facts.section(index));
            section.map_or(body, |range| TextRange::new(range.start(), range.end().min(note.text.len())))
        }
        Some(Subpath::Block(id)) => {
            let id = id.to_lowercase();
            let block = note.block_ids.iter().find(|block| block.id.to_lowercase() == id);
            block.map_or(body, |block| block.target)
        }
        Some(Subpath::Footnote(id)) => {
            let id = id.to_lowercase();
            let footnote = note.footnotes.iter().find(|it| it.id.to_lowercase() == id);
            footnote.map_or(body, |footnote| footnote.range)
        }
        None => body,
    }
}

/// The first lines of `range`.
fn excerpt(note: &Note, range: TextRange) -> String {
    let text = note.slice(range).trim();
    let mut lines = text.lines();
    let mut shown: Vec<&str> = lines.by_ref().take(LINES).collect();
    // A fence that is cut would swallow all that follows.
    let fences = shown.iter().filter(|line| line.trim_start().starts_with("```")).count();
    if fences % 2 == 1 {
        shown.push("```");
    }
    let mut text = shown.join("\n");
    if lines.next().is_some() {
        text.push_str("\n\n…");
    }
    text
}
