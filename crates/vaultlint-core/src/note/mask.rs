//! Block comments and display math, found before the Markdown parser sees them: it knows neither that `%%`
//! hides lines nor that math may hold blank lines and lines that look like lists, quotes or underlines.
//!
//! Both are overwritten, byte for byte, by a processing instruction `<?xx?>`: an HTML block that interrupts a
//! paragraph, respects containers and may hold blank lines, so all offsets and the structure around stay.

use std::borrow::Cow;

use super::{Comment, CommentKind};
use crate::text::TextRange;

mod lines;

use lines::{Prefix, fence_run, find_double, find_math_end, line_end, line_end_at, next_line, odd_math_mark};

/// A body with comments and math overwritten.
pub(super) struct Masked<'a> {
    /// The body, of the same length.
    pub text: Cow<'a, str>,
    /// Block comments, as ranges of the note.
    pub comments: Vec<Comment>,
    /// Display math over several lines, as ranges of the note.
    pub math: Vec<TextRange>,
}

/// Masks `text` from byte `start` on.
pub(super) fn mask(text: &str, start: usize) -> Masked<'_> {
    let body = text.get(start..).unwrap_or("");
    let mut masked = Masked { text: Cow::Borrowed(body), comments: Vec::new(), math: Vec::new() };
    let holds = |mark: &str| memchr::memmem::find(body.as_bytes(), mark.as_bytes()).is_some();
    if !holds("%%") && !holds("$$") {
        return masked;
    }
    let mut scan = Scan { math: holds("$$"), ..Scan::new(body) };
    scan.run();
    if scan.found.is_empty() {
        return masked;
    }
    let mut bytes = body.as_bytes().to_vec();
    for region in &scan.found {
        region.overwrite(body, &mut bytes);
        let range = region.range.shift(start);
        match region.kind {
            RegionKind::Comment { closed } => {
                masked.comments.push(Comment { kind: CommentKind::Block, range, closed });
            }
            RegionKind::MathBlock | RegionKind::MathInText => masked.math.push(range),
        }
    }
    // Only whole characters were overwritten, by ASCII.
    if let Ok(text) = String::from_utf8(bytes) {
        masked.text = Cow::Owned(text);
    }
    masked
}

/// Whether what stands in `text` from byte `start` to `end`, a line's start, has the same comments, math and code whatever
/// follows, and leaves none open.
pub(super) fn is_settled(text: &str, start: usize, end: usize) -> bool {
    let mut scan = Scan::new(text.get(start..end).unwrap_or(""));
    scan.run();
    !scan.is_open && scan.fence.is_none() && !scan.html_comment
}

#[derive(Clone, Copy, PartialEq)]
enum RegionKind {
    Comment { closed: bool },
    MathBlock,
    MathInText,
}

struct Region {
    kind: RegionKind,
    range: TextRange,
    /// How many `>` each line keeps.
    quotes: usize,
}

impl Region {
    fn overwrite(&self, body: &str, bytes: &mut [u8]) {
        let inner = self.range;
        let mut quotes_left = 0;
        let mut at_line_start = false;
        for i in inner.as_range() {
            let byte = body.as_bytes()[i];
            match byte {
                b'\n' | b'\r' => {
                    at_line_start = true;
                    quotes_left = self.quotes;
                }
                b' ' | b'\t' => {}
                b'>' if at_line_start && quotes_left > 0 => quotes_left -= 1,
                _ => {
                    at_line_start = false;
                    bytes[i] = b'x';
                }
            }
        }
        if self.kind == RegionKind::MathInText {
            return;
        }
        bytes[inner.start()..inner.start() + 2].copy_from_slice(b"<?");
        if self.kind != (RegionKind::Comment { closed: false }) {
            bytes[inner.end() - 2..inner.end()].copy_from_slice(b"?>");
        }
    }
}

/// Whether a fence, a comment or math may begin on `line`.
fn may_matter(line: &str) -> bool {
    let line = line.as_bytes();
    memchr::memchr3(b'`', b'~', b'%', line).is_some() || memchr::memchr2(b'$', b'<', line).is_some()
}

struct Fence {
    mark: u8,
    len: usize,
    /// Blanks before the fence; a text line with fewer ends the container that holds it.
    indent: usize,
    quotes: usize,
}

struct Scan<'a> {
    /// Whether `$$` stands in the body at all.
    math: bool,
    body: &'a str,
    pos: usize,
    fence: Option<Fence>,
    html_comment: bool,
    /// No `-->` stands in what is left; keeps the scan linear.
    no_comment_end: bool,
    /// Something opens whose end may stand anywhere and is not found.
    is_open: bool,
    found: Vec<Region>,
}

impl<'a> Scan<'a> {
    fn new(body: &'a str) -> Self {
        Scan {
            math: true,
            body,
            pos: 0,
            fence: None,
            html_comment: false,
            no_comment_end: false,
            is_open: false,
            found: Vec::new(),
        }
    }
}

