//! Rules of the plugin about properties.

use super::super::Imported;
use super::RuleImport;
use super::options::{Common, Options};
use crate::rules::inserted_properties::PropertyText;

pub(super) const RULES: &[RuleImport] = &[
    RuleImport {
        id: "add-blank-line-after-yaml",
        convert: |_, _, imported| imported.enable("blank-line-after-properties"),
    },
    RuleImport { id: "compact-yaml", convert: blank_lines },
    RuleImport { id: "insert-yaml-attributes", convert: inserted },
    RuleImport { id: "remove-yaml-keys", convert: removed },
    RuleImport { id: "yaml-key-sort", convert: order },
    RuleImport { id: "yaml-title", convert: title },
];

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

fn quotes(common: &Common) -> &'static str {
    if common.escape_character == '\'' { "single" } else { "double" }
}
