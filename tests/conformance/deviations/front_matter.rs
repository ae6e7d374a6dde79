//! Rules about properties.

use super::Deviation;

pub const ALL: &[Deviation] = &[];
