//! Refactorings of small vaults.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "support/refactor.rs"]
mod support;

#[path = "refactor/parts.rs"]
mod parts;

use std::sync::Arc;

use support::{Files, after, check_in, files, moves, planned};
use vaultlint_core::refactor::{RefactorError, Refactoring, plan};
use vaultlint_core::vault::settings::LinkFormat;
use vaultlint_core::vault::{Settings, Vault, VaultPath};

/// Links of `s/Source.md` when `a/Old.md` becomes `b/New.md`.
#[track_caller]
fn check_move(text: &str, expected: &str) {
    check_in("s/Source.md", text, &["a/Old.md"], &moves(&[("a/Old.md", "b/New.md")]), expected);
}

#[test]
fn links_keep_their_style_when_a_note_moves() {
    for (text, expected) in [
        ("[[Old]]", "[[New]]"),
        ("![[Old]]", "![[New]]"),
        ("[[old]]", "[[New]]"),
        ("[[Old.md]]", "[[New.md]]"),
        ("[[Old|text]]", "[[New|text]]"),
        ("[[Old|Old]]", "[[New|Old]]"),
        ("[[ Old ]]", "[[ New ]]"),
        ("[[Old#h]]", "[[New#h]]"),
        ("[[Old#^b-1|x]]", "[[New#^b-1|x]]"),
        ("[[a/Old]]", "[[b/New]]"),
        ("[[A/OLD]]", "[[b/New]]"),
        ("[[a/Old.md#h]]", "[[b/New.md#h]]"),
        ("[[/a/Old]]", "[[/b/New]]"),
        ("[[../a/Old]]", "[[../b/New]]"),
        ("[t](Old)", "[t](New)"),
        ("[t](Old.md)", "[t](New.md)"),
        ("![t](Old.md)", "![t](New.md)"),
        ("[t](../a/Old.md)", "[t](../b/New.md)"),
        ("[t](a/Old.md#A%20b)", "[t](b/New.md#A%20b)"),
        ("[t](<a/Old.md>)", "[t](<b/New.md>)"),
        ("[t](a/Old.md \"title\")", "[t](b/New.md \"title\")"),
        ("[t]: a/Old.md", "[t]: b/New.md"),
        ("[t]: <a/Old.md> 'title'", "[t]: <b/New.md> 'title'"),
        ("| [[Old\\|x]] | [[a/Old\\|y]] |\n|---|---|\n", "| [[New\\|x]] | [[b/New\\|y]] |\n|---|---|\n"),
        ("---\nup: \"[[Old]]\"\n---\n", "---\nup: \"[[New]]\"\n---\n"),
        ("---\nup:\n  - '[[a/Old|it''s]]' # c\n---\n", "---\nup:\n  - '[[b/New|it''s]]' # c\n---\n"),
        ("---\nup: \"[x](a/Old.md)\"\n---\n", "---\nup: \"[x](b/New.md)\"\n---\n"),
        ("%% [[Old]] %%", "%% [[New]] %%"),
        ("[![x](Old.md)](<a/Old.md>)", "[![x](New.md)](<b/New.md>)"),
        ("# On [[Old]]\n\n[[#On Old]]", "# On [[New]]\n\n[[#On New]]"),
    ] {
        check_move(text, expected);
    }
}

#[test]
fn what_is_no_link_stays() {
    for text in [
        "`[[Old]]`",
        "```\n[[Old]]\n```\n",
        "$[[Old]]$",
        "<!-- [[Old]] -->",
        "\\[\\[Old]]",
        "[[Old Else]]",
        "[x](https://a/Old.md)",
        "Old",
        "[[Old",
    ] {
        check_move(text, text);
    }
}

#[test]
fn names_are_written_as_the_syntax_wants() {
    let to = |name: &str| moves(&[("Old.md", name)]);
    let check =
        |text: &str, name: &str, expected: &str| check_in("s.md", text, &["Old.md"], &to(name), expected);
    check("[t](Old.md)", "New (1) 100%.md", "[t](New%20%281%29%20100%25.md)");
    check("[t](<Old.md>)", "New (1).md", "[t](<New (1).md>)");
    check("[t](Old.md)", "Ä.md", "[t](Ä.md)");
    check("[t](O%6Cd.md)", "A b.md", "[t](A%20b.md)");
    check("---\na: '[[Old]]'\n---\n", "It's.md", "---\na: '[[It''s]]'\n---\n");
    check("---\na: \"[[Old]]\"\n---\n", "A \"b\".md", "---\na: \"[[A \\\"b\\\"]]\"\n---\n");
    check("<img src=\"Old.md\">", "A b.md", "<img src=\"A b.md\">");
    check_in(
        "s.md",
        "[t](Caf%C3%A9.md)",
        &["Café.md"],
        &moves(&[("Café.md", "Thé vert.md")]),
        "[t](Th%C3%A9%20vert.md)",
    );
}

