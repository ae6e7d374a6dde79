//! What stands next to a link.

use crate::note::{Link, Note};
use crate::text::TextRange;

/// What stands between the brackets of a wikilink.
pub(super) fn inner(link: &Link) -> TextRange {
    let open = if link.embed { "![[" } else { "[[" };
    TextRange::new(link.range.start() + open.len(), link.range.end().saturating_sub("]]".len()))
}

/// Whether `next` after the blanks of `run` goes on with the sentence that the link stands in.
pub(super) fn goes_on(note: &Note, link: &Link, run: TextRange, next: char) -> bool {
    let in_prose = next.is_alphanumeric() || matches!(next, '*' | '_' | '"' | '“' | '\'' | '‘' | '(' | '$' | '`' | '=');
    let is_dash = matches!(next, '-' | '–' | '—')
        && note.text.as_bytes().get(run.end() + next.len_utf8()) == Some(&b' ');
    let shown = link.display_range.unwrap_or(link.target_range).slice(&note.text);
    let ends_sentence = shown.trim_end().ends_with(['.', '!', '?', ':', ';', '…']);
    (in_prose || is_dash) && !ends_sentence
}

/// Whether what stands at `offset` ends the word or the sentence before it.
pub(super) fn ends_token(text: &str, offset: usize) -> bool {
    char_at(text, offset).is_none_or(|c| {
        c.is_whitespace() || matches!(c, '"' | '”' | '’' | '\'' | ')' | ']' | ',' | '.' | ';' | ':' | '!' | '?' | '—' | '*')
    })
}

/// Whether the dot before `offset` is the first of several.
pub(super) fn is_ellipsis(text: &str, offset: usize) -> bool {
    let rest = text.get(offset..).unwrap_or("");
    rest.trim_start_matches(' ').starts_with(['.', ','])
}

/// Whether `beside`, right next to a link, would run into its text without a blank. Chinese and Japanese are
/// written without blanks.
pub(super) fn adjoins(beside: Option<char>) -> bool {
    beside.is_some_and(|c| c.is_alphanumeric() && c < '\u{2e80}' || matches!(c, '$' | '`' | '*' | '_' | '='))
}

pub(super) fn char_at(text: &str, offset: usize) -> Option<char> {
    text.get(offset..)?.chars().next()
}

pub(super) fn char_before(text: &str, offset: usize) -> Option<char> {
    text.get(..offset)?.chars().next_back().filter(|c| !matches!(c, '\n' | '\r'))
}

/// The run of blanks that starts at `offset`.
pub(super) fn blanks_from(text: &str, offset: usize) -> TextRange {
    let rest = text.as_bytes().get(offset..).unwrap_or_default();
    let len = rest.iter().take_while(|byte| **byte == b' ').count();
    TextRange::new(offset, offset + len)
}

/// The run of blanks that ends at `offset`.
pub(super) fn blanks_to(text: &str, offset: usize) -> TextRange {
    let before = text.as_bytes().get(..offset).unwrap_or_default();
    let len = before.iter().rev().take_while(|byte| **byte == b' ').count();
    TextRange::new(offset - len, offset)
}
