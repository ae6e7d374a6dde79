//! Rules of the plugin about properties.

use super::RuleImport;

pub(super) mod keys;
mod lists;
mod quotes;
mod stamps;

pub(super) const RULES: &[RuleImport] = &[
    keys::ADD_BLANK_LINE_AFTER_YAML,
    keys::COMPACT_YAML,
    keys::INSERT_YAML_ATTRIBUTES,
    keys::REMOVE_YAML_KEYS,
    keys::YAML_KEY_SORT,
    keys::YAML_TITLE,
    keys::YAML_TITLE_ALIAS,
    keys::MOVE_TAGS_TO_YAML,
    lists::FORMAT_YAML_ARRAY,
    lists::DEDUPE_YAML_ARRAY_VALUES,
    lists::SORT_YAML_ARRAY_VALUES,
    quotes::FORMAT_TAGS_IN_YAML,
    quotes::ESCAPE_YAML_SPECIAL_CHARACTERS,
    quotes::FORCE_YAML_ESCAPE,
    stamps::YAML_TIMESTAMP,
];
