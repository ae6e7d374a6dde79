//! Wikilinks, and brackets that open none.

use super::Scan;
use crate::note::link::split_wikilink;
use crate::note::{Link, LinkKind, LooseLink, LooseLinkKind, Target};
use crate::text::TextRange;

/// Why brackets open no wikilink, and where it was seen.
enum Stop {
    /// The line or the leaf ends.
    Line(usize),
    /// Another link opens.
    Link(usize),
}

impl Scan<'_> {
    /// A wikilink whose brackets open at `open`, a `!` of an embed at `start` (OBSIDIAN.md 2.1).
    pub(super) fn wikilink(&mut self, start: usize, open: usize) -> Option<usize> {
        let inner_start = open + 2;
        if self.byte(inner_start) == b'[' {
            return None;
        }
        let close = match self.wikilink_end(inner_start) {
            Ok(close) => close,
            Err(stop) => {
                self.loose_link(start, inner_start, stop);
                return None;
            }
        };
        let inner = &self.text[inner_start..close];
        let (target_len, display_start) = split_wikilink(inner);
        let target_text = &inner[..target_len];
        let trimmed = target_text.trim();
        let target_start = inner_start + (target_text.len() - target_text.trim_start().len());
        let range = TextRange::new(start, close + 2);
        self.note.links.push(Link {
            kind: LinkKind::Wiki,
            embed: start != open,
            hidden: self.hidden(start),
            range,
            target: Target::new(trimmed),
            target_range: TextRange::new(target_start, target_start + trimmed.len()),
            display_range: display_start.map(|at| TextRange::new(inner_start + at, close)),
            property: None,
        });
        self.after_inline = range.end();
        Some(range.end())
    }

    /// Where the `]]` stands that closes a wikilink; what is in the way when the line ends or another link opens
    /// first.
    fn wikilink_end(&mut self, from: usize) -> Result<usize, Stop> {
        let bytes = &self.text.as_bytes()[..self.end];
        let mut i = from;
        while i < bytes.len() {
            match bytes[i] {
                b'\n' | b'\r' => break,
                b'[' if bytes.get(i + 1) == Some(&b'[') => return Err(Stop::Link(i)),
                b']' if bytes.get(i + 1) == Some(&b']') => {
                    // `[[a]]]`: the last brackets close, the first one is text only inside a field.
                    return Ok(i);
                }
                _ => i += 1,
            }
        }
        Err(Stop::Line(i))
    }

    /// Notes brackets that open no link. What would close them is found when the whole note is read.
    fn loose_link(&mut self, start: usize, inner_start: usize, stop: Stop) {
        // Of an embed the brackets are seen again.
        if self.note.loose_links.last().is_some_and(|last| last.range.contains(start)) {
            return;
        }
        let (kind, end) = match stop {
            Stop::Line(end) => match self.close_on_next_line(end) {
                Some(close) => (LooseLinkKind::Wrapped, close),
                None => (LooseLinkKind::Unclosed, end),
            },
            Stop::Link(end) => (LooseLinkKind::Unclosed, end),
        };
        let text = self.text.get(start..end.max(inner_start)).unwrap_or("");
        let end = start + text.trim_end().len();
        self.note.loose_links.push(LooseLink {
            kind,
            range: TextRange::new(start, end),
            hidden: self.hidden(start),
        });
    }

    /// The byte after the first `]]` on the line after the one that ends at `line_end`, where no brackets open
    /// before it and it is near.
    fn close_on_next_line(&self, line_end: usize) -> Option<usize> {
        const FARTHEST: usize = 200;
        let rest = self.rest(line_end);
        let break_len = if rest.starts_with("\r\n") { 2 } else { rest.len().min(1) };
        let next = rest.as_bytes().get(break_len..)?;
        let close =
            next.iter().take(FARTHEST).position(|byte| matches!(byte, b'[' | b']' | b'\n' | b'\r'))?;
        next.get(close..)?.starts_with(b"]]").then_some(line_end + break_len + close + 2)
    }
}
