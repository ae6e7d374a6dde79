//! vaultlint's core: reads Obsidian notes and vaults as Obsidian does, checks them and mends them.
//!
//! Parsing never fails: every text is a note. Only [`workspace`] touches the disk; everything else takes
//! text. Places are byte ranges; lines and columns exist only at the edges ([`text`]).
//!
//! ```
//! use vaultlint_core::note::Note;
//!
//! let note = Note::parse("Trip.md", "See [[Rome#Food|where to eat]].");
//! assert_eq!(&*note.links[0].target.path, "Rome");
//! ```

pub mod baseline;
pub mod config;
pub mod diagnostic;
pub mod file;
pub mod fix;
pub mod format;
pub mod import;
pub mod lint;
mod moment;
pub mod note;
pub mod refactor;
pub mod rule;
pub mod rules;
pub mod suppress;
pub mod text;
pub mod vault;
pub mod workspace;
