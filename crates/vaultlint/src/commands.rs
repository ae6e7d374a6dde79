//! One module a command.

pub mod baseline;
pub mod check;
pub mod config;
pub mod format;
pub mod inspect;
pub mod rename;
pub mod rule;
pub mod schema;
pub mod server;
