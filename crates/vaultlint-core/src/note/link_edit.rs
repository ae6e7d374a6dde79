//! How the target of a link is written in the syntax that the link has.

use super::{Link, LinkKind, Note, Target, has_uri_scheme, markdown_target};

/// The spelling of targets in one syntax.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// As it is read: `[[target]]`.
    Wiki,
    /// With percent escapes, in parentheses.
    Markdown {
        /// Whether `<>` stand around it, so that blanks and parentheses need no escapes.
        angled: bool,
        /// Whether blanks are escaped.
        blanks: bool,
        /// Whether letters beyond ASCII are escaped.
        letters: bool,
    },
    /// The value of an attribute.
    Html {
        /// Whether blanks are escaped.
        blanks: bool,
    },
}

impl Spelling {
    /// The spelling of the Markdown target `raw`.
    pub(crate) fn of_markdown(raw: &str, angled: bool) -> Spelling {
        Spelling::Markdown { angled, blanks: !angled || raw.contains("%20"), letters: escapes_letters(raw) }
    }

    /// The spelling of the target of `link`.
    pub(crate) fn of(note: &Note, link: &Link) -> Spelling {
        let raw = link.target_range.slice(&note.text);
        match link.kind {
            LinkKind::Wiki => Spelling::Wiki,
            LinkKind::Html => Spelling::Html { blanks: raw.contains("%20") },
            _ => Spelling::of_markdown(raw, is_angled(note, link)),
        }
    }

    /// `path` in this spelling; `None` where it cannot be written so that it is read as `path`.
    pub(crate) fn path(self, path: &str) -> Option<String> {
        let written = match self {
            Spelling::Wiki => {
                let splits = path.contains(['#', '|', '\n']) || path.contains("[[") || path.contains("]]");
                let ends = path.ends_with(']') || path.contains("%%");
                (!splits && !ends).then(|| path.to_owned())?
            }
            Spelling::Markdown { .. } => self.escaped(path),
            Spelling::Html { blanks } => {
                let text = if blanks { path.replace(' ', "%20") } else { path.to_owned() };
                (!text.contains(['"', '\'', '<', '>', '&', '#', '`'])).then_some(text)?
            }
        };
        (self == Spelling::Wiki || !has_uri_scheme(&written)).then_some(written)
    }

    /// `segment`, the text of a heading or a block id with its `^`, in this spelling.
    pub(crate) fn segment(self, segment: &str) -> String {
        match self {
            Spelling::Wiki => segment.to_owned(),
            Spelling::Markdown { .. } => self.escaped(segment),
            Spelling::Html { .. } => segment.replace(' ', "%20"),
        }
    }

    /// The target that `raw` in this spelling is read as.
    pub(crate) fn read(self, raw: &str) -> Target {
        if self == Spelling::Wiki { Target::new(raw) } else { markdown_target(raw) }
    }

    fn escaped(self, text: &str) -> String {
        let Spelling::Markdown { angled, blanks, letters } = self else { return text.to_owned() };
        let mut escaped = String::with_capacity(text.len());
        for c in text.chars() {
            let is_special = match c {
                ' ' => blanks,
                '(' | ')' => !angled,
                '<' | '>' | '%' | '#' | '\\' => true,
                // May start an entity.
                '&' => text.contains(';'),
                c => letters && !c.is_ascii(),
            };
            if is_special { escape(c, &mut escaped) } else { escaped.push(c) }
        }
        escaped
    }
}

/// `target` for the parentheses of a Markdown link.
pub fn percent_encode(target: &str) -> String {
    let mut encoded = String::with_capacity(target.len());
    for c in target.chars() {
        match c {
            ' ' | '(' | ')' | '<' | '>' | '%' => escape(c, &mut encoded),
            _ => encoded.push(c),
        }
    }
    encoded
}

/// The text with which a link names a heading (OBSIDIAN.md 2.5).
pub fn heading_link(text: &str) -> String {
    let unsafe_in_links =
        |c: char| matches!(c, '#' | '|' | '^' | ':' | '\\' | '\n' | '\r') || c.is_whitespace();
    let text = text.replace("%%", " ").replace("[[", " ").replace("]]", " ");
    text.split(unsafe_in_links).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What the wikilink to `target` shows where it has no text (OBSIDIAN.md 2.1).
pub(crate) fn shown_without_text(target: &Target) -> String {
    target.link.trim_start_matches('#').replace('#', " > ")
}

/// The pipe before the text of `link`, as the place wants it (OBSIDIAN.md 4.13).
pub(crate) fn pipe(note: &Note, link: &Link) -> &'static str {
    if note.table_at(link.range.start()).is_some() { "\\|" } else { "|" }
}

/// Whether `<>` stand around the target of `link`.
pub(crate) fn is_angled(note: &Note, link: &Link) -> bool {
    let before = link.target_range.start().checked_sub(1);
    before.is_some_and(|at| note.text.as_bytes().get(at) == Some(&b'<'))
}

/// `path` without `.md`.
pub(crate) fn without_md(path: &str) -> &str {
    let cut = path.len().saturating_sub(3);
    match path.get(cut..) {
        Some(end) if end.eq_ignore_ascii_case(".md") => path.get(..cut).unwrap_or(path),
        _ => path,
    }
}

fn escape(c: char, out: &mut String) {
    let mut buffer = [0; 4];
    for byte in c.encode_utf8(&mut buffer).bytes() {
        out.push('%');
        let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0').to_ascii_uppercase();
        out.extend([digit(byte >> 4), digit(byte & 15)]);
    }
}

/// Whether `raw` has percent escapes of letters beyond ASCII.
fn escapes_letters(raw: &str) -> bool {
    raw.split('%').skip(1).any(|after| {
        let digits = after.get(..2).unwrap_or("");
        u8::from_str_radix(digits, 16).is_ok_and(|byte| !byte.is_ascii())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let angled = Spelling::of_markdown("a b", true);
        let plain = Spelling::of_markdown("a%20b", false);
        let all = Spelling::of_markdown("%C3%A4", false);
        for spelling in [angled, plain, all, Spelling::Html { blanks: false }, Spelling::Wiki] {
            for path in ["a b/c d.md", "Ä/日本.md", "100%", "a%20b", "(x)", "a<b>", "C#", "AT&T;", "q[1]/x"]
            {
                if let Some(written) = spelling.path(path).filter(|_| !path.contains('%') || path == "100%") {
                    assert_eq!(&*spelling.read(&written).path, path, "{spelling:?}");
                }
            }
        }
        assert_eq!(angled.path("a (b).md").as_deref(), Some("a (b).md"));
        assert_eq!(plain.path("a (b).md").as_deref(), Some("a%20%28b%29.md"));
        assert_eq!(plain.path("a%20b").as_deref(), Some("a%2520b"));
        assert_eq!(all.path("ä b").as_deref(), Some("%C3%A4%20b"));
        assert_eq!(plain.path("Tale: part 1"), None);
        assert_eq!(Spelling::Wiki.path("a]"), None);
    }
}
