//! Files that git keeps out of this copy of a vault: they may well be there where the note was written.

use super::resolve::joined;
use super::{Vault, VaultPath};

/// Tells whether git would ignore a file at a path of the vault.
pub type IgnoredSource = dyn Fn(&VaultPath) -> bool + Send + Sync;

impl Vault {
    /// Whether the file that `linkpath` in the note at `source` asks for is one that git ignores, wherever a link
    /// written so would look for it: from the root, from the folder of the note, or among the attachments.
    pub fn may_be_kept_out(&self, source: &VaultPath, linkpath: &str) -> bool {
        let Some(is_ignored) = &self.ignored else { return false };
        let attachments = self.settings.attachment_folder_of(source.parent());
        let places = ["", source.parent(), &attachments];
        places.iter().map(|folder| joined(folder, linkpath)).filter(|path| !path.is_empty()).any(|path| {
            is_ignored(&VaultPath::from(path.as_str()))
                || path.rsplit('/').next().is_some_and(|name| !name.contains('.'))
                    && is_ignored(&VaultPath::from(format!("{path}.md")))
        })
    }
}
