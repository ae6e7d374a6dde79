//! The disk: finding a vault's root, its files and its configuration, reading notes, writing them back.
//!
//! Nothing else in this crate opens a file. A run goes [`group_by_vault`], [`config_file`], [`open_group`],
//! [`read_note`], and perhaps [`write_note`]; many files at once are changed by [`carry_out`].
#![allow(clippy::disallowed_methods)]

mod ignored;
mod journal;
mod open;
mod read;
mod root;
mod slashes;
mod times;
mod walk;
mod write;

pub use journal::{
    Batch, BatchEdit, JOURNAL_FILE_NAME, JournalError, JournalErrorKind, Recovery, carry_out,
    carry_out_until, is_pending, recover, recover_until,
};
pub use open::{OpenOptions, OpenVault, open_group, open_vault, read_settings};
pub use read::{MAX_NOTE_SIZE, ReadError, ReadErrorKind, read_note};
pub use root::{
    CONFIG_FILE_NAME, Group, Marker, Root, SETTINGS_FOLDER, absolute, config_file, find_root, group_by_vault,
};
pub use slashes::slashed;
pub use times::{FileTimes, file_times};
pub use walk::{Listing, PathProblem, list_files};
pub use write::{WriteError, WriteErrorKind, create_file, write_note, write_note_at};
