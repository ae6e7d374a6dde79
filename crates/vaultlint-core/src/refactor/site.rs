//! Where links stand, and how they are rewritten there.

use std::borrow::Cow;

use crate::diagnostic::Edit;
use crate::note::front_matter::{string_link, strings};
use crate::note::link_edit::{Spelling, pipe};
use crate::note::yaml::Written;
use crate::note::{Link, LinkDefinition, LinkKind, Note, Target, Value, markdown_target};
use crate::text::TextRange;

/// A link and its place.
pub(super) struct Site<'a> {
    pub(super) kind: LinkKind,
    pub(super) target: Cow<'a, Target>,
    /// The target as written, less what quotes around it ask for.
    pub(super) raw: Cow<'a, str>,
    pub(super) spelling: Spelling,
    /// The pipe that would come before its text, where the link is a wikilink that shows its target.
    pub(super) pipe: Option<&'static str>,
    /// The place of the link.
    pub(super) range: TextRange,
    place: Place,
}

/// The place of a target.
enum Place {
    Text(TextRange),
    /// In a YAML string.
    Yaml {
        written: Written,
        part: TextRange,
        /// The quotes around it in that string.
        quote: Option<char>,
    },
    /// One that cannot be edited.
    Fixed,
}

impl<'a> Site<'a> {
    /// The links of `note` that stay in the vault, and its link definitions.
    pub(super) fn all_of(note: &'a Note) -> Vec<Site<'a>> {
        let front_matter = note.front_matter.as_ref();
        let properties = front_matter.map(|it| strings(&it.properties)).unwrap_or_default();
        let properties = properties.into_iter().filter_map(|value| Site::of_value(note, value));
        let links = note.links.iter().filter_map(|link| Site::of_link(note, link));
        let definitions = note.link_definitions.iter().filter_map(|it| Site::of_definition(note, it));
        properties.chain(links).chain(definitions).collect()
    }

    /// A link in a text of an expression of a base.
    pub(super) fn in_expression(written: Option<Written>, text: &str, part: TextRange, quote: char) -> Self {
        let place = |written| Place::Yaml { written, part, quote: Some(quote) };
        let range = written.as_ref().and_then(|written| written.place(part));
        Site {
            kind: LinkKind::Wiki,
            target: Cow::Owned(Target::new(text)),
            raw: Cow::Owned(text.to_owned()),
            spelling: Spelling::Wiki,
            pipe: None,
            range: range.unwrap_or_default(),
            place: written.map_or(Place::Fixed, place),
        }
    }

    fn of_link(note: &'a Note, link: &'a Link) -> Option<Self> {
        if !matches!(link.kind, LinkKind::Wiki | LinkKind::Inline | LinkKind::Html) || link.is_external() {
            return None;
        }
        let shows_target = link.kind == LinkKind::Wiki && !link.embed && link.display_range.is_none();
        let site = Site {
            kind: link.kind,
            target: Cow::Borrowed(&link.target),
            raw: Cow::Borrowed(link.target_range.slice(&note.text)),
            spelling: Spelling::of(note, link),
            pipe: shows_target.then(|| pipe(note, link)),
            range: link.range,
            place: Place::Text(link.target_range),
        };
        Some(site.checked())
    }

    fn of_value(note: &'a Note, value: &'a Value) -> Option<Self> {
        let string = value.as_str()?;
        let parts = string_link(string)?;
        // What an alias of YAML stands for is edited where it is written out.
        if note.slice(value.range).starts_with('*') {
            return None;
        }
        let raw = parts.target_range.slice(string);
        let is_wiki = string.starts_with("[[");
        let before = string.get(..parts.target_range.start()).unwrap_or("");
        let spelling =
            if is_wiki { Spelling::Wiki } else { Spelling::of_markdown(raw, before.ends_with('<')) };
        let place = |written| Place::Yaml { written, part: parts.target_range, quote: None };
        Some(Site {
            kind: LinkKind::Property,
            target: Cow::Owned(parts.target),
            raw: Cow::Borrowed(raw),
            spelling,
            pipe: (is_wiki && parts.display_range.is_none()).then_some("|"),
            range: value.range,
            place: Written::of(value, &note.text).map_or(Place::Fixed, place),
        })
    }

    /// The destination of `[label]: destination`.
    fn of_definition(note: &'a Note, definition: &LinkDefinition) -> Option<Self> {
        let text = definition.range.slice(&note.text);
        let colon = definition.label.len() + text.get(definition.label.len()..)?.find("]:")? + 2;
        let rest = text.get(colon..)?;
        let start = colon + rest.len() - rest.trim_start().len();
        let body = text.get(start..)?;
        let (start, len) = match body.strip_prefix('<') {
            Some(inner) => (start + 1, inner.find('>')?),
            None => (start, body.find(char::is_whitespace).unwrap_or(body.len())),
        };
        let range = TextRange::new(start, start + len).shift(definition.range.start());
        let raw = range.slice(&note.text);
        let target = markdown_target(&definition.destination);
        let site = Site {
            kind: LinkKind::Inline,
            target: Cow::Owned(target),
            spelling: Spelling::of_markdown(raw, body.starts_with('<')),
            raw: Cow::Borrowed(raw),
            pipe: None,
            range: definition.range,
            place: Place::Text(range),
        };
        Some(site.checked())
    }

    /// The site, to be left alone where what is written is not what is read: entities, places that are not sure.
    fn checked(mut self) -> Self {
        let read = match self.spelling {
            Spelling::Markdown { .. } => self.spelling.read(&unescaped(&self.raw)),
            spelling => spelling.read(&self.raw),
        };
        if read.path != self.target.path {
            self.place = Place::Fixed;
        }
        self
    }

    /// The edit that writes `raw` as the target; `None` where it cannot be written there.
    pub(super) fn edit(&self, raw: &str) -> Option<Edit> {
        match &self.place {
            Place::Text(range) => Some(written(*range, raw.to_owned())),
            Place::Yaml { written: string, part, quote } => {
                let raw = match quote {
                    Some(quote) => raw.replace('\\', "\\\\").replace(*quote, &format!("\\{quote}")),
                    None => raw.to_owned(),
                };
                Some(written(string.place(*part)?, string.encoded(&raw)?))
            }
            Place::Fixed => None,
        }
    }
}

/// The edit that puts `text` in the place of `range`.
pub(super) fn written(range: TextRange, text: String) -> Edit {
    match (range.is_empty(), text.is_empty()) {
        (true, _) => Edit::insertion(range.start(), text),
        (false, true) => Edit::deletion(range),
        (false, false) => Edit::replacement(range, text),
    }
}

/// `raw` without the backslashes that keep punctuation from being Markdown.
fn unescaped(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some(next) if c == '\\' && next.is_ascii_punctuation() => text.extend(chars.next()),
            _ => text.push(c),
        }
    }
    text
}
