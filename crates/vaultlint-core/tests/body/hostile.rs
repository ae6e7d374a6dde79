//! Texts that were made to break a reader.

use super::random::Random;
use super::*;

/// Every range lies in the text on character boundaries, blocks nest, `opaque` is sorted and disjoint.
fn assert_sound(note: &Note) {
    let text = &note.text;
    let fits = |range: vaultlint_core::text::TextRange| text.get(range.as_range()).is_some();
    for link in &note.links {
        assert!(fits(link.range) && fits(link.target_range), "{link:?} in {text:?}");
        assert!(link.display_range.is_none_or(fits), "{link:?} in {text:?}");
    }
    assert!(note.tags.iter().all(|tag| fits(tag.range)));
    assert!(note.headings.iter().all(|heading| fits(heading.range) && fits(heading.text_range)), "{text:?}");
    assert!(note.list_items.iter().all(|item| fits(item.range) && fits(item.marker_range)), "{text:?}");
    assert!(note.block_ids.iter().all(|id| fits(id.range) && fits(id.target)));
    assert!(
        note.callouts
            .iter()
            .all(|callout| fits(callout.marker_range) && callout.title_range.is_none_or(fits))
    );
    assert!(note.opaque.iter().all(|range| fits(*range)));
    assert!(note.opaque.windows(2).all(|pair| pair[0].end() <= pair[1].start()), "{text:?}");
    for (index, block) in note.blocks.iter().enumerate() {
        assert!(fits(block.range), "{block:?} in {text:?}");
        assert!(
            (block.end as usize) > index && (block.end as usize) <= note.blocks.len(),
            "{block:?} in {text:?}"
        );
    }
}

const PIECES: [&str; 48] = [
    "[[",
    "]]",
    "[",
    "]",
    "(",
    ")",
    "|",
    "\\",
    "!",
    "#",
    "^id",
    "%%",
    "$",
    "$$",
    "`",
    "```\n",
    "~~~\n",
    "==",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    " ",
    "    ",
    "\t",
    "- ",
    "1. ",
    "> ",
    "> [!note] ",
    "<!--",
    "-->",
    "<%",
    "%>",
    "<img src=",
    "\"",
    "{{",
    "}}",
    "---\n",
    "===\n",
    "| a | b |\n",
    "|---|---|\n",
    "[^1]",
    "[^1]: ",
    "k:: ",
    "é",
    "日本",
    "🎉",
    "x",
];

#[test]
fn any_mix_of_marks_is_read() {
    let mut random = Random(0);
    for _ in 0..20_000 {
        let pieces = 4 + random.below(16);
        let text: String = (0..pieces).filter_map(|_| random.one(&PIECES).copied()).collect();
        assert_sound(&Note::parse("note.md", text.as_str()));
    }
}

#[test]
fn hostile_sizes_are_read() {
    let n = 4_000;
    let texts = [
        "> ".repeat(10_000),
        "- ".repeat(10_000),
        "> - ".repeat(n),
        "[[".repeat(n * 10),
        "[[a|".repeat(n * 10),
        "{{".repeat(n * 10),
        "%%a ".repeat(n * 10),
        "==a ".repeat(n * 10),
        "<!-- ".repeat(n * 10),
        "$$a\n".repeat(n * 10),
        "$a ".repeat(n * 10),
        "[k:: ".repeat(n * 10),
        "^[".repeat(n * 10),
        "<% ".repeat(n * 10),
        "[[a]](b) ".repeat(n * 10),
        "```\n".repeat(n * 10),
        "^id\n\n".repeat(n * 10),
        "- a\n\n".repeat(n * 10),
        "    $$\n".repeat(n * 10),
        format!("{}\n", "x".repeat(2_000_000)),
    ];
    for text in texts {
        assert_sound(&Note::parse("note.md", text));
    }
}
