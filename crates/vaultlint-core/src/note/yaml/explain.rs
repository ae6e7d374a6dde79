//! Says what is wrong with YAML in words for people who write notes, and where.

use granit_parser::ErrorKind;

use super::line::{Line, is_blank_or_end};
use super::{SyntaxError, SyntaxErrorKind};
use crate::text::{LineIndex, TextRange};

/// An entry whose key stands in its map before.
pub(super) struct Duplicate {
    pub key: Box<str>,
    pub key_range: TextRange,
    pub first_key: TextRange,
    pub first: TextRange,
    pub second: TextRange,
}

pub(super) fn too_large(range: TextRange) -> SyntaxError {
    let message = "the properties are too long or too deeply nested to be checked";
    error(SyntaxErrorKind::TooLarge, range, message).help("move the data out of the properties of this note")
}

pub(super) fn recursive_alias(range: TextRange) -> SyntaxError {
    error(SyntaxErrorKind::Other, range, "this value refers to itself").help("put the text in quotes")
}

/// The errors for `duplicates` in `text`, which is the whole note.
pub(super) fn duplicates(text: &str, duplicates: Vec<Duplicate>) -> Vec<SyntaxError> {
    let lines = LineIndex::new(text);
    let explain = |duplicate: Duplicate| {
        let line = lines.line_of(duplicate.first_key.start()) + 1;
        let message = format!("`{}` is on line {line} already", duplicate.key);
        let kind = SyntaxErrorKind::DuplicateKey {
            first_key: duplicate.first_key,
            first: duplicate.first,
            second: duplicate.second,
        };
        error(kind, duplicate.key_range, message).help("keep one of the two, or give one another name")
    };
    duplicates.into_iter().map(explain).collect()
}

/// The error for a block that is a list or plain text, at `range` of the note.
pub(super) fn no_mapping(yaml: &str, base: usize, range: TextRange, is_list: bool) -> SyntaxError {
    let start = range.start().saturating_sub(base);
    let mut line = Line::at(yaml, start);
    let found = if is_list {
        error(SyntaxErrorKind::List, line.content(), "a list stands where properties must stand")
            .help("give the list a name on a line before it, such as `tags:`")
    } else {
        let end = range.end().saturating_sub(base);
        while !missing_blank(&line) && line.range.end() + 1 < end {
            line = Line::at(yaml, line.range.end() + 1);
        }
        if missing_blank(&line) {
            missing_colon(&line)
        } else {
            error(
                SyntaxErrorKind::Text,
                Line::at(yaml, start).content(),
                "text stands where properties must stand",
            )
            .help("write each property as `name: value`")
        }
    };
    found.shift(base)
}

/// The error for a second document in the block, which starts at byte `at` of the note.
pub(super) fn second_document(yaml: &str, base: usize, at: usize) -> SyntaxError {
    let line = Line::at(yaml, at.saturating_sub(base));
    let line = line.previous().unwrap_or(line);
    error(SyntaxErrorKind::Other, line.content(), "`...` ends the properties before their closing `---`")
        .help("delete the line")
        .shift(base)
}

/// The error that the parser met at byte `at` of `yaml`, which starts at byte `base` of the note.
pub(super) fn scan_error(yaml: &str, base: usize, kind: &ErrorKind, at: usize) -> SyntaxError {
    let mut at = at.min(yaml.len());
    while !yaml.is_char_boundary(at) {
        at -= 1;
    }
    let mut line = Line::at(yaml, at);
    if line.is_void() {
        line = line.previous().unwrap_or(line);
    }
    if let Some(range) = template_marker(yaml, &line) {
        return error(
            SyntaxErrorKind::Template,
            range,
            "a template placeholder makes the properties unreadable",
        )
        .help("put the value in quotes, so that it can be read before and after it is filled in")
        .shift(base);
    }
    by_kind(yaml, kind, at, &line).or_else(|| by_line(&line, at)).unwrap_or_else(|| other(&line)).shift(base)
}

