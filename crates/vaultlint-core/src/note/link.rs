//! Links and their targets.

use std::borrow::Cow;

use crate::text::TextRange;

/// In which syntax a link is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LinkKind {
    /// `[[target]]`, `![[target]]`.
    Wiki,
    /// `[text](target)`, `![alt](target)`.
    Inline,
    /// `[text][label]`, `[label][]`, `[label]` with a definition in the note.
    Reference,
    /// `<https://..>`.
    Autolink,
    /// `<img src>`, `<video src>` and their like.
    Html,
    /// A property whose string is a link (OBSIDIAN.md 3.5).
    Property,
}

/// A link or an embed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The syntax.
    pub kind: LinkKind,
    /// Whether `!` makes it an embed; true for [`LinkKind::Html`].
    pub embed: bool,
    /// Whether it stands in a `%%` comment: in the graph, but not seen by readers.
    pub hidden: bool,
    /// All of it, with brackets and `!`.
    pub range: TextRange,
    /// Where it leads.
    pub target: Target,
    /// The bytes of the target as written, subpath included, blanks around it excluded.
    pub target_range: TextRange,
    /// The bytes of the display text, where one is written (for an embed: alt text or size). Between the
    /// pipe and the closing brackets, or between the brackets of a Markdown link; blanks included.
    pub display_range: Option<TextRange>,
    /// Key of the property, `name` or `name.0` for an item of a list ([`LinkKind::Property`] only).
    pub property: Option<Box<str>>,
}

impl Link {
    /// Whether the link leaves the vault: its target has a URI scheme (OBSIDIAN.md 2.2).
    pub fn is_external(&self) -> bool {
        !matches!(self.kind, LinkKind::Wiki) && has_uri_scheme(&self.target.link)
            || matches!(self.kind, LinkKind::Autolink)
    }

    /// Whether Obsidian's cache holds the link (and its graph an edge): wikilinks and Markdown links of the
    /// body and of properties that stay in the vault, with a target.
    pub fn is_cached(&self) -> bool {
        let cached_kind = matches!(self.kind, LinkKind::Wiki | LinkKind::Inline | LinkKind::Property);
        cached_kind && !self.is_external() && !self.target.link.is_empty()
    }

    /// The size of an embed in pixels, width and height: `100`, `100x145` as its display text, or after the
    /// last `|` of an alt text (OBSIDIAN.md 2.7). `text` is the text of the note.
    pub fn size(&self, text: &str) -> Option<(u32, Option<u32>)> {
        if !self.embed {
            return None;
        }
        let display = self.display_range?.slice(text);
        let last = display.rsplit('|').next()?.trim();
        match last.split_once('x') {
            Some((width, height)) => Some((width.parse().ok()?, Some(height.parse().ok()?))),
            None => Some((last.parse().ok()?, None)),
        }
    }
}

/// Why brackets make no wikilink.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LooseLinkKind {
    /// Nothing closes them; the range reaches to the end of the line or cell, or to the next link.
    Unclosed,
    /// A single bracket closes them, `[[x]`, and ends the range.
    HalfClosed,
    /// A single bracket opens them, `[x]]`, none before it being open.
    HalfOpened,
    /// `]]` on the next line closes them and ends the range (OBSIDIAN.md 2.1).
    Wrapped,
    /// `]]` closes them and ends the range, but a wikilink stands in between.
    Nested,
    /// `]]` closes them and ends the range, but a pipe between the two ends the cell of the table (OBSIDIAN.md 4.13).
    Split,
}

/// Brackets that make no wikilink, though they look like it. Those whose single brackets all close, `[[a], [b]]`
/// or `[[a] b](url)`, are none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LooseLink {
    /// What is in the way.
    pub kind: LooseLinkKind,
    /// From the first bracket, or the `!` before it, on.
    pub range: TextRange,
    /// Whether it stands in a `%%` comment.
    pub hidden: bool,
}

/// `[text](a b.md)`: text in the form of a Markdown link, which a blank in the destination keeps from being one
/// (OBSIDIAN.md 2.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpacedLink {
    /// Whether `!` stands before it.
    pub embed: bool,
    /// All of it, with brackets and `!`.
    pub range: TextRange,
    /// The destination as written, without a title and blanks around.
    pub target_range: TextRange,
}

/// Where a link leads, as Obsidian reads it: percent escapes of Markdown links decoded, blanks around trimmed,
/// the backslash before a table's pipe dropped.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Target {
    /// Path and subpath, as `link` in Obsidian's cache.
    pub link: Box<str>,
    /// What stands before the first `#`; empty for a link into the same note.
    pub path: Box<str>,
    /// What stands after the first `#`.
    pub subpath: Option<Subpath>,
}

impl Target {
    /// Splits a decoded link text at its first `#` (OBSIDIAN.md 2.1).
    pub fn new(link: &str) -> Self {
        let link = link.trim();
        let (path, subpath) = match link.split_once('#') {
            Some((path, subpath)) => (path.trim(), Subpath::new(subpath)),
            None => (link, None),
        };
        Target { link: link.into(), path: path.into(), subpath }
    }
}

