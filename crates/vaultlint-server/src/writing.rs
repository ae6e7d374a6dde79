//! How links are written (OBSIDIAN.md 2.4, 2.5).

/// The text with which a link names the heading `text`.
pub fn heading_text(text: &str) -> String {
    let is_dropped = |c: char| matches!(c, '#' | '|' | '^' | ':' | '\\') || c.is_whitespace();
    let text = text.replace("%%", " ").replace("[[", " ").replace("]]", " ");
    text.split(is_dropped).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// `target` for the parentheses of a Markdown link.
pub fn percent_encoded(target: &str) -> String {
    let mut encoded = String::with_capacity(target.len());
    for c in target.chars() {
        match c {
            ' ' | '(' | ')' | '<' | '>' | '%' => encoded.push_str(&format!("%{:02X}", u32::from(c))),
            _ => encoded.push(c),
        }
    }
    encoded
}