/// What the parser's own kind of error tells.
fn by_kind(yaml: &str, kind: &ErrorKind, at: usize, line: &Line<'_>) -> Option<SyntaxError> {
    match kind {
        ErrorKind::UnclosedQuotedScalar => Some(unclosed_quote(at, Line::at(yaml, at).range.end())),
        ErrorKind::InvalidQuotedScalarIndent | ErrorKind::DocumentIndicatorInQuotedScalar => {
            let opener = line.previous().filter(|line| line.slice(line.value).starts_with(['"', '\'']));
            opener.map(|line| unclosed_quote(line.value.start(), line.range.end()))
        }
        ErrorKind::InvalidTrailingDoubleQuotedScalar | ErrorKind::InvalidTrailingSingleQuotedScalar => {
            Some(text_after_quote(line, at))
        }
        ErrorKind::UnclosedFlowCollection { .. } => {
            Some(unclosed_bracket(at, Line::at(yaml, at).range.end()))
        }
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape => Some(bad_escape(yaml, at)),
        ErrorKind::RecursionLimitExceeded => Some(too_large(TextRange::new(at, line.range.end()))),
        ErrorKind::UnexpectedCharacter { character } => {
            let whole = at == line.value.start() && (line.key.is_some() || line.item);
            if whole && open_bracket(line).is_none() {
                bad_value(line)
            } else {
                Some(reserved_item(yaml, at, *character))
            }
        }
        _ if line.slice(line.indent).contains('\t') => Some(tab(line)),
        _ => {
            let opener = open_bracket(line)?;
            Some(unclosed_bracket(opener, Line::at(yaml, opener).range.end()))
        }
    }
}

/// What the line at fault looks like.
fn by_line(line: &Line<'_>, at: usize) -> Option<SyntaxError> {
    if let Some(error) = bad_value(line) {
        return Some(error);
    }
    if line.key.is_none() && !line.item {
        return Some(missing_colon(line));
    }
    let previous = line.previous()?;
    let continues = previous.indent.len() < line.indent.len();
    if previous.key.is_none() && !previous.item && !continues {
        return Some(missing_colon(&previous));
    }
    if at >= line.indent.end() && previous.indent.len() != line.indent.len() {
        return Some(
            error(
                SyntaxErrorKind::Other,
                line.content(),
                "this line is not indented like the lines it belongs to",
            )
            .help("start every property at the start of its line; indent the items of a list alike"),
        );
    }
    None
}

/// What is wrong with the value of `line`, judged by its first character and its colons.
fn bad_value(line: &Line<'_>) -> Option<SyntaxError> {
    let value = line.slice(line.value);
    let first = value.chars().next()?;
    let quotable = (!line.comment).then_some(line.value);
    match first {
        '@' | '`' | '%' | '*' | '!' | '&' | '|' | '>' | ']' | '}' | ',' => {
            Some(reserved_start(line.value, first, quotable))
        }
        '[' | '{' => {
            let end = closing_bracket(value)?;
            let rest = value.get(end..).unwrap_or("").trim_start();
            if rest.is_empty() {
                return None;
            }
            Some(text_after_bracket(line, rest))
        }
        '"' | '\'' => {
            let end = value.get(1..).and_then(|rest| rest.find(first)).map(|i| i + 2)?;
            let rest = value.get(end..).unwrap_or("");
            (!rest.is_empty()).then(|| text_after_quote(line, line.value.end() - rest.trim_start().len()))
        }
        _ => {
            let colon = value.char_indices().find(|(i, c)| *c == ':' && is_blank_or_end(value, i + 1));
            colon.map(|_| {
                let message = "a value with a colon and a blank in it must stand in quotes";
                SyntaxError { quotable, ..error(SyntaxErrorKind::ColonInValue, line.value, message) }
                    .help(QUOTE)
            })
        }
    }
}

