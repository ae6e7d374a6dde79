//! Refactorings of small vaults.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "support/refactor.rs"]
mod support;

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

fn heading(note: &str, heading: usize, text: &str) -> Refactoring {
    Refactoring::RenameHeading { note: note.into(), heading, text: text.into() }
}

#[test]
fn headings_are_renamed_in_every_style() {
    let note = "[[#Old one]]\n\n# Top\n\n## Old *one* ##\n\n### Sub\n";
    let canvas = "{\"nodes\":[{\"type\":\"file\",\"file\":\"N.md\",\"subpath\":\"#Top#Old one\"},{\"type\":\"text\",\"text\":\"[[N#Old one]]\"}]}";
    let all = files(&[
        ("N.md", note),
        ("c.canvas", canvas),
        (
            "s.md",
            "[[N#Old one]] [[N#old ONE|t]] ![[N#Top#Old one]] [[N#Old one#Sub]] [x](N.md#Old%20one) [x](<N.md#Old one>)\n\
             | [[N#Old one\\|x]] |\n|---|\n\n[[N#Top]] [[N#Other]] `[[N#Old one]]`\n",
        ),
        ("p.md", "---\nup: \"[[N#Old one]]\"\n---\n[[M#Old one]]"),
        ("M.md", "# Old one\n"),
    ]);
    let (after, remarks) = after(&all, Settings::default(), &heading("N.md", 1, "New: `one`"));
    assert_eq!(remarks, Vec::<String>::new());
    assert_eq!(after["N.md"], "[[#New `one`]]\n\n# Top\n\n## New: `one` ##\n\n### Sub\n");
    assert_eq!(after["c.canvas"], canvas.replace("Old one", "New `one`"));
    assert_eq!(
        after["s.md"],
        "[[N#New `one`]] [[N#New `one`|t]] ![[N#Top#New `one`]] [[N#New `one`#Sub]] [x](N.md#New%20`one`) [x](<N.md#New `one`>)\n\
         | [[N#New `one`\\|x]] |\n|---|\n\n[[N#Top]] [[N#Other]] `[[N#Old one]]`\n"
    );
    assert_eq!(after["p.md"], "---\nup: \"[[N#New `one`]]\"\n---\n[[M#Old one]]");
}

#[test]
fn headings_keep_their_form() {
    let check = |text: &str, new: &str, expected: &str| {
        check_in("N.md", text, &[], &heading("N.md", 0, new), expected)
    };
    check("Old\n===\n\n[[#Old]]\n", "New", "New\n===\n\n[[#New]]\n");
    check("#  Old  #\n", "New", "#  New  #\n");
    check("# Old ^id\n\n[[#^id]] [[#Old id]]\n", "New", "# New ^id\n\n[[#^id]] [[#New id]]\n");
    check("#\n", "New", "# New\n");
    check("# On [[#On]]\n", "Off", "# Off\n");
    check("# Old\r\n\r\n[[#Old]]\r\n", "[x] | y", "# [x] | y\r\n\r\n[[#x y]]\r\n");
    let error = |text: &str, at, new: &str| {
        planned(&files(&[("N.md", text)]), Settings::default(), &heading("N.md", at, new)).unwrap_err()
    };
    assert_eq!(error("# a\n", 1, "b"), RefactorError::NoSuchHeading("N.md".into()));
    assert_eq!(error("# a\n", 0, "  "), RefactorError::EmptyName);
    for bad in ["b\nc", "b #", "\n"] {
        assert!(
            planned(&files(&[("N.md", "# a\n\n# z\n")]), Settings::default(), &heading("N.md", 0, bad))
                .is_err(),
            "{bad}"
        );
    }
    assert_eq!(error("a\n===\n", 0, "- b"), RefactorError::NoHeading("- b".into()));
}