impl Scan<'_> {
    fn run(&mut self) {
        let mut blank_before = true;
        while self.pos < self.body.len() {
            let line_start = self.pos;
            let line_end = line_end(self.body, line_start);
            let line = &self.body[line_start..line_end];
            self.pos = next_line(self.body, line_end);
            if self.fence.is_none() && !self.html_comment && !may_matter(line) {
                blank_before = line.trim_ascii().is_empty();
                continue;
            }
            let prefix = Prefix::of(line);
            if self.in_fence(&prefix) || self.in_html_comment(line) {
                blank_before = false;
                continue;
            }
            // Four blanks after a blank line, outside lists, are code; in a list the item's own text is meant.
            let code = blank_before && prefix.indent >= 4 && !prefix.listed && !self.inside_list(line_start);
            blank_before = prefix.content.trim().is_empty();
            if !code {
                self.text_line(line_start, line_end, &prefix);
            }
        }
    }

    fn inside_list(&self, before: usize) -> bool {
        // An indented line belongs to a list when the last less indented line has a marker.
        let mut seen = 0;
        for line in self.body[..before].lines().rev() {
            seen += 1;
            let prefix = Prefix::of(line);
            if prefix.listed {
                return true;
            }
            if (prefix.indent == 0 && !prefix.content.trim().is_empty()) || seen > 64 {
                return false;
            }
        }
        false
    }

    fn in_fence(&mut self, prefix: &Prefix<'_>) -> bool {
        let run = fence_run(prefix.content);
        if let Some(fence) = &self.fence {
            let content = prefix.content.trim_end();
            let closes = run.is_some_and(|(mark, len)| {
                mark == fence.mark && len >= fence.len && content.len() == len && !prefix.listed
            });
            let left = prefix.quotes < fence.quotes
                || (!content.is_empty() && prefix.indent + 1 < fence.indent && fence.indent > 1);
            if closes || left {
                self.fence = None;
            }
            if !left || closes {
                return true;
            }
        }
        let Some((mark, len)) = run else { return false };
        let info = &prefix.content[len..];
        if mark == b'`' && info.contains('`') {
            return false;
        }
        self.fence = Some(Fence { mark, len, indent: prefix.content_indent, quotes: prefix.quotes });
        true
    }

    fn in_html_comment(&mut self, line: &str) -> bool {
        if self.html_comment {
            self.html_comment = !line.contains("-->");
            return true;
        }
        if let Some(open) = memchr::memmem::find(line.as_bytes(), b"<!--")
            && !line[open..].contains("-->")
            && !self.no_comment_end
        {
            self.html_comment = self.body[self.pos..].contains("-->");
            self.no_comment_end = !self.html_comment;
            self.is_open |= self.no_comment_end;
        }
        self.html_comment
    }

    fn text_line(&mut self, line_start: usize, line_end: usize, prefix: &Prefix<'_>) {
        let content_start = line_end - prefix.content.len();
        if prefix.content.starts_with("%%") && !prefix.content.starts_with("%%%") && prefix.indent < 4 {
            self.comment(content_start, line_end);
        } else {
            self.math(line_start, content_start, line_end, prefix);
        }
    }

    fn comment(&mut self, open: usize, line_end: usize) {
        let close = find_double(self.body, b'%', open + 2);
        match close {
            Some(close) if close < line_end => {
                let rest = &self.body[close + 2..line_end];
                if rest.trim().is_empty() {
                    self.push_comment(open, close + 2, true);
                }
                // Else text follows on the line: an inline comment.
            }
            Some(close) => {
                self.push_comment(open, close + 2, true);
                self.pos = next_line(self.body, line_end_at(self.body, close + 2));
            }
            None => {
                self.is_open = true;
                let end = self.body.trim_end().len().max(open + 2);
                self.push_comment(open, end, false);
                self.pos = self.body.len();
            }
        }
    }

    fn push_comment(&mut self, start: usize, end: usize, closed: bool) {
        let kind = RegionKind::Comment { closed };
        self.found.push(Region { kind, range: TextRange::new(start, end), quotes: 0 });
    }

    fn math(&mut self, line_start: usize, content_start: usize, line_end: usize, prefix: &Prefix<'_>) {
        if !self.math {
            return;
        }
        let Some(open) = odd_math_mark(self.body, content_start, line_end) else { return };
        let at_start = open == content_start;
        let Some(close) = find_math_end(self.body, open + 2, at_start) else {
            self.is_open |= at_start;
            return;
        };
        let kind = if at_start { RegionKind::MathBlock } else { RegionKind::MathInText };
        debug_assert!(line_start <= open);
        self.found.push(Region { kind, range: TextRange::new(open, close + 2), quotes: prefix.quotes });
        self.pos = next_line(self.body, line_end_at(self.body, close + 2));
    }
}
