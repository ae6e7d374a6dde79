//! How a link to a file is written (OBSIDIAN.md 2.4).

use super::names::last_segment;
use super::path::fold_path;
use super::resolve::ends_in;
use super::settings::LinkFormat;
use super::{FileId, FileKind, Resolution, Vault, VaultPath};

impl Vault {
    /// The text with which a link written in the note at `source` should name `file`, as `newLinkFormat` wants it
    /// (OBSIDIAN.md 2.4), without `.md` for notes. Where that form would lead elsewhere, the next longer one that
    /// leads to `file`; the whole path when none does.
    pub fn link_text(&self, source: &VaultPath, file: FileId) -> String {
        self.link_text_as(source, file, self.settings().new_link_format)
    }

    /// [`Vault::link_text`] as `format` wants it.
    pub fn link_text_as(&self, source: &VaultPath, file: FileId, format: LinkFormat) -> String {
        let path = self.path(file);
        let absolute = without_md(path);
        let wanted = match format {
            LinkFormat::Shortest if self.has_only_one(path.file_name()) => path.stem().to_string(),
            LinkFormat::Shortest | LinkFormat::Absolute => absolute.to_string(),
            LinkFormat::Relative => relative(source.parent(), absolute),
        };
        let leads_there = |form: &String| self.dest(source, form) == Resolution::File(file);
        if leads_there(&wanted) {
            return wanted;
        }
        let from_here = format!("./{}", relative(source.parent(), absolute));
        let from_here = (!from_here.starts_with("./../")).then_some(from_here);
        let others = from_here.into_iter().chain([absolute.to_string(), path.as_str().to_string()]);
        others.into_iter().find(leads_there).unwrap_or_else(|| absolute.to_string())
    }

    /// Whether no two files have a path that ends with `path`, the last segments of one with its extension: what is
    /// said of one of them by that alone may be meant of the other.
    pub(crate) fn has_only_one(&self, path: &str) -> bool {
        let end = fold_path(path);
        let ends = |file: &FileId| ends_in(self.names.key(*file), &end);
        self.names.named(last_segment(&end)).filter(ends).nth(1).is_none()
    }
}

fn without_md(path: &VaultPath) -> &str {
    let text = path.as_str();
    match path.kind() {
        FileKind::Note => text.get(..text.len() - 3).unwrap_or(text),
        _ => text,
    }
}

/// `path` as seen from `folder`, both from the root of the vault.
pub(crate) fn relative(folder: &str, path: &str) -> String {
    let mut from = folder.split('/').filter(|segment| !segment.is_empty()).peekable();
    let mut to = path.split('/').peekable();
    while from.peek().is_some() && from.peek() == to.peek() {
        from.next();
        to.next();
    }
    let up = from.map(|_| "..");
    up.chain(to).collect::<Vec<_>>().join("/")
}
