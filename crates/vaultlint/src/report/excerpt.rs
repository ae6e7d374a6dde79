//! The one line that a finding shows, cut to what the terminal can bear.

use miette::{MietteError, SourceCode, SourceSpan, SpanContents};
use vaultlint_core::text::{LineIndex, TextRange};

/// Lines of more characters than this are shown in part.
const LONG_LINE: usize = 400;
/// How many characters of a long line are shown before and after the place.
const AROUND: usize = 60;
/// How many characters of the place itself, at most.
const PLACE: usize = 200;

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
    /// The line of `text` on which `range` starts.
    pub fn new(name: String, text: &str, lines: &LineIndex, range: TextRange) -> Self {
        let (line, column) = lines.human_position(text, range.start());
        let whole = lines.line_range(text, line.saturating_sub(1));
        let start = range.start().clamp(whole.start(), whole.end());
        let end = range.end().clamp(start, whole.end());
        let before = TextRange::new(whole.start(), start).slice(text);
        let inside = TextRange::new(start, end).slice(text);
        let after = TextRange::new(end, whole.end()).slice(text);
        let long = whole.slice(text).chars().count() > LONG_LINE;
        let mut drawn = if long { last_chars(before, AROUND) } else { harmless(before) };
        let place = drawn.len();
        drawn.push_str(&if long { first_chars(inside, PLACE) } else { harmless(inside) });
        if inside.is_empty() && after.is_empty() {
            drawn.push(' ');
        }
        let place = TextRange::new(place, drawn.len());
        drawn.push_str(&if long { first_chars(after, AROUND) } else { harmless(after) });
        let at_least_one =
            drawn.get(place.start()..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        let place = place.cover(TextRange::new(place.start(), place.start() + at_least_one));
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

fn first_chars(text: &str, count: usize) -> String {
    match text.char_indices().nth(count) {
        Some((cut, _)) => format!("{}…", harmless(text.get(..cut).unwrap_or(text))),
        None => harmless(text),
    }
}

fn last_chars(text: &str, count: usize) -> String {
    match text.char_indices().rev().nth(count) {
        Some((cut, c)) => format!("…{}", harmless(text.get(cut + c.len_utf8()..).unwrap_or(text))),
        None => harmless(text),
    }
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
        Excerpt::new("a.md".into(), text, &LineIndex::new(text), TextRange::new(start, end))
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
        assert_eq!(it.text.chars().count(), 1 + 60 + 5 + 60 + 1);
        assert_eq!(it.place.slice(&it.text), "[[x]]");
        assert_eq!(it.column, 500);
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