#[test]
fn bare_names_are_lengthened_only_where_they_must_be() {
    // Still one of its name.
    check_in("s.md", "[[Note]]", &["a/Note.md"], &moves(&[("a/Note.md", "b/Note.md")]), "[[Note]]");
    // Now two.
    let two = moves(&[("b/Other.md", "b/Note.md")]);
    check_in("s/s.md", "[[Other]]", &["a/Note.md", "b/Other.md"], &two, "[[b/Note|Note]]");
    check_in("s/s.md", "[[Other|o]]", &["a/Note.md", "b/Other.md"], &two, "[[b/Note|o]]");
    check_in("s/s.md", "![[Other]]", &["a/Note.md", "b/Other.md"], &two, "![[b/Note]]");
    check_in("s/s.md", "[x](Other.md)", &["a/Note.md", "b/Other.md"], &two, "[x](b/Note.md)");
    let cell = "| [[Other]] |\n|---|\n";
    check_in("s/s.md", cell, &["a/Note.md", "b/Other.md"], &two, "| [[b/Note\\|Note]] |\n|---|\n");
    // Captured: a link to the one that stays.
    let captured = moves(&[("b/Other.md", "Note.md")]);
    check_in("s/s.md", "[[Note#h]]", &["a/Note.md", "b/Other.md"], &captured, "[[a/Note#h|Note > h]]");
    // The folder of the note decides.
    check_in(
        "x/s.md",
        "[[Note]]",
        &["x/Note.md", "y/Note.md"],
        &moves(&[("x/s.md", "y/s.md")]),
        "[[x/Note|Note]]",
    );
}

#[test]
fn links_in_a_moved_note_lead_where_they_led() {
    let to = moves(&[("a/s.md", "b/c/s.md")]);
    let check = |text: &str, expected: &str| {
        check_in("a/s.md", text, &["a/T.md", "a/i/p.png", "U.md"], &to, expected)
    };
    check("[[T]] [[a/T]] [[U]]", "[[T]] [[a/T]] [[U]]");
    check("[[./T]] [[../U]]", "[[../../a/T]] [[../../U]]");
    check("![x](i/p.png) ![x](./i/p.png)", "![x](../../a/i/p.png) ![x](../../a/i/p.png)");
    check("[x](../U.md#h)", "[x](../../U.md#h)");
    check("[[#h]] [[s#h]]", "[[#h]] [[s#h]]");
    check("[[../Missing]]", "[[../Missing]]");
    check_in("a/s.md", "[[s]]", &[], &moves(&[("a/s.md", "a/t.md")]), "[[t]]");
    check_in(
        "a/s.md",
        "[[../b/T]] [[../c/T]]",
        &["b/T.md", "c/T.md"],
        &moves(&[("a/s.md", "b/s.md")]),
        "[[../b/T]] [[../c/T]]",
    );
}

#[test]
fn partial_paths_stay_partial_as_far_as_they_lead_there() {
    let others = ["r/a/N.md", "r/N.md"];
    check_in("s.md", "[[a/N]]", &others, &moves(&[("r/a", "r/b")]), "[[b/N]]");
    check_in("s.md", "[[a/N]]", &others, &moves(&[("r/a/N.md", "q/a/N.md")]), "[[a/N]]");
    check_in("s.md", "[[a/N]]", &["r/a/N.md", "a2/b/N.md"], &moves(&[("r/a", "r/c/b")]), "[[c/b/N]]");
}

