//! What pulldown-cmark does not know: wikilinks, tags, comments and their like in running text. One scan over
//! each leaf block, left to right; where two constructs overlap, the one that starts first wins.

use super::{
    Comment, CommentKind, FootnoteRef, InlineField, Link, Math, Note, Tag, TemplateMarker, html, range_at,
};
use crate::text::TextRange;

mod marks;
mod wikilink;

pub use marks::is_tag;
use marks::{Needle, char_len, field_key_len, matching_bracket, tag_len};

/// What an inline range is that the Markdown parser found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SpanKind {
    Code,
    Html,
    /// What is no text and recorded elsewhere: the destination of a Markdown link, an autolink, masked math.
    Destination,
}

/// A leaf block: a paragraph, a heading's text, a table cell, the text of a tight list item.
#[derive(Debug, Default)]
pub(super) struct Leaf {
    pub range: TextRange,
    /// Sorted by start.
    pub spans: Vec<(TextRange, SpanKind)>,
    pub markdown_links: Vec<Link>,
    /// Where text begins again after inline syntax; a tag may begin there.
    pub run_starts: Vec<usize>,
    pub in_comment: bool,
}

/// Reads `leaf` into `note`.
pub(super) fn scan(note: &mut Note, leaf: Leaf) {
    let text = note.text.clone();
    let (first_link, first_comment) = (note.links.len(), note.comments.len());
    let first_math = note.math.len();
    let Leaf { range, spans, markdown_links, run_starts, in_comment } = leaf;
    let mut scan = Scan {
        fields: memchr::memmem::find(range.slice(&text).as_bytes(), b"::").is_some(),
        note,
        text: &text,
        end: range.end().min(text.len()),
        line_end: range.start(),
        spans: &spans,
        next_span: 0,
        run_starts: &run_starts,
        hidden_until: if in_comment { usize::MAX } else { 0 },
        after_inline: usize::MAX,
        fails: [0; 6],
    };
    scan.run(range.start());
    let wikilinks: Vec<TextRange> = note.links[first_link..].iter().map(|link| link.range).collect();
    let math: Vec<TextRange> = note.math[first_math..].iter().map(|math| math.range).collect();
    let comments: Vec<TextRange> = note.comments[first_comment..].iter().map(|c| c.range).collect();
    note.links.extend(markdown_links.into_iter().filter_map(|mut link| {
        // A wikilink that starts first, or at the same bracket, takes the brackets.
        let before = wikilinks.partition_point(|wiki| wiki.start() <= link.range.start() + 1);
        let lost = wikilinks[..before].last().is_some_and(|wiki| wiki.end() > link.range.start())
            || range_at(&math, link.range.start()).is_some();
        link.hidden = in_comment || range_at(&comments, link.range.start()).is_some();
        (!lost).then_some(link)
    }));
}

/// Bytes at which a construct of ours may begin, and line ends.
const SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let marks = b"\\[!^%=#<{($\n\r";
    let mut i = 0;
    while i < marks.len() {
        special[marks[i] as usize] = true;
        i += 1;
    }
    special
};

struct Scan<'a> {
    /// Whether `::` stands in the leaf at all.
    fields: bool,
    note: &'a mut Note,
    text: &'a str,
    end: usize,
    /// End of the line that was looked at last.
    line_end: usize,
    spans: &'a [(TextRange, SpanKind)],
    next_span: usize,
    run_starts: &'a [usize],
    hidden_until: usize,
    /// The byte after the inline construct that was read last.
    after_inline: usize,
    /// Per needle of [`Scan::find`]: it does not stand before this byte.
    fails: [usize; 6],
}

