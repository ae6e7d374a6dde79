//! What HTML in a note says to a linter: comments, and the media that it shows.

use super::{Comment, CommentKind, Link, LinkKind, Note, link::markdown_target};
use crate::text::TextRange;

/// Tags whose `src` is a file of the vault.
const MEDIA: [&str; 7] = ["img", "video", "audio", "source", "track", "embed", "iframe"];

/// Reads the HTML at `range` (a block or one inline tag) into `note`.
pub(super) fn read(note: &mut Note, range: TextRange, hidden: bool) {
    let text = note.text.clone();
    let end = range.end().min(text.len());
    let last = text.trim_end().len();
    let mut i = range.start();
    while let Some(open) = text.get(i..end).and_then(|rest| rest.find('<')).map(|at| i + at) {
        let rest = &text[open..end];
        let next = if rest.starts_with("<!--") {
            let len = rest.find("-->").map(|at| at + 3);
            let range = TextRange::new(open, open + len.unwrap_or(rest.len()));
            // One that ends with its block before the note does hides nothing more.
            let closed = len.is_some() || end < last;
            note.comments.push(Comment { kind: CommentKind::Html, range, closed });
            range.end()
        } else {
            let len = rest.find('>').map_or(rest.len(), |at| at + 1);
            let tag = TextRange::new(open, open + len);
            note.html.push(tag);
            media(note, &text, tag, hidden);
            tag.end()
        };
        i = next.max(open + 1);
    }
}

/// Records the `src` of a tag that shows a file.
fn media(note: &mut Note, text: &str, tag: TextRange, hidden: bool) {
    let raw = tag.slice(text);
    let name_len = raw.bytes().skip(1).take_while(u8::is_ascii_alphanumeric).count();
    let name = raw.get(1..1 + name_len).unwrap_or("");
    if !MEDIA.iter().any(|media| media.eq_ignore_ascii_case(name)) {
        return;
    }
    if let Some(target_range) = attribute(raw, "src").map(|range| range.shift(tag.start())) {
        note.links.push(Link {
            kind: LinkKind::Html,
            embed: true,
            hidden,
            range: tag,
            target: markdown_target(target_range.slice(text)),
            target_range,
            display_range: None,
            property: None,
        });
    }
}

/// The value of the attribute called `name` in `tag`, without quotes.
fn attribute(tag: &str, name: &str) -> Option<TextRange> {
    let lower = tag.to_ascii_lowercase();
    let mut from = 0;
    loop {
        let at = from + lower.get(from..)?.find(name)?;
        from = at + name.len();
        let before_is_blank =
            lower[..at].ends_with(|c: char| c.is_ascii_whitespace() || c == '"' || c == '\'');
        let after = &tag[from..];
        let Some(value) = after.trim_start().strip_prefix('=') else { continue };
        if !before_is_blank {
            continue;
        }
        let value = value.trim_start();
        let start = tag.len() - value.len();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        return Some(match quote {
            Some(quote) => {
                let len = value[1..].find(quote)?;
                TextRange::new(start + 1, start + 1 + len)
            }
            None => {
                let len = value.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(value.len());
                TextRange::new(start, start + len)
            }
        });
    }
}
