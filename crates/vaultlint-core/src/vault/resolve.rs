//! Where links lead (OBSIDIAN.md 2.3, 2.5).

use super::names::last_segment;
use super::path::{fold_path, fold_text};
use super::{Facts, FileId, FileKind, Resolution, Vault, VaultPath, heading_key};
use crate::note::{LinkKind, Subpath, Target, has_uri_scheme};

impl Vault {
    /// Where a link in the note at `source` leads (OBSIDIAN.md 2.3, 2.5).
    pub fn resolve(&self, source: &VaultPath, kind: LinkKind, target: &Target) -> Resolution {
        let external = match kind {
            LinkKind::Autolink => true,
            LinkKind::Wiki => false,
            // `src="#x"` shows no file of the vault.
            LinkKind::Html if target.path.is_empty() => true,
            _ => has_uri_scheme(&target.link),
        };
        // A property may hold a wikilink, whose target has no schemes: `Tale: part 1`.
        if external && kind != LinkKind::Property {
            return Resolution::External;
        }
        let found = match (target.path.is_empty(), &target.subpath) {
            (true, None) => return Resolution::Empty,
            (true, Some(_)) => match self.file(source.as_str()) {
                Some(file) => Resolution::File(file),
                None => return Resolution::Unlisted,
            },
            (false, _) => self.dest(source, &target.path),
        };
        match (found, &target.subpath) {
            (Resolution::File(file), Some(subpath)) => self.subpath(file, subpath),
            (Resolution::MissingFile, _) if external || self.leads_out(source, target) => {
                Resolution::External
            }
            (found, _) => found,
        }
    }

    /// The file that `linkpath` (without subpath) leads to from the note at `source` (OBSIDIAN.md 2.3): one of
    /// [`Resolution::File`], [`Resolution::Ambiguous`], [`Resolution::MissingFile`], [`Resolution::Empty`].
    pub fn dest(&self, source: &VaultPath, linkpath: &str) -> Resolution {
        let target = fold_path(linkpath.trim());
        if target.is_empty() {
            return Resolution::Empty;
        }
        if is_relative(&target) {
            return self.relative_dest(source, &target);
        }
        let (rooted, target) = match target.strip_prefix('/') {
            Some(rest) => (true, rest),
            None => (false, target.as_str()),
        };
        let name = last_segment(target);
        if name.is_empty() {
            return Resolution::MissingFile;
        }
        // The name as written wins over the name with `.md`, and only a written dot can be an extension.
        if name.contains('.') && self.names.named(name).next().is_some() {
            return self.choose(source, target, rooted);
        }
        self.choose(source, &format!("{target}.md"), rooted)
    }

    /// Chooses among the files named like `target`, a folded path with extension.
    fn choose(&self, source: &VaultPath, target: &str, rooted: bool) -> Resolution {
        let names = &self.names;
        let name = last_segment(target);
        let namesakes = names.namesakes(name);
        let candidates = namesakes.named(name);
        let is_bare = !rooted && !target.contains('/');
        if let (true, Some(only), None) = (is_bare, candidates.clone().next(), candidates.clone().nth(1)) {
            return Resolution::File(only);
        }
        if let Some(found) = self.shortest(namesakes.at(target)) {
            return found;
        }
        if rooted {
            return Resolution::MissingFile;
        }
        let folder = fold_path(source.parent());
        // Beside the note is the shortest path in its folder.
        let beside = [&folder, "/", target].concat();
        if let Some(found) = self.shortest(namesakes.at(&beside)) {
            return found;
        }
        let ending = candidates.clone().filter(|file| ends_in(names.key(*file), target));
        let Some(anywhere) = self.shortest(ending.clone()) else {
            // Whether a target may end in the middle of a folder's name is not established.
            let loose: Vec<FileId> = candidates.filter(|file| names.key(*file).ends_with(target)).collect();
            return if loose.is_empty() { Resolution::MissingFile } else { self.ambiguous(loose) };
        };
        if folder.is_empty() || ending.clone().nth(1).is_none() {
            return anywhere;
        }
        self.shortest(ending.filter(|file| is_under(names.key(*file), &folder))).unwrap_or(anywhere)
    }

