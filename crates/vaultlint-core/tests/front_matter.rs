//! What is front matter, what it says and what is wrong with it (OBSIDIAN.md 3).

#![allow(clippy::expect_used, clippy::disallowed_methods)]

#[path = "front_matter/hostile.rs"]
mod hostile;
#[path = "support/random.rs"]
mod random;

use std::path::Path;

use random::Random;
use vaultlint_core::note::front_matter::property_links;
use vaultlint_core::note::yaml::{Property, SyntaxErrorKind, Value, ValueKind, from_value};
use vaultlint_core::note::{FrontMatter, FrontMatterFlawKind, Note};

fn front_matter(text: &str) -> Option<FrontMatter> {
    Note::parse("n.md", text).front_matter
}

/// The front matter of a note whose block is `yaml`.
fn block(yaml: &str) -> FrontMatter {
    front_matter(&format!("---\n{yaml}\n---\n")).expect("a front matter")
}

fn json(yaml: &str) -> String {
    serde_json::to_string(&block(yaml).to_yaml()).expect("keys are text")
}

#[test]
fn which_blocks_are_front_matter() {
    // Text, both fences as they are, what is between them.
    for (text, range, yaml) in [
        ("---\nk: v\n---\n", "---\nk: v\n---", "k: v\n"),
        ("---\r\nk: v\r\n---\r\n", "---\r\nk: v\r\n---", "k: v\r\n"),
        ("---\rk: v\r---\r", "---\rk: v\r---", "k: v\r"),
        ("\u{feff}---\nk: v\n---\n", "---\nk: v\n---", "k: v\n"),
        ("--- \nk: v\n---\n", "--- \nk: v\n---", "k: v\n"),
        ("---\t\nk: v\n---\n", "---\t\nk: v\n---", "k: v\n"),
        ("---\nk: v\n--- \n", "---\nk: v\n---", "k: v\n"),
        ("---\nk: v\n----\n", "---\nk: v\n---", "k: v\n"),
        ("---\nk: v\n---x\n", "---\nk: v\n---", "k: v\n"),
        ("---\nk: v\n ---\n---\n", "---\nk: v\n ---\n---", "k: v\n ---\n"),
        ("---\nk: v\n---", "---\nk: v\n---", "k: v\n"),
        ("---\n---", "---\n---", ""),
        ("---\n\n---\n", "---\n\n---", "\n"),
        ("---\n# c\n---\n", "---\n# c\n---", "# c\n"),
        ("---\n\nk: v\n\nl: w\n\n---\n", "---\n\nk: v\n\nl: w\n\n---", "\nk: v\n\nl: w\n\n"),
        ("---\nk: v\n...\n---\n", "---\nk: v\n...\n---", "k: v\n...\n"),
    ] {
        let found = front_matter(text).unwrap_or_else(|| panic!("{text:?} has a front matter"));
        assert_eq!((found.range.slice(text), found.yaml_range.slice(text)), (range, yaml), "{text:?}");
        assert!(found.errors.is_empty(), "{text:?}: {:?}", found.errors);
    }
    for text in [
        "",
        "---",
        "---\n",
        "a",
        "\u{feff}\u{feff}---\nk: v\n---\n",
        " ---\nk: v\n---\n",
        "\n---\nk: v\n---\n",
        "x\n---\nk: v\n---\n",
        "----\nk: v\n---\n",
        "--- yaml\nk: v\n---\n",
        "---\nk: v\n",
        "---\nk: v\n ---\n",
        "---\nk: v\n...\n",
        "- --\nk: v\n---\n",
    ] {
        assert!(front_matter(text).is_none(), "{text:?}");
    }
    assert!(front_matter("---\n---").is_some_and(|found| found.is_empty_block()));
    assert!(!front_matter("---\n\n---").is_some_and(|found| found.is_empty_block()));
}

