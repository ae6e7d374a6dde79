//! Rules of the plugin about what a note says, and its custom regular expressions.

use serde_json::{Map, Value};

use super::super::Imported;
use super::options::{Common, Options};
use super::{RuleImport, escaped, is_true};
use crate::rules::replacements::{Replacement, Written};

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
    RuleImport { id: "proper-ellipsis", convert: |_, _, imported| imported.enable("ellipsis") },
    RuleImport {
        id: "remove-hyphenated-line-breaks",
        convert: |_, _, imported| imported.enable("split-word"),
    },
    RuleImport { id: "quote-style", convert: quote_style },
    RuleImport { id: "auto-correct-common-misspellings", convert: auto_correct },
    RuleImport { id: "no-bare-urls", convert: no_bare_urls },
    RuleImport { id: "default-language-for-code-fences", convert: default_language },
    RuleImport { id: "remove-multiple-spaces", convert: remove_multiple_spaces },
];

fn blockquote_style(options: &mut Options<'_>, _: &Common, imported: &mut Imported) {
    imported.enable("blockquote-marks");
    imported.option("blockquote-marks", "blank", options.text("style", "space") != "no space");
}

fn bullet_list_markers(_: &mut Options<'_>, _: &Common, imported: &mut Imported) {
    imported.enable("bullet-characters");
    imported.option("bullet-characters", "characters", "•§");
}

fn quote_style(options: &mut Options<'_>, _: &Common, imported: &mut Imported) {
    const RULE: &str = "quote-marks";
    imported.enable(RULE);
    let mut shape = |enabled: &'static str, style: &'static str, curly: &str| match options.text(style, "") {
        _ if !options.flag(enabled, true) => "keep",
        style if style == curly => "curly",
        _ => "straight",
    };
    let single = shape("single-quote-enabled", "single-quote-style", "‘’");
    let double = shape("double-quote-enabled", "double-quote-style", "“”");
    imported.option(RULE, "single", single);
    imported.option(RULE, "double", double);
}

fn auto_correct(options: &mut Options<'_>, _: &Common, imported: &mut Imported) {
    const RULE: &str = "misspelling";
    imported.enable(RULE);
    let ignored = options.words("ignore-words", "");
    imported.option(RULE, "ignore", ignored);
    imported.option(RULE, "keep-capitals", options.flag("skip-words-with-multiple-capitals", false));
    let files = options.value("extra-auto-correct-files").and_then(Value::as_array);
    let mut words = toml::Table::new();
    for file in files.into_iter().flatten() {
        let path = file.get("filePath").and_then(Value::as_str).unwrap_or("");
        let found = replacements(file.get("customReplacements"));
        if found.is_empty() && !path.is_empty() {
            let message = "left out: write the words of this note into the option `words` of `misspelling`";
            imported.remark(format!("extra-auto-correct-files: {path}"), message);
        }
        if !path.is_empty() {
            // The words stand there as they are misspelt.
            imported.word_lists.push(format!("/{}", escaped(path)));
        }
        words.extend(found);
    }
    imported.option(RULE, "words", words);
}

/// Words with what is written for them, as an object or as a list of pairs.
fn replacements(value: Option<&Value>) -> toml::Table {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    match value {
        Some(Value::Object(map)) if map.contains_key("$map") => replacements(map.get("$map")),
        Some(Value::Object(map)) => {
            map.iter().filter_map(|(wrong, right)| Some((wrong.clone(), text(right)?.into()))).collect()
        }
        Some(Value::Array(pairs)) => {
            let pair = |pair: &Value| Some((text(pair.get(0)?)?, text(pair.get(1)?)?.into()));
            pairs.iter().filter_map(pair).collect()
        }
        _ => toml::Table::new(),
    }
}

fn no_bare_urls(options: &mut Options<'_>, _: &Common, imported: &mut Imported) {
    imported.enable("bare-url");
    imported.option("bare-url", "uris", options.flag("no-bare-uris", false));
}

fn default_language(options: &mut Options<'_>, _: &Common, imported: &mut Imported) {
    imported.enable("code-language");
    imported.option("code-language", "language", options.text("default-language", ""));
}

