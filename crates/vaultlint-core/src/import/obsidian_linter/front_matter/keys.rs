//! Rules of the plugin about which properties there are and where they stand.

use super::super::options::{Common, Options};
use super::super::{Imported, RuleImport};
use super::lists::{quotes, style};
use crate::rules::inserted_properties::PropertyText;

pub(in super::super) const ADD_BLANK_LINE_AFTER_YAML: RuleImport =
    RuleImport { id: "add-blank-line-after-yaml", convert: blank_line_after };

pub(in super::super) const COMPACT_YAML: RuleImport = RuleImport { id: "compact-yaml", convert: blank_lines };

pub(in super::super) const INSERT_YAML_ATTRIBUTES: RuleImport =
    RuleImport { id: "insert-yaml-attributes", convert: inserted };

pub(in super::super) const REMOVE_YAML_KEYS: RuleImport =
    RuleImport { id: "remove-yaml-keys", convert: removed };

pub(in super::super) const YAML_KEY_SORT: RuleImport = RuleImport { id: "yaml-key-sort", convert: order };

pub(in super::super) const YAML_TITLE: RuleImport = RuleImport { id: "yaml-title", convert: title };

pub(in super::super) const YAML_TITLE_ALIAS: RuleImport =
    RuleImport { id: "yaml-title-alias", convert: title_alias };

pub(in super::super) const MOVE_TAGS_TO_YAML: RuleImport =
    RuleImport { id: "move-tags-to-yaml", convert: tags };

fn blank_line_after(_: &mut Options<'_>, _: &Common, imported: &mut Imported) {
    imported.enable("blank-line-after-properties");
}

fn blank_lines(options: &mut Options<'_>, _: &Common, imported: &mut Imported) {
    imported.enable("blank-lines-in-properties");
    let between = if options.flag("inner-new-lines", false) { "remove" } else { "keep" };
    imported.option("blank-lines-in-properties", "between", between);
}

fn inserted(options: &mut Options<'_>, _: &Common, imported: &mut Imported) {
    let text = options.text("text-to-insert", "aliases: \ntags: ");
    if PropertyText::try_from(text.clone()).is_ok() {
        imported.enable("inserted-properties");
        imported.option("inserted-properties", "properties", text);
    } else {
        imported.remark(
            "insert-yaml-attributes: text-to-insert",
            "left out: these are no properties that can be read",
        );
    }
}

fn removed(options: &mut Options<'_>, _: &Common, imported: &mut Imported) {
    imported.enable("removed-properties");
    imported.option("removed-properties", "properties", options.keys("yaml-keys-to-remove"));
}

fn order(options: &mut Options<'_>, _: &Common, imported: &mut Imported) {
    const RULE: &str = "property-order";
    imported.enable(RULE);
    let named = options.keys("yaml-key-priority-sort-order");
    let place = if options.flag("priority-keys-at-start-of-yaml", true) { "first" } else { "last" };
    imported.option(RULE, place, named);
    let others = match options.text("yaml-sort-order-for-other-keys", "None").as_str() {
        "Ascending Alphabetical" => "ascending",
        "Descending Alphabetical" => "descending",
        _ => "keep",
    };
    imported.option(RULE, "others", others);
}

fn title(options: &mut Options<'_>, common: &Common, imported: &mut Imported) {
    const RULE: &str = "title-property";
    imported.enable(RULE);
    imported.option(RULE, "property", options.text("title-key", "title"));
    let source = match options.text("mode", "first-h1-or-filename-if-h1-missing").as_str() {
        "filename" => "file-name",
        "first-h1" => "heading-or-empty",
        _ => "heading-or-file-name",
    };
    imported.option(RULE, "source", source);
    imported.option(RULE, "quotes", quotes(common));
}

fn title_alias(options: &mut Options<'_>, common: &Common, imported: &mut Imported) {
    imported.enable(TITLE_ALIAS);
    let mut set = |name: &str, value: toml::Value| imported.option(TITLE_ALIAS, name, value);
    set("keep-file-name", options.flag("keep-alias-that-matches-the-filename", false).into());
    set("keep-style", options.flag("preserve-existing-alias-section-style", true).into());
    let memory = options.text("alias-helper-key", "linter-yaml-title-alias");
    if options.flag("use-yaml-key-to-keep-track-of-old-filename-or-heading", true) {
        set("remember", memory.into());
    }
    let wanted = if common.alias_style_is_left_out { "multi-line" } else { common.alias_style.as_str() };
    set("style", style(wanted).into());
    set("remove-empty", true.into());
    set("split-aliases", true.into());
    set("quotes", quotes(common).into());
    set("drop-quotes", common.remove_escapes.into());
}

const TITLE_ALIAS: &str = "title-alias";

/// Settles what the plugin leaves to the order of its rules: an empty `aliases` that one rule adds is not removed by
/// another.
pub(in super::super) fn settle(imported: &mut Imported) {
    let inserted = imported.rules.get("inserted-properties").and_then(|rule| rule.get("properties"));
    let text = inserted.and_then(toml::Value::as_str).unwrap_or("");
    let has_aliases = text.lines().any(|line| line.starts_with("aliases") || line.starts_with("alias:"));
    if has_aliases && imported.rules.contains_key(TITLE_ALIAS) {
        imported.option(TITLE_ALIAS, "remove-empty", false);
    }
}

fn tags(options: &mut Options<'_>, common: &Common, imported: &mut Imported) {
    const RULE: &str = "tags-in-properties";
    imported.enable(RULE);
    let in_text = match options.text("how-to-handle-existing-tags", "Nothing").as_str() {
        "Remove hashtag" => "unmark",
        "Remove whole tag" => "remove",
        _ => "keep",
    };
    imported.option(RULE, "in-text", in_text);
    imported.option(RULE, "ignore", options.lines("tags-to-ignore", ""));
    imported.option(RULE, "style", style(&common.tag_style));
    imported.option(RULE, "keep-style", false);
}
