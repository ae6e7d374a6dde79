//! Rules about blanks and blank lines.

use super::Deviation;

pub const ALL: &[Deviation] = &[];
