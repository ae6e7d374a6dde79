//! What other notes may know of a note. Never its text.

use super::path::{FileKind, fold_text, kind_of};
use crate::note::{Heading, Link, LinkKind, Note, Target};
use crate::text::TextRange;

/// What a note says of itself. Two notes with equal facts look the same to all other notes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// Headings in order of the note.
    pub headings: Vec<HeadingFact>,
    /// Block ids in lower case, sorted.
    pub block_ids: Vec<Box<str>>,
    /// Aliases, as written.
    pub aliases: Vec<Box<str>>,
    /// Ids of footnote definitions, in lower case.
    pub footnotes: Vec<Box<str>>,
    /// Names of the views of a base.
    pub views: Vec<Box<str>>,
    /// Names of the properties, as written.
    pub properties: Vec<Box<str>>,
    /// What the note shows of other notes, or of itself, in order.
    pub embeds: Vec<EmbedFact>,
    /// Indexes of `headings`, sorted by key, equal keys in order of the note.
    by_key: Vec<u32>,
}

/// An embed of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmbedFact {
    /// What it shows.
    pub target: Target,
    /// Its place in the note.
    pub range: TextRange,
}

/// A heading as a link target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadingFact {
    /// 1 to 6.
    pub level: u8,
    /// The raw text.
    pub text: Box<str>,
    /// [`heading_key`] of the text.
    pub key: Box<str>,
    /// Its place in the note.
    pub range: TextRange,
}

impl Facts {
    /// The facts of `note`.
    pub fn of_note(note: &Note) -> Self {
        let mut block_ids: Vec<Box<str>> = note.block_ids.iter().map(|block| lower(&block.id)).collect();
        block_ids.sort_unstable();
        block_ids.dedup();
        let headings = note.headings.iter().map(|heading| HeadingFact::new(note, heading)).collect();
        let properties = note.front_matter.as_ref().map(|it| it.properties.as_slice()).unwrap_or_default();
        Facts {
            block_ids,
            aliases: note.front_matter.as_ref().map(|properties| properties.aliases()).unwrap_or_default(),
            footnotes: note.footnotes.iter().map(|footnote| lower(&footnote.id)).collect(),
            properties: properties.iter().map(|property| property.key.clone()).collect(),
            embeds: note.links.iter().filter(|link| shows_note(link)).map(EmbedFact::new).collect(),
            ..Facts::of_headings(headings)
        }
    }

    /// The facts of a base whose views are called `views`.
    pub fn of_views(views: Vec<Box<str>>) -> Self {
        Facts { views, ..Facts::default() }
    }

    fn of_headings(headings: Vec<HeadingFact>) -> Self {
        let mut by_key: Vec<u32> = (0..headings.len() as u32).collect();
        by_key.sort_by(|a, b| key_at(&headings, *a).cmp(key_at(&headings, *b)));
        Facts { headings, by_key, ..Facts::default() }
    }

    /// Whether the two look the same to all other notes: they differ at most in where things stand.
    pub fn say_the_same(&self, other: &Facts) -> bool {
        self.headings.iter().map(HeadingFact::words).eq(other.headings.iter().map(HeadingFact::words))
            && self.block_ids == other.block_ids
            && self.aliases == other.aliases
            && self.footnotes == other.footnotes
            && self.views == other.views
            && self.properties == other.properties
            && self.embeds.iter().map(|it| &it.target).eq(other.embeds.iter().map(|it| &it.target))
    }

    /// Index of the heading that the chain of `segments` names (OBSIDIAN.md 2.5): each next one later and deeper.
    /// Of equal headings the first wins.
    pub fn find_heading(&self, segments: &[Box<str>]) -> Option<usize> {
        self.find_chain(segments)?.last().copied()
    }

    /// Index of the heading that each of `segments` names on the way to [`Facts::find_heading`].
    pub fn find_chain(&self, segments: &[Box<str>]) -> Option<Vec<usize>> {
        let mut chain = Vec::with_capacity(segments.len());
        let mut found: Option<(u32, u8)> = None;
        for segment in segments {
            let next = self.headings_called(&heading_key(segment)).find_map(|index| {
                let level = self.headings.get(index as usize)?.level;
                let follows = found.is_none_or(|(before, above)| index > before && level > above);
                follows.then_some((index, level))
            });
            chain.push(next?.0 as usize);
            found = next;
        }
        Some(chain)
    }