fn reserved_start(range: TextRange, first: char, quotable: Option<TextRange>) -> SyntaxError {
    let shown = if first == '`' { "a backtick".to_string() } else { format!("`{first}`") };
    let message = format!("a value that starts with {shown} must stand in quotes");
    SyntaxError { quotable, ..error(SyntaxErrorKind::ReservedStart, range, message) }.help(QUOTE)
}

/// The error for an item of a list in brackets that starts at byte `at` with `first`.
fn reserved_item(yaml: &str, at: usize, first: char) -> SyntaxError {
    let rest = yaml.get(at..).unwrap_or("");
    let end = rest.find([',', ']', '}', '\n', '\r']).unwrap_or(rest.len());
    let item = TextRange::new(at, at + rest.get(..end).unwrap_or("").trim_end().len());
    let is_simple = !item.slice(yaml).contains(['"', '#', ':']);
    reserved_start(item, first, is_simple.then_some(item))
}

/// The error for `rest` after the closing bracket of the value of `line`.
fn text_after_bracket(line: &Line<'_>, rest: &str) -> SyntaxError {
    let range = TextRange::new(line.value.end() - rest.len(), line.value.end());
    let after =
        |message: &str, help: &str| error(SyntaxErrorKind::TextAfterBracket, range, message).help(help);
    match rest.chars().next() {
        Some(']' | '}') => after("this bracket closes nothing", "delete it"),
        Some(',') => after(
            "several values stand without brackets around them",
            "write `[one, two]`, each link in quotes",
        ),
        Some('[' | '{') => after("text follows the closing bracket", "put the whole value in quotes"),
        _ => SyntaxError {
            quotable: (!line.comment).then_some(line.value),
            ..after("text follows the closing bracket", QUOTE)
        },
    }
}

const QUOTE: &str = "put the whole value in quotes";

fn text_after_quote(line: &Line<'_>, at: usize) -> SyntaxError {
    let range = TextRange::new(at, line.value.end().max(at));
    let rest = line.slice(range);
    let whole = line.value.start() < at && line.slice(line.value).starts_with(['"', '\'']);
    // `"a", "b"` is meant as a list; in `"a "b""` it is open which quotes are part of the text.
    let open = rest.starts_with(',') || line.slice(line.value).ends_with(['"', '\'']);
    let quotable = (whole && !line.comment && !open).then_some(line.value);
    SyntaxError {
        quotable,
        ..error(SyntaxErrorKind::TextAfterQuote, range, "text follows the closing quote")
    }
    .help("put the whole value in quotes of the other kind")
}

fn unclosed_quote(start: usize, end: usize) -> SyntaxError {
    error(SyntaxErrorKind::UnclosedQuote, TextRange::new(start, end), "this quote is never closed")
        .help("add the closing quote at the end of the value")
}

fn unclosed_bracket(start: usize, end: usize) -> SyntaxError {
    error(SyntaxErrorKind::UnclosedBracket, TextRange::new(start, end), "this bracket is never closed")
        .help("add the closing bracket, or put the whole value in quotes")
}

fn tab(line: &Line<'_>) -> SyntaxError {
    tab_at(line.indent)
}

/// The error for the indentation `range`, which holds a tab.
pub(super) fn tab_at(range: TextRange) -> SyntaxError {
    error(SyntaxErrorKind::TabIndentation, range, "a tab indents this line")
        .help("indent properties with blanks")
}

fn bad_escape(yaml: &str, at: usize) -> SyntaxError {
    let text = yaml.get(at..).unwrap_or("");
    let mut chars = text.char_indices().skip(1);
    let mut range = TextRange::new(at, Line::at(yaml, at).range.end());
    while let Some((i, c)) = chars.next() {
        if c != '\\' {
            continue;
        }
        let Some((j, escaped)) = chars.next() else { break };
        if !"0abt\tnvfre \"/\\N_LP\n\r".contains(escaped) {
            range = TextRange::new(at + i, at + j + escaped.len_utf8());
            break;
        }
    }
    error(
        SyntaxErrorKind::BadEscape,
        range,
        "a backslash in double quotes must not stand before this character",
    )
    .help("use single quotes, or write two backslashes")
}