#[test]
fn only_links_to_that_heading_follow() {
    let note = "# A\n\n## X\n\n# B\n\n## X\n\n# C\n";
    let source = "[[N#X]] [[N#A#X]] [[N#B#X]] [[N#C]]";
    let all = files(&[("N.md", note), ("s.md", source)]);
    let first = after(&all, Settings::default(), &heading("N.md", 1, "Y")).0;
    assert_eq!(first["s.md"], "[[N#Y]] [[N#A#Y]] [[N#B#X]] [[N#C]]");
    let second = after(&all, Settings::default(), &heading("N.md", 3, "Y")).0;
    assert_eq!(second["s.md"], "[[N#X]] [[N#A#X]] [[N#B#Y]] [[N#C]]");
    // The renamed heading comes first under a name that another has.
    let (now, remarks) = after(&all, Settings::default(), &heading("N.md", 1, "c"));
    assert_eq!(now["s.md"], "[[N#c]] [[N#A#c]] [[N#B#X]] [[N#C]]");
    assert_eq!(remarks.len(), 1, "{remarks:?}");
    assert!(remarks[0].starts_with("s.md: [[N#C]]: "), "{remarks:?}");
    // The renamed heading comes second: its links name the heading above too.
    let (now, remarks) = after(&all, Settings::default(), &heading("N.md", 3, "A"));
    assert_eq!(now["s.md"], "[[N#X]] [[N#A#X]] [[N#B#A]] [[N#C]]");
    assert_eq!(remarks, Vec::<String>::new());
    // No link can name it any more.
    let all = files(&[("N.md", "# A\n\n# B\n"), ("s.md", "[[N#B]]")]);
    let (now, remarks) = after(&all, Settings::default(), &heading("N.md", 1, "A"));
    assert_eq!(now["s.md"], "[[N#B]]");
    assert!(remarks[0].starts_with("s.md: [[N#B]]: another heading `A` comes first"), "{remarks:?}");
    let all = files(&[("N.md", "# A\n\n## X\n"), ("s.md", "[[N#Y]]")]);
    let (now, remarks) = after(&all, Settings::default(), &heading("N.md", 1, "Y"));
    assert_eq!((now["s.md"].as_str(), remarks.len()), ("[[N#Y]]", 1));
}

#[test]
fn block_ids_are_renamed() {
    let block = |from: &str, to: &str| Refactoring::RenameBlock {
        note: "N.md".into(),
        from: from.into(),
        to: to.into(),
    };
    let all = files(&[
        ("N.md", "text ^Id-1\n\nmore ^b\n\n[[#^id-1]]\n"),
        (
            "s.md",
            "[[N#^Id-1]] ![[N#^id-1|x]] [x](N.md#^id-1) [x](N.md#%5Eid-1) [[N#H#^id-1]] [[N#^b]] [[M#^id-1]]",
        ),
        ("M.md", "x ^id-1\n"),
        ("c.canvas", "{\"nodes\":[{\"type\":\"file\",\"file\":\"N.md\",\"subpath\":\"#^id-1\"}]}"),
    ]);
    let (now, remarks) = after(&all, Settings::default(), &block("id-1", "^New"));
    assert_eq!(remarks, Vec::<String>::new());
    assert_eq!(now["N.md"], "text ^New\n\nmore ^b\n\n[[#^New]]\n");
    assert_eq!(
        now["s.md"],
        "[[N#^New]] ![[N#^New|x]] [x](N.md#^New) [x](N.md#%5ENew) [[N#H#^New]] [[N#^b]] [[M#^id-1]]"
    );
    assert_eq!(now["c.canvas"], all["c.canvas"].replace("id-1", "New"));
    let error = |from: &str, to: &str| planned(&all, Settings::default(), &block(from, to)).unwrap_err();
    assert_eq!(error("no", "x"), RefactorError::NoSuchBlock { note: "N.md".into(), id: "no".into() });
    assert_eq!(error("b", "a_b"), RefactorError::InvalidBlock("a_b".into()));
    assert_eq!(error("b", "ID-1"), RefactorError::BlockExists("ID-1".into()));
}

fn tag(from: &str, to: &str) -> Refactoring {
    Refactoring::RenameTag { from: from.into(), to: to.into() }
}

