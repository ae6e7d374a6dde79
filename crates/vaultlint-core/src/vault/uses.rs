//! Which files of a vault are used, and by what.

use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::FxHashSet;

use super::canvas::{Canvas, CanvasTarget};
use super::path::fold_text;
use super::{FileId, FileKind, Resolution, TextSource, Vault, VaultPath};
use crate::note::{Link, Note};

/// Files that others lead to or name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Uses {
    linked: FxHashSet<FileId>,
    named: FxHashSet<FileId>,
    linking: FxHashSet<FileId>,
}

/// Where texts come from.
pub(super) struct Texts {
    pub read: Box<TextSource>,
    pub style_sheets: Vec<VaultPath>,
}

impl Uses {
    /// Reads every note, canvas and base of `vault`.
    pub(super) fn new(vault: &Vault, texts: &Texts) -> Self {
        let names = Names::new(vault);
        let readers = vault.files().filter(|file| has_text(vault.path(*file).kind())).collect::<Vec<_>>();
        let read = |file: &FileId| {
            let path = vault.path(*file);
            let mut uses = Uses::default();
            if let Some(text) = (texts.read)(path) {
                uses.read(vault, *file, &text);
                names.find(&text, Some(*file), &mut uses.named);
            }
            uses
        };
        // Not in parallel: a thread that waits for others would take up another check meanwhile, which waits for this.
        let mut uses = readers.iter().map(read).fold(Uses::default(), Uses::merge);
        for text in texts.style_sheets.iter().filter_map(|path| (texts.read)(path)) {
            names.find(&text, None, &mut uses.named);
        }
        uses
    }

    /// Whether a link, an embed or a card of another file leads to `file`.
    pub fn is_linked(&self, file: FileId) -> bool {
        self.linked.contains(&file)
    }

    /// Whether `file`, which is no note, is linked, or its name stands in some text of another file: code, HTML,
    /// a property, a style sheet.
    pub fn is_named(&self, file: FileId) -> bool {
        self.linked.contains(&file) || self.named.contains(&file)
    }

    /// Whether a link of the note or canvas `file` leads to another file.
    pub fn has_links(&self, file: FileId) -> bool {
        self.linking.contains(&file)
    }

    fn merge(mut self, other: Uses) -> Uses {
        self.linked.extend(other.linked);
        self.named.extend(other.named);
        self.linking.extend(other.linking);
        self
    }

    fn read(&mut self, vault: &Vault, file: FileId, text: &str) {
        let path = vault.path(file);
        match path.kind() {
            FileKind::Note => {
                for link in &Note::parse(path.clone(), text).links {
                    self.follow(vault, file, link);
                }
            }
            FileKind::Canvas => {
                for link in Canvas::parse(text).unwrap_or_default().links {
                    match link.target {
                        CanvasTarget::Text(link) => self.follow(vault, file, &link),
                        CanvasTarget::File { path, .. } | CanvasTarget::Background(path) => {
                            vault.file(&path).into_iter().for_each(|target| self.add(file, target));
                        }
                    }
                }
            }
            _ => {}
        }
    }

    fn follow(&mut self, vault: &Vault, source: FileId, link: &Link) {
        match vault.resolve(vault.path(source), link.kind, &link.target) {
            Resolution::File(file)
            | Resolution::MissingHeading(file)
            | Resolution::MissingBlock(file)
            | Resolution::MissingFootnote(file)
            | Resolution::MissingView(file) => self.add(source, file),
            Resolution::Ambiguous(files) => files.into_iter().for_each(|file| self.add(source, file)),
            _ => {}
        }
    }

    fn add(&mut self, source: FileId, target: FileId) {
        if source != target {
            self.linked.insert(target);
            self.linking.insert(source);
        }
    }
}

fn has_text(kind: FileKind) -> bool {
    matches!(kind, FileKind::Note | FileKind::Canvas | FileKind::Base)
}

/// The names of all files that are no notes, to be found in any text.
struct Names {
    /// By pattern.
    owners: Vec<FileId>,
    finder: Option<AhoCorasick>,
}

impl Names {
    fn new(vault: &Vault) -> Self {
        let files: Vec<FileId> =
            vault.files().filter(|file| vault.path(*file).kind() != FileKind::Note).collect();
        let mut patterns = Vec::new();
        let mut owners = Vec::new();
        for file in files {
            let name = fold_text(vault.path(file).file_name());
            // As code and addresses write it.
            let encoded = name.replace(' ', "%20");
            if encoded != name {
                patterns.push(encoded);
                owners.push(file);
            }
            patterns.push(name);
            owners.push(file);
        }
        let finder = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&patterns).ok();
        Names { owners, finder }
    }

    /// Adds the files that `text` of the file `source` names to `found`.
    fn find(&self, text: &str, source: Option<FileId>, found: &mut FxHashSet<FileId>) {
        let Some(finder) = &self.finder else { return };
        let folded = fold_text(text);
        for hit in finder.find_overlapping_iter(&folded) {
            found.extend(self.owners.get(hit.pattern().as_usize()).filter(|file| Some(**file) != source));
        }
    }
}
