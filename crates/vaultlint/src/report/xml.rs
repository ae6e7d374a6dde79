//! Text in XML.

/// `text` as the value of an attribute or the content of an element; `�` for what XML 1.0 cannot hold.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // In an attribute they would be read as blanks.
            '\t' => escaped.push_str("&#9;"),
            '\n' => escaped.push_str("&#10;"),
            '\r' => escaped.push_str("&#13;"),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_survives_or_is_marked() {
        assert_eq!(escaped("a<b>&\"'ä🦀"), "a&lt;b&gt;&amp;&quot;'ä🦀");
        assert_eq!(
            escaped("\t\n\r\u{1b}\u{0}\u{ffff}\u{85}"),
            "&#9;&#10;&#13;\u{fffd}\u{fffd}\u{fffd}\u{85}"
        );
    }
}
