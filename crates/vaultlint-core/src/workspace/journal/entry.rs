//! What the journal says.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::vault::VaultPath;

/// The only format so far.
pub(super) const VERSION: u32 = 1;

/// The journal. Paths are relative to the root of the vault, or absolute where a link leads out of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) version: u32,
    pub(super) stage: Stage,
    pub(super) edits: Vec<Edit>,
    pub(super) moves: Vec<Move>,
}

/// How far a batch has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Stage {
    /// New texts are being written beside their files.
    Preparing,
    /// All new texts are there, and are put in place; then files move, those on a detour to their first stop.
    Placing,
    /// All files on a detour have reached their first stop.
    Arriving,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Edit {
    pub(super) path: PathBuf,
    /// The new text, beside the file.
    pub(super) temporary: PathBuf,
    pub(super) before: Sum,
    pub(super) after: Sum,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Move {
    pub(super) from: PathBuf,
    pub(super) to: PathBuf,
    /// Where it stops on the way, when the new path of one is the old path of another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) via: Option<PathBuf>,
}

/// Tells texts apart: length in bytes and FNV-1a, which is the same on every machine and in every version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sum(u64, u64);

impl Sum {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let start = 0xcbf2_9ce4_8422_2325_u64;
        let sum =
            bytes.iter().fold(start, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3));
        Sum(bytes.len() as u64, sum)
    }
}

/// `moves` in the form of the journal: with detours where paths meet.
pub(super) fn moves(moves: &[(VaultPath, VaultPath)]) -> Vec<Move> {
    let is_in = |path: &str, folder: &str| {
        path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let meets = |new: &VaultPath, own: usize| {
        let others = moves.iter().enumerate().filter(|(index, _)| *index != own);
        others.into_iter().any(|(_, (old, _))| is_in(new.as_str(), old.as_str()))
    };
    let any = (0..moves.len()).any(|index| moves.get(index).is_some_and(|(_, new)| meets(new, index)));
    let one = |(index, (old, new)): (usize, &(VaultPath, VaultPath))| Move {
        from: old.as_str().into(),
        to: new.as_str().into(),
        via: any.then(|| format!(".vaultlint-rename-{index}.moving").into()),
    };
    moves.iter().enumerate().map(one).collect()
}
