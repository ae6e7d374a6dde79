//! Places in a text: byte ranges inside, lines and columns only at the edges.

/// A half-open range of bytes in a note, from the start of the file (a byte order mark counts).
///
/// Both ends lie on character boundaries of the text that the range was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct TextRange {
    start: u32,
    end: u32,
}

impl TextRange {
    /// The range from `start` up to, not including, `end`, in bytes. An `end` before `start` gives an
    /// empty range; what lies beyond 4 GiB is cut (notes of that size are refused when read).
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let start = clamp(start);
        TextRange { start, end: clamp(end).max(start) }
    }

    /// The empty range at `offset`.
    pub fn empty(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// The byte after the last.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether no byte lies in the range.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the byte at `offset` lies in the range.
    pub fn contains(self, offset: usize) -> bool {
        self.start() <= offset && offset < self.end()
    }

    /// Whether all of `other` lies in the range.
    pub fn contains_range(self, other: TextRange) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two ranges share at least one byte.
    pub fn overlaps(self, other: TextRange) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The text in the range; empty where the range does not fit `text`.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start()..self.end()).unwrap_or("")
    }

    /// The range as the standard library writes it.
    pub fn as_range(self) -> std::ops::Range<usize> {
        self.start()..self.end()
    }

    /// The smallest range that holds both.
    pub fn cover(self, other: TextRange) -> TextRange {
        TextRange { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The range moved `by` bytes to the right.
    pub fn shift(self, by: usize) -> TextRange {
        TextRange::new(self.start() + by, self.end() + by)
    }
}

impl From<std::ops::Range<usize>> for TextRange {
    fn from(range: std::ops::Range<usize>) -> Self {
        TextRange::new(range.start, range.end)
    }
}

/// Whether two names are equal up to case.
pub(crate) fn is_same_name(a: &str, b: &str) -> bool {
    if a.is_ascii() && b.is_ascii() {
        a.eq_ignore_ascii_case(b)
    } else {
        a.to_lowercase() == b.to_lowercase()
    }
}

/// A place as Obsidian's metadata cache gives it: `line` from 0, `col` in UTF-16 code units from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Utf16Position {
    /// Line, from 0.
    pub line: u32,
    /// Column in UTF-16 code units, from 0.
    pub col: u32,
}

/// Where each line of a text begins. `\n`, `\r\n` and a lone `\r` end a line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LineIndex {
    starts: Vec<u32>,
    len: u32,
}

impl LineIndex {
    /// Indexes `text`, in one pass.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for i in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[i] == b'\n' || bytes.get(i + 1) != Some(&b'\n') {
                starts.push(u32::try_from(i + 1).unwrap_or(u32::MAX));
            }
        }
        LineIndex { starts, len: u32::try_from(text.len()).unwrap_or(u32::MAX) }
    }

    /// How many lines there are; a text that ends in a line break has an empty last line.
    pub fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// The line, from 0, that holds byte `offset`.
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| (*start as usize) <= offset).saturating_sub(1)
    }

    /// The byte at which `line` (from 0) starts; the length of the text for a line beyond the last.
    pub fn line_start(&self, line: usize) -> usize {
        self.starts.get(line).copied().unwrap_or(self.len) as usize
    }

    /// The bytes of `line` (from 0) without its line break.
    pub fn line_range(&self, text: &str, line: usize) -> TextRange {
        let full = self.full_line_range(line);
        let kept = full.slice(text).trim_end_matches(['\n', '\r']).len();
        TextRange::new(full.start(), full.start() + kept)
    }

    /// The bytes of `line` (from 0) with its line break.
    pub fn full_line_range(&self, line: usize) -> TextRange {
        TextRange::new(self.line_start(line), self.line_start(line + 1))
    }

    /// Line and column of byte `offset`, the column in UTF-16 code units.
    pub fn utf16_position(&self, text: &str, offset: usize) -> Utf16Position {
        let line = self.line_of(offset);
        let before = TextRange::new(self.line_start(line), offset).slice(text);
        let col = before.encode_utf16().count();
        Utf16Position { line: line as u32, col: col as u32 }
    }

    /// Line and column of byte `offset` as people count: both from 1, the column in characters.
    pub fn human_position(&self, text: &str, offset: usize) -> (usize, usize) {
        let line = self.line_of(offset);
        let before = TextRange::new(self.line_start(line), offset).slice(text);
        (line + 1, before.chars().count() + 1)
    }
}
