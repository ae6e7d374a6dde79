//! Renaming parts of notes: headings, block ids, tags, properties.

use super::*;

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