#[test]
fn folders_move_with_all_they_hold() {
    let all = files(&[
        ("s.md", "[[A/n]] ![[A/p.png|100]] [x](A/B/m.md) [[n]] [[p.png]]"),
        ("A/n.md", "[x](B/m.md) [[../s]] [[A/B/m]]"),
        ("A/B/m.md", "[[../n]]"),
        ("A/p.png", ""),
        ("b.base", "filters: file.inFolder(\"A\") && file.inFolder(\"A/B/\") && file.inFolder(\"AB\")\n"),
        (
            "c.canvas",
            "{\"nodes\":[{\"id\":\"1\",\"type\":\"file\",\"file\":\"A/n.md\",\"subpath\":\"#h\"},\n\
             {\"type\":\"group\",\"background\":\"A\\/p.png\"},{\"type\":\"text\",\"text\":\"é\\n[[A/n|\\\"x\\\"]]\"}]}",
        ),
    ]);
    let (after, remarks) = after(&all, Settings::default(), &moves(&[("A", "Z/Ä")]));
    assert_eq!(remarks, Vec::<String>::new());
    assert_eq!(after["s.md"], "[[Z/Ä/n]] ![[Z/Ä/p.png|100]] [x](Z/Ä/B/m.md) [[n]] [[p.png]]");
    assert_eq!(after["Z/Ä/n.md"], "[x](B/m.md) [[../../s]] [[Z/Ä/B/m]]");
    assert_eq!(after["Z/Ä/B/m.md"], "[[../n]]");
    assert!(after.contains_key("Z/Ä/p.png"));
    assert_eq!(
        after["b.base"],
        "filters: file.inFolder(\"Z/Ä\") && file.inFolder(\"Z/Ä/B/\") && file.inFolder(\"AB\")\n"
    );
    assert_eq!(
        after["c.canvas"],
        all["c.canvas"]
            .replace("\"A/n.md\"", "\"Z/Ä/n.md\"")
            .replace("A\\/p.png", "Z/Ä/p.png")
            .replace("[[A/n|", "[[Z/Ä/n|")
    );
}

#[test]
fn bases_name_files_in_expressions() {
    let base = "filters:\n  and:\n    - file.hasLink(\"Old\")\n    - 'link(\"a/Old#h\", \"it''s\") == file(\"Old.md\")'\n\
                \x20   - \"x == link('Old') # no\"\nformulas:\n  f: |\n    if(file.hasLink(\"Old\"),\n      link(\"Old\"))\n\
                views:\n  - type: table\n    name: Old\n    filters: file.name == \"Old\"\n";
    let all = files(&[
        ("b.base", base),
        ("a/Old.md", ""),
        ("n.md", "![[b.base#Old]]\n\n```base\nfilters: file.hasLink(\"Old\")\n```\n"),
    ]);
    let (after, _) =
        after(&all, Settings::default(), &moves(&[("a/Old.md", "b/It's.md"), ("b.base", "x/c.base")]));
    let expected = base
        .replace("hasLink(\"Old\")", "hasLink(\"It's\")")
        .replace("file.name == \"Old\"", "file.name == \"It's\"")
        .replace("a/Old#h", "b/It''s#h")
        .replace("Old.md", "It''s.md")
        .replace("link('Old')", "link('It\\\\'s')")
        .replace("link(\"Old\")", "link(\"It's\")");
    assert_eq!(after["x/c.base"], expected);
    assert_eq!(after["n.md"], "![[c.base#Old]]\n\n```base\nfilters: file.hasLink(\"It's\")\n```\n");
}

#[test]
fn relative_settings_keep_links_relative() {
    let all = files(&[("a/s.md", "[x](t.md) [[t]]"), ("a/t.md", ""), ("u.md", "[x](a/t.md)")]);
    let settings = Settings { new_link_format: LinkFormat::Relative, ..Settings::default() };
    let (after, _) = after(&all, settings, &moves(&[("a/t.md", "b/v.md")]));
    assert_eq!(after["a/s.md"], "[x](../b/v.md) [[../b/v|v]]");
    assert_eq!(after["u.md"], "[x](b/v.md)");
}

#[test]
fn swaps_and_chains_move_at_once() {
    let all = files(&[("a.md", "[[b]]"), ("b.md", "[[a]]"), ("s.md", "[[a]] [[b]] [[c]]"), ("c.md", "")]);
    let (after, _) =
        after(&all, Settings::default(), &moves(&[("a.md", "b.md"), ("b.md", "c.md"), ("c.md", "a.md")]));
    assert_eq!(after["s.md"], "[[b]] [[c]] [[a]]");
    assert_eq!(after["b.md"], "[[c]]");
}

#[test]
fn links_that_cannot_stay_are_remarked() {
    let all = files(&[("s.md", "[[New]] ![[New#h]]"), ("Old.md", "")]);
    let (now, remarks) = after(&all, Settings::default(), &moves(&[("Old.md", "New.md")]));
    assert_eq!(now["s.md"], all["s.md"]);
    assert_eq!(remarks.len(), 2);
    assert_eq!(remarks[0], "s.md: [[New]]: this link led nowhere and would lead to `New.md` now");
    let all = files(&[("s.md", "[[Tie]]"), ("aa/Tie.md", ""), ("bb/Tie.md", "")]);
    let (now, remarks) = after(&all, Settings::default(), &moves(&[("aa/Tie.md", "aa/X.md")]));
    assert_eq!(now["s.md"], "[[Tie]]");
    assert_eq!(remarks.len(), 1, "{remarks:?}");
    let all = files(&[("s.md", "---\na: >\n  [[O\n  ld]]\nb: \"[[O\\x6cd]]\"\n---\n"), ("Old.md", "")]);
    let (now, remarks) = after(&all, Settings::default(), &moves(&[("Old.md", "New.md")]));
    assert_eq!(now["s.md"], all["s.md"].replace("O\\x6cd", "New"));
    assert_eq!(remarks, Vec::<String>::new());
}

