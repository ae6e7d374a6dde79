//! Rules of the plugin about properties.

use super::RuleImport;

mod lists;

pub(super) const RULES: &[RuleImport] =
    &[lists::FORMAT_YAML_ARRAY, lists::DEDUPE_YAML_ARRAY_VALUES, lists::SORT_YAML_ARRAY_VALUES];
