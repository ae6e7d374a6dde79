//! Calls in the expressions of bases that name files, folders or tags.

use super::BaseFunction;
use crate::note::{Property, Value, ValueKind};
use crate::text::TextRange;

/// How deep filters are looked into.
const MAX_DEPTH: usize = 64;

/// A text in an expression that names something of the vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Call {
    /// To which function it is given.
    pub(crate) function: Function,
    /// The text.
    pub(crate) text: String,
    /// The bytes of the expression between the quotes.
    pub(crate) range: TextRange,
    /// The quotes.
    pub(crate) quote: char,
}

/// A function that takes the name of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Function {
    /// Of a file, as its first argument.
    Link(BaseFunction),
    /// `file.inFolder("f")`.
    InFolder,
    /// `file.hasTag("t", ..)`.
    HasTag,
}

/// The calls in `expression`, in order.
pub(crate) fn calls(expression: &str) -> Vec<Call> {
    let mut found = Vec::new();
    // The function of each bracket that is open.
    let mut open: Vec<Option<Function>> = Vec::new();
    // The last character that is no blank.
    let mut before = ' ';
    let mut at = 0;
    while let Some(c) = expression.get(at..).and_then(|rest| rest.chars().next()) {
        let mut next = at + c.len_utf8();
        match c {
            '(' => open.push(expression.get(..at).and_then(called)),
            ')' => drop(open.pop()),
            '"' | '\'' => {
                let Some((text, len)) = text_literal(expression.get(at..).unwrap_or(""), c) else { break };
                let range = TextRange::new(at + 1, at + 1 + len);
                let function = open.last().copied().flatten();
                let is_named = before == '(' || before == ',' && function == Some(Function::HasTag);
                let function = function.filter(|_| is_named);
                found.extend(function.map(|function| Call { function, text, range, quote: c }));
                next = range.end() + 1;
            }
            _ => {}
        }
        if !c.is_whitespace() {
            before = c;
        }
        at = next;
    }
    found
}

/// The text between the quotes at the start of `quoted`, and how many bytes it takes there.
pub(super) fn text_literal(quoted: &str, quote: char) -> Option<(String, usize)> {
    let mut text = String::new();
    let mut chars = quoted.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => text.extend(chars.next().map(|(_, escaped)| escaped)),
            c if c == quote => return Some((text, at - 1)),
            c => text.push(c),
        }
    }
    None
}

/// The function whose argument list opens after `before`.
fn called(before: &str) -> Option<Function> {
    let name = before.trim_end();
    let start = name.rfind(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '.'));
    let name = name.get(start.map_or(0, |at| at + char_len(name, at))..)?;
    match name.rsplit('.').next()? {
        _ if name == "link" => Some(Function::Link(BaseFunction::Link)),
        _ if name == "file" => Some(Function::Link(BaseFunction::File)),
        "hasLink" => Some(Function::Link(BaseFunction::HasLink)),
        "inFolder" => Some(Function::InFolder),
        "hasTag" => Some(Function::HasTag),
        _ => None,
    }
}

fn char_len(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
}

/// The strings among the `entries` of a base that are expressions: filters and formulas.
pub(crate) fn expressions(entries: &[Property]) -> Vec<&Value> {
    let mut found = Vec::new();
    for entry in entries {
        match (&*entry.key, &entry.value.kind) {
            ("filters" | "formulas", _) => strings(&entry.value, 0, &mut found),
            ("views", ValueKind::Sequence { items, .. }) => {
                let fields = items.iter().filter_map(|view| match &view.kind {
                    ValueKind::Mapping { entries, .. } => Some(entries),
                    _ => None,
                });
                let filters = fields.flatten().filter(|field| &*field.key == "filters");
                filters.for_each(|field| strings(&field.value, 0, &mut found));
            }
            _ => {}
        }
    }
    found
}

fn strings<'a>(value: &'a Value, depth: usize, found: &mut Vec<&'a Value>) {
    match &value.kind {
        ValueKind::String(..) => found.push(value),
        ValueKind::Sequence { items, .. } if depth < MAX_DEPTH => {
            items.iter().for_each(|item| strings(item, depth + 1, found));
        }
        ValueKind::Mapping { entries, .. } if depth < MAX_DEPTH => {
            entries.iter().for_each(|entry| strings(&entry.value, depth + 1, found));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_have_their_places() {
        let text = r#"ä.inFolder( "a/b") && !file.hasTag('x', "y\"z") || link("N", "t") + f("no") + ("no")"#;
        let found = calls(text);
        let of = |call: &Call| (call.text.clone(), call.range.slice(text).to_owned());
        let expected = [("a/b", "a/b"), ("x", "x"), ("y\"z", "y\\\"z"), ("N", "N")];
        assert_eq!(
            found.iter().map(of).collect::<Vec<_>>(),
            expected.map(|(text, raw)| (text.to_owned(), raw.to_owned()))
        );
        assert!(calls("link(\"open").is_empty());
    }
}
