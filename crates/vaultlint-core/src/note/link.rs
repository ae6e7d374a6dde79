//! Links and their targets.

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
    let Some((scheme, _)) = link.split_once(':') else { return link.starts_with("//") };
    let mut chars = scheme.chars();
    chars.next().is_some_and(|first| first.is_ascii_alphabetic())
        && chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-'))
}
