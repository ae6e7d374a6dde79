//! A note that is edited is read as the same text is from the start.

use vaultlint_core::note::Note;

/// What is put into texts: all that opens or closes something.
const PIECES: [&str; 30] = [
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

/// Numbers that look random and are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % end.max(1)
    }
}

/// `text` with one random edit.
fn edit(text: &str, random: &mut Random) -> String {
    let mut boundary = |below: usize| {
        let at = random.below(below + 1);
        (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
    };
    let start = boundary(text.len());
    let len = boundary(6.min(text.len() - start));
    let end = (start + len..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let end = if random.below(2) == 0 { start } else { end };
    let piece = if random.below(4) == 0 { "" } else { PIECES[random.below(PIECES.len())] };
    format!("{}{piece}{}", &text[..start], &text[end..])
}

#[test]
fn an_edited_note_is_read_as_its_text_is() {
    for seed in 0..400 {
        let mut random = Random(seed);
        let mut note = Note::parse("n.md", [NOTE, WITH_NAMES][seed as usize % 2]);
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
