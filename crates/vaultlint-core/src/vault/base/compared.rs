//! Texts in the expressions of bases that properties of files are compared with.

use super::calls::text_literal;
use crate::text::TextRange;

/// A text in an expression, and what is compared with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Compared {
    /// The property of a file, and the manner; `None` where it stands anywhere else.
    pub(crate) by: Option<(FileProperty, Comparison)>,
    /// The text.
    pub(crate) text: String,
    /// The bytes of the expression between the quotes.
    pub(crate) range: TextRange,
    /// The quotes.
    pub(crate) quote: char,
}

/// A property of a file that renames change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileProperty {
    /// `file.path`.
    Path,
    /// `file.folder`.
    Folder,
    /// `file.name`.
    Name,
    /// `file.basename`.
    Basename,
    /// `file.tags`, or the property `tags`.
    Tags,
}

/// How a property is compared with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    /// It is the text, or is not.
    Is,
    /// The text is a part of it, or of a list one item.
    Contains,
    /// It starts with the text.
    StartsWith,
    /// It ends with the text.
    EndsWith,
}

/// A piece of an expression, without blanks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Names with dots between them.
    Word(&'a str),
    Text(String, TextRange, char),
    /// Of two characters where they belong together.
    Sign(&'a str),
}

/// The texts in `expression`, in order.
pub(crate) fn compared(expression: &str) -> Vec<Compared> {
    let tokens = tokens(expression);
    let texts = tokens.iter().enumerate().filter_map(|(index, token)| match token {
        Token::Text(text, range, quote) => Some(Compared {
            by: equal_to(&tokens, index).or_else(|| argument_of(&tokens, index)),
            text: text.clone(),
            range: *range,
            quote: *quote,
        }),
        _ => None,
    });
    texts.collect()
}

/// What the text at `index` is said to be equal to, where that is all of both sides.
fn equal_to(tokens: &[Token<'_>], index: usize) -> Option<(FileProperty, Comparison)> {
    let at = |offset: isize| index.checked_add_signed(offset).and_then(|index| tokens.get(index));
    let is_equal = |token: Option<&Token<'_>>| matches!(token, Some(Token::Sign("==" | "!=")));
    let is_edge = |token: Option<&Token<'_>>| {
        matches!(token, None | Some(Token::Sign("&&" | "||" | "(" | ")" | "," | "[" | "]" | "?" | ":")))
    };
    let word = if is_equal(at(-1)) && is_edge(at(1)) && is_edge(at(-3)) {
        at(-2)
    } else if is_equal(at(1)) && is_edge(at(-1)) && is_edge(at(3)) {
        at(2)
    } else {
        None
    };
    let Some(Token::Word(word)) = word else { return None };
    property(word).filter(|it| *it != FileProperty::Tags).map(|it| (it, Comparison::Is))
}

/// What the text at `index` is an argument of.
fn argument_of(tokens: &[Token<'_>], index: usize) -> Option<(FileProperty, Comparison)> {
    let is_end = |token: Option<&Token<'_>>| matches!(token, Some(Token::Sign(")" | ",")));
    if !is_end(tokens.get(index + 1)) {
        return None;
    }
    let before = tokens.get(..index)?;
    let is_list = |token: &Token<'_>| matches!(token, Token::Text(..) | Token::Sign(","));
    let open = before.iter().rposition(|token| !is_list(token))?;
    let (Token::Sign("("), Token::Word(word)) = (before.get(open)?, before.get(open.checked_sub(1)?)?) else {
        return None;
    };
    let (subject, function) = word.rsplit_once('.')?;
    let property = property(subject)?;
    let comparison = match function {
        "contains" => Comparison::Contains,
        "containsAny" | "containsAll" if property == FileProperty::Tags => Comparison::Contains,
        "startsWith" if property != FileProperty::Tags => Comparison::StartsWith,
        "endsWith" if property != FileProperty::Tags => Comparison::EndsWith,
        _ => return None,
    };
    Some((property, comparison))
}

fn property(word: &str) -> Option<FileProperty> {
    Some(match word.strip_prefix("this.").unwrap_or(word) {
        "file.path" => FileProperty::Path,
        "file.folder" => FileProperty::Folder,
        "file.name" => FileProperty::Name,
        "file.basename" => FileProperty::Basename,
        "file.tags" | "note.tags" | "tags" => FileProperty::Tags,
        _ => return None,
    })
}

/// The tokens of `expression`, up to a text that is not closed.
pub(super) fn tokens(expression: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(rest) = expression.get(at..).filter(|rest| !rest.is_empty()) {
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '$');
        let first = rest.chars().next().unwrap_or(' ');
        let mut len = first.len_utf8();
        if matches!(first, '"' | '\'') {
            let Some((text, inner)) = text_literal(rest, first) else { break };
            tokens.push(Token::Text(text, TextRange::new(at + 1, at + 1 + inner), first));
            len = inner + 2;
        } else if is_word(first) {
            len = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            tokens.push(Token::Word(rest.get(..len).unwrap_or("")));
        } else if let Some(regex) = regex(rest).filter(|_| !may_be_divided(tokens.last())) {
            tokens.push(Token::Sign(regex));
            len = regex.len();
        } else if !first.is_whitespace() {
            let is_double = ["==", "!=", "&&", "||", "<=", ">="].iter().any(|sign| rest.starts_with(sign));
            len = if is_double { 2 } else { len };
            tokens.push(Token::Sign(rest.get(..len).unwrap_or("")));
        }
        at += len;
    }
    tokens
}

/// Whether a `/` after `token` divides.
fn may_be_divided(token: Option<&Token<'_>>) -> bool {
    matches!(token, Some(Token::Word(_) | Token::Text(..) | Token::Sign(")" | "]")))
}

/// The regular expression that `text` starts with, with its flags.
fn regex(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('/')?;
    let mut is_escaped = false;
    let close = inner.find(|c| {
        let is_end = c == '/' && !is_escaped || c == '\n';
        is_escaped = c == '\\' && !is_escaped;
        is_end
    })?;
    let after = inner.get(close..)?.strip_prefix('/')?;
    let flags = after.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(after.len());
    text.get(..1 + close + 1 + flags)
}

#[cfg(test)]
mod tests {
    use super::Comparison::*;
    use super::FileProperty::*;
    use super::*;

    fn check(expression: &str, expected: &[(Option<(FileProperty, Comparison)>, &str)]) {
        let found = compared(expression);
        let found: Vec<_> = found.iter().map(|it| (it.by, it.range.slice(expression))).collect();
        assert_eq!(found, expected, "{expression}");
    }

    #[test]
    fn texts_stand_on_either_side() {
        check("file.path == \"a/b.md\"", &[(Some((Path, Is)), "a/b.md")]);
        check("x || ('b' != this.file.folder)", &[(Some((Folder, Is)), "b")]);
        check("if(file.name==\"a\\\"b\", 1, 'c')", &[(Some((Name, Is)), "a\\\"b"), (None, "c")]);
        check("file.path == \"a\" + \"b\"", &[(None, "a"), (None, "b")]);
        check("\"a\" + file.path == \"b\"", &[(None, "a"), (None, "b")]);
        check("file.path.lower() == \"b\"", &[(None, "b")]);
        check("myfile.path == \"b\" && path == 'c'", &[(None, "b"), (None, "c")]);
        check("file.path == \"open", &[]);
        check("/a\"b/g.matches(file.name) && file.path == \"c\"", &[(Some((Path, Is)), "c")]);
        check("6 / 2 == 3 && file.path == 'c' / 2", &[(None, "c")]);
    }

    #[test]
    fn texts_are_arguments() {
        check(
            "file.tags.containsAny(\"a\", '#b') && !tags.contains(\"c\")",
            &[(Some((Tags, Contains)), "a"), (Some((Tags, Contains)), "#b"), (Some((Tags, Contains)), "c")],
        );
        check("file.path.startsWith( \"a/\" )", &[(Some((Path, StartsWith)), "a/")]);
        check("file.basename.endsWith('ä').toString()", &[(Some((Basename, EndsWith)), "ä")]);
        check("file.path.replace(\"a\", \"b\")", &[(None, "a"), (None, "b")]);
        check("file.path.contains(x, \"b\")", &[(None, "b")]);
        check("[\"a\"].contains(file.path)", &[(None, "a")]);
        check("status.contains(\"a\")", &[(None, "a")]);
    }
}
