//! Rules of the plugin about properties.

use super::RuleImport;

mod lists;
mod quotes;
mod stamps;

pub(super) const RULES: &[RuleImport] = &[
    lists::FORMAT_YAML_ARRAY,
    lists::DEDUPE_YAML_ARRAY_VALUES,
    lists::SORT_YAML_ARRAY_VALUES,
    quotes::FORMAT_TAGS_IN_YAML,
    quotes::ESCAPE_YAML_SPECIAL_CHARACTERS,
    quotes::FORCE_YAML_ESCAPE,
    stamps::YAML_TIMESTAMP,
];
