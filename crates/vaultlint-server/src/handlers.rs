//! What the server answers, one file a request. Each is a function of a snapshot, on a worker thread.

pub mod actions;
pub mod commands;
pub mod completion;
pub mod definition;
pub mod diagnostics;
pub mod formatting;
pub mod hover;
pub mod lenses;
pub mod references;
pub mod rename;
pub mod structure;
pub mod symbols;
