//! Rules of the plugin about `#` and quotes in properties.

use super::super::RuleImport;
use super::lists::quotes;

/// Ours for quotes.
const QUOTES: &str = "property-quotes";

pub(in super::super) const FORMAT_TAGS_IN_YAML: RuleImport =
    RuleImport { id: "format-tags-in-yaml", convert: |_, _, imported| imported.enable("tag-hashes") };

pub(in super::super) const ESCAPE_YAML_SPECIAL_CHARACTERS: RuleImport = RuleImport {
    id: "escape-yaml-special-characters",
    convert: |options, common, imported| {
        imported.enable(QUOTES);
        imported.option(QUOTES, "unreadable", true);
        imported.option(QUOTES, "quote-marks", true);
        imported.option(QUOTES, "pairs", true);
        imported.option(QUOTES, "brackets", options.flag("try-to-escape-single-line-arrays", false));
        imported.option(QUOTES, "quotes", quotes(common));
    },
};

pub(in super::super) const FORCE_YAML_ESCAPE: RuleImport = RuleImport {
    id: "force-yaml-escape",
    convert: |options, common, imported| {
        imported.enable(QUOTES);
        imported.option_if_unset(QUOTES, "unreadable", false);
        imported.option(QUOTES, "keys", options.keys("force-yaml-escape-keys"));
        imported.option(QUOTES, "quotes", quotes(common));
    },
};
