use super::*;

/// The properties `yaml` with their first list rewritten; `-` where it stays.
fn rewritten(yaml: &str, split: Split, writing: &Writing) -> String {
    let text = format!("---\n{yaml}\n---\n");
    let note = Note::parse("a.md", text);
    let front_matter = note.front_matter.as_ref().unwrap();
    assert_eq!(front_matter.errors, []);
    let Some(list) = List::read(&note, &front_matter.properties[0], split) else { return "-".to_owned() };
    let Some(edit) = list.edit(writing) else { return "-".to_owned() };
    let after = crate::fix::apply(&note.text, [&edit]);
    let again = Note::parse("a.md", after.as_str());
    let properties = &again.front_matter.as_ref().unwrap().properties;
    let list = List::read(&again, &properties[0], split).unwrap();
    assert_eq!(list.edit(writing), None, "{after}");
    after[4..after.len() - 5].to_owned()
}

fn check(style: ListStyle, split: Split, cases: &[(&str, &str)]) {
    for (before, after) in cases {
        assert_eq!(rewritten(before, split, &Writing { style, ..Writing::KEEP }), *after, "{before}");
    }
}

#[test]
fn on_lines_of_their_own() {
    check(
        ListStyle::MultiLine,
        Split::CommasOrBlanks,
        &[
            ("t: [a, \"b, c\",d]", "t:\n  - a\n  - \"b, c\"\n  - d"),
            ("t: [a, b] # why", "t: # why\n  - a\n  - b"),
            ("t: [a, # first\n  # second\n  b]", "t:\n  - a # first\n  # second\n  - b"),
            ("t: &x [&y a, b]\nu: *y", "t: &x\n  - &y a\n  - b\nu: *y"),
            ("t:\n- a # one\n\n# two\n- b\nu: 1", "t:\n  - a # one\n  # two\n  - b\nu: 1"),
            ("t:\n-   a\n-\n- b\n-\n", "t:\n  - a\n  - b\n"),
            ("t:\n-\n- # c\n- b", "t:\n  - # c\n  - b"),
            ("  t: [a]\n  u: b", "  t:\n    - a\n  u: b"),
            ("t: a", "t:\n  - a"),
            ("t: a b", "t:\n  - a\n  - b"),
            ("t: a b, 2, \"x, y\"", "t:\n  - a b\n  - \"2\"\n  - \"x, y\""),
            ("t: \"a, b\"", "t:\n  - \"a, b\""),
            ("t: ", "t: []"),
            ("t:\nu: 1", "t: []\nu: 1"),
            ("t: []", "-"),
            ("t:\n  -\nu: a", "-"),
            ("t:\n  - a\n  - b", "-"),
            ("t: |\n  a\n  b", "-"),
            ("t:\n- |\n  a\n- b", "-"),
            ("t:\n- a\n  b", "-"),
            ("t:\n- a: 1\n- b", "-"),
            ("t: [[a]]", "-"),
            ("t:\n  a", "t:\n  - a"),
            ("t: # c\n  a", "-"),
            ("{t: [a, b]}", "-"),
            ("{\n  t: [a, b]\n}", "-"),
            ("t: {{x}}", "-"),
        ],
    );
}

#[test]
fn in_brackets() {
    check(
        ListStyle::SingleLine,
        Split::Commas,
        &[
            ("t:\n- a\n- b, c\n- '[x'\n- x]\n- C#\nu: 1", "t: [a, \"b, c\", '[x', \"x]\", C#]\nu: 1"),
            ("t:\n  - a # first\n  - b", "-"),
            ("t:\n- a # first\n- b", "t:\n  - a # first\n  - b"),
            ("t: # why\n  - a", "t: [a] # why"),
            ("t:\n  - &x a\n  - *x\n  - b", "t: [&x a, *x, b]"),
            ("u: 1", "u: [1]"),
            ("t: [a,\n  b,\n]", "t: [a, b]"),
            ("t: [a, # x\n  b]", "-"),
            ("t: Rome, Paris", "t: [Rome, Paris]"),
            ("t: [ a,b ]", "t: [a, b]"),
            ("t:\n- !!str 1\n- 2\n- null", "t: [!!str 1, 2, null]"),
        ],
    );
}

#[test]
fn as_texts() {
    use ListStyle::*;
    let blanks = Split::CommasOrBlanks;
    check(TextOrSingleLine, blanks, &[("t: [a]", "t: a"), ("t: [a b]", "t: \"a b\""), ("t: []", "t: ")]);
    check(TextOrSingleLine, blanks, &[("t: a, b", "t: [a, b]"), ("t: ", "-"), ("t: [1]", "t: 1")]);
    check(TextOrMultiLine, Split::Commas, &[("t: [a b]", "t: a b"), ("t: [a, b]", "t:\n  - a\n  - b")]);
    check(CommaText, blanks, &[("t: [a, b]", "t: a, b"), ("t: a b", "t: a, b"), ("t: []", "t: ")]);
    check(CommaText, blanks, &[("t: [a, \"b, c\"]", "t: a, \"b, c\""), ("t: [\"a, b\"]", "t: \"a, b\"")]);
    check(CommaText, blanks, &[("t: [\"a, b\", c]", "-"), ("t: 1234, b", "-"), ("t: [&a a, b]", "-")]);
    check(SpaceText, blanks, &[("t: [a, b]", "t: a b"), ("t: a, b", "t: a b"), ("t: [a b, c]", "-")]);
    check(SpaceSingleLine, blanks, &[("t: [a, b]", "t: [a b]"), ("t: a b", "t: [a b]"), ("t: [a b]", "-")]);
    check(SpaceSingleLine, blanks, &[("t: [a]", "t: a"), ("t: []", "-"), ("t: ", "t: []")]);
}

#[test]
fn line_breaks_stay() {
    let note = Note::parse("a.md", "---\r\nt: [a, # x\r\n  b]\r\nu: 1\r\n---\r\n");
    let property = &note.front_matter.as_ref().unwrap().properties[0];
    let list = List::read(&note, property, Split::Never).unwrap();
    let edit = list.edit(&Writing { style: ListStyle::MultiLine, ..Writing::KEEP }).unwrap();
    let after = crate::fix::apply(&note.text, [&edit]);
    assert_eq!(after, "---\r\nt:\r\n  - a # x\r\n  - b\r\nu: 1\r\n---\r\n");
}

#[test]
fn quotes_and_numbers() {
    let writing = Writing { style: ListStyle::MultiLine, drop_quotes: true, as_texts: true, ..Writing::KEEP };
    let check = |before: &str, after: &str| assert_eq!(rewritten(before, Split::Commas, &writing), after);
    check("t: ['a b', \"c: d\", \"1\", 2]", "t:\n  - a b\n  - \"c: d\"\n  - \"1\"\n  - \"2\"");
    check("t:\n  - 'x'", "t:\n  - x");
}

#[test]
fn new_values() {
    let note = Note::parse("a.md", "");
    let value = |style| {
        new_value(
            &note,
            ["a", "b: c"].map(Item::new).into(),
            Split::Commas,
            &Writing { style, ..Writing::KEEP },
        )
    };
    assert_eq!(value(ListStyle::MultiLine).as_deref(), Some("\n  - a\n  - \"b: c\""));
    assert_eq!(value(ListStyle::SingleLine).as_deref(), Some(" [a, \"b: c\"]"));
    assert_eq!(value(ListStyle::CommaText), None);
}
