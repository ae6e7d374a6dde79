//! Rules about footnotes.

use super::Deviation;

pub const ALL: &[Deviation] = &[];
