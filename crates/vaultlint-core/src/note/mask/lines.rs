//! Lines and marks, as the mask needs them.

/// What stands before the content of a line: quote marks, list markers, blanks.
pub(super) struct Prefix<'a> {
    pub content: &'a str,
    pub quotes: usize,
    /// Columns of blanks after the last quote mark, before any list marker.
    pub indent: usize,
    /// Columns after the last quote mark up to the content.
    pub content_indent: usize,
    /// Whether a list marker stands before the content.
    pub listed: bool,
}

impl<'a> Prefix<'a> {
    pub fn of(line: &'a str) -> Self {
        let bytes = line.as_bytes();
        let mut prefix = Prefix { content: line, quotes: 0, indent: 0, content_indent: 0, listed: false };
        let mut i = 0;
        let mut columns = 0;
        while let Some(byte) = bytes.get(i) {
            match byte {
                b' ' => columns += 1,
                b'\t' => columns += 4 - columns % 4,
                b'>' => {
                    prefix.quotes += 1;
                    columns = 0;
                    if bytes.get(i + 1) == Some(&b' ') {
                        i += 1;
                    }
                }
                _ => match list_marker(&line[i..]) {
                    Some(len) => {
                        if !prefix.listed {
                            prefix.indent = columns;
                        }
                        prefix.listed = true;
                        columns += len;
                        i += len - 1;
                    }
                    None => break,
                },
            }
            i += 1;
        }
        if !prefix.listed {
            prefix.indent = columns;
        }
        prefix.content_indent = columns;
        prefix.content = &line[i.min(line.len())..];
        prefix
    }
}

/// Length of the list marker that `text` starts with; a blank must follow.
fn list_marker(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let digits = bytes.iter().take(9).take_while(|b| b.is_ascii_digit()).count();
    let len = match (bytes.get(digits), digits) {
        (Some(b'-' | b'*' | b'+'), 0) => 1,
        (Some(b'.' | b')'), 1..) => digits + 1,
        _ => return None,
    };
    matches!(bytes.get(len), Some(b' ' | b'\t')).then_some(len)
}

pub(super) fn fence_run(content: &str) -> Option<(u8, usize)> {
    let mark = *content.as_bytes().first().filter(|b| matches!(b, b'`' | b'~'))?;
    let len = content.bytes().take_while(|b| *b == mark).count();
    (len >= 3).then_some((mark, len))
}

/// The `$$` of a line that has no partner on it, code spans and escapes left out.
pub(super) fn odd_math_mark(body: &str, start: usize, end: usize) -> Option<usize> {
    let bytes = body.as_bytes();
    let mut open = None;
    let mut i = start;
    while i < end {
        match bytes[i] {
            b'\\' => i += 1,
            b'`' => {
                let run = bytes[i..end].iter().take_while(|b| **b == b'`').count();
                let ticks = &body[i..i + run];
                i += run - 1;
                if let Some(close) = body[i + 1..end].find(ticks) {
                    i += close + run;
                }
            }
            b'$' if bytes.get(i + 1) == Some(&b'$') => {
                open = if open.is_some() { None } else { Some(i) };
                i += 1;
            }
            _ => {}
        }
        i += 1;
    }
    open
}

/// The `$$` that closes math opened before `from`; in running text it must come before a blank line.
pub(super) fn find_math_end(body: &str, from: usize, over_blank_lines: bool) -> Option<usize> {
    let mut pos = from;
    loop {
        let end = line_end(body, pos);
        let line = &body[pos..end];
        if pos != from && line.trim_matches([' ', '\t', '>']).is_empty() && !over_blank_lines {
            return None;
        }
        if let Some(found) = line.find("$$") {
            return Some(pos + found);
        }
        pos = next_line(body, end);
        if pos >= body.len() {
            return None;
        }
    }
}

/// The next run of exactly two `mark`s at or after `from`.
pub(super) fn find_double(text: &str, mark: u8, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut i = from;
    while i < bytes.len() {
        if bytes[i] == mark {
            let run = bytes[i..].iter().take_while(|b| **b == mark).count();
            if run == 2 {
                return Some(i);
            }
            i += run;
        } else {
            i += 1;
        }
    }
    None
}

pub(super) fn line_end(text: &str, from: usize) -> usize {
    memchr::memchr2(b'\n', b'\r', &text.as_bytes()[from..]).map_or(text.len(), |len| from + len)
}

pub(super) fn line_end_at(text: &str, at: usize) -> usize {
    line_end(text, at.min(text.len()))
}

pub(super) fn next_line(text: &str, line_end: usize) -> usize {
    match text.as_bytes().get(line_end..) {
        Some([b'\r', b'\n', ..]) => line_end + 2,
        Some([_, ..]) => line_end + 1,
        _ => text.len(),
    }
}
