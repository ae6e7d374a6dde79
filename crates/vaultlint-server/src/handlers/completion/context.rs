//! What is being written at a place.

use vaultlint_core::note::Note;
use vaultlint_core::text::TextRange;

/// What is being written, with the bytes that a completion replaces.
pub(super) enum Context {
    /// A link.
    Link(LinkContext),
    /// A tag, from its `#` on.
    Tag(TextRange),
    /// The type of a callout, after `[!`.
    Callout(TextRange),
    /// The id of a footnote, after `[^`.
    Footnote(TextRange),
    /// A placeholder of a template, from `{{` on.
    Placeholder(TextRange),
    /// The name of a property.
    PropertyName(TextRange),
    /// The value of a property, or an item of its list.
    PropertyValue {
        /// The property.
        key: String,
        /// What was written of the value.
        range: TextRange,
    },
}

/// A link that is being written.
pub(super) struct LinkContext {
    /// From the first bracket or parenthesis to its end.
    pub range: TextRange,
    /// Whether `!` stands before it.
    pub embed: bool,
    /// Whether it is a wikilink.
    pub wiki: bool,
    /// What was written of the target, up to the cursor.
    pub target: String,
    /// Whether it stands in a table, so that a pipe needs a backslash.
    pub in_table: bool,
}

impl Context {
    /// What is being written at byte `at`; `None` where nothing can be completed.
    pub(super) fn at(note: &Note, at: usize) -> Option<Context> {
        let in_front_matter =
            note.front_matter.as_ref().is_some_and(|it| it.range.start() < at && at <= it.yaml_range.end());
        let line = note.lines.line_range(&note.text, note.lines.line_of(at));
        let before = note.text.get(line.start()..at)?;
        let after = note.text.get(at..line.end())?;
        if !in_front_matter && note.opaque.iter().any(|range| range.start() < at && at < range.end()) {
            return None;
        }
        if let Some(link) = wikilink(note, at, before, after) {
            return Some(Context::Link(link));
        }
        if in_front_matter {
            return property(note, at, before);
        }
        markdown_link(at, before, after).map(Context::Link).or_else(|| word(at, before))
    }

    /// The bytes that a completion replaces.
    pub(super) fn range(&self) -> TextRange {
        match self {
            Context::Link(link) => link.range,
            Context::PropertyValue { range, .. } => *range,
            Context::Tag(range)
            | Context::Callout(range)
            | Context::Footnote(range)
            | Context::Placeholder(range)
            | Context::PropertyName(range) => *range,
        }
    }

    /// What was typed of what the labels are compared with.
    pub(super) fn typed(&self, note: &Note) -> String {
        match self {
            Context::Link(link) => {
                let target = &link.target;
                let after_hash = target.rsplit_once('#').map(|(_, subpath)| subpath.trim_start_matches('^'));
                after_hash.unwrap_or(target).to_owned()
            }
            Context::Placeholder(range) => note.slice(*range).trim_start_matches('{').to_owned(),
            other => note.slice(other.range()).to_owned(),
        }
    }
}

/// `[[target` before the cursor, with the `]]` after it, where it is there already.
fn wikilink(note: &Note, at: usize, before: &str, after: &str) -> Option<LinkContext> {
    let open = before.rfind("[[")?;
    let target = before.get(open + 2..)?;
    if target.contains("]]") || target.contains('|') {
        return None;
    }
    let embed = before.get(..open)?.ends_with('!');
    // What follows up to the brackets belongs to the old target.
    let rest =
        after.find("]]").filter(|end| after.get(..*end).is_some_and(|rest| !rest.contains(['[', '|'])));
    let end = rest.map_or(at, |end| at + end + 2);
    let start = at - before.len() + open;
    Some(LinkContext {
        range: TextRange::new(start, end),
        embed,
        wiki: true,
        target: target.to_owned(),
        in_table: note.table_at(start).is_some(),
    })
}

/// `](target` before the cursor, with the `)` after it, where it is there already.
fn markdown_link(at: usize, before: &str, after: &str) -> Option<LinkContext> {
    let open = before.rfind("](")?;
    let target = before.get(open + 2..)?;
    if target.contains([')', ' ', '"']) || target.contains("://") {
        return None;
    }
    let text = before.get(..open)?.rfind('[')?;
    let embed = before.get(..text)?.ends_with('!');
    let rest = after.find(')').filter(|end| after.get(..*end).is_some_and(|rest| !rest.contains([' ', '('])));
    let start = at - before.len() + open + 1;
    Some(LinkContext {
        range: TextRange::new(start, rest.map_or(at, |end| at + end + 1)),
        embed,
        wiki: false,
        target: target.to_owned(),
        in_table: false,
    })
}

fn word(at: usize, before: &str) -> Option<Context> {
    let typed = |start: usize| TextRange::new(at - before.len() + start, at);
    let quote = before.trim_start_matches(['>', ' ', '\t']);
    if before.trim_start().starts_with('>')
        && let Some(kind) = quote.strip_prefix("[!")
        && !kind.contains(']')
    {
        return Some(Context::Callout(typed(before.len() - kind.len())));
    }
    if let Some(open) = before.rfind("[^")
        && !before.get(open..)?.contains(']')
    {
        return Some(Context::Footnote(typed(open + 2)));
    }
    if let Some(open) = before.rfind("{{")
        && !before.get(open..)?.contains("}}")
    {
        return Some(Context::Placeholder(typed(open)));
    }
    let start = before.rfind(char::is_whitespace).map_or(0, |blank| {
        blank + before.get(blank..).and_then(|it| it.chars().next()).map_or(1, char::len_utf8)
    });
    let word = before.get(start..)?;
    let is_tag = word.starts_with('#') && !word.starts_with("##") && !word.get(1..)?.contains('#');
    is_tag.then(|| Context::Tag(typed(start)))
}

/// The name or the value of a property.
fn property(note: &Note, at: usize, before: &str) -> Option<Context> {
    let typed = |text: &str| TextRange::new(at - text.len(), at);
    if let Some(item) = before.trim_start().strip_prefix('-') {
        let key = key_above(note, at)?;
        return Some(Context::PropertyValue { key, range: typed(value_start(item)) });
    }
    match before.split_once(':') {
        None if !before.starts_with([' ', '\t']) => Some(Context::PropertyName(typed(before))),
        None => None,
        Some((key, value)) => {
            let last = value.rsplit(['[', ',']).next().unwrap_or(value);
            Some(Context::PropertyValue { key: key.trim().to_owned(), range: typed(value_start(last)) })
        }
    }
}

fn value_start(text: &str) -> &str {
    text.trim_start().trim_start_matches(['"', '\''])
}

/// The key of the list that an item before byte `at` belongs to.
fn key_above(note: &Note, at: usize) -> Option<String> {
    let line = note.lines.line_of(at);
    let above = (0..line).rev().map(|line| note.lines.line_range(&note.text, line).slice(&note.text));
    let key =
        above.into_iter().find(|line| !line.trim_start().starts_with('-') && !line.trim().is_empty())?;
    key.split_once(':').map(|(key, _)| key.trim().to_owned())
}
