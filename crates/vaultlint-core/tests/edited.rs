//! A note that is edited is read as the same text is from the start.

#[path = "support/random.rs"]
mod random;

use random::Random;
use vaultlint_core::note::Note;

/// What is put into texts: all that opens or closes something.
const PIECES: [&str; 34] = [
    "a",
    " ",
    "\n",
    "\n\n",
    "#",
    "# H\n",
    "- ",
    "  ",
    "\t",
    "> ",
    "%%",
    "$$",
    "$",
    "```",
    "~~~\n",
    "<!--",
    "-->",
    "<div>",
    "[[",
    "    $$\n",
    "\u{feff}",
    "<!-- c\n",
    "1. ",
    "]]",
    "[x](y)",
    "[^1]",
    "[^1]: n\n",
    "[r]: u\n",
    "==",
    "|",
    " ^id",
    "---\n",
    "\r\n",
    "é",
];

const NOTE: &str = "---\ntags: [a]\n---\nTop #tag\n\n# One\n\nText [[Link#One|shown]] and **bold** ^b1\n\n> [!note] Title\n> - [ ] task\n\n\
## Two\n\n1. one\n   - two [x](y%20z.md)\n\n     text\n2. three\n\n| a | b |\n|---|---|\n| [[c\\|d]] | `e` |\n\n# Three\n\n\
```js\ncode %%\n```\n\n$$\nx\n$$\n\n%%\nhidden [[e]]\n%%\n\nkey:: value\n\n# Four\n\nText %%inline%% ==high== $m$\n<b>x</b>\n\n## Five\n\nEnd ^[note].\n";

const WITH_NAMES: &str = "Top [r] [^1] [s].\n\n# One\n\nText [r], [x][r] and [^1].\n\n[^2]: In a section.\n\n# Two\n\n- a [^2]\n- b [t] [^1]\n\n\
[t]: <in a section>\n\n# Three\n\nMore [s][] [^2].\n\n# Names\n\n[r]: u.md\n\n[s]: v \"title\"\n\n[^1]: First.\n\n    More.\n";

const PARAGRAPHS: &str = "One.\n\nTwo with [[a]] and **b**\nand more.\n\n^id\n\n- item\n\n- other\n\n  text\n\nThree.\n\n> quote\n\n*Four* $x$\n\n\
| a |\n|---|\n| b |\n\n^table\n\nFive [^1].\n\n[^1]: Note.\n\n    More.\n\n    code\n\nSix.\n\n<div>\n\nSeven.\n\n</div>\n\n[[Eight]].\n\n\
Under\n===\n\n%%x%% Nine.\n\n```\ncode\n\ncode\n```\n\nTen [r].\n\n[r]: u\n\nEleven.\n";

/// `text` with one random edit.
fn edit(text: &str, random: &mut Random) -> String {
    let start = random.boundary(text);
    let end = start + random.boundary(text.get(start..).unwrap_or("")).min(6);
    let end = (end..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let end = if random.below(2) == 0 { start } else { end };
    let piece = if random.below(4) == 0 { "" } else { PIECES[random.below(PIECES.len())] };
    format!("{}{piece}{}", &text[..start], &text[end..])
}

#[test]
fn an_edited_note_is_read_as_its_text_is() {
    for seed in 0..600 {
        let mut random = Random(seed);
        let mut note = Note::parse("n.md", [NOTE, WITH_NAMES, PARAGRAPHS][seed as usize % 3]);
        for _ in 0..12 {
            let text = edit(&note.text, &mut random);
            let expected = Note::parse("n.md", text.as_str());
            let (by_edit, with_text) = (note.clone().edited(text.as_str()), note.with_text(text.as_str()));
            assert_eq!(by_edit, expected, "{:?} -> {text:?}", note.text);
            assert_eq!(with_text, expected, "{:?} -> {text:?}", note.text);
            note = by_edit;
        }
    }
}

#[test]
fn what_reaches_over_sections_is_read_as_it_was() {
    let destination = "x".repeat(60_000);
    let references = format!(
        "# A\n\n[r]\n\n# B\n\n[r]\n\n# C\n\n[r]\n\n# D\n\n[r]: {destination}\n\n{}",
        "# Text\n\nText.\n\n".repeat(20_000)
    );
    let long = "Text of a section that is longer than the others are.\n".repeat(4);
    for (before, from, to) in [
        (format!("{long}\n# B\n\ncost $$ b\nc\n$$ d\n\n# C\n\nMore $$7\n"), "\nc\n", "\n\n"),
        (format!("{long}\n# B\n\ntext\n\n    $$\n    y\n\n# C\n\nMore\n\n$$\n"), "text", "- text"),
        ("---\na: 1\n---\n# x\n\n# y\n\nLong text below.\n".to_owned(), "# x", "\u{feff}# x"),
        (format!("{long}\n# B\n\nText\n\n# ^id\n\nMore\n"), "Text\n", "Texts\n"),
        (references, "# A\n\n[r]", "# A\n\nr"),
        // What opens above a section reaches into it, or would if its end stood there.
        (format!("{long}\n- a\n\n  %%\n\nOne.\n\nTwo.\n\n%%x%% Three.\n\n{long}"), "Two", "2\n\nTwo"),
        (format!("{long}\n%%<!--\nx\n%%\n\nText %%inline%%.\n\n{long}"), "inline", "inline-->"),
        (format!("{long}\n-     $$\n\nText.\n\n{long}"), "\nText.", "\n$$Text."),
        (format!("{long}<!-- c\n\n# B\n\n$$\nx\n$$\n\nEnd -->.\n\n{long}"), "\nx", "\n> x"),
        (format!("{long}\n- <!-- c\n\n# B\n\n%%\nx\n%%\n\n{long}"), "x\n%%\n\n", "x\n%%--> "),
        // What is blank to one reader is not so to another.
        (format!("{long}\nAbove.\n\n\u{a0}\nfoo\n\n{long}"), "foo", "^id"),
        (format!("{long}\ncost $$ b\n\u{c}\nPara\nmore\n\n{long}"), "more", "more $$"),
        (format!("{long}\ncost $$ b\n\u{a0}\n# H\nfoo\n\n{long}"), "foo", "foo $$"),
        (format!("\n\n# ^id\n\n{long}"), "\n", "Text.\n"),
        (format!("[stra\u{df}e]: a\n\n{long}\nText.\n\n[STRASSE]: b\n\n{long}"), "Text", "[strasse]"),
        // All of a paragraph is math, whether or not more math follows.
        (format!("{long}\nText.\n\n[^2]: a$$\nb$$\n# B\n\n- c\n\nText.\n\n{long}"), ": a$$", ":    $$"),
    ] {
        let text = before.replacen(from, to, 1);
        let edited = Note::parse("n.md", before.as_str()).edited(text.as_str());
        assert!(edited == Note::parse("n.md", text.as_str()), "{from:?} -> {to:?}");
    }
}
