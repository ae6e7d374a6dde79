//! Rules of the plugin about footnotes.

use super::RuleImport;

pub(super) const RULES: &[RuleImport] = &[];