#[test]
fn flaws() {
    use FrontMatterFlawKind::*;
    // Text, kind, the place at fault, the whole block.
    for (text, kind, range, whole) in [
        ("---\ntags: [a]\n\ntext\n", Unclosed, "---", "---\ntags: [a]"),
        ("---\na: 1\nb:\n  - x\n- y\n# t\n", Unclosed, "---", "---\na: 1\nb:\n  - x\n- y"),
        ("---\ntags: x", Unclosed, "---", "---\ntags: x"),
        ("\n---\ntags: [a]\n---\n", BlankBefore, "\n", "---\ntags: [a]\n---"),
        (" ---\ntags: [a]\n---\n", BlankBefore, " ", "---\ntags: [a]\n---"),
        ("# T\n---\ntags: [a]\n---\n", TextBefore, "# T", "---\ntags: [a]\n---"),
        ("s---\ntags: [a]\n---\n", StrayBefore, "s", "---\ntags: [a]\n---"),
        ("\u{feff}ab ---\na: 1\nb: 2\n---\n", StrayBefore, "ab ", "---\na: 1\nb: 2\n---"),
        ("\u{feff}\u{feff}---\na: 1\n---\n", DoubleByteOrderMark, "\u{feff}", "---\na: 1\n---"),
        ("----\ntags: [a]\n---\n", BadOpeningFence, "----", "----\ntags: [a]\n---"),
        ("--- yaml\ntags: [a]\n---\n", BadOpeningFence, "--- yaml", "--- yaml\ntags: [a]\n---"),
        ("---  \na: 1\n---\n", BlankAfterOpeningFence, "  ", "---  \na: 1\n---"),
        ("---\na: 1\n----\n", BadClosingFence, "----", "---\na: 1\n---"),
        ("---\na: 1\n---# T\n", BadClosingFence, "---# T", "---\na: 1\n---"),
        ("---\na: 1\n  ---\n\ntext\n", IndentedClosingFence, "---", "---\na: 1\n  ---"),
        ("---\na: b\n  ---\ntext: it: is\n\n---\n", IndentedClosingFence, "---", "---\na: b\n  ---"),
        ("---\na: b\n ---\n---\n", IndentedClosingFence, "---", "---\na: b\n ---"),
        ("---\na: 1\n---\n---\ntags: []\n---\n", SecondBlock, "---", "---\ntags: []\n---"),
    ] {
        let flaw =
            Note::parse("n.md", text).front_matter_flaw.unwrap_or_else(|| panic!("{text:?} has a flaw"));
        assert_eq!(
            (flaw.kind, flaw.range.slice(text), flaw.block.slice(text)),
            (kind, range, whole),
            "{text:?}"
        );
    }
    for text in [
        "---\n",
        "---\na: 1\n---\n",
        "---\nA rule on line 1.\n\nText: with a colon.\n",
        "---\n\n# Title\n\nNote: text\n",
        "---\n**Note**: text\n",
        "---\n- a: b\n",
        "---\nNote: one line of text after a rule\n\nMore text.\n",
        "---\nhttps://x.y\nTime:: 3\n",
        "text\n\n---\n\nNote: more\n\n---\n",
        "Title\n---\nA line: with a colon\n---\n",
        "s---\nNote: text\n---\n",
        "Yes---\ntags: x\n---\n",
        "|---\ntags: x\n---\n",
        "---\n\nText between rules\n\n-----\n",
        "----\nText\n----\n",
        "\n---\nText\n---\n",
        "```yaml\n---\ntags: [a]\n---\n```\n",
        "<%* const a = 1 %>\n---\ntags: [a]\n---\n",
        "---\na: 1\n---\n\n---\n\nText\n\n---\n",
        "---\na: |\n  x\n  ---\n  y\n---\n",
        "---\na: 1\n--- \n",
        "---\n{\"a\": 1}\n---\n",
        "a\nb\nc\nd\n---\ntags: x\n---\n",
    ] {
        assert_eq!(Note::parse("n.md", text).front_matter_flaw, None, "{text:?}");
    }
}

