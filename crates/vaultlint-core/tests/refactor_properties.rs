//! Properties that are renamed, and their types.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "support/refactor.rs"]
mod support;

use std::sync::Arc;

use support::{after, files, planned};
use vaultlint_core::refactor::{RefactorError, Refactoring, plan};
use vaultlint_core::vault::{Settings, Vault, VaultPath};

const TYPES: &str = ".obsidian/types.json";

fn property(from: &str, to: &str) -> Refactoring {
    Refactoring::RenameProperty { from: from.into(), to: to.into() }
}

/// The types `text` after the rename of `Status` to `to`, with a note that has it and another that has `kept` as well,
/// and what is remarked of them.
fn types_after(text: &str, to: &str, kept: bool) -> (String, Vec<String>) {
    let other = if kept { format!("---\nstatus: 1\n{to}: 2\n---\n") } else { String::new() };
    let all = files(&[("a.md", "---\nstatus: 1\n---\n"), ("b.md", &other), (TYPES, text)]);
    let vault = Vault::new(vec!["a.md".into(), "b.md".into()], Settings::default());
    let texts = |path: &VaultPath| all.get(path.as_str()).map(|text| Arc::from(text.as_str()));
    let plan = plan(&vault, &texts, &property("Status", to)).unwrap();
    let edited = plan.edits.iter().find(|file| file.path.as_str() == TYPES);
    let remarks = plan.remarks.iter().filter(|remark| remark.path.as_str() == TYPES);
    let remarks = remarks.map(|remark| format!("{}: {}", remark.range.slice(text), remark.message));
    (edited.map_or_else(|| text.to_owned(), |file| file.new_text()), remarks.collect())
}

#[track_caller]
fn check(text: &str, to: &str, kept: bool, expected: &str) {
    assert_eq!(types_after(text, to, kept), (expected.to_owned(), Vec::new()));
}

#[test]
fn the_type_goes_with_the_name() {
    let text = "{\n  \"types\": {\n    \"tags\": \"tags\",\n    \"STATUS\": \"number\"\n  }\n}";
    check(text, "state \"x\"", false, &text.replace("STATUS", "state \\\"x\\\""));
    check(text, "State", false, &text.replace("STATUS", "State"));
    check("\u{feff}{\"types\":{\"status\":\"date\"}}", "on", false, "\u{feff}{\"types\":{\"on\":\"date\"}}");
    let both = "{\n  \"types\": {\n    \"tags\": \"tags\",\n    \"state\": \"number\",\n    \"STATUS\": \"number\"\n  }\n}";
    check(text, "state", true, both);
    check(both, "state", false, both);
    check("{\"status\":{\"types\":1}}", "state", false, "{\"status\":{\"types\":1}}");
}

#[test]
fn a_type_that_cannot_go_is_remarked() {
    let two = "{\"types\":{\"status\":\"date\",\"state\":\"text\"}}";
    let remark = "\"status\": `state` has another type here than `status` had; see which one is right";
    assert_eq!(types_after(two, "state", false), (two.to_owned(), vec![remark.to_owned()]));
    let broken = "{\"types\":{\"status\":\"date\"";
    let remark = ": this file is not valid JSON, so the type of `status` stays in it";
    assert_eq!(types_after(broken, "state", false), (broken.to_owned(), vec![remark.to_owned()]));
}

#[test]
fn what_stays_is_counted() {
    let all = files(&[
        ("a.md", "---\nold: 1\n---\n"),
        ("b.md", "---\nold: 1\nNEW: 2\n---\n"),
        ("c.md", "---\nold: [\n---\n"),
    ]);
    let plan = planned(&all, Settings::default(), &property("Old", "new")).unwrap();
    assert_eq!((plan.edits.len(), plan.kept, plan.remarks.len()), (1, 2, 2));
}

#[test]
fn nothing_to_rename_is_an_error() {
    let notes: Vec<(String, &str)> =
        (0..7).map(|n| (format!("{n}.md"), "---\nold: 1\nnew: 2\n---\n")).collect();
    let notes: Vec<(&str, &str)> = notes.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    let error = planned(&files(&notes), Settings::default(), &property("old", "new")).unwrap_err();
    assert!(matches!(error, RefactorError::PropertyExists { .. }));
    assert_eq!(
        error.to_string(),
        "no property `old` was renamed: the notes that have it have a `new` too, `0.md`, `1.md`, `2.md`, `3.md`, `4.md` and 2 more"
    );
    assert!(error.help().unwrap().contains("by hand"));
}

#[test]
fn bases_in_notes_are_remarked() {
    let all = files(&[("a.md", "---\nold: 1\n---\n```base\nfilters: old == 1\n```\n")]);
    let (_, remarks) = after(&all, Settings::default(), &property("old", "new"));
    assert_eq!(remarks.len(), 1);
    assert!(remarks[0].ends_with("this base names `old`, which should be `new` where the property is meant"));
}
