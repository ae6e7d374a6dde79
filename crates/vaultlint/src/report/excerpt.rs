//! The one line that a finding shows, cut to what the terminal can bear.

use miette::{MietteError, SourceCode, SourceSpan, SpanContents};
use vaultlint_core::text::{LineIndex, TextRange};

/// Columns of a line that the number and the frame take.
const FRAME: usize = 8;

/// The first line of a place, ready to be drawn. miette takes columns for bytes, prints lines whole and control
/// characters raw, and takes time quadratic in the text; so it only ever sees this.
#[derive(Debug)]
pub struct Excerpt {
    /// What `[path:line:column]` names.
    name: String,
    text: String,
    /// The place in `text`, in bytes; never empty.
    place: TextRange,
    /// From 0.
    line: usize,
    /// From 0, in characters.
    column: usize,
}

impl Excerpt {
    /// The line of `text` on which `range` starts, cut to a terminal of `width` columns: a line that the terminal folds
    /// would tear the place from its mark.
    pub fn new(name: String, text: &str, lines: &LineIndex, range: TextRange, width: usize) -> Self {
        let (line, column) = lines.human_position(text, range.start());
        let whole = lines.line_range(text, line.saturating_sub(1));
        let start = range.start().clamp(whole.start(), whole.end());
        let end = range.end().clamp(start, whole.end());
        let [mut before, mut inside, mut after] = [(whole.start(), start), (start, end), (end, whole.end())]
            .map(|(start, end)| harmless(TextRange::new(start, end).slice(text)));
        if inside.is_empty() && after.is_empty() {
            inside.push(' ');
        }
        let room = width.saturating_sub(FRAME);
        if columns(&before) + columns(&inside) + columns(&after) > room {
            inside = first_columns(&inside, room * 2 / 3);
            let rest = room.saturating_sub(columns(&inside));
            before = last_columns(&before, rest.saturating_sub(columns(&after).min(rest / 2)));
            after = first_columns(&after, rest.saturating_sub(columns(&before)));
        }
        let start = before.len();
        let drawn = format!("{before}{inside}{after}");
        // Where nothing is marked, what comes next is.
        let next = drawn.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let place = TextRange::new(start, start + inside.len().max(next));
        Excerpt { name, text: drawn, place, line: line.saturating_sub(1), column: column.saturating_sub(1) }
    }

    /// What is to be underlined.
    pub fn span(&self) -> SourceSpan {
        (self.place.start(), self.place.len()).into()
    }
}

/// Control characters as `?`, a tab as it is.
fn harmless(text: &str) -> String {
    crate::terminal::harmless(text)
}

/// How many columns a terminal needs for `text`; characters of three bytes and more are mostly wide.
fn columns(text: &str) -> usize {
    text.chars().map(width).sum()
}

fn width(c: char) -> usize {
    match c {
        '\t' => 4,
        '…' => 1,
        c => 1 + usize::from(c.len_utf8() > 2),
    }
}

/// The start of `text` in at most `room` columns, with `…` where it is cut.
fn first_columns(text: &str, room: usize) -> String {
    if columns(text) <= room {
        return text.to_owned();
    }
    let mut kept = fitting(text.chars(), room);
    kept.push('…');
    kept
}

/// The end of `text` in at most `room` columns, with `…` where it is cut.
fn last_columns(text: &str, room: usize) -> String {
    if columns(text) <= room {
        return text.to_owned();
    }
    let kept = fitting(text.chars().rev(), room);
    std::iter::once('…').chain(kept.chars().rev()).collect()
}

/// As many of `chars` as fit into `room` columns with a sign more.
fn fitting(chars: impl Iterator<Item = char>, room: usize) -> String {
    let mut used = 1;
    chars
        .take_while(|c| {
            used += width(*c);
            used <= room
        })
        .collect()
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        _: &SourceSpan,
        _: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        Ok(Box::new(Contents { excerpt: self, whole: (0, self.text.len()).into() }))
    }
}

struct Contents<'a> {
    excerpt: &'a Excerpt,
    whole: SourceSpan,
}

impl<'a> SpanContents<'a> for Contents<'a> {
    fn data(&self) -> &'a [u8] {
        self.excerpt.text.as_bytes()
    }

    fn span(&self) -> &SourceSpan {
        &self.whole
    }

    fn name(&self) -> Option<&str> {
        Some(&self.excerpt.name)
    }

    fn line(&self) -> usize {
        self.excerpt.line
    }

    fn column(&self) -> usize {
        self.excerpt.column
    }

    fn line_count(&self) -> usize {
        1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(text: &str, start: usize, end: usize) -> Excerpt {
        Excerpt::new("a.md".into(), text, &LineIndex::new(text), TextRange::new(start, end), 100)
    }

    #[test]
    fn a_short_line_is_shown_whole_and_columns_are_characters() {
        let it = excerpt("x\n日本語 [[a ]] b\ny", 12, 19);
        assert_eq!((it.line, it.column), (1, 4));
        assert_eq!(it.text, "日本語 [[a ]] b");
        assert_eq!(it.place.slice(&it.text), "[[a ]] ");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("{}[[x]]{}", "ä".repeat(500), "z".repeat(500));
        let it = excerpt(&text, 1000, 1005);
        assert!(it.text.starts_with("…ä") && it.text.ends_with("z…"), "{}", it.text);
        assert_eq!(columns(&it.text), 92);
        assert_eq!(it.place.slice(&it.text), "[[x]]");
        assert_eq!(it.column, 500);
        let it = excerpt(&text, 0, 1000);
        assert!(it.text.starts_with("ää") && it.place.slice(&it.text).ends_with("ä…"), "{}", it.text);
        assert!(columns(&it.text) <= 92);
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        let it = excerpt("a\u{1b}[31mb\u{9b}", 0, 1);
        assert_eq!(it.text, "a?[31mb?");
    }

    #[test]
    fn the_end_of_a_line_and_an_empty_note_can_be_underlined() {
        assert_eq!(excerpt("", 0, 0).text, " ");
        let it = excerpt("ab\ncd", 2, 5);
        assert_eq!((it.text.as_str(), it.place), ("ab ", TextRange::new(2, 3)));
        let it = excerpt("äb", 0, 0);
        assert_eq!(it.place, TextRange::new(0, 2));
        excerpt("ab", 7, 9);
    }
}
