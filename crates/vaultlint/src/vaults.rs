//! Files of a vault by their path in it.

use std::path::Path;

use vaultlint_core::vault::VaultPath;
use vaultlint_core::workspace::{ReadErrorKind, read_note};

/// The text of the file at `path` in the vault at `root`.
///
/// # Errors
/// When it cannot be read as text.
pub fn read(root: &Path, path: &VaultPath) -> Result<String, ReadErrorKind> {
    read_note(&root.join(path.as_str())).map_err(|error| error.kind)
}