#[test]
fn values() {
    for (yaml, expected) in [
        ("", "{}"),
        ("# only a comment", "{}"),
        ("d: 2024-07-21", r#"{"d":"2024-07-21"}"#),
        ("a: yes\nb: on\nc: true", r#"{"a":"yes","b":"on","c":true}"#),
        ("a: 0o17\nb: 1e3\nc: 0x1F\nd: -1", r#"{"a":15,"b":1000.0,"c":31,"d":-1}"#),
        ("a: 12345678901234567890123", r#"{"a":1.2345678901234568e+22}"#),
        ("k:\tv", r#"{"k":"v"}"#),
        ("k:\nl: ~", r#"{"k":null,"l":null}"#),
        ("unknown_list:\n-\n-", r#"{"unknown_list":[null,null]}"#),
        ("link: [[n]]", r#"{"link":[["n"]]}"#),
        ("up: [ [[a]], [[b]] ]", r#"{"up":[[["a"]],[["b"]]]}"#),
        ("link: \"[[n|d]]\"", r#"{"link":"[[n|d]]"}"#),
        (r#"{"tags":"journal","publish":false}"#, r#"{"tags":"journal","publish":false}"#),
        ("{\n\"a\": [\n1\n]\n}", r#"{"a":[1]}"#),
        ("tags: [\n  a,\n  b\n]\nx: 1", r#"{"tags":["a","b"],"x":1}"#),
        ("creation date: x", r#"{"creation date":"x"}"#),
        ("a: &x 1\nb: *x", r#"{"a":1,"b":1}"#),
        ("a: &x {k: 1}\n<<: *x", r#"{"a":{"k":1},"<<":{"k":1}}"#),
        ("1: a\n\"1\": b", r#"{"1":"b"}"#),
        ("a: !x y", r#"{"a":"y"}"#),
        ("a: x#y # z", r#"{"a":"x#y"}"#),
        ("t: >-\n  a\n  b\nu: |\n  c\n  d", r#"{"t":"a b","u":"c\nd\n"}"#),
        ("a: 1\r\nb:\r\n  - x\r", r#"{"a":1,"b":["x"]}"#),
        ("a: 1\rb: 2\r", r#"{"a":1,"b":2}"#),
        ("a: \u{7}b", r#"{"a":"_b"}"#),
        ("x: {{title}}", r#"{"x":{"{title}":null}}"#),
        ("title: <% tp.file.title %>", r#"{"title":"<% tp.file.title %>"}"#),
        ("\t\na: 1", r#"{"a":1}"#),
        ("author: - \ntags: -", r#"{"author":null,"tags":null}"#),
        ("日本: 値", r#"{"日本":"値"}"#),
    ] {
        assert_eq!(json(yaml), expected, "{yaml:?}: {:?}", block(yaml).errors);
    }
}

#[test]
fn ranges() {
    let text =
        "---\nä: \"x\\\"y\"\n'b': |\n  xx\n\nc: [a, [b]]  # c\nd:\n  - 1\n  -\n# c\ne: {k: v}\nf:\n---\n";
    let found = front_matter(text).expect("a front matter");
    let slices: Vec<_> =
        found.properties.iter().map(|p| (p.key_range.slice(text), p.value.range.slice(text))).collect();
    assert_eq!(
        slices,
        [
            ("ä", "\"x\\\"y\""),
            ("'b'", "|\n  xx"),
            ("c", "[a, [b]]"),
            ("d", "- 1\n  -"),
            ("e", "{k: v}"),
            ("f", ""),
        ]
    );
    let last = found.properties.last().expect("six properties");
    assert_eq!(last.value.range.start(), last.key_range.end() + 1);
    let ValueKind::Sequence { items, flow: true } = &found.properties[2].value.kind else { panic!("a list") };
    assert_eq!(items[1].range.slice(text), "[b]");
}

#[test]
fn syntax_errors() {
    use SyntaxErrorKind::*;
    for (yaml, kind, place) in [
        ("title: A: B", ColonInValue, "A: B"),
        ("a: 1\ntitle: ends:", ColonInValue, "ends:"),
        ("by:\n- @me", ReservedStart, "@me"),
        ("x: `a` b", ReservedStart, "`a` b"),
        ("x: %a", ReservedStart, "%a"),
        ("x: [@me, you]", ReservedStart, "@me"),
        ("x: [\n  you,\n  `a b`\n]", ReservedStart, "`a b`"),
        ("x: [a, b]]", TextAfterBracket, "]"),
        ("x: *a* b", ReservedStart, "*a* b"),
        ("x: |a", ReservedStart, "|a"),
        ("x: > a", ReservedStart, "> a"),
        ("x: [a, b", UnclosedBracket, "[a, b"),
        ("x: [a, b\ny: z\n", UnclosedBracket, "[a, b"),
        ("x: \"a\ny: z", UnclosedQuote, "\"a"),
        ("x: 'a\ny: z", UnclosedQuote, "'a"),
        ("x: \"a\" b", TextAfterQuote, "b"),
        ("x: [[a]] b", TextAfterBracket, "b"),
        ("x: [[a]], [[b]]", TextAfterBracket, ", [[b]]"),
        ("x: \"a\\|b\"", BadEscape, "\\|"),
        ("{\"a\": \"b\\|c\"}", BadEscape, "\\|"),
        ("t:\n\t- a", TabIndentation, "\t"),
        ("\tk: v", TabIndentation, "\t"),
        ("a: 1\nkeywords [ a ]\nc: 2", MissingColon, "keywords [ a ]"),
        ("words\na: 1", MissingColon, "words"),
        ("a:b\nc: 1", MissingBlank, "a:"),
        ("a:b", MissingBlank, "a:"),
        ("a: 1\nb:c", MissingBlank, "b:"),
        ("- a\n- b", List, "- a"),
        ("alias", Text, "alias"),
        ("# T\n\n**Bold** words", Text, "**Bold** words"),
        ("a: 1\n\nSome words.", MissingColon, "Some words."),
        ("x: {{a}} b", Template, "{{a}}"),
        ("<%* a\nb\n%>\na: 1", Template, "<%* a\nb\n%>"),
        ("a:\n  b: 1\n c: 2", Other, "c: 2"),
        ("a: 1\n...\nb: 1", Other, "..."),
    ] {
        let text = format!("---\n{yaml}\n---\n");
        let found = front_matter(&text).expect("a front matter");
        assert!(found.properties.is_empty(), "{yaml:?}");
        let [error] = &found.errors[..] else { panic!("{yaml:?}: {:?}", found.errors) };
        assert_eq!((&error.kind, error.range.slice(&text)), (&kind, place), "{yaml:?}: {}", error.message);
    }
}

#[test]
fn duplicate_keys() {
    let text = "---\na: 1\nb:\n  c: 1\n  c: 2\na: 1\n---\n";
    let found = front_matter(text).expect("a front matter");
    let errors: Vec<_> = found.errors.iter().map(|e| (e.range.slice(text), e.message.as_str())).collect();
    assert_eq!(errors, [("c", "`c` is on line 4 already"), ("a", "`a` is on line 2 already"),]);
}

#[test]
fn tags_and_aliases() {
    for (yaml, tags) in [
        ("tags: [a, b/c]", "#a #b/c"),
        ("tags: a", "#a"),
        ("tags: a, b", ""),
        ("tags: a b", ""),
        ("tags:\n  - \"#a\"\n  - b c\n  - 12", "#a"),
        ("Tags: [x]", "#x"),
        ("tag: x", ""),
        ("{\"tags\":\"journal\",\"publish\":false}", "#journal"),
        ("tags: []", ""),
        ("tags:", ""),
        ("tags: #x", ""),
        ("tags: [2024]", ""),
        ("tags: [\"2024\"]", ""),
        ("tags: [gpt-4.1, a_b, 日本, \"\"]", "#a_b #日本"),
        ("a: 1\na: 2\ntags: x", ""),
        ("title: A: B\ntags: x", ""),
    ] {
        assert_eq!(block(yaml).tags().join(" "), tags, "{yaml:?}");
    }
    for (yaml, aliases) in [
        ("aliases: [A, B c]", "A|B c"),
        ("aliases: A, B", "A, B"),
        ("ALIASES:\n-\n- 12\n- x", "x"),
        ("alias: x", ""),
    ] {
        assert_eq!(block(yaml).aliases().join("|"), aliases, "{yaml:?}");
    }
}

#[test]
fn links_in_properties() {
    // YAML, key, range, link, target and display as written.
    for (yaml, expected) in [
        ("a: \"[[n]]\"", vec![("a", "[[n]]", "n", "n", None)]),
        ("a: '[[n|d]]'", vec![("a", "[[n|d]]", "n", "n", Some("d"))]),
        ("a: \"[[#h]]\"", vec![("a", "[[#h]]", "#h", "#h", None)]),
        ("a: \"[[ n#h ]]\"", vec![("a", "[[ n#h ]]", "n#h", "n#h", None)]),
        (
            "a: [\"[[n]]\", x, \"[[m]]\"]",
            vec![("a.0", "[[n]]", "n", "n", None), ("a.2", "[[m]]", "m", "m", None)],
        ),
        (
            "a:\n  b: \"[[n]]\"\n  c:\n  - \"[[m]]\"",
            vec![("a.b", "[[n]]", "n", "n", None), ("a.c.0", "[[m]]", "m", "m", None)],
        ),
        ("a: \"[x](My%20n.md)\"", vec![("a", "[x](My%20n.md)", "My n.md", "My%20n.md", Some("x"))]),
        ("a: \"[](<My n.md>)\"", vec![("a", "[](<My n.md>)", "My n.md", "My n.md", None)]),
        ("a: \"[x](https://x.y)\"", vec![("a", "[x](https://x.y)", "https://x.y", "https://x.y", Some("x"))]),
        ("a: \"[[n\\u0041]]\"", vec![("a", "\"[[n\\u0041]]\"", "nA", "\"[[n\\u0041]]\"", None)]),
        ("a: [x](n.md)", vec![]),
        ("a: [[n]]", vec![]),
        ("a: \"[[]]\"", vec![]),
        ("a: \"see [[n]]\"", vec![]),
        ("a: \"[[n]] and [[m]]\"", vec![]),
        ("a: \"[x](a b.md)\"", vec![]),
        ("a: \"[x]()\"", vec![]),
        ("a: n", vec![]),
    ] {
        let text = format!("---\n{yaml}\n---\n");
        let found = front_matter(&text).expect("a front matter");
        let links = property_links(&found, &text);
        let links: Vec<_> = links
            .iter()
            .map(|link| {
                (
                    link.property.as_deref().unwrap_or(""),
                    link.range.slice(&text),
                    &*link.target.link,
                    link.target_range.slice(&text),
                    link.display_range.map(|range| range.slice(&text)),
                )
            })
            .collect();
        assert_eq!(links, expected, "{yaml:?}: {:?}", found.errors);
    }
}

/// What the app's own metadata cache says of front matter, compared note by note.
#[test]
fn front_matter_is_the_one_of_the_app() {
    let dumps = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/oracle/metadata");
    let Ok(files) = std::fs::read_dir(&dumps) else {
        println!("skipped: no dumps at {}", dumps.display());
        return;
    };
    for file in files {
        let path = file.expect("a readable folder").path();
        let dump = std::fs::read_to_string(&path).expect("a readable dump");
        compare(&path, &serde_json::from_str(&dump).expect("JSON"));
    }
}

fn compare(path: &Path, dump: &serde_json::Value) {
    let text = dump["fileContents"].as_str().expect("the text of the note");
    let cache = &dump["cachedMetadata"];
    let note = Note::parse("n.md", text);
    let found = note.front_matter.as_ref().filter(|found| !found.is_empty_block());
    let data = found.map(|found| serde_json::to_value(found.to_yaml()).expect("keys are text"));
    assert_eq!(data.unwrap_or_default(), cache["frontmatter"], "{path:?}");

    let end = &cache["frontmatterPosition"]["end"];
    let place = found.map(|found| note.lines.utf16_position(text, found.range.end()));
    assert_eq!(place.map(|place| u64::from(place.line)), end["line"].as_u64(), "{path:?}");
    assert_eq!(place.map(|place| u64::from(place.col)), end["col"].as_u64(), "{path:?}");

    let texts = |value: &serde_json::Value, key: &str| value[key].as_str().unwrap_or_default().to_string();
    let theirs: Vec<_> = cache["frontmatterLinks"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|link| (texts(link, "key"), texts(link, "link"), texts(link, "original")))
        .collect();
    let ours: Vec<_> = found.map_or(Vec::new(), |found| property_links(found, text));
    let ours: Vec<_> = ours
        .iter()
        .map(|link| {
            let key = link.property.as_deref().unwrap_or_default();
            (key.to_string(), link.target.link.to_string(), link.range.slice(text).to_string())
        })
        .collect();
    assert_eq!(ours, theirs, "{path:?}");

    let theirs: Vec<_> = dump["parseFrontMatterTags"].as_array().into_iter().flatten().collect();
    let ours: Vec<_> = found.map_or(Vec::new(), FrontMatter::tags).iter().map(|tag| (**tag).into()).collect();
    assert_eq!(ours.iter().collect::<Vec<&serde_json::Value>>(), theirs, "{path:?}");
}

#[test]
fn typed_reading() {
    let found = block("tags: [a, b]");
    let tags = found.get("TAGS").expect("tags");
    assert_eq!(from_value::<Vec<String>>(&tags.value).expect("a list of texts"), ["a", "b"]);
    assert!(from_value::<bool>(&tags.value).is_err());
}
