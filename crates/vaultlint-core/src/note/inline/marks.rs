//! The small grammars of running text: tags, keys, brackets, closing marks.

use super::Scan;

/// A mark that closes a construct.
#[derive(Clone, Copy)]
pub(super) enum Needle {
    Comment,
    Highlight,
    Templater,
    Placeholder,
    DisplayMath,
    Dollar,
}

impl Needle {
    fn text(self) -> &'static str {
        match self {
            Needle::Comment => "%%",
            Needle::Highlight => "==",
            Needle::Templater => "%>",
            Needle::Placeholder => "}}",
            Needle::DisplayMath => "$$",
            Needle::Dollar => "$",
        }
    }
}

impl Scan<'_> {
    /// Where `needle` stands from `from` up to `to`. A search that failed is not repeated, so that time stays linear.
    pub(super) fn find(&mut self, needle: Needle, from: usize, to: usize) -> Option<usize> {
        let fails = &mut self.fails[needle as usize];
        if to <= *fails {
            return None;
        }
        let found = self.text.get(from..to)?.find(needle.text());
        if found.is_none() {
            *fails = to;
        }
        found.map(|at| from + at)
    }

    /// Where the line of byte `i` ends, at the latest at the end of the leaf.
    pub(super) fn line_end_from(&mut self, i: usize) -> usize {
        if i >= self.line_end {
            self.line_end = self.rest(i).find(['\n', '\r']).map_or(self.end, |len| i + len);
        }
        self.line_end
    }
}

/// Length of the tag name that `text` (after the `#`) starts with; `None` when it is none: at least one
/// character is no digit, and the name does not end in `/` (OBSIDIAN.md 4.3).
pub(super) fn tag_len(text: &str) -> Option<usize> {
    let name = text.split(|c| !is_tag_char(c)).next().unwrap_or("").trim_end_matches('/');
    name.chars().any(|c| !c.is_ascii_digit() && c != '/').then_some(name.len())
}

/// Whether `name`, with or without its `#`, is a tag as a whole (OBSIDIAN.md 4.3).
pub fn is_tag(name: &str) -> bool {
    let name = name.strip_prefix('#').unwrap_or(name);
    tag_len(name) == Some(name.len())
}

/// Whether `c` may stand in a tag (OBSIDIAN.md 4.3).
fn is_tag_char(c: char) -> bool {
    const REFUSED: &str = "!\"#$%&'()*+,.:;<=>?@[\\]^`{|}~";
    !c.is_whitespace()
        && !c.is_control()
        && !matches!(c, '\u{2000}'..='\u{206f}' | '\u{2e00}'..='\u{2e7f}')
        && !REFUSED.contains(c)
}

/// Length of a Dataview key before `::`; the key stays on its line and holds no brackets.
pub(super) fn field_key_len(text: &str) -> Option<usize> {
    let stop =
        text.bytes().take(80).position(|b| matches!(b, b'[' | b']' | b'(' | b')' | b':' | b'\n' | b'\r'))?;
    let key = text.get(..stop)?;
    let after = text.get(stop + 2..)?;
    let marked = text[stop..].starts_with("::") && !key.trim().is_empty();
    (marked && after.chars().next().is_none_or(|c| c.is_whitespace() || c == '[')).then_some(stop)
}

/// The bracket that closes the one at `open`, nested ones passed over; on the same line, at most 2,000 bytes on.
pub(super) fn matching_bracket(bytes: &[u8], open: usize) -> Option<usize> {
    let (opener, closer) = match bytes.get(open)? {
        b'(' => (b'(', b')'),
        _ => (b'[', b']'),
    };
    let mut depth = 0;
    for (i, byte) in bytes.iter().enumerate().skip(open).take(2000) {
        match *byte {
            b'\n' | b'\r' => return None,
            b if b == opener => depth += 1,
            b if b == closer => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(i);
        }
    }
    None
}

pub(super) fn char_len(first: u8) -> usize {
    match first {
        0..=0xbf => 1,
        0xc0..=0xdf => 2,
        0xe0..=0xef => 3,
        _ => 4,
    }
}