/// Whether `line` is `key:value`.
fn missing_blank(line: &Line<'_>) -> bool {
    let text = line.slice(line.value);
    line.key.is_none()
        && text.split_once(':').is_some_and(|(key, value)| {
            !key.is_empty()
                && !key.contains([' ', '\t', '"', '\'', '{', '[', '('])
                && !value.starts_with(['/', ':'])
        })
}

fn missing_colon(line: &Line<'_>) -> SyntaxError {
    if missing_blank(line) {
        let key = line.slice(line.value).find(':').unwrap_or(0) + 1;
        let range = TextRange::new(line.value.start(), line.value.start() + key);
        return error(SyntaxErrorKind::MissingBlank, range, "no blank follows the colon")
            .help("write `name: value`, with a blank after the colon");
    }
    let help = if line.follows_blank() {
        "if the text of the note starts here, close the properties with `---` above it"
    } else {
        "write `name: value`, or put the line in the quotes of the value that it belongs to"
    };
    error(SyntaxErrorKind::MissingColon, line.content(), "this line is no property, for it has no colon")
        .help(help)
}

fn other(line: &Line<'_>) -> SyntaxError {
    error(SyntaxErrorKind::Other, line.content(), "this line cannot be read as a property")
        .help("write each property as `name: value`, values with special characters in quotes")
}

/// The marker of a template language on `line` or the line before it.
fn template_marker(yaml: &str, line: &Line<'_>) -> Option<TextRange> {
    let start = line.previous().map_or(line.range.start(), |line| line.range.start());
    let mut at = 0;
    while let Some(open) = yaml.get(at..)?.find(['{', '<']).map(|i| at + i) {
        let rest = yaml.get(open..)?;
        let close = match rest.as_bytes() {
            [b'{', b'{', ..] => rest.find("}}"),
            [b'<', b'%', ..] => Some(rest.find("%>").unwrap_or(rest.len())),
            _ => None,
        };
        at = close.map_or(open + 1, |close| (open + close + 2).min(yaml.len()));
        if close.is_some() && at > start && open <= line.range.end() {
            return Some(TextRange::new(open, at));
        }
        if open > line.range.end() {
            break;
        }
    }
    None
}

/// The byte after the bracket that closes the one `text` starts with, quotes skipped.
fn closing_bracket(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    let mut quote = None;
    let mut before = ' ';
    for (i, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if matches!(before, ' ' | '[' | '{' | ',' | ':') => quote = Some(c),
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(i + 1);
                }
            }
            _ => {}
        }
        before = c;
    }
    None
}

/// The bracket before `line` that starts a value and is not closed by its end.
fn open_bracket(line: &Line<'_>) -> Option<usize> {
    let mut candidate = line.previous()?;
    for _ in 0..100 {
        if candidate.slice(candidate.value).starts_with(['[', '{']) {
            let range = TextRange::new(candidate.value.start(), line.range.start());
            return closing_bracket(candidate.slice(range)).is_none().then_some(range.start());
        }
        candidate = candidate.previous()?;
    }
    None
}

fn error(kind: SyntaxErrorKind, range: TextRange, message: impl Into<String>) -> SyntaxError {
    SyntaxError { kind, range, message: message.into(), help: None, quotable: None }
}

impl SyntaxError {
    fn help(mut self, help: &str) -> Self {
        self.help = Some(help.to_string());
        self
    }

    fn shift(mut self, by: usize) -> Self {
        self.range = self.range.shift(by);
        self.quotable = self.quotable.map(|range| range.shift(by));
        self
    }
}
