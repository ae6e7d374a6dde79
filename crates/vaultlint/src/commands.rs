//! One module a command.

pub mod baseline;
pub mod check;
pub mod completions;
pub mod config;
pub mod format;
pub mod inspect;
pub mod man;
pub mod rename;
pub mod rule;
pub mod schema;
pub mod server;
