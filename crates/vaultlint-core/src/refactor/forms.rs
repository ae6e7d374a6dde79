//! How much of the path of its file a link names, and how it names another file in the same manner.

use std::ops::RangeInclusive;

use super::Source;
use super::change::Change;
use crate::note::LinkKind;
use crate::note::link_edit::without_md;
use crate::vault::settings::LinkFormat;
use crate::vault::{FileId, FileKind, VaultPath, fold_path, joined, relative};

/// The form of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `../a/b`, `./b`.
    Relative,
    /// `a/b` from the folder of the note.
    Below,
    /// `/a/b`.
    Rooted,
    /// `a/b` from the root of the vault.
    Absolute,
    /// The last segments, so many.
    Partial(usize),
    /// The name.
    Name,
}

/// The path of a link and the file that it leads to.
pub(super) struct Named<'a> {
    change: &'a Change,
    source: &'a Source,
    /// As it is read.
    written: &'a str,
    old: &'a VaultPath,
    new: &'a VaultPath,
    form: Form,
    /// Whether the extension is written.
    full: bool,
}

impl<'a> Named<'a> {
    /// The path `written` of a link of `kind` in `source`, which leads to `file`.
    pub(super) fn new(
        change: &'a Change,
        source: &'a Source,
        kind: LinkKind,
        written: &'a str,
        file: FileId,
    ) -> Self {
        let old = change.before.path(file);
        let new = change.after.path(change.after_id(file));
        let full = fold_path(last(written)) == fold_path(old.file_name());
        let mut named = Named { change, source, written, old, new, form: Form::Name, full };
        named.form = named.form_of(kind);
        named
    }

    /// Whether the path as written is the old one, and the new one is written otherwise.
    pub(super) fn is_outdated(&self) -> bool {
        if self.form == Form::Below {
            let folder = fold_path(self.source.new.parent());
            return joined(&folder, &fold_path(self.written)) != fold_path(self.path(self.new));
        }
        let count = match self.form {
            Form::Absolute | Form::Rooted => usize::MAX,
            _ => self.written.split('/').filter(|name| !matches!(*name, "." | ".." | "")).count(),
        };
        let (old, new) = (tail(self.path(self.old), count), tail(self.path(self.new), count));
        old != new && self.written.ends_with(old)
    }

    /// The paths with which the link can name the file after, the one most like what is written first.
    pub(super) fn forms(&self) -> Vec<String> {
        let path = self.path(self.new);
        let format = self.change.before.settings().new_link_format;
        let below = relative(self.source.new.parent(), path);
        let dotted = if below.starts_with("../") { below.clone() } else { format!("./{below}") };
        let mut forms = match self.form {
            Form::Relative => vec![dotted.clone()],
            Form::Below => vec![below.clone(), dotted.clone()],
            Form::Rooted => vec![format!("/{path}")],
            Form::Absolute => vec![path.to_owned()],
            Form::Partial(count) => self.ends(path, count..=path.split('/').count()),
            Form::Name => {
                let mut forms = self.ends(path, 1..=1);
                forms.extend((format == LinkFormat::Relative).then(|| below.clone()));
                forms
            }
        };
        forms.extend([path.to_owned(), format!("/{path}"), dotted, below]);
        if !self.full {
            // Where another file is called like the note without its extension.
            let md = self.new.as_str().get(path.len()..).unwrap_or("");
            forms = forms.into_iter().flat_map(|form| [form.clone(), format!("{form}{md}")]).collect();
        }
        forms
    }

    /// The last segments of `path`, by their `counts`, that no other file has.
    fn ends(&self, path: &str, counts: RangeInclusive<usize>) -> Vec<String> {
        let is_only_one = |count: &usize| self.change.after.has_only_one(tail(self.new.as_str(), *count));
        counts.filter(is_only_one).map(|count| tail(path, count).to_owned()).collect()
    }

    /// The path of a file as the link writes it: with its extension or without.
    fn path<'p>(&self, path: &'p VaultPath) -> &'p str {
        let is_note = path.kind() == FileKind::Note;
        if self.full || !is_note { path.as_str() } else { without_md(path.as_str()) }
    }

    fn form_of(&self, kind: LinkKind) -> Form {
        let written = fold_path(self.written.trim());
        let old = fold_path(self.path(self.old));
        let folder = self.source.old.parent();
        let is_below = !folder.is_empty() && joined(&fold_path(folder), &written) == old;
        let relative = self.change.before.settings().new_link_format == LinkFormat::Relative;
        if written.starts_with("./") || written.starts_with("../") {
            Form::Relative
        } else if written.starts_with('/') {
            Form::Rooted
        } else if !written.contains('/') {
            if relative && (is_below || folder.is_empty() && written == old) {
                Form::Below
            } else {
                Form::Name
            }
        } else if is_below && (relative || kind == LinkKind::Inline && written != old) {
            Form::Below
        } else if written == old {
            if relative && folder.is_empty() { Form::Below } else { Form::Absolute }
        } else {
            Form::Partial(written.split('/').count())
        }
    }
}

/// The last `count` segments of `path`.
fn tail(path: &str, count: usize) -> &str {
    match count.checked_sub(1).and_then(|count| path.rmatch_indices('/').nth(count)) {
        Some((at, _)) => path.get(at + 1..).unwrap_or(path),
        None => path,
    }
}

/// What follows the last `/`.
pub(super) fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
