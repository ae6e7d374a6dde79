//! Reading a file of a vault: what it says of itself, and what it mentions.

use std::path::Path;

use vaultlint_core::vault::base::Base;
use vaultlint_core::vault::{Facts, FileKind, Mentions, VaultPath};

/// What reading a file gave.
pub struct Read {
    /// What it says of itself; `None` where it cannot be read.
    pub facts: Option<Facts>,
    /// What it mentions.
    pub mentions: Mentions,
}

impl Read {
    /// Whether the file at `path` says or mentions anything.
    pub fn is_for(path: &VaultPath) -> bool {
        matches!(path.kind(), FileKind::Note | FileKind::Canvas | FileKind::Base)
    }

    /// Reads the file at `path` of the vault at `root`. One that cannot be parsed must not keep all others from being
    /// read.
    pub fn guarded(root: &Path, path: &VaultPath) -> Self {
        let read = std::panic::catch_unwind(|| Read::of(root, path));
        read.unwrap_or_else(|_| Read { facts: None, mentions: Mentions::default() })
    }

    fn of(root: &Path, path: &VaultPath) -> Self {
        match path.kind() {
            FileKind::Note => match super::read(root, path) {
                Some(note) => Read { facts: Some(Facts::of_note(&note)), mentions: Mentions::of_note(&note) },
                None => Read { facts: None, mentions: Mentions::default() },
            },
            kind => {
                let text = super::read_text(root, path).unwrap_or_default();
                match kind {
                    FileKind::Base => Read {
                        facts: Base::parse(&text).map(Base::facts),
                        mentions: Mentions::of_base(&text),
                    },
                    _ => Read { facts: None, mentions: Mentions::of_canvas(&text) },
                }
            }
        }
    }
}
