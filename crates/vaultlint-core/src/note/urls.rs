//! Addresses in running text.

use super::Note;
use crate::text::TextRange;

/// Which addresses are meant.
#[derive(Clone, Copy)]
enum Schemes {
    /// `https` and `http`.
    Web,
    /// All others.
    Other,
}

impl Note {
    /// Addresses that stand in the text as they are, outside of links, comments and what is not read as Markdown:
    /// `https://..` up to a blank, without the punctuation that ends a sentence. Obsidian makes links of them; they
    /// are not among [`Note::links`]. In order of position.
    pub fn bare_urls(&self) -> impl Iterator<Item = TextRange> + '_ {
        self.addresses(Schemes::Web)
    }

    /// As [`Note::bare_urls`], with any other scheme than `https` and `http`: `file:///..`, `zotero://..`.
    pub fn bare_uris(&self) -> impl Iterator<Item = TextRange> + '_ {
        self.addresses(Schemes::Other)
    }

    fn addresses(&self, schemes: Schemes) -> impl Iterator<Item = TextRange> + '_ {
        let mut links = self.links.iter().peekable();
        let mut definitions = self.link_definitions.iter().peekable();
        let mut taken_until = 0;
        memchr::memmem::find_iter(self.text.as_bytes(), b"://").filter_map(move |mark| {
            let range = address_around(&self.text, mark, schemes)?;
            while let Some(link) = links.next_if(|link| link.range.start() <= range.start()) {
                taken_until = taken_until.max(link.range.end());
            }
            while let Some(definition) = definitions.next_if(|it| it.range.start() <= range.start()) {
                taken_until = taken_until.max(definition.range.end());
            }
            let is_text = range.start() >= taken_until
                && !self.is_opaque(range.start())
                && !self.is_commented(range.start());
            if is_text {
                // `https://a/https://b` is one address.
                taken_until = range.end();
            }
            is_text.then_some(range)
        })
    }
}

/// The address whose `://` stands at `mark`.
fn address_around(text: &str, mark: usize, schemes: Schemes) -> Option<TextRange> {
    let before = text.get(..mark)?;
    let web = ["https", "http"].into_iter().find(|scheme| before.ends_with(scheme)).map(str::len);
    let rest = text.get(mark + 3..)?;
    let (scheme, has_host) = match schemes {
        Schemes::Web => (web?, rest.starts_with(|c: char| c.is_ascii_alphanumeric())),
        Schemes::Other => {
            (other_scheme(before)?, rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/'))
        }
    };
    let start = mark - scheme;
    let before = before.get(..start)?;
    let previous = before.chars().next_back();
    // `[[1]](https://..)` is a wikilink here and a Markdown link to others.
    let free = previous.is_none_or(|c| c.is_whitespace() || !c.is_ascii() || "(*_~:,;->|\"'[".contains(c))
        && !before.ends_with("](")
        && !before.ends_with("[[");
    let len = rest.bytes().position(|byte| !is_url_byte(byte)).unwrap_or(rest.len());
    let end = mark + 3 + without_end(rest.get(..len)?).len();
    (free && has_host).then(|| TextRange::new(start, end))
}

/// Length of the scheme that `before` ends with, where it is one of its own and no web address: a letter, then
/// letters, digits, `+`, `.` and `-`.
fn other_scheme(before: &str) -> Option<usize> {
    const LONGEST: usize = 40;
    let is_scheme_byte = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'.' | b'-');
    let scheme: Vec<u8> = before.bytes().rev().take(LONGEST).collect();
    let len = scheme.iter().take_while(is_scheme_byte).count();
    let scheme = before.get(before.len() - len..)?;
    let starts = scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && len > 1 && len < LONGEST;
    (starts && !matches!(scheme, "http" | "https")).then_some(len)
}

fn is_url_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&byte)
}

/// `url` without the punctuation at its end that belongs to the sentence, as GFM has it.
fn without_end(url: &str) -> &str {
    let mut open = url.matches('(').count();
    let mut close = url.matches(')').count();
    let mut kept = url;
    while let Some(last) = kept.chars().next_back() {
        match last {
            ')' if close > open => close -= 1,
            '(' => open -= 1,
            '?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~' | '\'' => {}
            _ => break,
        }
        kept = kept.get(..kept.len() - 1).unwrap_or("");
    }
    kept
}
