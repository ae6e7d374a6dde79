//! Rules about headings.

use super::Deviation;

pub const ALL: &[Deviation] = &[];