#[test]
fn tags_are_renamed_everywhere() {
    let check = |text: &str, expected: &str| check_in("s.md", text, &[], &tag("#old", "new"), expected);
    check("#old #Old/sub #older #x/old `#old` [[#old]]\n", "#new #new/sub #older #x/old `#old` [[#old]]\n");
    check("%% #old %%\n", "%% #new %%\n");
    check("😀😀 [[x]] #old.", "😀😀 [[x]] #new.");
    check("---\ntags: old\n---\n", "---\ntags: new\n---\n");
    check("---\nTags: [a, old, \"#old/b\", 'Old']\n---\n", "---\nTags: [a, new, \"#new/b\", 'new']\n---\n");
    check(
        "---\ntags:\n  - old # why\n  - older\n---\n#old",
        "---\ntags:\n  - new # why\n  - older\n---\n#new",
    );
    check("# On #old\n\n[[#On old]]\n", "# On #new\n\n[[#On new]]\n");
    check_in("s.md", "---\ntags: [old]\n---\n", &[], &tag("old", "1e3"), "---\ntags: [\"1e3\"]\n---\n");
    check_in("s.md", "#a #a/b", &[], &tag("a", "A/x"), "#A/x #A/x/b");
    let all = files(&[
        ("n.md", "#old"),
        (
            "b.base",
            "filters:\n  or:\n    - file.hasTag(\"x\", \"old\", \"#old/y\")\n    - 'old == \"old\"'\n",
        ),
        ("c.canvas", "{\"nodes\":[{\"type\":\"text\",\"text\":\"\\\"q\\\" #old\\n[[n]]\"}]}"),
    ]);
    let (now, _) = after(&all, Settings::default(), &tag("old", "new/er"));
    assert_eq!(
        now["b.base"],
        "filters:\n  or:\n    - file.hasTag(\"x\", \"new/er\", \"#new/er/y\")\n    - 'old == \"old\"'\n"
    );
    assert_eq!(now["c.canvas"], all["c.canvas"].replace("#old", "#new/er"));
    let error = |from: &str, to: &str| planned(&all, Settings::default(), &tag(from, to)).unwrap_err();
    assert_eq!(error("old", "a b"), RefactorError::InvalidTag("a b".into()));
    assert_eq!(error("old", "123"), RefactorError::InvalidTag("123".into()));
    assert_eq!(error("none", "x"), RefactorError::NoSuchTag("none".into()));
}

#[test]
fn tags_that_become_one_stand_once() {
    let check = |text: &str, expected: &str| check_in("s.md", text, &[], &tag("#old", "new"), expected);
    check("---\ntags: [old, NEW]\n---\n", "---\ntags: [NEW]\n---\n");
    check("---\ntags: [a, new, \"#Old\" ] # c\n---\n", "---\ntags: [a, new ] # c\n---\n");
    check("---\ntags:\n  - old\n  - new\n---\n", "---\ntags:\n  - new\n---\n");
    check(
        "---\ntags:\n  - new\n  - old/x\n  - '#new/x'\n  - old\n---\n",
        "---\ntags:\n  - new\n  - '#new/x'\n---\n",
    );
    // A comment is not thrown away.
    check("---\ntags:\n  - old # why\n  - new\n---\n", "---\ntags:\n  - new # why\n  - new\n---\n");
}

#[test]
fn properties_are_renamed_everywhere() {
    let property = |to: &str| Refactoring::RenameProperty { from: "Status".into(), to: to.into() };
    let all = files(&[
        ("a.md", "---\nstatus: x # c\n'Other': 1\n---\nstatus:: y\n"),
        ("b.md", "---\n\"STATUS\": [a]\n---\n"),
        ("c.md", "---\nstatus: 1\nState: 2\n---\n"),
        ("d.base", "filters: status == 1\n"),
        ("e.base", "filters: statusx == 1\n"),
    ]);
    let (now, remarks) = after(&all, Settings::default(), &property("state"));
    assert_eq!(now["a.md"], all["a.md"].replace("\nstatus: x", "\nstate: x"));
    assert_eq!(now["b.md"], "---\n\"state\": [a]\n---\n");
    assert_eq!(now["c.md"], all["c.md"]);
    assert_eq!(
        remarks,
        [
            "c.md: status: this note has a property `state` already, so `status` stays",
            "d.base: : this base names `status`, which should be `state` where the property is meant"
        ]
    );
    let (now, _) = after(&all, Settings::default(), &property("a: b"));
    assert_eq!(now["a.md"], all["a.md"].replace("\nstatus: x", "\n\"a: b\": x"));
    let none = Refactoring::RenameProperty { from: "none".into(), to: "x".into() };
    assert_eq!(planned(&all, Settings::default(), &none), Err(RefactorError::NoSuchProperty("none".into())));
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
