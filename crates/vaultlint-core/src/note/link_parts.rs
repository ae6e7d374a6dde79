//! The parts of constructs that the Markdown parser only gives as a whole.

use super::Callout;
use crate::text::TextRange;

/// The parts of `[text](destination "title")`.
pub(super) struct MarkdownLink {
    /// Where the text ends: at its closing bracket.
    pub text_end: usize,
    /// From the bracket before the destination to the end of the link.
    pub destination: TextRange,
    /// The target, without the `<>` around it.
    pub target: TextRange,
}

/// Finds the parts of the link at `range` whose text reaches at least to `text_end`.
pub(super) fn markdown_link(text: &str, range: TextRange, text_end: usize) -> Option<MarkdownLink> {
    let rest = text.get(text_end..range.end())?;
    let text_end = text_end + memchr::memmem::find(rest.as_bytes(), b"](")?;
    let inside = text.get(text_end + 2..range.end().checked_sub(1)?)?;
    let start = text_end + 2 + (inside.len() - inside.trim_start().len());
    let body = text.get(start..range.end() - 1)?;
    let target = match body.strip_prefix('<') {
        Some(angled) => {
            let len = angled.find('>').unwrap_or(angled.len());
            TextRange::new(start + 1, start + 1 + len)
        }
        None => {
            let len = body.bytes().position(|byte| byte.is_ascii_whitespace()).unwrap_or(body.len());
            TextRange::new(start, start + len)
        }
    };
    Some(MarkdownLink { text_end, destination: TextRange::new(text_end + 1, range.end()), target })
}

/// The text of the heading at `range`, and whether it is underlined (OBSIDIAN.md 2.5, 4.8).
pub(super) fn heading_text(text: &str, range: TextRange, level: u8) -> (TextRange, bool) {
    let raw = range.slice(text);
    let marks = raw.bytes().take_while(|b| *b == b'#').count();
    let after = raw.as_bytes().get(marks);
    let atx = marks == usize::from(level) && after.is_none_or(|b| b.is_ascii_whitespace());
    let (start, end) = if atx {
        let body = raw[marks..].trim_end();
        let unmarked = body.trim_end_matches('#');
        let closed = unmarked.len() < body.len() && (unmarked.is_empty() || unmarked.ends_with([' ', '\t']));
        (marks, marks + if closed { unmarked.len() } else { body.len() })
    } else {
        (0, raw.rfind(['\n', '\r']).unwrap_or(raw.len()))
    };
    let body = &raw[start..end];
    let start = range.start() + start + (body.len() - body.trim_start().len());
    let len = body.trim().len();
    (TextRange::new(start, start + len), !atx)
}

/// The parts of a list item.
pub(super) struct ItemParts {
    /// Where the item starts: after the prefixes of its containers, before what is left of its indentation.
    pub start: usize,
    pub marker: TextRange,
    pub task: Option<char>,
    pub content_start: usize,
    /// Columns of indentation, from the line's start or the quote mark, that belong to the item.
    pub width: usize,
    /// Marker and task character of a list item right behind the brackets of a task.
    pub inner: Option<(TextRange, Option<char>)>,
}

/// Reads the list item at `range` in an item that takes `outer_width` columns (0: in none). Obsidian's index takes
/// from the lines of an item as many columns as its marker and the blanks after it fill, and one more where a
/// digit with a period fills an odd number (observed in its cache).
pub(super) fn item(text: &str, range: TextRange, outer_width: usize) -> ItemParts {
    let raw = range.slice(text);
    // Where a tab follows a quote mark, the range may start before that mark.
    let body = raw.trim_start_matches([' ', '\t', '\n', '\r', '>']);
    let marker_start = range.start() + raw.len() - body.len();
    let marker = TextRange::new(marker_start, marker_start + marker_len(body));
    let after = TextRange::new(marker.end(), range.end()).slice(text);
    let content = after.trim_start_matches([' ', '\t']);
    let content_start = marker.end() + after.len() - content.len();

    let base = line_base(text, marker_start);
    let indentation = TextRange::new(base, marker_start).slice(text);
    let (taken, columns) = take_columns(indentation, outer_width);
    let blanks = content_start - marker.end();
    let padding = if blanks > 4 { 1 } else { blanks.max(1) };
    let own = columns.saturating_sub(outer_width) + marker.len() + padding;
    let digit = matches!(marker.slice(text).as_bytes(), [b'0'..=b'9', b'.']);
    let task = task(content);
    let inner = task.and_then(|state| {
        let rest = content.get(2 + state.len_utf8()..)?;
        let inner = rest.trim_start_matches([' ', '\t']);
        let start = content_start + content.len() - inner.len();
        let len = marker_len(inner);
        let list = len > 0 && inner[len..].starts_with([' ', '\t']);
        list.then(|| (TextRange::new(start, start + len), self::task(inner[len..].trim_start())))
    });
    ItemParts {
        start: base + taken,
        marker,
        task,
        content_start,
        width: outer_width + own + usize::from(digit && own % 2 == 1),
        inner,
    }
}

