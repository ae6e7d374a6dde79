//! A line of YAML as a person reads it, to say what is wrong with one that the parser refuses.

use crate::text::TextRange;

/// A line split into its parts; all ranges in bytes of the YAML text.
pub(super) struct Line<'a> {
    yaml: &'a str,
    /// Without its line break.
    pub range: TextRange,
    /// Blanks and tabs at its start.
    pub indent: TextRange,
    /// Whether a list marker stands before the rest.
    pub item: bool,
    /// The key, where a colon with a blank or the end of the line after it follows.
    pub key: Option<TextRange>,
    /// What stands after the colon or, without one, after the list markers, up to a comment; without blanks around.
    pub value: TextRange,
    /// Whether a comment follows the value.
    pub comment: bool,
}

impl<'a> Line<'a> {
    /// The line that holds byte `at`.
    pub fn at(yaml: &'a str, at: usize) -> Self {
        let before = yaml.get(..at).unwrap_or(yaml);
        let after = yaml.get(at..).unwrap_or("");
        let start = before.rfind(['\n', '\r']).map_or(0, |i| i + 1);
        let end = after.find(['\n', '\r']).map_or(yaml.len(), |i| at + i);
        Line::new(yaml, TextRange::new(start, end))
    }

    /// The nearest line before this one that is neither blank nor a comment.
    pub fn previous(&self) -> Option<Self> {
        let mut start = self.range.start();
        while start > 0 {
            let line = Line::at(self.yaml, start - 1);
            if !line.is_void() {
                return Some(line);
            }
            start = line.range.start();
        }
        None
    }

    /// Whether the line above is blank.
    pub fn follows_blank(&self) -> bool {
        let above = self.range.start().checked_sub(1).map(|at| Line::at(self.yaml, at));
        above.is_some_and(|above| above.content().is_empty())
    }

    /// Whether the line is blank or a comment.
    pub fn is_void(&self) -> bool {
        self.key.is_none() && self.value.is_empty() && !self.item
    }

    /// The bytes of `range`.
    pub fn slice(&self, range: TextRange) -> &'a str {
        range.slice(self.yaml)
    }

    /// The line without the blanks around it.
    pub fn content(&self) -> TextRange {
        let end = self.range.start() + self.slice(self.range).trim_end().len();
        TextRange::new(self.indent.end(), end)
    }

    fn new(yaml: &'a str, range: TextRange) -> Self {
        let text = range.slice(yaml);
        let mut at = text.len() - text.trim_start_matches([' ', '\t']).len();
        let indent = TextRange::new(range.start(), range.start() + at);
        let mut item = false;
        while let Some(rest) = text.get(at..).and_then(|rest| rest.strip_prefix('-')) {
            if !rest.is_empty() && !rest.starts_with([' ', '\t']) {
                break;
            }
            item = true;
            at = text.len() - rest.trim_start_matches([' ', '\t']).len();
        }
        let rest = text.get(at..).unwrap_or("");
        let key = key_len(rest);
        let after_key = key.map_or(0, |len| len + 1);
        let (value, comment) = value_of(rest.get(after_key..).unwrap_or(""));
        let at = range.start() + at;
        Line {
            yaml,
            range,
            indent,
            item,
            key: key.map(|len| TextRange::new(at, at + len)),
            value: TextRange::new(at + after_key + value.start(), at + after_key + value.end()),
            comment,
        }
    }
}

/// The length of the key that `text` starts with: up to a colon before a blank or the end.
fn key_len(text: &str) -> Option<usize> {
    let quoted = match text.chars().next() {
        Some(quote @ ('"' | '\'')) => text.get(1..)?.find(quote).map_or(0, |i| i + 2),
        Some('#') => return None,
        _ => 0,
    };
    let rest = text.get(quoted..)?;
    let comment = rest.find(" #").unwrap_or(rest.len());
    rest.char_indices()
        .take_while(|(i, _)| *i < comment)
        .find(|(i, c)| *c == ':' && is_blank_or_end(rest, i + 1))
        .map(|(i, _)| quoted + i)
}

/// Whether a blank or nothing stands at byte `at`.
pub(super) fn is_blank_or_end(text: &str, at: usize) -> bool {
    text.get(at..).is_none_or(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// The part of `text` before a comment and without blanks around, and whether there is a comment.
fn value_of(text: &str) -> (TextRange, bool) {
    let comment = text
        .char_indices()
        .find(|(i, c)| {
            *c == '#' && (*i == 0 || text.get(..*i).is_some_and(|before| before.ends_with([' ', '\t'])))
        })
        .map(|(i, _)| i);
    let value = text.get(..comment.unwrap_or(text.len())).unwrap_or("");
    let start = value.len() - value.trim_start().len();
    (TextRange::new(start, start + value.trim().len()), comment.is_some())
}