fn remove_multiple_spaces(_: &mut Options<'_>, _: &Common, imported: &mut Imported) {
    imported.enable("blank-runs");
    imported.option("blank-runs", "keep-columns", false);
}

/// The list `customRegexes`. The plugin searches all of a note, its code and properties too; ours leaves those alone
/// unless it is told otherwise.
pub(super) fn custom_regexes(data: &Map<String, Value>, imported: &mut Imported) {
    const RULE: &str = "replacements";
    let regexes = data.get("customRegexes").and_then(Value::as_array).into_iter().flatten();
    let mut list = Vec::new();
    for regex in regexes.filter(|it| it.get("enabled").is_none_or(is_true)) {
        let text = |key: &str| regex.get(key).and_then(Value::as_str).unwrap_or("").to_owned();
        let (find, label) = (text("find"), text("label"));
        if find.is_empty() {
            continue;
        }
        let written =
            Written { find, replace: text("replace"), flags: text("flags"), label, everywhere: false };
        match Replacement::try_from(written.clone()) {
            Ok(_) => list.push(toml_table(&written)),
            Err(error) => {
                imported.remark(format!("customRegexes: {}", written.find), format!("left out: {error}"))
            }
        }
        if !written.flags.contains('g') {
            let message = "every match is replaced: the first one alone would be another one the next time";
            imported.remark(format!("customRegexes: {}", written.find), message);
        }
    }
    if !list.is_empty() {
        imported.enable(RULE);
        imported.option(RULE, "list", list);
    }
}

fn toml_table(written: &Written) -> toml::Value {
    toml::Value::try_from(written).unwrap_or_else(|_| toml::Value::Table(toml::Table::new()))
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::format::format_note;
    use crate::import::obsidian_linter;
    use crate::note::Note;
    use crate::vault::{Settings, Vault};

    fn formatted(data: &str, text: &str) -> (String, Vec<String>) {
        let imported = obsidian_linter(data).unwrap();
        let config = Config::parse(&imported.to_toml()).unwrap();
        let vault = Vault::new(vec!["a.md".into()], Settings::default());
        let outcome = format_note(&Note::parse("a.md", text), &vault, &config);
        assert_eq!(outcome.refused, []);
        let remarks = imported.remarks.iter().map(|remark| format!("{}: {}", remark.setting, remark.message));
        (outcome.text.unwrap_or_else(|| text.to_owned()), remarks.collect())
    }

    #[test]
    fn custom_regexes_do_as_they_did() {
        let data = r#"{"customRegexes": [
            {"label": "units", "find": "(\\d+)(?:km)\\b", "replace": "$1 km", "flags": "gm"},
            {"find": "^\\* (?<text>.*)$", "replace": "- $<text>\\n", "flags": "gm", "enabled": true},
            {"find": "off", "replace": "on", "flags": "gm", "enabled": false},
            {"find": "", "replace": "x", "flags": "gm"}
        ]}"#;
        let (text, remarks) = formatted(data, "* 20km off `3km`\nend\n");
        assert_eq!((text.as_str(), remarks), ("- 20 km off `3km`\n\nend\n", Vec::<String>::new()));
    }

    #[test]
    fn custom_regexes_that_cannot_be_used_are_named() {
        let data = r#"{"customRegexes": [
            {"find": "(a", "replace": "b", "flags": "gm"},
            {"find": "(a+)+$", "replace": "b", "flags": "gm"},
            {"find": "a", "replace": "aa", "flags": "gm"}
        ]}"#;
        let (text, remarks) = formatted(data, "a\n");
        assert_eq!((text.as_str(), remarks.len()), ("a\n", 3), "{remarks:?}");
    }

    #[test]
    fn words_come_in_every_form() {
        let data = r#"{"ruleConfigs": {"auto-correct-common-misspellings": {"enabled": true, "ignore-words": "teh, adn",
            "extra-auto-correct-files": [
                {"filePath": "w.md", "customReplacements": {"cartt": "cart"}}, {"filePath": "b.md", "customReplacements": {}}
            ]}}}"#;
        let (text, remarks) = formatted(data, "Teh cartt definately.\n");
        assert_eq!(text, "Teh cart definitely.\n");
        assert!(matches!(remarks.as_slice(), [remark] if remark.contains("b.md")), "{remarks:?}");
    }
}
