//! Blocks that were made to break a reader.

use super::*;

// Without limits these would take hours or all memory.
#[test]
fn hostile_blocks_are_refused() {
    let mut laughs = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for i in 1..12 {
        let previous = format!("*a{}, ", i - 1).repeat(10);
        laughs += &format!("a{i}: &a{i} [{}]\n", previous.trim_end_matches(", "));
    }
    let long = "x".repeat(100_000);
    for (name, yaml) in [
        ("laughs", laughs),
        ("text behind aliases", format!("a: &a {long}\nb: [{}]", "*a, ".repeat(50_000))),
        ("itself", "a: &a [*a]".to_string()),
        ("deep flow", format!("a: {}{}", "[".repeat(10_000), "]".repeat(10_000))),
        ("open flow", format!("a: {}", "[".repeat(100_000))),
        ("deep list", format!("a:\n  {}", "- ".repeat(10_000))),
        ("long", "a: b\n".repeat(250_000)),
        ("many keys", (0..100_000).map(|i| format!("{i}: \n")).collect()),
        ("the same key", "a: \n".repeat(100_000)),
    ] {
        let found = block(&yaml);
        assert!(!found.errors.is_empty() && found.properties.is_empty(), "{name}");
    }
}

#[test]
fn mutated_notes_never_panic() {
    const SEEDS: [&str; 6] = [
        "---\ntitle: A: B\ntags: [a, \"b\", 'c']\nup: \"[[n|d]]\"\n---\nalias: [[]]\n",
        "\u{feff}---\r\na: |\r\n  x\r\nb:\r\n  - y\r\n---\r\n",
        "---\n{\"a\": [1, {\"b\": \"c\\n\"}]}\n---\n",
        "---\ntags:\n- ä\n\t- @x\n ---\nü:: `b`\n----\n",
        "---\na: &x [*x]\n<<: *y\n? k\n: v\nt: {{title}} <% a %>\n",
        "\n --- yaml\na: \"x\\q\n...\n%d\n---\n",
    ];
    const PIECES: [&str; 24] = [
        "---", "\n", "\r", "\t", ": ", ":", "- ", "[", "]", "{", "}", "\"", "'", "#", "&a ", "*a", "|", ">",
        "\\", "é", "\u{feff}", "{{", "<%", " ",
    ];
    let mut random = Random(0);
    for round in 0..10_000 {
        let mut text = SEEDS[round % SEEDS.len()].to_string();
        for _ in 0..1 + random.below(6) {
            let mut at = random.below(text.len() + 1);
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            match random.below(3) {
                0 => text.insert_str(at, PIECES[random.below(PIECES.len())]),
                1 if at < text.len() => {
                    text.remove(at);
                }
                _ => {
                    let cut = text.split_off(at);
                    text.push_str(PIECES[random.below(PIECES.len())]);
                    text.push_str(&cut);
                }
            }
        }
        check(&text);
    }
}

/// Every range lies on character boundaries of `text`.
fn check(text: &str) {
    let note = Note::parse("n.md", text);
    let mut ranges = Vec::new();
    if let Some(flaw) = &note.front_matter_flaw {
        ranges.extend([flaw.range, flaw.block]);
    }
    if let Some(found) = &note.front_matter {
        ranges.extend([found.range, found.yaml_range]);
        ranges.extend(found.errors.iter().flat_map(|error| [Some(error.range), error.quotable]).flatten());
        found.properties.iter().for_each(|property| property_ranges(property, &mut ranges));
        for link in property_links(found, text) {
            ranges.extend(
                [Some(link.range), Some(link.target_range), link.display_range].into_iter().flatten(),
            );
        }
        found.tags();
        found.aliases();
    }
    for range in ranges {
        assert!(text.get(range.as_range()).is_some(), "{range:?} in {text:?}");
    }
}

fn property_ranges(property: &Property, ranges: &mut Vec<vaultlint_core::text::TextRange>) {
    ranges.push(property.key_range);
    value_ranges(&property.value, ranges);
}

fn value_ranges(value: &Value, ranges: &mut Vec<vaultlint_core::text::TextRange>) {
    ranges.push(value.range);
    match &value.kind {
        ValueKind::Sequence { items, .. } => items.iter().for_each(|item| value_ranges(item, ranges)),
        ValueKind::Mapping { entries, .. } => entries.iter().for_each(|entry| property_ranges(entry, ranges)),
        _ => {}
    }
}
