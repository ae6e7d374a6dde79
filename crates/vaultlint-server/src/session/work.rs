//! What worker threads do with a document.

use tower_lsp::lsp_types::{TextEdit, Url};
use vaultlint_core::diagnostic::{Applicability, Related};
use vaultlint_core::fix::fix_note;
use vaultlint_core::lint::lint;
use vaultlint_core::note::Note;
use vaultlint_core::text::TextRange;
use vaultlint_core::vault::VaultPath;

use super::Outcome;
use crate::convert::{self, Encoding};
use crate::vaults::Loaded;

/// A document and its vault at one moment.
pub(super) struct Snapshot {
    pub uri: Url,
    pub path: VaultPath,
    pub text: String,
    pub loaded: Loaded,
    pub encoding: Encoding,
}

impl Snapshot {
    /// The findings, or what the vault must know first.
    pub(super) fn check(self) -> Outcome {
        let note = Note::parse(self.path, self.text);
        if let Some(news) = self.loaded.news(&note) {
            return Outcome::News(Box::new(news));
        }
        if self.loaded.config.is_excluded(&note.path) {
            return Outcome::Findings(Vec::new());
        }
        let root = &self.loaded.root;
        let locate = |place: &Related| {
            place.path.as_ref().and_then(|path| Url::from_file_path(root.join(path.as_str())).ok())
        };
        let found = lint(&note, &self.loaded.vault, &self.loaded.config);
        let shown =
            found.iter().map(|one| convert::diagnostic(&note, &self.uri, one, self.encoding, &locate));
        Outcome::Findings(shown.collect())
    }

    /// The one smallest edit that applies all safe fixes; `None` when there is nothing to mend.
    pub(super) fn fix_all(self) -> Option<Vec<TextEdit>> {
        let note = Note::parse(self.path, self.text);
        let (vault, config) = (&self.loaded.vault, &self.loaded.config);
        let fixed = fix_note(&note, vault, config, Applicability::Safe, |_| true).text?;
        let (range, new_text) = difference(&note.text, &fixed);
        Some(vec![TextEdit { range: convert::range(&note, range, self.encoding), new_text }])
    }
}

/// Where `old` and `new` differ, and what stands there in `new`.
fn difference(old: &str, new: &str) -> (TextRange, String) {
    let head = common(old.chars(), new.chars());
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let tail = common(old_rest.chars().rev(), new_rest.chars().rev());
    let range = TextRange::new(head, old.len() - tail);
    (range, new_rest[..new_rest.len() - tail].to_string())
}

/// How many bytes the characters fill that `a` and `b` begin with.
fn common(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> usize {
    a.zip(b).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}
