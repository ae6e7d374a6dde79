//! The vault around a vault. A settings folder left behind in a subfolder makes it a vault of its own, while its
//! notes go on linking to those around it.

use std::sync::OnceLock;

use super::{Resolution, Settings, Vault, VaultPath};

/// Lists the files of the enclosing vault; asked at most once, and only for a link that leads nowhere.
pub type FileSource = dyn Fn() -> Vec<VaultPath> + Send + Sync;

/// A vault that holds another one.
pub(super) struct Enclosing {
    /// The folder of the inner vault in the outer one.
    folder: Box<str>,
    files: Box<FileSource>,
    outer: OnceLock<Vault>,
}

impl Enclosing {
    pub(super) fn new(folder: &str, files: Box<FileSource>) -> Self {
        Enclosing { folder: folder.into(), files, outer: OnceLock::new() }
    }

    /// Whether the outer vault has a file for `linkpath` in the note at `source` of the inner one.
    pub(super) fn has(&self, source: &VaultPath, linkpath: &str) -> bool {
        let outer = self.outer.get_or_init(|| Vault::new((self.files)(), Settings::default()));
        let source = VaultPath::from(format!("{}/{source}", self.folder));
        matches!(outer.dest(&source, linkpath), Resolution::File(_) | Resolution::Ambiguous(_))
    }
}
