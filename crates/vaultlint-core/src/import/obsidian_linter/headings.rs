//! Rules of the plugin about headings.

use super::RuleImport;

pub(super) const RULES: &[RuleImport] = &[
    RuleImport {
        id: "capitalize-headings",
        convert: |options, _, imported| {
            const RULE: &str = "heading-capitals";
            imported.enable(RULE);
            let style = match options.text("style", "Title Case").as_str() {
                "ALL CAPS" => "all",
                "First letter" => "first-letter",
                _ => "title",
            };
            imported.option(RULE, "style", style);
            imported.option(RULE, "keep-capitals", options.flag("ignore-case-words", true));
            // An empty list of the plugin is a list: only what was never stored has its default.
            if options.has("ignore-words") {
                imported.option(RULE, "keep", options.words("ignore-words", ""));
            }
            if options.has("lowercase-words") {
                let mut small = options.words("lowercase-words", "");
                small.sort();
                small.dedup();
                imported.option(RULE, "small", small);
            }
            for (name, key) in
                [("before", "starting-word-ignore-characters"), ("after", "ending-word-ignore-characters")]
            {
                if options.has(key) {
                    imported.option(RULE, name, options.text(key, ""));
                }
            }
        },
    },
    RuleImport { id: "file-name-heading", convert: |_, _, imported| imported.enable("file-name-heading") },
    RuleImport {
        id: "header-increment",
        convert: |options, _, imported| {
            imported.enable("heading-increment");
            let start = if options.flag("start-at-h2", false) { 2 } else { 1 };
            imported.option("heading-increment", "start-at", start);
            imported.option("heading-increment", "left-out", "beside");
        },
    },
    RuleImport { id: "headings-start-line", convert: |_, _, imported| imported.enable("indented-heading") },
    RuleImport {
        id: "remove-trailing-punctuation-in-heading",
        convert: |options, _, imported| {
            imported.enable("heading-punctuation");
            let characters = options.text("punctuation-to-remove", ".,;:!。，；：！");
            imported.option("heading-punctuation", "characters", characters);
        },
    },
];