    /// `./x` and `../x`: exactly there or nowhere.
    fn relative_dest(&self, source: &VaultPath, target: &str) -> Resolution {
        let path = joined(&fold_path(source.parent()), target);
        let as_written = self.shortest(self.names.at(&path)).filter(|_| last_segment(&path).contains('.'));
        as_written
            .or_else(|| self.shortest(self.names.at(&format!("{path}.md"))))
            .unwrap_or(Resolution::MissingFile)
    }

    /// The first of `candidates`, which come in order of length, or the tie of those as long as it.
    fn shortest(&self, mut candidates: impl Iterator<Item = FileId>) -> Option<Resolution> {
        let first = candidates.next()?;
        let len = self.names.len(first);
        let tied = candidates.take_while(|file| self.names.len(*file) == len);
        let mut tied = tied.peekable();
        if tied.peek().is_none() {
            return Some(Resolution::File(first));
        }
        Some(self.ambiguous(std::iter::once(first).chain(tied).collect()))
    }

    fn ambiguous(&self, mut files: Vec<FileId>) -> Resolution {
        // Ids are in the order of paths.
        files.sort_unstable();
        Resolution::Ambiguous(files)
    }

    fn leads_out(&self, source: &VaultPath, target: &Target) -> bool {
        self.enclosing.as_ref().is_some_and(|enclosing| enclosing.has(source, &target.path))
    }

    /// Whether `file` has `subpath`. What cannot be known is taken as there.
    pub fn subpath(&self, file: FileId, subpath: &Subpath) -> Resolution {
        let kind = self.path(file).kind();
        if !matches!(kind, FileKind::Note | FileKind::Base) {
            return Resolution::File(file);
        }
        match self.facts(file) {
            None => Resolution::File(file),
            Some(facts) if kind == FileKind::Base => in_base(file, facts, subpath),
            Some(facts) => in_note(file, facts, subpath),
        }
    }
}

fn in_note(file: FileId, facts: &Facts, subpath: &Subpath) -> Resolution {
    let (found, missing) = match subpath {
        Subpath::Headings(segments) => {
            (facts.find_heading(segments).is_some(), Resolution::MissingHeading(file))
        }
        Subpath::Block(id) => (facts.has_block(id), Resolution::MissingBlock(file)),
        Subpath::Footnote(id) => (facts.has_footnote(id), Resolution::MissingFootnote(file)),
    };
    if found { Resolution::File(file) } else { missing }
}

fn in_base(file: FileId, facts: &Facts, subpath: &Subpath) -> Resolution {
    let Subpath::Headings(segments) = subpath else { return Resolution::MissingView(file) };
    let wanted = heading_key(&segments.join(" "));
    let found = facts.views.iter().any(|view| heading_key(view) == wanted);
    if found { Resolution::File(file) } else { Resolution::MissingView(file) }
}

/// `target` from `folder` on, without `.` and `..`.
pub(crate) fn joined(folder: &str, target: &str) -> String {
    let mut segments: Vec<&str> = folder.split('/').filter(|segment| !segment.is_empty()).collect();
    for segment in target.split('/') {
        match segment {
            "" | "." => {}
            // What climbs above the root stays there: whether the app follows such a link is not
            // established, and vaults that show their pictures are full of them.
            ".." => drop(segments.pop()),
            name => segments.push(name),
        }
    }
    segments.join("/")
}

fn is_relative(target: &str) -> bool {
    target == "." || target == ".." || target.starts_with("./") || target.starts_with("../")
}

/// Whether the last segments of `path` are `target`.
pub(super) fn ends_in(path: &str, target: &str) -> bool {
    path.strip_suffix(target).is_some_and(|before| before.is_empty() || before.ends_with('/'))
}

/// Whether `path` lies in `folder` or in a folder below it.
fn is_under(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// The form in which aliases are compared.
pub(super) fn alias_key(alias: &str) -> String {
    fold_text(alias.trim())
}