impl Scan<'_> {
    fn run(&mut self, start: usize) {
        let mut i = start;
        let mut line_start = true;
        while i < self.end {
            if let Some(end) = self.span_at(i) {
                i = end;
                self.after_inline = end;
                line_start = false;
                continue;
            }
            if !line_start && !SPECIAL[usize::from(self.byte(i))] {
                i = self.next_special(i);
                continue;
            }
            let next = self.step(i, line_start);
            line_start = matches!(self.byte(next - 1), b'\n' | b'\r')
                || (line_start && matches!(self.byte(next - 1), b' ' | b'\t' | b'>'));
            i = next;
        }
    }

    /// The next byte after `i` at which something may begin, at the latest the next span.
    fn next_special(&self, i: usize) -> usize {
        let span = self.spans.get(self.next_span).map_or(self.end, |(range, _)| range.start().min(self.end));
        let stop = if span > i { span } else { self.end };
        let plain = &self.text.as_bytes()[i + 1..stop.max(i + 1)];
        plain.iter().position(|byte| SPECIAL[usize::from(*byte)]).map_or(stop.max(i + 1), |len| i + 1 + len)
    }

    fn byte(&self, i: usize) -> u8 {
        if i < self.end { self.text.as_bytes()[i] } else { 0 }
    }

    fn rest(&self, i: usize) -> &str {
        self.text.get(i..self.end).unwrap_or("")
    }

    fn hidden(&self, i: usize) -> bool {
        i < self.hidden_until
    }

    /// Takes the span that starts at `i`; its end.
    fn span_at(&mut self, i: usize) -> Option<usize> {
        while let Some((range, kind)) = self.spans.get(self.next_span) {
            if range.start() > i {
                return None;
            }
            self.next_span += 1;
            // One that started inside a construct already read lost to it.
            if range.start() == i && !range.is_empty() {
                if *kind == SpanKind::Html {
                    html::read(self.note, *range, range.start() < self.hidden_until);
                }
                if *kind != SpanKind::Destination {
                    self.note.opaque.push(*range);
                }
                return Some(range.end());
            }
        }
        None
    }

    /// Reads what stands at `i`; the byte to go on at, always after `i`.
    fn step(&mut self, i: usize, line_start: bool) -> usize {
        let next = match (self.byte(i), self.byte(i + 1)) {
            (b'\\', b) if b.is_ascii_punctuation() => {
                self.after_inline = i + 2;
                Some(i + 2)
            }
            (b'[', b'[') => self.wikilink(i, i),
            (b'!', b'[') if self.byte(i + 2) == b'[' => self.wikilink(i, i + 1),
            (b'[', b'^') => self.footnote_ref(i, i + 2, b']'),
            (b'^', b'[') => self.inline_footnote(i),
            (b'%', b'%') => self.comment(i),
            (b'=', b'=') => self.highlight(i),
            (b'#', _) => self.tag(i),
            (b'$', b'$') => self.display_math(i),
            (b'$', _) => self.inline_math(i),
            (b'<', b'%') => self.templater(i),
            (b'{', b'{') => self.placeholder(i),
            (b'[' | b'(', _) if self.fields => self.bracketed_field(i),
            _ => None,
        };
        if line_start && self.fields && next.is_none() && self.byte(i).is_ascii_alphanumeric() {
            self.line_field(i);
        }
        next.unwrap_or_else(|| i + char_len(self.byte(i)))
    }

    fn footnote_ref(&mut self, start: usize, id_start: usize, close: u8) -> Option<usize> {
        let rest = self.rest(id_start);
        let len = rest.bytes().take(200).position(|b| b == close || b.is_ascii_whitespace() || b == b'[')?;
        if len == 0 || rest.as_bytes()[len] != close {
            return None;
        }
        let range = TextRange::new(start, id_start + len + 1);
        self.note.footnote_refs.push(FootnoteRef { id: Some(rest[..len].into()), range });
        self.after_inline = range.end();
        Some(range.end())
    }

    /// `^[text]`; what stands in it is read on.
    fn inline_footnote(&mut self, i: usize) -> Option<usize> {
        let end = matching_bracket(&self.text.as_bytes()[..self.end], i + 1)?;
        self.note.footnote_refs.push(FootnoteRef { id: None, range: TextRange::new(i, end + 1) });
        Some(i + 2)
    }

    /// `%%..%%` within running text; links and tags in it are read on, hidden (OBSIDIAN.md 4.1).
    fn comment(&mut self, i: usize) -> Option<usize> {
        let run = self.rest(i).bytes().take_while(|b| *b == b'%').count();
        if run != 2 || self.hidden(i) {
            return Some(i + run);
        }
        let close = self.find(Needle::Comment, i + 2, self.end)?;
        let range = TextRange::new(i, close + 2);
        self.note.comments.push(Comment { kind: CommentKind::Inline, range, closed: true });
        self.hidden_until = close + 2;
        self.after_inline = i + 2;
        Some(i + 2)
    }

    /// `==x==`; what stands in it is read on.
    fn highlight(&mut self, i: usize) -> Option<usize> {
        if self.note.highlights.last().is_some_and(|open| open.end() == i + 2) {
            self.after_inline = i + 2;
            return Some(i + 2);
        }
        let after = self.byte(i + 2);
        if after.is_ascii_whitespace() || matches!(after, b'=' | b'>' | 0) {
            return Some(i + 2);
        }
        let line_end = self.line_end_from(i);
        let close = self.find(Needle::Highlight, i + 2, line_end)?;
        if self.byte(close - 1) == b' ' {
            return None;
        }
        self.note.highlights.push(TextRange::new(i, close + 2));
        self.after_inline = i + 2;
        Some(i + 2)
    }

    /// `#tag` (OBSIDIAN.md 4.3).
    fn tag(&mut self, i: usize) -> Option<usize> {
        let before = self.text[..i].chars().next_back();
        let free = before.is_none_or(char::is_whitespace)
            || self.after_inline == i
            || self.run_starts.binary_search(&i).is_ok();
        if !free {
            return None;
        }
        let len = tag_len(self.rest(i + 1))?;
        let range = TextRange::new(i, i + 1 + len);
        self.note.tags.push(Tag { range, hidden: self.hidden(i) });
        self.after_inline = range.end();
        Some(range.end())
    }

    /// `$$..$$` within a paragraph, without the limits of `$..$` (OBSIDIAN.md 4.4).
    fn display_math(&mut self, i: usize) -> Option<usize> {
        match self.find(Needle::DisplayMath, i + 2, self.end) {
            Some(close) => Some(self.math(TextRange::new(i, close + 2), true)),
            None => Some(i + 2),
        }
    }

    /// `$x$`: no blank inside the dollars, no digit after, no dollar in between (OBSIDIAN.md 4.4).
    fn inline_math(&mut self, i: usize) -> Option<usize> {
        if self.byte(i + 1).is_ascii_whitespace() {
            return None;
        }
        let mut from = i + 1;
        let close = loop {
            let close = self.find(Needle::Dollar, from, self.end)?;
            if self.byte(close - 1) != b'\\' || close == i + 1 {
                break close;
            }
            from = close + 1;
        };
        let blank = self.text[..close].ends_with(char::is_whitespace);
        if blank || close == i + 1 || self.byte(close + 1).is_ascii_digit() || self.in_code(close) {
            return None;
        }
        Some(self.math(TextRange::new(i, close + 1), false))
    }

    fn math(&mut self, range: TextRange, display: bool) -> usize {
        self.note.math.push(Math { range, display });
        self.note.opaque.push(range);
        self.after_inline = range.end();
        range.end()
    }

    /// Whether byte `i`, which is still to be read, stands in a code span.
    fn in_code(&self, i: usize) -> bool {
        let after = self.spans.partition_point(|(range, _)| range.start() <= i);
        self.spans[..after].last().is_some_and(|(range, kind)| *kind == SpanKind::Code && range.contains(i))
    }

    /// `<% .. %>`: nothing in it is Markdown.
    fn templater(&mut self, i: usize) -> Option<usize> {
        let close = self.find(Needle::Templater, i + 2, self.end)?;
        let range = TextRange::new(i, close + 2);
        self.note.template_markers.push(TemplateMarker { range, templater: true });
        self.note.opaque.push(range);
        self.after_inline = range.end();
        Some(range.end())
    }

    /// `{{title}}`.
    fn placeholder(&mut self, i: usize) -> Option<usize> {
        let line_end = self.line_end_from(i);
        let close = self.find(Needle::Placeholder, i + 2, line_end)?;
        let range = TextRange::new(i, close + 2);
        self.note.template_markers.push(TemplateMarker { range, templater: false });
        Some(i + 2)
    }

    /// `[key:: value]`, `(key:: value)`; the value is read on.
    fn bracketed_field(&mut self, i: usize) -> Option<usize> {
        let key_len = field_key_len(self.rest(i + 1))?;
        let end = matching_bracket(&self.text.as_bytes()[..self.end], i)?;
        self.note.inline_fields.push(InlineField {
            range: TextRange::new(i, end + 1),
            key_range: TextRange::new(i + 1, i + 1 + key_len),
            bracketed: true,
        });
        Some(i + 1)
    }

    /// `key:: value` from the start of a line.
    fn line_field(&mut self, i: usize) {
        if let Some(key_len) = field_key_len(self.rest(i)) {
            let line_end = self.line_end_from(i);
            self.note.inline_fields.push(InlineField {
                range: TextRange::new(i, line_end),
                key_range: TextRange::new(i, i + key_len),
                bracketed: false,
            });
        }
    }
}
