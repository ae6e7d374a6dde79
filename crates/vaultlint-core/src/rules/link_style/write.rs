//! Links in the other syntax.

use crate::diagnostic::Edit;
use crate::note::{Link, LinkKind, Note, Target, markdown_target};
use crate::rules::links::edit::{keep_shown, percent_encode, pipe, shown_without_text};
use crate::rules::links::near::without_md;
use crate::vault::{FileId, Resolution, Vault};

/// Writes `link` with `path` as a link of `kind`, the other syntax; `None` where that cannot say the same.
pub(super) fn in_syntax(
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
pub(super) fn leads_to(note: &Note, kind: LinkKind, path: &str, file: FileId, vault: &Vault) -> bool {
    let target = match kind {
        LinkKind::Inline => markdown_target(&percent_encode(path)),
        _ => Target::new(path),
    };
    vault.resolve(&note.path, kind, &target) == Resolution::File(file)
}

/// Whether what `link` shows does not depend on its path.
pub(super) fn shows_text(link: &Link) -> bool {
    link.display_range.is_some() || link.embed || link.kind != LinkKind::Wiki
}

/// `edit`, which writes `path`, and where that is longer than what the link showed, the text that keeps it.
pub(super) fn keeping_text(note: &Note, link: &Link, path: &str, edit: Edit) -> Vec<Edit> {
    let shown = without_md(&link.target.path).to_lowercase();
    let is_longer = !shows_text(link) && path.len() > shown.len() && path.to_lowercase().ends_with(&shown);
    if is_longer { vec![edit, keep_shown(note, link)] } else { vec![edit] }
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
    if text.contains('|') && (!link.embed || note.table_at(link.range.start()).is_some()) || !link.embed && text.is_empty()
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
    if is_lost || !is_plain(text) || target.contains(['\\', '|', '`', '$', '*', '"']) || target.contains("%%") {
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