/// The part of a target after its first `#`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subpath {
    /// `#h1#h2`: the segments, empty ones dropped.
    Headings(Vec<Box<str>>),
    /// `#^id`, without the `^`.
    Block(Box<str>),
    /// `#[^1]`, without brackets and `^`.
    Footnote(Box<str>),
}

impl Subpath {
    /// Reads what follows the first `#`; `None` when nothing is left of it.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(id) = text.strip_prefix('^') {
            return Some(Subpath::Block(id.trim().into()));
        }
        if let Some(id) = text.strip_prefix("[^").and_then(|rest| rest.strip_suffix(']')) {
            return Some(Subpath::Footnote(id.into()));
        }
        let segments: Vec<Box<str>> =
            text.split('#').map(str::trim).filter(|s| !s.is_empty()).map(Into::into).collect();
        match segments.last() {
            None => None,
            // `[[n#Heading#^id]]` names the block.
            Some(last) if last.starts_with('^') => Some(Subpath::Block(last[1..].into())),
            Some(_) => Some(Subpath::Headings(segments)),
        }
    }
}

/// Whether `link` starts with a URI scheme, `[a-z][a-z0-9+.-]*:` without regard to case (OBSIDIAN.md 2.2). A
/// single letter is a Windows drive, also outside the vault.
pub fn has_uri_scheme(link: &str) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'.' | b'-');
    let len = link.bytes().take_while(|byte| is_part(byte)).count();
    match link.as_bytes().get(len) {
        Some(b':') => link.starts_with(|first: char| first.is_ascii_alphabetic()),
        _ => link.starts_with("//") && !link.contains(':'),
    }
}

/// Where the text between `[[` and `]]` splits: the length of the target in bytes, blanks around it included,
/// and the byte at which the display text starts, where there is one.
///
/// The first `|` splits, unless nothing stands before it: `[[|x]]` is a link to `|x`. A backslash right before
/// the pipe, as tables need it, belongs to neither part (OBSIDIAN.md 2.1).
pub(crate) fn split_wikilink(inner: &str) -> (usize, Option<usize>) {
    match inner.find('|') {
        None | Some(0) => (inner.len(), None),
        Some(1) if inner.starts_with('\\') => (inner.len(), None),
        Some(pipe) => {
            let target = inner.get(..pipe).unwrap_or("");
            (target.strip_suffix('\\').unwrap_or(target).len(), Some(pipe + 1))
        }
    }
}

/// The target of a Markdown link from its destination as written (OBSIDIAN.md 2.2).
///
/// Whether `%23` starts a subpath is not established (OBSIDIAN.md 8); it is read as part of the path, so that
/// a link to a file with `#` in its name is not called broken.
pub fn markdown_target(dest: &str) -> Target {
    if has_uri_scheme(dest) {
        // Out of the vault, as it is written.
        return Target { link: dest.into(), ..Target::default() };
    }
    let (path, subpath) = match dest.split_once('#') {
        Some((path, subpath)) => (path, Subpath::new(&percent_decode(subpath))),
        None => (dest, None),
    };
    Target { link: percent_decode(dest).trim().into(), path: percent_decode(path).trim().into(), subpath }
}

/// Decodes `%20` and its like; a text whose escapes are no UTF-8 stays as it is.
fn percent_decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        match (byte, after) {
            (b'%', [high, low, tail @ ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                bytes.push(hex_digit(*high) << 4 | hex_digit(*low));
                rest = tail;
            }
            _ => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// The value of an ASCII hexadecimal digit, 0 for any other byte.
fn hex_digit(byte: u8) -> u8 {
    (byte as char).to_digit(16).unwrap_or(0) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wikilinks_split_at_the_first_pipe() {
        let parts = |inner: &'static str| {
            let (target, display) = split_wikilink(inner);
            (&inner[..target], display.map(|start| &inner[start..]))
        };
        assert_eq!(parts("a"), ("a", None));
        assert_eq!(parts("a|b"), ("a", Some("b")));
        assert_eq!(parts("#a#b||x"), ("#a#b", Some("|x")));
        assert_eq!(parts("a\\|b"), ("a", Some("b")));
        assert_eq!(parts("|"), ("|", None));
        assert_eq!(parts("|x"), ("|x", None));
        assert_eq!(parts("\\|x"), ("\\|x", None));
        assert_eq!(parts("a|"), ("a", Some("")));
        assert_eq!(parts(""), ("", None));
    }

    #[test]
    fn markdown_targets_are_decoded() {
        let target = markdown_target("My%20Note.md#A%20b");
        assert_eq!((&*target.link, &*target.path), ("My Note.md#A b", "My Note.md"));
        assert_eq!(target.subpath, Some(Subpath::Headings(vec!["A b".into()])));
        assert_eq!(&*markdown_target("C%23.md").path, "C#.md");
        assert_eq!(&*markdown_target("100%").path, "100%");
        assert_eq!(&*markdown_target("%ff%zz").path, "%ff%zz");
        assert_eq!(&*markdown_target("%D0%9F%C3%A9").path, "Пé");
    }
}
