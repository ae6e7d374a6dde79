//! The language server of vaultlint.
