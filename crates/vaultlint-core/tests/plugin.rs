//! Notes that the plugin obsidian-linter is known to damage, formatted with its own settings.
#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};
use vaultlint_core::config::Config;
use vaultlint_core::format::format_note;
use vaultlint_core::import::obsidian_linter;
use vaultlint_core::note::Note;
use vaultlint_core::vault::{Settings, Vault};

/// `text` as the `rules` of the plugin lay it out here; what is laid out stays as it is.
fn formatted(rules: &[(&str, Value)], text: &str) -> String {
    let enabled = |options: &Value| {
        let mut options = options.clone();
        options["enabled"] = true.into();
        options
    };
    let rules: serde_json::Map<String, Value> =
        rules.iter().map(|(id, options)| ((*id).to_owned(), enabled(options))).collect();
    let data = json!({ "ruleConfigs": rules, "settingsConvertedToConfigKeyValues": true });
    let imported = obsidian_linter(&data.to_string()).unwrap();
    let config = Config::parse(&imported.to_toml()).unwrap();
    let vault = Vault::new(vec!["A note.md".into()], Settings::default());
    let format = |text: &str| {
        let outcome = format_note(&Note::parse("A note.md", text), &vault, &config);
        assert_eq!(outcome.refused, [], "{text}");
        outcome.text.unwrap_or_else(|| text.to_owned())
    };
    let once = format(text);
    assert_eq!(format(&once), once);
    once
}

fn none() -> Value {
    json!({})
}

#[test]
fn dollars_in_properties_stay() {
    let rules = [
        ("remove-yaml-keys", json!({ "yaml-keys-to-remove": "gone" })),
        ("add-blank-line-after-yaml", none()),
        ("yaml-title-alias", none()),
    ];
    let found = formatted(&rules, "---\na: $$$$\nb: \"$'\"\ngone: 1\n---\n# A title $1\n");
    assert!(found.contains("\na: $$$$\nb: \"$'\"\n"), "{found}");
    assert!(!found.contains("gone") && found.contains("A title $1\n"), "{found}");
}

#[test]
fn blanks_that_are_kept_are_blanks() {
    let rules = [("trailing-spaces", json!({ "two-space-line-break": true }))];
    assert_eq!(formatted(&rules, "one \n \ntwo    \nthree  \nfour\n"), "one\n\ntwo    \nthree  \nfour\n");
}

#[test]
fn nested_markers_lose_nothing() {
    let rules =
        [("trailing-spaces", none()), ("proper-ellipsis", none()), ("remove-multiple-spaces", none())];
    let text = "x %%linter-disable%% y... %%linter-disable%% z %%linter-enable%% w\n";
    assert_eq!(formatted(&rules, text), text);
    let open = "a %%linter-disable%% b...  \n\n%%linter-disable%% c  \n\nd  ";
    assert_eq!(formatted(&rules, open), open);
    let code = "`linter-disable` and `%%linter-disable%%` are words...\n";
    assert_eq!(formatted(&rules, code), code.replace("...", "…"));
}

#[test]
fn one_bad_property_stops_nothing_else() {
    let rules =
        [("format-yaml-array", none()), ("trailing-spaces", none()), ("consecutive-blank-lines", none())];
    let text = "---\nauthors:\n- @name\ntags: [b, a]\n---\none  \n\n\n\ntwo\n";
    assert_eq!(formatted(&rules, text), "---\nauthors:\n- @name\ntags: [b, a]\n---\none\n\ntwo\n");
}

#[test]
fn line_breaks_stay_and_no_second_front_matter_is_made() {
    let rules = [
        ("insert-yaml-attributes", json!({ "text-to-insert": "aliases: \ncreated: " })),
        ("yaml-title", none()),
        ("line-break-at-document-end", none()),
        ("heading-blank-lines", none()),
    ];
    let found = formatted(&rules, "---\r\naliases: [x]\r\n---\r\n# A title\r\ntext");
    assert_eq!(found.matches("---\r\n").count(), 2, "{found:?}");
    assert_eq!(found.matches('\n').count(), found.matches("\r\n").count(), "{found:?}");
    assert!(found.contains("created:") && found.contains("title: A title\r\n"), "{found:?}");
}

#[test]
fn words_keep_their_emphasis() {
    let rules = [
        ("emphasis-style", json!({ "style": "underscore" })),
        ("strong-style", json!({ "style": "underscore" })),
    ];
    assert_eq!(
        formatted(&rules, "un*frigging*believable and *so* **on**\n"),
        "un*frigging*believable and _so_ __on__\n"
    );
}

#[test]
fn lists_side_by_side_stay_two() {
    let rules = [("unordered-list-style", json!({ "list-style": "-" }))];
    assert_eq!(formatted(&rules, "- a\n- b\n* c\n* d\n"), "- a\n- b\n* c\n* d\n");
}

#[test]
fn code_keeps_its_dots_and_blanks() {
    let rules = [
        ("proper-ellipsis", none()),
        ("remove-space-before-or-after-characters", none()),
        ("remove-space-around-characters", none()),
    ];
    let text = "`pat...` `git add .` `- [ ]` and\n\n```\nfor ... in  ( x )\n```\n";
    assert_eq!(formatted(&rules, text), text);
}

