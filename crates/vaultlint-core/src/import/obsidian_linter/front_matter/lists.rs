//! Rules of the plugin about lists in properties.

use super::super::options::{Common, Options};
use super::super::{Imported, RuleImport};

/// Ours for how lists are written.
const LISTS: &str = "property-lists";

pub(in super::super) const FORMAT_YAML_ARRAY: RuleImport =
    RuleImport { id: "format-yaml-array", convert: format_yaml_array };

pub(in super::super) const DEDUPE_YAML_ARRAY_VALUES: RuleImport =
    RuleImport { id: "dedupe-yaml-array-values", convert: dedupe_yaml_array_values };

pub(in super::super) const SORT_YAML_ARRAY_VALUES: RuleImport =
    RuleImport { id: "sort-yaml-array-values", convert: sort_yaml_array_values };

fn format_yaml_array(options: &mut Options<'_>, common: &Common, imported: &mut Imported) {
    let aliases = options.flag("alias-key", true);
    let tags = options.flag("tag-key", true);
    lists(aliases, tags, common, imported);
    let others = options.text("default-array-style", "single-line");
    if options.flag("default-array-keys", true) {
        imported.option(LISTS, "others", style(&others));
    }
    imported.option(LISTS, "single-line", options.keys("force-single-line-array-style"));
    imported.option(LISTS, "multi-line", options.keys("force-multi-line-array-style"));
}

fn dedupe_yaml_array_values(options: &mut Options<'_>, common: &Common, imported: &mut Imported) {
    const RULE: &str = "duplicate-list-items";
    imported.enable(RULE);
    let keys = ["dedupe-alias-key", "dedupe-tag-key", "dedupe-array-keys"];
    items(RULE, keys, options, common, imported);
}

fn sort_yaml_array_values(options: &mut Options<'_>, common: &Common, imported: &mut Imported) {
    const RULE: &str = "sorted-list-items";
    imported.enable(RULE);
    let keys = ["sort-alias-key", "sort-tag-key", "sort-array-keys"];
    items(RULE, keys, options, common, imported);
    let order = options.text("sort-order", "Ascending Alphabetical");
    let is_descending = order.starts_with("Descending");
    imported.option(RULE, "order", if is_descending { "descending" } else { "ascending" });
}

/// What the plugin's rules about the items of lists share: they lay the lists of aliases and tags out, too.
fn items(
    rule: &'static str,
    [aliases, tags, others]: [&'static str; 3],
    options: &mut Options<'_>,
    common: &Common,
    imported: &mut Imported,
) {
    let (aliases, tags) = (options.flag(aliases, true), options.flag(tags, true));
    imported.option(rule, "aliases", aliases);
    imported.option(rule, "tags", tags);
    imported.option(rule, "others", options.flag(others, true));
    imported.option(rule, "ignore", options.keys("ignore-keys"));
    lists(aliases, tags, common, imported);
}

/// Lays the lists of aliases and of tags out in the styles that hold for all rules, where asked for.
fn lists(aliases: bool, tags: bool, common: &Common, imported: &mut Imported) {
    imported.enable(LISTS);
    for (name, is_on, wanted) in
        [("aliases", aliases, &common.alias_style), ("tags", tags, &common.tag_style)]
    {
        if is_on {
            imported.option(LISTS, name, style(wanted));
        } else {
            imported.option_if_unset(LISTS, name, "keep");
        }
    }
    imported.option_if_unset(LISTS, "others", "keep");
    imported.option(LISTS, "split-aliases", true);
    imported.option(LISTS, "fill-empty", true);
    imported.option(LISTS, "quotes", quotes(common));
    imported.option(LISTS, "drop-quotes", common.remove_escapes);
}

/// The quotes that the plugin puts around what needs some.
pub(in super::super) fn quotes(common: &Common) -> &'static str {
    if common.escape_character == '\'' { "single" } else { "double" }
}

/// Our name of a style of lists.
pub(in super::super) fn style(name: &str) -> &'static str {
    match name {
        "multi-line" => "multi-line",
        "single string to single-line" => "text-or-single-line",
        "single string to multi-line" => "text-or-multi-line",
        "single string comma delimited" => "comma-text",
        "single string space delimited" => "space-text",
        "single-line space delimited" => "space-single-line",
        _ => "single-line",
    }
}
