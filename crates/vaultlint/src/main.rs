//! The `vaultlint` command.

fn main() {}
