//! What stands at a place of a note.

use vaultlint_core::note::{BlockId, Footnote, FootnoteRef, Heading, Link, Note, Property, Suppression};
use vaultlint_core::text::TextRange;

/// What stands at a byte of a note.
pub enum Cursor<'n> {
    /// A link.
    Link(&'n Link),
    /// A tag of the body or of the properties: its place, and its name with `#`.
    Tag(TextRange, String),
    /// A block id where it is given.
    BlockId(&'n BlockId),
    /// A reference to a footnote.
    FootnoteRef(&'n FootnoteRef),
    /// The label of a footnote.
    Footnote(&'n Footnote),
    /// A heading, by its number.
    Heading(usize, &'n Heading),
    /// The name of a property.
    Property(&'n Property),
    /// A marker that hides findings.
    Suppression(&'n Suppression),
    /// Nothing of these.
    Nothing,
}

impl<'n> Cursor<'n> {
    /// What stands at byte `at` of `note`, or ends there.
    pub fn at(note: &'n Note, at: usize) -> Self {
        let is_here = |range: TextRange| range.start() <= at && at <= range.end();
        if let Some(link) = note.links.iter().rfind(|link| is_here(link.range)) {
            return Cursor::Link(link);
        }
        if let Some(tag) = note.tags.iter().find(|tag| is_here(tag.range)) {
            return Cursor::Tag(tag.range, note.slice(tag.range).to_owned());
        }
        if let Some((range, name)) = property_tags(note).find(|(range, _)| is_here(*range)) {
            return Cursor::Tag(range, name);
        }
        if let Some(id) = note.block_ids.iter().find(|id| is_here(id.range)) {
            return Cursor::BlockId(id);
        }
        if let Some(reference) = note.footnote_refs.iter().find(|it| is_here(it.range)) {
            return Cursor::FootnoteRef(reference);
        }
        if let Some(footnote) = note.footnotes.iter().find(|it| is_here(label(note, it))) {
            return Cursor::Footnote(footnote);
        }
        if let Some((index, heading)) = note.headings.iter().enumerate().find(|(_, it)| is_here(it.range)) {
            return Cursor::Heading(index, heading);
        }
        let properties = note.front_matter.iter().flat_map(|it| &it.properties);
        if let Some(property) = properties.into_iter().find(|it| is_here(it.key_range)) {
            return Cursor::Property(property);
        }
        match note.suppressions.iter().find(|it| is_here(it.range)) {
            Some(suppression) => Cursor::Suppression(suppression),
            None => Cursor::Nothing,
        }
    }
}

/// Tags among the properties: the place of each without quotes and `#`, and its name with `#`.
pub fn property_tags(note: &Note) -> impl Iterator<Item = (TextRange, String)> + '_ {
    use vaultlint_core::note::{Value, ValueKind};
    let value = note.front_matter.as_ref().and_then(|it| it.get("tags")).map(|it| &it.value);
    let items: &[Value] = match value {
        Some(Value { kind: ValueKind::Sequence { items, .. }, .. }) => items,
        Some(value) => std::slice::from_ref(value),
        None => &[],
    };
    items.iter().filter_map(|item| {
        let name = item.as_str()?.trim().trim_start_matches('#');
        let start = item.range.start() + note.slice(item.range).find(name)?;
        vaultlint_core::note::is_tag(name)
            .then(|| (TextRange::new(start, start + name.len()), format!("#{name}")))
    })
}

/// `[^id]:` of a footnote.
pub fn label(note: &Note, footnote: &Footnote) -> TextRange {
    let end = note
        .slice(footnote.range)
        .find("]:")
        .map_or(footnote.range.end(), |at| footnote.range.start() + at + 2);
    TextRange::new(footnote.range.start(), end)
}