/// Length of the list marker that `text` starts with: a bullet, or digits with a period or parenthesis; else 0.
fn marker_len(text: &str) -> usize {
    let digits = text.bytes().take_while(|b| b.is_ascii_digit()).count();
    match (text.as_bytes().get(digits), digits) {
        (Some(b'-' | b'*' | b'+'), 0) => 1,
        (Some(b'.' | b')'), 1..) => digits + 1,
        _ => 0,
    }
}

/// `range` from the start of its line on, where only blanks stand before it there.
pub(super) fn with_indentation(text: &str, range: TextRange) -> TextRange {
    let before = &text[..range.start()];
    let start = before.trim_end_matches([' ', '\t']).len();
    let alone = start == 0 || before[..start].ends_with(['\n', '\r']);
    if alone { TextRange::new(start, range.end()) } else { range }
}

/// Where the blanks before `at` begin: at the line's start, or after a quote mark and the blank that belongs to it.
fn line_base(text: &str, at: usize) -> usize {
    let before = &text[..at];
    let base = before.trim_end_matches([' ', '\t']).len();
    let quote = before[..base].ends_with('>') && before[base..].starts_with([' ', '\t']);
    base + usize::from(quote)
}

/// How many bytes of `blanks` fill `wanted` columns, and how many columns all of it fills.
fn take_columns(blanks: &str, wanted: usize) -> (usize, usize) {
    let (mut taken, mut columns) = (0, 0);
    for (i, byte) in blanks.bytes().enumerate() {
        if columns < wanted {
            taken = i + 1;
        }
        columns += if byte == b'\t' { 4 - columns % 4 } else { 1 };
    }
    (taken, columns)
}

/// `range` without the line breaks and blank lines at its end; blanks at the end of its last line stay.
pub(super) fn without_line_breaks(text: &str, range: TextRange) -> TextRange {
    let kept = range.slice(text).trim_end_matches(['\n', '\r', ' ', '\t']).len();
    let rest = &range.slice(text)[kept..];
    let line = rest.find(['\n', '\r']).unwrap_or(rest.len());
    TextRange::new(range.start(), range.start() + kept + line)
}

/// The character of `[c] ` with any single character.
fn task(content: &str) -> Option<char> {
    let mut chars = content.strip_prefix('[')?.chars();
    let state = chars.next().filter(|c| !matches!(c, '\n' | '\r' | ']'))?;
    let closed = chars.next() == Some(']');
    (closed && chars.next().is_none_or(char::is_whitespace)).then_some(state)
}

/// Whether the last line of a fenced block is its closing fence.
pub(super) fn fence_closed(block: &str) -> bool {
    let Some((head, last)) = block.rsplit_once(['\n', '\r']) else { return false };
    let opening = head.trim_start();
    let mark = opening.chars().next().unwrap_or('`');
    let len = opening.chars().take_while(|c| *c == mark).count();
    let last = last.trim_matches([' ', '\t', '>']);
    last.len() >= len && last.chars().all(|c| c == mark)
}

/// Reads `[!type|metadata]+ title` at the start of the paragraph at `range`; the range of the callout is left to
/// the caller (OBSIDIAN.md 4.5).
pub(super) fn callout(text: &str, range: TextRange) -> Option<Callout> {
    let line = range.slice(text).split(['\n', '\r']).next().unwrap_or("");
    let inner = line.strip_prefix("[!")?;
    let close = inner.find(']')?;
    let (kind, metadata) = match inner[..close].split_once('|') {
        Some((kind, metadata)) => (kind.trim_end_matches('\\'), Some(metadata.into())),
        None => (&inner[..close], None),
    };
    let after = &inner[close + 1..];
    let fold = after.chars().next().filter(|c| matches!(c, '+' | '-'));
    let title = &after[usize::from(fold.is_some())..];
    if kind.is_empty() || kind.contains('[') || !title.chars().next().is_none_or(char::is_whitespace) {
        return None;
    }
    let marker_end = range.start() + line.len() - title.len();
    let shown = title.trim();
    let title_start = marker_end + title.len() - title.trim_start().len();
    Some(Callout {
        range,
        marker_range: TextRange::new(range.start(), marker_end),
        kind: kind.into(),
        metadata,
        fold,
        title_range: (!shown.is_empty()).then(|| TextRange::new(title_start, title_start + shown.len())),
    })
}

/// `[!type]` with its fold mark at the start of the paragraph at `range`, where a title follows without a blank.
pub(super) fn unspaced_callout(text: &str, range: TextRange) -> Option<TextRange> {
    let inner = range.slice(text).strip_prefix("[!")?;
    let kind = inner.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')).count();
    let after = inner.get(kind..)?.strip_prefix(']')?;
    let title = after.trim_start_matches(['+', '-']);
    let marker_len = "[!]".len() + kind + after.len() - title.len();
    let titled = title.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '*' | '"'));
    (kind > 0 && titled).then(|| TextRange::new(range.start(), range.start() + marker_len))
}
