//! Edits of a link, in the syntax that it is written in.

use crate::diagnostic::Edit;
use crate::note::link_edit::{is_angled, without_md};
use crate::note::{Link, LinkKind, Note};
use crate::text::TextRange;
use crate::vault::{FileId, FileKind, Vault};

pub(in crate::rules) use crate::note::link_edit::{heading_link, percent_encode, pipe, shown_without_text};

/// Makes `link` lead to `file`; its subpath and its display text stay. `None` where it cannot be written.
pub(in crate::rules) fn lead_to(note: &Note, vault: &Vault, link: &Link, file: FileId) -> Option<Edit> {
    let mut target = vault.link_text(&note.path, file);
    let names_md = without_md(&link.target.path).len() < link.target.path.len();
    if names_md && vault.path(file).kind() == FileKind::Note && without_md(&target).len() == target.len() {
        target.push_str(".md");
    }
    with_path(note, link, &target)
}

/// Writes `path` as the path of `link`; its subpath and its display text stay. `None` where it cannot be written.
pub(in crate::rules) fn with_path(note: &Note, link: &Link, path: &str) -> Option<Edit> {
    let written = link.target_range.slice(&note.text);
    let old = written.split_once('#').map_or(written, |(path, _)| path);
    let start = link.target_range.start();
    replacement(note, link, TextRange::new(start, start + old.len()), path)
}

/// Writes as the text of the wikilink `link`, which has none, what it shows without one (OBSIDIAN.md 2.1).
pub(in crate::rules) fn keep_shown(note: &Note, link: &Link) -> Edit {
    Edit::insertion(
        link.target_range.end(),
        format!("{}{}", pipe(note, link), shown_without_text(&link.target)),
    )
}

/// Makes `link`, whose target is an alias, lead to `file` and still show the alias.
pub(in crate::rules) fn lead_to_alias(note: &Note, vault: &Vault, link: &Link, file: FileId) -> Option<Edit> {
    if link.display_range.is_some() {
        return lead_to(note, vault, link, file);
    }
    let written = link.target_range.slice(&note.text);
    if written.contains('#') {
        return None;
    }
    let pipe = pipe(note, link);
    let target = vault.link_text(&note.path, file);
    let is_plain = is_writable(note, link, &target);
    is_plain.then(|| Edit::replacement(link.target_range, format!("{target}{pipe}{written}")))
}

/// Makes `link` lead to the heading or block named by `subpath`, without its `#`.
pub(in crate::rules) fn lead_to_subpath(note: &Note, link: &Link, subpath: &str) -> Option<Edit> {
    let written = link.target_range.slice(&note.text);
    let hash = written.find('#')?;
    let range = TextRange::new(link.target_range.start() + hash + 1, link.target_range.end());
    replacement(note, link, range, subpath)
}

/// Whether `link` stands in a heading: what is written there is part of what others link to (OBSIDIAN.md 2.5).
pub(in crate::rules) fn in_heading(note: &Note, link: &Link) -> bool {
    let after = note.headings.partition_point(|heading| heading.range.start() <= link.range.start());
    let last = after.checked_sub(1).and_then(|index| note.headings.get(index));
    last.is_some_and(|heading| heading.range.contains_range(link.range))
}

fn replacement(note: &Note, link: &Link, range: TextRange, target: &str) -> Option<Edit> {
    if !is_writable(note, link, target) || range.is_empty() {
        return None;
    }
    let written = match link.kind {
        LinkKind::Inline if !is_angled(note, link) => percent_encode(target),
        _ => target.to_string(),
    };
    (written != range.slice(&note.text)).then(|| Edit::replacement(range, written))
}

/// Whether `target` can stand in the syntax of `link`.
fn is_writable(note: &Note, link: &Link, target: &str) -> bool {
    let is_wiki = note.slice(link.range).trim_start_matches('!').starts_with("[[");
    let refused: &[char] = match link.kind {
        LinkKind::Html => return false,
        LinkKind::Property if !is_wiki => return false,
        LinkKind::Wiki => &['#', '|', '^', '[', ']'],
        LinkKind::Property => &['#', '|', '^', '[', ']', '"', '\'', '\\'],
        LinkKind::Inline if is_angled(note, link) => &['#', '<', '>', '\\'],
        _ => &['#', '\\'],
    };
    // The caret of a block is part of the subpath.
    let target = target.strip_prefix('^').unwrap_or(target);
    !target.is_empty() && !target.contains(refused) && !target.contains("%%")
}
