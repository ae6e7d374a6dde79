//! Finds the `#` that are meant as the start of a tag.

use crate::note::{FrontMatter, Note, is_tag};
use crate::rules::properties::{Place, is_plain};
use crate::text::TextRange;

/// One or more `#` before a tag.
pub(super) struct Hash {
    pub range: TextRange,
    /// Whether it stands in quotes, so that YAML takes it for a part of the text.
    pub quoted: bool,
}

/// The `#` of tags in the value after byte `colon`, on its line and on the lines of its items.
pub(super) fn hashes(note: &Note, colon: usize, front_matter: &FrontMatter) -> Vec<Hash> {
    let mut scan = Scan {
        note,
        is_readable: front_matter.errors.is_empty(),
        brackets: false,
        found: Vec::new(),
    };
    let key_line = note.lines.line_of(colon);
    scan.line(TextRange::new(colon, note.lines.line_range(&note.text, key_line).end()));
    let last_line = note.lines.line_of(front_matter.yaml_range.end());
    for number in key_line + 1..last_line {
        let line = note.lines.line_range(&note.text, number);
        let text = note.slice(line);
        let content = text.trim_start();
        let start = line.end() - content.len();
        if scan.brackets && !is_key(text) {
            scan.line(TextRange::new(start, line.end()));
        } else if let Some(rest) = content.strip_prefix("- ") {
            scan.line(TextRange::new(line.end() - rest.len(), line.end()));
        } else if !(content.is_empty() || content.starts_with('#') || content == "-") {
            break;
        }
    }
    scan.found
}

/// Whether a key starts the line.
fn is_key(line: &str) -> bool {
    line.starts_with(char::is_alphabetic) && line.contains(':')
}

struct Scan<'a> {
    note: &'a Note,
    is_readable: bool,
    /// Whether a bracket is open.
    brackets: bool,
    found: Vec<Hash>,
}

impl Scan<'_> {
    /// Reads one line of a value, up to a comment.
    fn line(&mut self, range: TextRange) {
        let text = self.note.slice(range);
        let mut quote: Option<char> = None;
        // Whether a word without `#` came before: what follows a blank and `#` then is a comment.
        let mut is_after_word = false;
        let mut at = 0;
        while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = text.get(at..).unwrap_or("");
            let mut len = c.len_utf8();
            match c {
                '[' if quote.is_none() => self.brackets = true,
                ']' if quote.is_none() => self.brackets = false,
                '"' | '\'' if quote == Some(c) => {
                    quote = None;
                    is_after_word = true;
                }
                '"' | '\'' if quote.is_none() => quote = Some(c),
                ' ' | '\t' | ',' => {}
                '#' => {
                    let word = word(rest, quote);
                    let name = word.trim_start_matches('#');
                    let is_comment = quote.is_none() && (is_after_word || self.brackets) && self.is_comment(is_after_word);
                    let is_text = quote.is_some() || is_plain(name, Place::Flow);
                    let is_meant = !is_comment && is_tag(name) && is_text;
                    if is_meant {
                        let hashes = TextRange::new(0, word.len() - name.len()).shift(range.start() + at);
                        self.found.push(Hash { range: hashes, quoted: quote.is_some() });
                    } else if quote.is_none() {
                        return;
                    }
                    len = word.len();
                }
                _ => {
                    len = word(rest, quote).len().max(len);
                    is_after_word |= quote.is_none();
                }
            }
            at += len;
        }
    }

    /// Whether YAML takes the `#` of a word without quotes for a comment, and rightly so.
    fn is_comment(&self, is_after_word: bool) -> bool {
        // A bracket that a comment swallows is never closed: then the words are meant as tags.
        if self.brackets { self.is_readable } else { is_after_word }
    }
}

/// The start of `text` up to a sign that ends a word; in quotes also up to these.
fn word(text: &str, quote: Option<char>) -> &str {
    let ends = |c: char| matches!(c, ' ' | '\t' | ',' | '[' | ']') || Some(c) == quote;
    text.get(..text.find(ends).unwrap_or(text.len())).unwrap_or(text)
}
