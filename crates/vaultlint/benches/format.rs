//! One growing note, laid out with 26 rules: the time that each size takes, beside that of a quarter of it. Four times
//! the size should take about four times as long.
//!
//! `cargo bench -p vaultlint --bench format`.

use std::time::{Duration, Instant};

use vaultlint_core::config::Config;
use vaultlint_core::format::format_note;
use vaultlint_core::note::Note;
use vaultlint_core::vault::{Settings, Vault};

const ROUNDS: usize = 5;

/// A piece of a note in which every rule finds something.
const PIECE: &str = "# A heading:\nText with *emphasis*, __strong__ words  and a [[link]], see https://example.org\n\
* one\n* two\n    1) three\n    3) four\n\n\n> [!note] Title\n>  text\n```\ncode  \n```\n| a | b |\n|--|--|\n| cell | [[x\\|y]] |\n\
\nMore text...  with trailing blanks   \n- [ ] task\n\n";

const RULES: [&str; 26] = [
    "trailing-blanks",
    "blank-line-runs",
    "final-newline",
    "indented-heading",
    "heading-punctuation",
    "heading-increment",
    "emphasis-marks",
    "list-markers",
    "list-numbers",
    "bullet-characters",
    "doubled-list-markers",
    "empty-list-markers",
    "list-marker-space",
    "list-indentation",
    "blockquote-marks",
    "table-alignment",
    "heading-style",
    "footnote-place",
    "ellipsis",
    "punctuation-spacing",
    "blank-runs",
    "link-text-blanks",
    "block-blank-lines",
    "heading-blank-lines",
    "redundant-display",
    "bare-url",
];

fn main() {
    let rules: String = RULES.iter().map(|rule| format!("{rule} = \"format\"\n")).collect();
    let config = match Config::parse(&format!("[rules]\n{rules}")) {
        Ok(config) => config,
        Err(error) => return println!("the configuration of this bench is out of date: {error}"),
    };
    let vault = Vault::new(vec!["note.md".into()], Settings::default());
    let mut before: Option<Duration> = None;
    for size in [4, 16, 64, 256].map(|kilobytes| kilobytes * 1024) {
        let text = PIECE.repeat(size / PIECE.len() + 1);
        let mut times: Vec<Duration> = (0..ROUNDS).map(|_| time(&text, &vault, &config)).collect();
        times.sort();
        let median = times.get(ROUNDS / 2).copied().unwrap_or_default();
        let ratio = before.map(|before| median.as_secs_f64() / before.as_secs_f64());
        let shown = ratio.map(|ratio| format!("{ratio:.1} times a quarter of it")).unwrap_or_default();
        println!("{:>4} KB {median:>10.1?} {shown}", size / 1024);
        before = Some(median);
    }
}

fn time(text: &str, vault: &Vault, config: &Config) -> Duration {
    let start = Instant::now();
    let outcome = format_note(&Note::parse("note.md", text), vault, config);
    assert!(outcome.text.is_some() && outcome.refused.is_empty(), "{:?}", outcome.refused);
    start.elapsed()
}
