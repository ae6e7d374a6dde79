//! What expressions of bases say of things that are renamed.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "support/refactor.rs"]
mod support;

use support::{after, files, moves};
use vaultlint_core::refactor::Refactoring;
use vaultlint_core::vault::Settings;

/// A base with the filter `expression` beside some notes, under `refactoring`: the filter, and what is remarked.
fn filter_after(expression: &str, refactoring: &Refactoring) -> (String, Vec<String>) {
    let all = files(&[
        ("A/Old.md", "#old"),
        ("A/Other.md", ""),
        ("B/Twin.md", ""),
        ("C/Twin.md", ""),
        ("x.base", &format!("views:\n  - type: table\n    filters:\n      and:\n        - '{expression}'\n")),
        ("fence.md", &format!("```base\nformulas:\n  f: '{expression}'\n```\n")),
    ]);
    let (now, remarks) = after(&all, Settings::default(), refactoring);
    let inside = |path: &str| now[path].split('\'').nth(1).unwrap().to_owned();
    assert_eq!(inside("x.base"), inside("fence.md"));
    let of_base = remarks.iter().filter_map(|remark| remark.strip_prefix("x.base: "));
    let of_base: Vec<String> =
        of_base.map(|remark| remark.rsplit_once("': ").map_or(remark, |it| it.1).to_owned()).collect();
    assert_eq!(of_base.len(), remarks.iter().filter(|remark| remark.starts_with("fence.md: ")).count());
    (inside("x.base"), of_base)
}

#[track_caller]
fn check(refactoring: &Refactoring, cases: &[(&str, &str)]) {
    for (before, expected) in cases {
        assert_eq!(filter_after(before, refactoring), ((*expected).to_owned(), Vec::new()), "{before}");
    }
}

#[track_caller]
fn remarked(refactoring: &Refactoring, expression: &str, remark: &str) {
    assert_eq!(filter_after(expression, refactoring), (expression.to_owned(), vec![remark.to_owned()]));
}

#[test]
fn paths_and_names_of_a_note_follow_it() {
    let to = moves(&[("A/Old.md", "A/New \"n\".md")]);
    check(
        &to,
        &[
            ("file.path == \"A/Old.md\"", "file.path == \"A/New \\\"n\\\".md\""),
            ("\"A/Old.md\" != this.file.path && x", "\"A/New \\\"n\\\".md\" != this.file.path && x"),
            (
                "file.name != \"Old\" || file.name == \"Old.md\"",
                "file.name != \"New \\\"n\\\"\" || file.name == \"New \\\"n\\\".md\"",
            ),
            ("file.basename == \"Old\"", "file.basename == \"New \\\"n\\\"\""),
            ("file.hasLink(\"Old\")", "file.hasLink(\"New \\\"n\\\"\")"),
            // Nothing that is surely of the note.
            (
                "file.path == \"A/old.md\" || status == \"Old\"",
                "file.path == \"A/old.md\" || status == \"Old\"",
            ),
            ("file.folder == \"A\" && file.inFolder(\"A\")", "file.folder == \"A\" && file.inFolder(\"A\")"),
            ("file.name.contains(\"Oth\")", "file.name.contains(\"Oth\")"),
        ],
    );
    // It leaves the folder because that is wanted.
    check(
        &moves(&[("A/Old.md", "B/Old.md")]),
        &[
            ("file.folder == \"A\"", "file.folder == \"A\""),
            ("file.path.startsWith(\"A/\")", "file.path.startsWith(\"A/\")"),
            ("file.name == \"Old\"", "file.name == \"Old\""),
        ],
    );
}

#[test]
fn what_is_not_sure_is_remarked() {
    let to = moves(&[("A/Old.md", "A/New.md")]);
    let lost = "`Ol` found `A/Old.md` here and does not find it as `A/New.md`";
    remarked(&to, "file.basename.startsWith(\"Ol\")", lost);
    remarked(&to, "file.path.contains(\"Ol\")", lost);
    remarked(&to, "[\"A/Old.md\"].contains(file.path)", "`A/Old.md` is `A/New.md` now");
    let twin = moves(&[("B/Twin.md", "B/Only.md")]);
    remarked(&twin, "file.name == \"Twin\"", "one of the files called `Twin` is called `Only` now");
    let folder = moves(&[("A", "Z")]);
    let lost = "`A` found `A/Old.md` here and does not find it as `Z/Old.md`";
    remarked(&folder, "file.folder.startsWith(\"A\")", lost);
}

#[test]
fn folders_follow_as_a_whole() {
    check(
        &moves(&[("A", "Y/Z")]),
        &[
            (
                "file.folder == \"A\" || file.folder == \"AB\"",
                "file.folder == \"Y/Z\" || file.folder == \"AB\"",
            ),
            ("file.path.startsWith(\"A/\")", "file.path.startsWith(\"Y/Z/\")"),
            ("file.path == \"A/Old.md\"", "file.path == \"Y/Z/Old.md\""),
            ("file.inFolder(\"A\")", "file.inFolder(\"Y/Z\")"),
            ("file.name == \"Old\"", "file.name == \"Old\""),
        ],
    );
}

#[test]
fn tags_follow_in_lists() {
    let to = Refactoring::RenameTag { from: "old".into(), to: "new".into() };
    check(
        &to,
        &[
            ("file.tags.contains(\"old\")", "file.tags.contains(\"new\")"),
            ("file.tags.containsAny(\"x\", \"#old/y\")", "file.tags.containsAny(\"x\", \"#new/y\")"),
            (
                "tags.contains(\"Old\") && file.hasTag(\"old\")",
                "tags.contains(\"new\") && file.hasTag(\"new\")",
            ),
            ("status.contains(\"old\")", "status.contains(\"old\")"),
        ],
    );
}

#[test]
fn bases_that_cannot_be_read_are_remarked() {
    let all = files(&[
        ("A/Old.md", ""),
        ("x.base", "filters: \"a\" == file.name \"Old\"\n"),
        ("y.base", "a: b: file\n"),
    ]);
    let (now, remarks) = after(&all, Settings::default(), &moves(&[("A/Old.md", "A/New.md")]));
    assert_eq!(now["x.base"], all["x.base"]);
    assert_eq!(remarks.len(), 1, "{remarks:?}");
    assert!(remarks[0].starts_with("x.base: ") && remarks[0].ends_with("so what it names stays as it is"));
}