    /// Indexes of all headings that the chain of `segments` names where it is read within the section of each next one;
    /// [`Facts::find_heading`] gives the first.
    pub fn find_headings(&self, segments: &[Box<str>]) -> Vec<usize> {
        let Some((last, above)) = segments.split_last() else { return Vec::new() };
        let within = match above {
            [] => TextRange::new(0, usize::MAX),
            above => match self.find_heading(above) {
                Some(index) => self.section(index),
                None => return Vec::new(),
            },
        };
        let key = heading_key(last);
        let called = self.headings_called(&key).map(|index| index as usize);
        let is_inside = |index: &usize| {
            self.headings
                .get(*index)
                .is_some_and(|it| it.range.start() >= within.start() && it.range.end() <= within.end())
        };
        let above = above.is_empty();
        called.filter(|index| is_inside(index) && (above || !self.starts_at(*index, within))).collect()
    }

    /// The bytes from the heading at `index` to the next one of its level or above; to the end of any note for the last.
    pub fn section(&self, index: usize) -> TextRange {
        let Some(heading) = self.headings.get(index) else { return TextRange::empty(0) };
        let below = self.headings.iter().skip(index + 1);
        let next = below.into_iter().find(|next| next.level <= heading.level);
        TextRange::new(heading.range.start(), next.map_or(usize::MAX, |next| next.range.start()))
    }

    fn starts_at(&self, index: usize, range: TextRange) -> bool {
        self.headings.get(index).is_some_and(|heading| heading.range.start() == range.start())
    }

    /// Whether a block has the id `id`, up to case.
    pub fn has_block(&self, id: &str) -> bool {
        let id = lower(id);
        self.block_ids.binary_search(&id).is_ok()
    }

    /// Whether a footnote has the id `id`, up to case.
    pub fn has_footnote(&self, id: &str) -> bool {
        let id = lower(id);
        self.footnotes.contains(&id)
    }

    fn headings_called<'a>(&'a self, key: &'a str) -> impl Iterator<Item = u32> + 'a {
        let start = self.by_key.partition_point(|index| key_at(&self.headings, *index) < key);
        self.by_key.iter().skip(start).copied().take_while(move |index| key_at(&self.headings, *index) == key)
    }
}

impl EmbedFact {
    fn new(link: &Link) -> Self {
        EmbedFact { target: link.target.clone(), range: link.range }
    }
}

/// Whether `link` may show a note: an embed in the body whose target has no other extension.
fn shows_note(link: &Link) -> bool {
    let in_body = matches!(link.kind, LinkKind::Wiki | LinkKind::Inline);
    link.embed && in_body && !link.hidden && !link.is_external() && may_be_note(&link.target.path)
}

fn may_be_note(path: &str) -> bool {
    matches!(kind_of(path), FileKind::Note | FileKind::Other)
}

impl HeadingFact {
    fn words(&self) -> (u8, &str) {
        (self.level, &self.text)
    }

    fn new(note: &Note, heading: &Heading) -> Self {
        let text = note.slice(heading.text_range);
        HeadingFact {
            level: heading.level,
            text: text.into(),
            key: heading_key(text).into(),
            range: heading.range,
        }
    }
}

/// The form in which headings and heading links are compared (OBSIDIAN.md 2.5).
pub fn heading_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in fold_text(text).chars() {
        if !is_ignored(c) {
            key.push(c);
        } else if !key.is_empty() && !key.ends_with(' ') {
            key.push(' ');
        }
    }
    key.truncate(key.trim_end().len());
    key
}

/// Whether a heading may be linked with a blank in place of `c`. `'`, `-` and `_` count.
fn is_ignored(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}' || c.is_ascii_punctuation() && !matches!(c, '\'' | '-' | '_')
}

fn key_at(headings: &[HeadingFact], index: u32) -> &str {
    headings.get(index as usize).map_or("", |heading| &heading.key)
}

fn lower(text: &str) -> Box<str> {
    text.to_lowercase().into()
}
