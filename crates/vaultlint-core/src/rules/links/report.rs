//! Findings about links that lead nowhere.

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix};
use crate::note::{Link, Note};
use crate::rule::Context;
use crate::vault::Vault;

use super::dead::{has_name, near_files, shown};
use super::edit::lead_to;
use super::near::own_folder;

/// How many suggestions a finding holds at most.
pub(in crate::rules) const MOST: usize = 5;

/// The finding that the file meant by `link` is not in the vault; `what` is what such a file is called.
pub(in crate::rules) fn missing_file(note: &Note, link: &Link, what: &str, cx: &Context<'_>) -> Diagnostic {
    let vault = cx.vault();
    let path = &*link.target.path;
    let near = near_files(vault, path);
    let elsewhere = match near.first() {
        None => String::new(),
        Some(file) if has_name(vault, *file, path) => {
            format!("; a {what} of that name is at `{}`", vault.path(*file))
        }
        Some(file) => format!("; did you mean `{}`?", vault.path(*file)),
    };
    let message = format!("{what} `{}` is not in the vault{elsewhere}", shown(path));
    let fixes = near.iter().take(MOST).filter_map(|file| {
        let title = format!("Link to `{}`", vault.path(*file));
        lead_to(note, vault, link, *file).map(|edit| (title, edit))
    });
    let is_sure = near.iter().filter(|file| has_name(vault, **file, path)).count() == 1 && near.len() == 1;
    let is_hidden = path.split('/').any(|name| name.len() > 2 && name.starts_with('.'));
    let diagnostic = offer(cx, cx.diagnostic(link.range, message), fixes, is_sure);
    if is_hidden {
        return diagnostic.help("Obsidian does not look into folders whose names start with a dot");
    }
    match near.is_empty() {
        true => diagnostic.help(format!("add the {what} to the vault, or take the link out")),
        false => explain_root(diagnostic, vault, path),
    }
}

/// Says in the help of `diagnostic` what may be wrong with the first segment of `path`, if anything.
pub(in crate::rules) fn explain_root(diagnostic: Diagnostic, vault: &Vault, path: &str) -> Diagnostic {
    match own_folder(vault, path) {
        Some(folder) => diagnostic.help(format!(
            "`{folder}` is no folder of this vault: the vault's root may have been one folder higher when this was written"
        )),
        None => diagnostic,
    }
}

/// Adds `fixes` to `diagnostic`: one that is sure to be applied with the author's consent, others to choose from. In haste
/// they are not made: each takes the resolution of a link.
pub(in crate::rules) fn offer(
    cx: &Context<'_>,
    mut diagnostic: Diagnostic,
    fixes: impl Iterator<Item = (String, Edit)>,
    is_sure: bool,
) -> Diagnostic {
    if cx.is_in_haste() {
        let applicability = if is_sure { Applicability::Unsafe } else { Applicability::DisplayOnly };
        diagnostic.left_out = (fixes.size_hint().1 != Some(0)).then_some(applicability);
        return diagnostic;
    }
    for (title, edit) in fixes {
        let fix = if is_sure { Fix::unsafe_(title, vec![edit]) } else { Fix::suggestion(title, vec![edit]) };
        diagnostic = diagnostic.fix(fix);
    }
    diagnostic
}
