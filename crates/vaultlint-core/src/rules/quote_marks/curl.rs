//! Curly quotation marks in place of straight ones.

use crate::diagnostic::Edit;
use crate::note::Note;
use crate::text::TextRange;

/// Words that start with an apostrophe.
const SHORTENED: [&str; 8] = ["tis", "twas", "em", "til", "cause", "n", "bout", "round"];

/// Which quotations are open where the text is read.
#[derive(Debug, Default)]
pub(super) struct Curl {
    double: bool,
    single: bool,
    /// The line that was read last.
    line: usize,
}

impl Curl {
    /// Goes on to `stretch`. A quotation ends with its paragraph.
    pub(super) fn enter(&mut self, note: &Note, stretch: TextRange) {
        let line = note.lines.line_of(stretch.start());
        let is_item = || note.list_items.binary_search_by_key(&line, |item| item.line as usize).is_ok();
        if line > self.line + 1 || line != self.line && is_item() {
            *self = Curl::default();
        }
        self.line = line;
    }

    /// Reads the quotation mark `c` at byte `at`; the edit that makes it curly, where it is straight.
    pub(super) fn read(&mut self, note: &Note, c: char, at: usize) -> Option<Edit> {
        let before = TextRange::new(note.lines.line_start(self.line), at).slice(&note.text);
        let line = note.lines.line_range(&note.text, self.line);
        let after = TextRange::new(at + c.len_utf8(), line.end()).slice(&note.text);
        let (before, after) = (Before::new(before), After(after));
        match c {
            '“' | '„' | '«' => self.double = true,
            '”' | '»' => self.double = false,
            '‘' | '‚' | '‹' => self.single = true,
            '’' | '›' if !before.is_letter() || !after.is_letter() => self.single = false,
            _ => {}
        }
        let curly = match c {
            '"' => self.double(&before, &after)?,
            '\'' => self.single(&before, &after)?,
            _ => return None,
        };
        Some(Edit::replacement(TextRange::new(at, at + 1), curly))
    }

    fn double(&mut self, before: &Before, after: &After<'_>) -> Option<&'static str> {
        // Inches and seconds.
        if before.is_escape() || before.is_digit() && !self.double {
            return None;
        }
        self.double = opens(before, after).unwrap_or(!self.double);
        Some(if self.double { "“" } else { "”" })
    }

    fn single(&mut self, before: &Before, after: &After<'_>) -> Option<&'static str> {
        if before.is_escape() || before.is_digit() && !self.single && !after.is_letter() {
            return None;
        }
        let is_apostrophe = before.is_letter() && after.is_letter()
            || opens(before, after) == Some(true) && (after.is_decade() || after.is_shortened());
        if is_apostrophe {
            return Some("’");
        }
        self.single = opens(before, after).unwrap_or(!self.single);
        Some(if self.single { "‘" } else { "’" })
    }
}

/// Whether a mark between the two opens a quotation; `None` where they do not tell.
fn opens(before: &Before, after: &After<'_>) -> Option<bool> {
    (before.may_open() != after.may_close()).then(|| before.may_open())
}

/// The character before a mark, marks of emphasis passed over.
struct Before {
    direct: Option<char>,
    last: Option<char>,
}

impl Before {
    fn new(text: &str) -> Self {
        let is_mark = |c: char| matches!(c, '*' | '_' | '~' | '=');
        Before { direct: text.chars().next_back(), last: text.trim_end_matches(is_mark).chars().next_back() }
    }

    fn is_escape(&self) -> bool {
        self.direct == Some('\\')
    }

    fn is_letter(&self) -> bool {
        self.last.is_some_and(char::is_alphanumeric)
    }

    fn is_digit(&self) -> bool {
        self.direct.is_some_and(|c| c.is_ascii_digit())
    }

    fn may_open(&self) -> bool {
        self.last.is_none_or(|c| c.is_whitespace() || "([{<“‘«‹„‚\"'—–-/>|".contains(c))
    }
}

/// What follows a mark on its line.
struct After<'a>(&'a str);

impl After<'_> {
    /// The next character, marks of emphasis passed over.
    fn first(&self) -> Option<char> {
        self.0.trim_start_matches(['*', '_', '~', '=']).chars().next()
    }

    fn is_letter(&self) -> bool {
        self.first().is_some_and(char::is_alphanumeric)
    }

    fn may_close(&self) -> bool {
        self.first().is_none_or(|c| c.is_whitespace() || ".,;:!?)]}>…—–-/|\"'”’»›".contains(c))
    }

    /// `90s`.
    fn is_decade(&self) -> bool {
        let mut chars = self.0.chars();
        let digits = chars.by_ref().take(2).filter(char::is_ascii_digit).count();
        digits == 2 && chars.next().is_none_or(|c| c == 's' || !c.is_alphanumeric())
    }

    fn is_shortened(&self) -> bool {
        let word = self.0.split(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
        SHORTENED.contains(&word.as_str())
    }
}
