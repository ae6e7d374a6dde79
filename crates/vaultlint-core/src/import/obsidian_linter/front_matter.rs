//! Rules of the plugin about properties.

use super::RuleImport;

pub(super) const RULES: &[RuleImport] = &[];
