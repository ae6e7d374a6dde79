//! One module a command.

pub mod check;
pub mod config;
pub mod inspect;
pub mod rule;
pub mod server;
