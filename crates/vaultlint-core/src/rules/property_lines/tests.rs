use super::*;

/// The properties of `yaml` by their lines, each as the lines above it and its own.
fn cut(yaml: &str) -> Vec<(String, String)> {
    let note = Note::parse("n.md", format!("---\n{yaml}---\nbody\n"));
    let Some(lines) = PropertyLines::of(&note) else { return Vec::new() };
    let above = |it: &Section<'_>| TextRange::new(it.range.start(), it.own.start());
    lines
        .sections
        .iter()
        .map(|it| (note.slice(above(it)).to_owned(), note.slice(it.own).to_owned()))
        .collect()
}

fn check(yaml: &str, expected: &[(&str, &str)]) {
    let found = cut(yaml);
    let found: Vec<(&str, &str)> = found.iter().map(|(above, own)| (above.as_str(), own.as_str())).collect();
    assert_eq!(found, expected, "{yaml:?}");
}

#[test]
fn comments_and_blank_lines_belong_to_what_follows() {
    check("a: 1\n\n# b\nb: 2 # two\n# end\n", &[("", "a: 1\n"), ("\n# b\n", "b: 2 # two\n")]);
    check("# all\n\n# a\na:\nb:\n", &[("# a\n", "a:\n"), ("", "b:\n")]);
    check("a:\n  - x\n\n  # more\n# b\nb:\n", &[("", "a:\n  - x\n\n  # more\n"), ("# b\n", "b:\n")]);
    check("a:\n- x # y\n# c\n- z\nb:\n", &[("", "a:\n- x # y\n# c\n- z\n"), ("", "b:\n")]);
    check("a:\n  -\nb:\n", &[("", "a:\n  -\n"), ("", "b:\n")]);
}

#[test]
fn texts_of_several_lines_are_whole() {
    check("a: |\n  x\n\n  # y\n\n# b\nb: 2\n", &[("", "a: |\n  x\n\n  # y\n"), ("\n# b\n", "b: 2\n")]);
    check("a: |+\n  x\n\nb: 2\n", &[("", "a: |+\n  x\n\n"), ("", "b: 2\n")]);
    check("a:\n  - >-\n    x\n\nb: 2\n", &[("", "a:\n  - >-\n    x\n"), ("\n", "b: 2\n")]);
    check("a: \"x\n\n  y\"\nb: z\n  z\n", &[("", "a: \"x\n\n  y\"\n"), ("", "b: z\n  z\n")]);
    check(
        "a: [\n  x,\n  y\n]\nb: {c: 1,\n  d: 2}\n",
        &[("", "a: [\n  x,\n  y\n]\n"), ("", "b: {c: 1,\n  d: 2}\n")],
    );
    check("a: |\nb:\n  c: |\n    d\n", &[("", "a: |\n"), ("", "b:\n  c: |\n    d\n")]);
    check("a: |\r\n  x\r\nb: 1\r\n", &[("", "a: |\r\n  x\r\n"), ("", "b: 1\r\n")]);
}

#[test]
fn what_has_no_lines_of_its_own_is_left_alone() {
    for yaml in
        ["{\"a\": 1,\n\"b\": 2}\n", "? a\n: 1\n", "!!map\na: 1\n", "a: 1\n...\n", "a: b: c\n", "&x a: 1\n"]
    {
        check(yaml, &[]);
    }
}

#[test]
fn values_are_replaced_whole() {
    let replaced = |yaml: &str| {
        let note = Note::parse("n.md", format!("---\n{yaml}---\n"));
        let lines = PropertyLines::of(&note)?;
        let edit = lines.replace(lines.get("a")?, "new")?;
        Some(crate::fix::apply(&note.text, [&edit]).replace("---\n", ""))
    };
    for (yaml, expected) in [
        ("a: old\n", "a: new\n"),
        ("a:\n", "a: new\n"),
        ("a: \n", "a: new\n"),
        ("a:   # c\n", "a: new   # c\n"),
        ("a: 'x: y'   # c\n", "a: new   # c\n"),
        ("\"a\" : >\n  x\n\n  y\nb: 1\n", "\"a\" : new\nb: 1\n"),
        ("a:\n  - x\n  - y\n\nb: 1\n", "a: new\n\nb: 1\n"),
        ("a: &x 1\n", "a: new\n"),
        ("b: &x 1\na: *x\n", "b: &x 1\na: new\n"),
        ("a: !!str 1\n", "a: new\n"),
    ] {
        assert_eq!(replaced(yaml).as_deref(), Some(expected), "{yaml:?}");
    }
    assert_eq!(replaced("a: &x 1\nb: *x\n"), None);
}

#[test]
fn properties_are_added_as_the_others_are_written() {
    let added = |text: &str, at: At| {
        let note = Note::parse("n.md", text);
        let edit = PropertyLines::of(&note)?.add(at, "b:\n  - 1");
        Some(crate::fix::apply(&note.text, [&edit]))
    };
    for (before, at, after) in [
        ("", At::End, "---\nb:\n  - 1\n---\n"),
        ("\u{feff}x\r\n", At::Start, "\u{feff}---\r\nb:\r\n  - 1\r\n---\r\nx\r\n"),
        ("---\n---\nx", At::End, "---\nb:\n  - 1\n---\nx"),
        ("---\n  a: 1\n# c\n---", At::End, "---\n  a: 1\n  b:\n    - 1\n# c\n---"),
        (
            "---\r\n# c\r\na: |\r\n  x\r\n\r\n---",
            At::Start,
            "---\r\nb:\r\n  - 1\r\n# c\r\na: |\r\n  x\r\n\r\n---",
        ),
    ] {
        assert_eq!(added(before, at).as_deref(), Some(after), "{before:?}");
    }
    assert_eq!(added("---\ntitle: 1\n", At::End), None, "the front matter is not closed");
}
