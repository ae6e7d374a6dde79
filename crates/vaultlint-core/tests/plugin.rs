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
