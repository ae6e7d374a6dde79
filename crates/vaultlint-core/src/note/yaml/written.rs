//! Where the letters of a YAML string stand in its file, and how others are written in their place.

use super::{ScalarStyle, Value, ValueKind};
use crate::text::TextRange;

/// A string with the place of each of its letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written {
    style: ScalarStyle,
    /// By byte of the string: the byte of the file at which it starts; one more for the end.
    places: Vec<u32>,
}

impl Written {
    /// The string `value` of the file `text`. `None` where it does not stand there letter by letter: an alias, or an
    /// escape that joins lines.
    pub(crate) fn of(value: &Value, text: &str) -> Option<Written> {
        let ValueKind::String(string, style) = &value.kind else { return None };
        let raw = inside(value.range, *style, text);
        let mut places = Vec::with_capacity(string.len() + 1);
        let mut at = raw.start();
        for c in string.chars() {
            let (start, len) = letter(text, at, raw.end(), c, *style)?;
            places.extend(std::iter::repeat_n(u32::try_from(start).ok()?, c.len_utf8()));
            at = start + len;
        }
        places.push(u32::try_from(at).ok()?);
        Some(Written { style: *style, places })
    }

    /// Where the bytes `part` of the string stand in the file.
    pub(crate) fn place(&self, part: TextRange) -> Option<TextRange> {
        let at = |offset: usize| self.places.get(offset).map(|at| *at as usize);
        Some(TextRange::new(at(part.start())?, at(part.end())?))
    }

    /// How `part`, of one line, is written within the string; `None` where it cannot be without quotes.
    pub(crate) fn encoded(&self, part: &str) -> Option<String> {
        match self.style {
            ScalarStyle::SingleQuoted => Some(part.replace('\'', "''")),
            ScalarStyle::DoubleQuoted => Some(part.replace('\\', "\\\\").replace('"', "\\\"")),
            ScalarStyle::Literal | ScalarStyle::Folded => Some(part.to_owned()),
            ScalarStyle::Plain => {
                let ends = part.contains(": ") || part.contains(" #") || part.ends_with(':');
                (!ends).then(|| part.to_owned())
            }
        }
    }
}

/// The bytes between the quotes, or below the mark of a block.
fn inside(range: TextRange, style: ScalarStyle, text: &str) -> TextRange {
    match style {
        ScalarStyle::Plain => range,
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
            TextRange::new(range.start() + 1, range.end().saturating_sub(1))
        }
        ScalarStyle::Literal | ScalarStyle::Folded => {
            let raw = range.slice(text);
            let header =
                if raw.starts_with(['|', '>']) { raw.find('\n').map_or(raw.len(), |at| at + 1) } else { 0 };
            TextRange::new(range.start() + header, range.end())
        }
    }
}

/// Where `c`, the next letter of a string, starts from byte `at` on, and how many bytes it takes.
fn letter(text: &str, mut at: usize, end: usize, c: char, style: ScalarStyle) -> Option<(usize, usize)> {
    loop {
        let rest = text.get(at..end)?;
        // The line break at the end of a block is not part of its place.
        if rest.is_empty() && c == '\n' {
            return Some((at, 0));
        }
        if style == ScalarStyle::SingleQuoted && c == '\'' && rest.starts_with("''") {
            return Some((at, 2));
        }
        if style == ScalarStyle::DoubleQuoted && rest.starts_with('\\') {
            return escape_len(rest).map(|len| (at, len));
        }
        if rest.starts_with(c) {
            return Some((at, c.len_utf8()));
        }
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
        let folds = rest.get(..blanks).is_some_and(|run| run.contains('\n'));
        if matches!(c, ' ' | '\n') && folds && !matches!(style, ScalarStyle::Literal) {
            return Some((at, blanks));
        }
        // Indentation, and the rest of a line break.
        if blanks == 0 {
            return None;
        }
        at += 1;
    }
}

/// Length of the escape at the start of `rest`; `None` for one that joins lines.
fn escape_len(rest: &str) -> Option<usize> {
    match rest.chars().nth(1)? {
        'x' => Some(4),
        'u' => Some(6),
        'U' => Some(10),
        '\n' | '\r' => None,
        other => Some(1 + other.len_utf8()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::Note;

    /// The note with the letters `old` of the value of `a` replaced by `new`.
    fn replaced(value: &str, old: &str, new: &str) -> Option<String> {
        let note = Note::parse("n.md", format!("---\na: {value}\n---\n"));
        let property = &note.front_matter.as_ref().unwrap().properties[0];
        let at = property.value.as_str().unwrap().find(old).unwrap();
        let written = Written::of(&property.value, &note.text)?;
        let place = written.place(TextRange::new(at, at + old.len()))?;
        let mut text = note.text.to_string();
        text.replace_range(place.as_range(), &written.encoded(new)?);
        Some(text["---\na: ".len()..text.len() - "\n---\n".len()].to_owned())
    }

    #[test]
    fn letters_keep_their_quotes() {
        let of = |value, old, new| replaced(value, old, new).unwrap();
        assert_eq!(of("one two", "two", "it's"), "one it's");
        assert_eq!(of("'it''s two'", "two", "it's"), "'it''s it''s'");
        assert_eq!(of(r#""\"ä\" two""#, "two", "\"2\""), r#""\"ä\" \"2\"""#);
        assert_eq!(of("|\n  x\n  two y\n", "two", "2"), "|\n  x\n  2 y\n");
        assert_eq!(of(">\n  x\n  two y\n", "two", "2"), ">\n  x\n  2 y\n");
        assert_eq!(of("one\n  two three", "three", "3"), "one\n  two 3");
        assert_eq!(replaced("one two", "two", "a: b"), None);
    }
}
