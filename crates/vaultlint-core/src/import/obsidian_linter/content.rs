//! Rules of the plugin about what a note says, and its custom regular expressions.

use serde_json::{Map, Value};

use super::super::Imported;
use super::options::{Common, Options};
use super::{RuleImport, is_true};

pub(super) const RULES: &[RuleImport] = &[
    RuleImport {
        id: "emphasis-style",
        convert: |options, _, imported| {
            imported.enable("emphasis-marks");
            imported.option("emphasis-marks", "emphasis", options.text("style", "consistent"));
        },
    },
    RuleImport {
        id: "strong-style",
        convert: |options, _, imported| {
            imported.enable("emphasis-marks");
            imported.option("emphasis-marks", "strong", options.text("style", "consistent"));
        },
    },
    RuleImport {
        id: "unordered-list-style",
        convert: |options, _, imported| {
            imported.enable("list-markers");
            imported.option("list-markers", "marker", options.text("list-style", "consistent"));
        },
    },
    RuleImport {
        id: "ordered-list-style",
        convert: |options, _, imported| {
            const RULE: &str = "list-numbers";
            imported.enable(RULE);
            let numbers = match options.text("number-style", "ascending").as_str() {
                "lazy" => "same",
                "preserve" => "keep",
                _ => "ascending",
            };
            imported.option(RULE, "numbers", numbers);
            imported.option(RULE, "end", options.text("list-end-style", "."));
            let keep = options.flag("preserve-start", false);
            imported.option(RULE, "start", if keep { "keep" } else { "one" });
        },
    },
    RuleImport { id: "blockquote-style", convert: blockquote_style },
    RuleImport {
        id: "remove-empty-list-markers",
        convert: |_, _, imported| imported.enable("empty-list-markers"),
    },
    RuleImport {
        id: "remove-consecutive-list-markers",
        convert: |_, _, imported| imported.enable("doubled-list-markers"),
    },
    RuleImport { id: "convert-bullet-list-markers", convert: bullet_list_markers },
];

fn blockquote_style(options: &mut Options<'_>, _: &Common, imported: &mut Imported) {
    imported.enable("quote-marks");
    imported.option("quote-marks", "blank", options.text("style", "space") != "no space");
}

fn bullet_list_markers(_: &mut Options<'_>, _: &Common, imported: &mut Imported) {
    imported.enable("bullet-characters");
    imported.option("bullet-characters", "characters", "•§");
}

/// The list `customRegexes`.
pub(super) fn custom_regexes(data: &Map<String, Value>, imported: &mut Imported) {
    let regexes = data.get("customRegexes").and_then(Value::as_array).into_iter().flatten();
    for regex in regexes.filter(|it| it.get("enabled").is_none_or(is_true)) {
        let find = regex.get("find").and_then(Value::as_str).unwrap_or("");
        imported.remark(format!("customRegexes: {find}"), "left out");
    }
}
