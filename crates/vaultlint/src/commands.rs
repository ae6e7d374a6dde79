//! One module a command.

pub mod check;
pub mod inspect;
pub mod rule;
pub mod server;
