//! Texts that stand for several items.

use super::Split;

/// The items that `text`, the text of a value without quotes, falls into: each as it is written, without blanks around,
/// empty ones left out.
pub(super) fn split(text: &str, split: Split) -> Vec<&str> {
    let is_separator: fn(char) -> bool = match split {
        Split::Never => return vec![text],
        Split::CommasOrBlanks if !text.contains(',') => char::is_whitespace,
        _ => |c| c == ',',
    };
    let mut items = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let start = rest.trim_start();
        let end = quoted_len(start, is_separator).or_else(|| start.find(is_separator)).unwrap_or(start.len());
        let (item, after) = start.split_at_checked(end).unwrap_or((start, ""));
        items.push(item.trim());
        let after = after.trim_start();
        rest = after.strip_prefix(is_separator).unwrap_or(after);
    }
    items.retain(|item| !item.is_empty());
    items
}

/// The length of the quoted text that `text` starts with, where nothing but a separator follows it.
fn quoted_len(text: &str, is_separator: fn(char) -> bool) -> Option<usize> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\\' && quote == '"' {
            chars.next();
        } else if c == quote {
            let is_doubled = quote == '\'' && chars.next_if(|(_, next)| *next == quote).is_some();
            if !is_doubled {
                let after = text.get(at + 1..)?;
                let is_end = after.trim_start().is_empty() || after.trim_start().starts_with(is_separator);
                return (is_end || after.starts_with(is_separator)).then_some(at + 1);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_fall_into_items() {
        assert_eq!(split("a b c", Split::CommasOrBlanks), ["a", "b", "c"]);
        assert_eq!(split("a b, c,", Split::CommasOrBlanks), ["a b", "c"]);
        assert_eq!(split("a b", Split::Commas), ["a b"]);
        assert_eq!(split("Scott, \"Scott, Jr.\", x", Split::Commas), ["Scott", "\"Scott, Jr.\"", "x"]);
        assert_eq!(split("'it''s, so', b", Split::Commas), ["'it''s, so'", "b"]);
        assert_eq!(split("\"a\" b, c", Split::Commas), ["\"a\" b", "c"]);
        assert_eq!(split("don't, do", Split::Commas), ["don't", "do"]);
        assert_eq!(split(" , ,", Split::Commas), [""; 0]);
    }
}