#[test]
fn quoted_code_and_lists_are_not_cut() {
    let rules = [
        ("paragraph-blank-lines", none()),
        ("empty-line-around-tables", none()),
        ("empty-line-around-code-fences", none()),
        ("move-math-block-indicators-to-their-own-line", none()),
    ];
    let callout = "> [!note] Title\n> ```md\n> text\n> | a | b |\n> | - | - |\n> | 1 | 2 |\n> text\n> ```\n";
    // The blank line between title and code belongs to the callout.
    assert_eq!(formatted(&rules, callout), callout.replace("Title\n", "Title\n>\n"));
    let list = formatted(&rules, "- item\n  $$a=b$$\n- next\n");
    assert!(list.lines().all(|line| line.starts_with(['-', ' ']) || line.is_empty()), "{list:?}");
}

/// The properties of `text` as data.
fn data(text: &str) -> serde_yaml::Value {
    let yaml = text.strip_prefix("---\n").and_then(|rest| rest.split_once("---\n")).unwrap().0;
    serde_yaml::from_str(yaml).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

#[test]
fn sorted_properties_keep_their_comments_and_anchors() {
    let rules = [("yaml-key-sort", json!({ "yaml-sort-order-for-other-keys": "Ascending Alphabetical" }))];
    let text = "---\n# who wrote it\nowner: &me Ann\nauthor: *me\n---\ntext\n";
    let found = formatted(&rules, text);
    assert!(found.contains("# who wrote it\n"), "{found}");
    assert_eq!(data(&found), data(text), "{found}");
}

#[test]
fn removed_properties_are_those_at_the_top() {
    let rules = [("remove-yaml-keys", json!({ "yaml-keys-to-remove": "gone" }))];
    let text = "---\nouter:\n  gone: stays\nnote: |\n  gone: a line\ngone: 1\n---\n";
    assert_eq!(formatted(&rules, text), "---\nouter:\n  gone: stays\nnote: |\n  gone: a line\n---\n");
}

#[test]
fn lists_of_any_style_stay_yaml() {
    let lists = "aliases:\n  - a # first\n  - '1234'\n  - \"x, y\"\ntags: [one, two]\nothers:\n  - |\n    two\n    lines\n  - b # second\n";
    let text = format!("---\n{lists}---\ntext\n");
    for style in ["single-line", "multi-line", "single string comma delimited", "single-line space delimited"]
    {
        let rules = [("format-yaml-array", json!({ "default-array-style": "single-line" }))];
        let rules: serde_json::Map<String, Value> = rules
            .into_iter()
            .map(|(id, mut options)| {
                options["enabled"] = true.into();
                (id.to_owned(), options)
            })
            .collect();
        let data_json = json!({
            "ruleConfigs": rules,
            "settingsConvertedToConfigKeyValues": true,
            "commonStyles": { "aliasArrayStyle": style, "tagArrayStyle": style, "escapeCharacter": "\"" },
        });
        let config = Config::parse(&obsidian_linter(&data_json.to_string()).unwrap().to_toml()).unwrap();
        let vault = Vault::new(vec!["A note.md".into()], Settings::default());
        let format = |text: &str| {
            let outcome = format_note(&Note::parse("A note.md", text), &vault, &config);
            assert_eq!(outcome.refused, [], "{style}");
            outcome.text.unwrap_or_else(|| text.to_owned())
        };
        let once = format(&text);
        assert_eq!(format(&once), once, "{style}");
        assert!(once.contains("# first") && once.contains("# second"), "{style}\n{once}");
        assert_eq!(data(&once)["others"], data(&text)["others"], "{style}\n{once}");
    }
}

#[test]
fn titles_of_several_lines_are_replaced_whole() {
    let rules = [("yaml-title", none())];
    for title in
        ["title: >\n  An old\n  title\n", "title:\n  - an\n  - old one\n", "title: \"an\n  old one\"\n"]
    {
        let found = formatted(&rules, &format!("---\n{title}other: x\n---\n# New\n"));
        assert!(!found.to_lowercase().contains("old") || found.contains(title), "{found}");
        assert_eq!(data(&found)["other"], "x", "{found}");
    }
}

#[test]
fn math_in_a_cell_does_not_cut_the_table() {
    let rules = [("move-math-block-indicators-to-their-own-line", none())];
    let text = "| a | b |\n| - | - |\n| $$x$$ | y |\n";
    assert_eq!(formatted(&rules, text), text);
}

#[test]
fn a_list_of_misspellings_is_not_corrected() {
    let files = json!([{ "filePath": "A note.md", "customReplacements": { "cartt": "cart" } }]);
    let rules = [("auto-correct-common-misspellings", json!({ "extra-auto-correct-files": files }))];
    let text = "| teh | the |\n| --- | --- |\n| cartt | cart |\n";
    assert_eq!(formatted(&rules, text), text);
    let other = json!([{ "filePath": "Lists/Words.md", "customReplacements": { "cartt": "cart" } }]);
    let rules = [("auto-correct-common-misspellings", json!({ "extra-auto-correct-files": other }))];
    assert_eq!(formatted(&rules, "a cartt, `cartt`\n"), "a cart, `cartt`\n");
}
