//! When notes were made and changed: the vault is told, it has no clock.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// When a note was made and changed, as far as that is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NoteTimes {
    /// When it was made.
    pub created: Option<Timestamp>,
    /// When it was last changed.
    pub modified: Option<Timestamp>,
    /// The earliest time that may also pass for the last change: with git the commit before the last one, as a change
    /// is made some time before its commit.
    pub modified_since: Option<Timestamp>,
    /// The time of the run.
    pub now: Option<Timestamp>,
    /// The time zone that times are written in.
    pub zone: Option<TimeZone>,
    /// Whether the note was changed since it was read, before the formatter got it.
    pub edited: bool,
}

impl NoteTimes {
    /// The time zone, UTC where none is known.
    pub fn zone(&self) -> TimeZone {
        self.zone.clone().unwrap_or(TimeZone::UTC)
    }
}
