//! Places in the text of a JSON string.

use crate::diagnostic::Edit;
use crate::text::TextRange;

/// `edits` of the text of a JSON string, sorted and disjoint, as edits of the file where it is written as `literal`
/// from byte `start` on.
pub(crate) fn raw_edits(literal: &str, start: usize, edits: &[Edit]) -> Vec<Edit> {
    let mut raw = Vec::with_capacity(edits.len());
    // How far the text and what is written were read.
    let (mut text, mut read) = (0, 0);
    let mut offset = |at: usize| {
        read += raw_offset(literal.get(read..).unwrap_or(""), at.saturating_sub(text));
        text = at;
        start + read
    };
    for edit in edits {
        let range = TextRange::new(offset(edit.range().start()), offset(edit.range().end()));
        let content = escaped(edit.content());
        match (range.is_empty(), content.is_empty()) {
            (true, true) => {}
            (true, false) => raw.push(Edit::insertion(range.start(), content)),
            (false, true) => raw.push(Edit::deletion(range)),
            (false, false) => raw.push(Edit::replacement(range, content)),
        }
    }
    raw
}

/// `text` as it is written between the quotes of a JSON string.
pub(crate) fn escaped(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    let inner = quoted.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    inner.unwrap_or(text).to_owned()
}

/// The byte of `literal`, the inside of a JSON string as written, at which the byte `offset` of its text stands.
pub(super) fn raw_offset(literal: &str, offset: usize) -> usize {
    let mut text = 0;
    let mut rest = literal;
    while text < offset {
        let Some((written, meant)) = step(rest) else { break };
        text += meant;
        rest = rest.get(written..).unwrap_or("");
    }
    literal.len() - rest.len()
}

/// How many bytes the first character of `rest` takes as written, and in the text.
fn step(rest: &str) -> Option<(usize, usize)> {
    let mut chars = rest.chars();
    let first = chars.next()?;
    if first != '\\' {
        return Some((first.len_utf8(), first.len_utf8()));
    }
    match chars.next() {
        Some('u') => {
            let unit = hex(rest.get(2..6));
            let is_high = (0xd800..0xdc00).contains(&unit);
            if is_high && rest.get(6..8) == Some("\\u") {
                return Some((12, 4));
            }
            Some((6, char::from_u32(unit).map_or(3, char::len_utf8)))
        }
        Some(escaped) => Some((1 + escaped.len_utf8(), 1)),
        None => Some((1, 1)),
    }
}

fn hex(digits: Option<&str>) -> u32 {
    digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_count_once() {
        let literal = r#"a\n\"ä\u00e4\ud83d\ude00z"#;
        let text: String = serde_json::from_str(&format!("\"{literal}\"")).unwrap();
        let at = |c: char| raw_offset(literal, text.find(c).unwrap());
        assert_eq!(&literal[at('\n')..][..2], "\\n");
        assert_eq!(&literal[at('😀')..][..6], "\\ud83d");
        assert_eq!(&literal[at('z')..], "z");
        assert_eq!(raw_offset(literal, 999), literal.len());
    }
}
