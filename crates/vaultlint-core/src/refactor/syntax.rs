//! Links in the other syntax: wikilinks as Markdown links, and the other way round.

use crate::diagnostic::Edit;
use crate::note::link_edit::{percent_encode, pipe, shown_without_text, without_md};
use crate::note::{Link, LinkKind, Note, Target, markdown_target};
use crate::vault::{FileId, FileKind, Resolution, Vault, VaultPath};

/// Writes `link`, a wikilink or a Markdown link that leads to a file, in the other syntax, which is given too. The path
/// that it names stays. `None` where that cannot say the same, or stands in a heading: that is part of what others link
/// to (OBSIDIAN.md 2.5).
pub fn in_other_syntax(note: &Note, link: &Link, vault: &Vault) -> Option<(LinkKind, Edit)> {
    let kind = match link.kind {
        LinkKind::Wiki => LinkKind::Inline,
        LinkKind::Inline => LinkKind::Wiki,
        _ => return None,
    };
    let Resolution::File(file) = vault.resolve(&note.path, link.kind, &link.target) else { return None };
    let in_heading = note.headings.iter().any(|heading| heading.range.contains_range(link.range));
    if link.hidden || in_heading {
        return None;
    }
    let path = path_in(kind, &link.target.path, vault.path(file), true);
    Some((kind, in_syntax(note, link, kind, &path, file, vault)?))
}

/// `path`, which leads to `target`, as links of `kind` name it: those in Markdown with `.md` if `extension`, others
/// without. Empty stays empty.
pub(crate) fn path_in(kind: LinkKind, path: &str, target: &VaultPath, extension: bool) -> String {
    if path.is_empty() || target.kind() != FileKind::Note || is_named_md(target) {
        return path.to_owned();
    }
    let with_extension = kind == LinkKind::Inline && extension;
    format!("{}{}", without_md(path), if with_extension { ".md" } else { "" })
}

/// Whether the name of a note without its extension still ends in one: both are needed.
fn is_named_md(path: &VaultPath) -> bool {
    without_md(path.stem()).len() < path.stem().len()
}

/// Writes `link` with `path` as a link of `kind`, the other syntax; `None` where that cannot say the same.
pub(crate) fn in_syntax(
    note: &Note,
    link: &Link,
    kind: LinkKind,
    path: &str,
    file: FileId,
    vault: &Vault,
) -> Option<Edit> {
    if !stands_free(note, link) {
        return None;
    }
    let written = match kind {
        LinkKind::Wiki => wikilink(note, link, path)?,
        _ => markdown_link(note, link, path)?,
    };
    let leads = path.is_empty() || leads_to(note, kind, path, file, vault);
    leads.then(|| Edit::replacement(link.range, written))
}

/// Whether `path` in a link of `kind` leads to `file`.
pub(crate) fn leads_to(note: &Note, kind: LinkKind, path: &str, file: FileId, vault: &Vault) -> bool {
    let target = match kind {
        LinkKind::Inline => markdown_target(&percent_encode(path)),
        _ => Target::new(path),
    };
    vault.resolve(&note.path, kind, &target) == Resolution::File(file)
}

/// Whether no brackets or marks stand beside `link` that other brackets would join: also no block id, which needs no
/// blank after a wikilink.
fn stands_free(note: &Note, link: &Link) -> bool {
    let before = note.text.get(..link.range.start()).and_then(|text| text.chars().next_back());
    let after = note.text.get(link.range.end()..).and_then(|text| text.chars().next());
    !matches!(before, Some('[' | '!' | '^' | '\\')) && !matches!(after, Some('[' | ']' | '(' | ':' | '^'))
}

/// `[[path#subpath|text]]`.
fn wikilink(note: &Note, link: &Link, path: &str) -> Option<String> {
    let text = link.display_range?.slice(&note.text).trim();
    let after_target = note.text.get(link.target_range.end()..link.range.end())?;
    let has_title = !matches!(after_target.trim(), ")" | ">)");
    let subpath = subpath(link);
    let target = format!("{path}{subpath}");
    let is_writable = !path.contains(['#', '^', '|', '[', ']']) && !subpath.contains(['|', '[', ']']);
    if has_title || !is_writable || target.is_empty() || target.contains("%%") || !is_plain(text) {
        return None;
    }
    if text.contains('|') && (!link.embed || note.table_at(link.range.start()).is_some())
        || !link.embed && text.is_empty()
    {
        return None;
    }
    let shown = shown_without_text(&Target::new(&target));
    let is_needless = text.is_empty() || text == shown;
    let text = if is_needless { String::new() } else { format!("{}{text}", pipe(note, link)) };
    Some(format!("{}[[{target}{text}]]", mark(link)))
}

/// `[text](path#subpath)`.
fn markdown_link(note: &Note, link: &Link, path: &str) -> Option<String> {
    let shown = shown_without_text(&link.target);
    let text = match link.display_range {
        Some(range) => range.slice(&note.text).trim(),
        // A number would be a size.
        None if link.embed && shown.starts_with(|c: char| c.is_ascii_digit()) => "",
        None => &shown,
    };
    let is_lost = !link.embed && (text.is_empty() || text.contains('|'));
    let target = percent_encode(&format!("{path}{}", subpath(link)));
    if is_lost || !is_plain(text) || target.contains(['\\', '|', '`', '$', '*', '"']) || target.contains("%%")
    {
        return None;
    }
    Some(format!("{}[{text}]({target})", mark(link)))
}

fn mark(link: &Link) -> &'static str {
    if link.embed { "!" } else { "" }
}

/// The subpath of `link` with its `#`, decoded.
fn subpath(link: &Link) -> &str {
    link.target.link.find('#').and_then(|at| link.target.link.get(at..)).unwrap_or("")
}

/// Whether `text` says the same in both syntaxes: on one line, without marks that Markdown reads in the text of its
/// links alone.
fn is_plain(text: &str) -> bool {
    let marks = ['[', ']', '\\', '`', '*', '~', '=', '<', '>', '$', '&', '%', '#', '^', '\n', '\r'];
    let has_emphasis = text.split_whitespace().any(|word| word.starts_with('_') || word.ends_with('_'));
    !text.contains(marks) && !has_emphasis && !text.contains("::") && !text.contains("://")
}