#[test]
fn moves_that_cannot_be_are_refused() {
    use RefactorError::*;
    let all = files(&[
        ("a.md", ""),
        ("b.md", ""),
        ("F/c.md", ""),
        ("G/d.md", ""),
        ("x.canvas", "{}"),
        ("Café.md", ""),
    ]);
    let error = |pairs: &[(&str, &str)]| planned(&all, Settings::default(), &moves(pairs)).unwrap_err();
    let bad = |name: &str, character| BadCharacter { name: name.into(), character };
    assert_eq!(error(&[("no.md", "x.md")]), NoSuchFile("no.md".into()));
    assert_eq!(error(&[("a.md", "b.md")]), TargetExists("b.md".into()));
    assert_eq!(error(&[("a.md", "B.md")]), TargetExists("B.md".into()));
    assert_eq!(error(&[("a.md", "Cafe\u{301}.md")]), TargetExists("Cafe\u{301}.md".into()));
    assert_eq!(error(&[("F", "g")]), TargetExists("g".into()));
    assert_eq!(error(&[("a.md", "n.md"), ("b.md", "N.md")]), TargetExists("N.md".into()));
    assert_eq!(error(&[("F", "F/x")]), NoSuchFolder("F/x".into()));
    assert_eq!(error(&[("a.md", "b.md/c.md")]), NoSuchFolder("b.md/c.md".into()));
    assert_eq!(error(&[("F", "H"), ("F/c.md", "c.md")]), Overlap("F/c.md".into()));
    for character in ['#', '^', '[', ']', '|', ':'] {
        let name = format!("a{character}.md");
        assert_eq!(error(&[("a.md", &name)]), bad(&name, character));
    }
    assert_eq!(error(&[("a.md", " /x.md")]), EmptyName);
    assert_eq!(error(&[("a.md", "")]), EmptyName);
    assert_eq!(error(&[("a.md", ".x.md")]), Hidden(".x.md".into()));
    assert_eq!(error(&[("a.md", "a.txt")]), OtherKind("a.txt".into()));
    assert!(error(&[("a.md", "b.md")]).to_string().contains("`b.md`"));
    let case = planned(&all, Settings::default(), &moves(&[("a.md", "A.md"), ("F", "f")])).unwrap();
    assert_eq!(case.moves.len(), 2);
    assert!(planned(&all, Settings::default(), &moves(&[("a.md", "a.md")])).unwrap().is_empty());
}

#[test]
fn a_change_of_case_is_shown() {
    check_in(
        "s.md",
        "[[note]] [[Note]]",
        &["Note.md"],
        &moves(&[("Note.md", "NOTE.md")]),
        "[[note]] [[NOTE]]",
    );
}

#[test]
fn unreadable_files_are_remarked() {
    let vault = Vault::new(vec!["a.md".into(), "b.md".into()], Settings::default());
    let texts = |path: &VaultPath| (path.as_str() == "a.md").then(|| Arc::from("[[b]]"));
    let plan = plan(&vault, &texts, &moves(&[("b.md", "c.md")])).unwrap();
    assert_eq!(plan.edits[0].new_text(), "[[c]]");
    assert_eq!((plan.remarks.len(), plan.link_count()), (1, 1));
    assert_eq!(plan.new_path(&"b.md".into()).as_str(), "c.md");
}

#[test]
fn folders_of_the_settings_are_remarked() {
    let vault_files = files(&[("T/x/a.md", ""), ("U/b.md", "")]);
    let settings = || Settings { template_folders: vec!["T/x".into()], ..Settings::default() };
    let remarks = after_places(&vault_files, settings(), &moves(&[("T", "V"), ("U", "W")]));
    assert_eq!(remarks, ["T"]);
}

fn after_places(files: &Files, settings: Settings, refactoring: &Refactoring) -> Vec<String> {
    let plan = planned(files, settings, refactoring).unwrap();
    plan.remarks.iter().map(|remark| remark.path.to_string()).collect()
}
