//! What the server answers, one file a request. Each is a function of a snapshot, on a worker thread.

pub mod actions;
pub mod diagnostics;
pub mod formatting;
