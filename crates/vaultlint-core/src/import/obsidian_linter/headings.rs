//! Rules of the plugin about headings.

use super::RuleImport;

pub(super) const RULES: &[RuleImport] = &[];
