//! Links in properties (OBSIDIAN.md 3.5).

use super::FrontMatter;
use crate::note::link::{markdown_target, split_wikilink};
use crate::note::yaml::{Property, ScalarStyle, Value, ValueKind};
use crate::note::{Link, LinkKind, Target};
use crate::text::TextRange;

/// The links of `front_matter` in order of position: strings that are wholly a wikilink or a Markdown link. Their
/// `property` is the path of keys and indices, `up`, `up.0`, `a.b`. `text` is the text of the note.
pub fn property_links(front_matter: &FrontMatter, text: &str) -> Vec<Link> {
    let mut links = Vec::new();
    collect_entries(&front_matter.properties, "", text, &mut links);
    links
}

/// The strings among the values of `entries`, in order of position.
pub(crate) fn strings(entries: &[Property]) -> Vec<&Value> {
    let mut found = Vec::new();
    entries.iter().for_each(|entry| add_strings(&entry.value, &mut found));
    found
}

fn add_strings<'a>(value: &'a Value, found: &mut Vec<&'a Value>) {
    match &value.kind {
        ValueKind::String(..) => found.push(value),
        ValueKind::Sequence { items, .. } => items.iter().for_each(|item| add_strings(item, found)),
        ValueKind::Mapping { entries, .. } => entries.iter().for_each(|it| add_strings(&it.value, found)),
        _ => {}
    }
}

/// The parts of the link that `string` is as a whole.
pub(crate) fn string_link(string: &str) -> Option<Parts> {
    wikilink(string).or_else(|| markdown_link(string))
}

fn collect_entries(entries: &[Property], prefix: &str, text: &str, links: &mut Vec<Link>) {
    for entry in entries {
        collect(&entry.value, &join(prefix, &entry.key), text, links);
    }
}

fn collect(value: &Value, key: &str, text: &str, links: &mut Vec<Link>) {
    match &value.kind {
        ValueKind::String(string, style) => links.extend(link(string, *style, value.range, key, text)),
        ValueKind::Sequence { items, .. } => {
            for (i, item) in items.iter().enumerate() {
                collect(item, &join(key, &i.to_string()), text, links);
            }
        }
        ValueKind::Mapping { entries, .. } => collect_entries(entries, key, text, links),
        _ => {}
    }
}

fn join(prefix: &str, key: &str) -> String {
    if prefix.is_empty() { key.to_string() } else { format!("{prefix}.{key}") }
}

fn link(string: &str, style: ScalarStyle, range: TextRange, key: &str, text: &str) -> Option<Link> {
    let parts = string_link(string)?;
    let place = place(string, style, range, text);
    let at = |part: TextRange| place.map(|start| part.shift(start));
    Some(Link {
        kind: LinkKind::Property,
        embed: false,
        hidden: false,
        range: at(TextRange::new(0, string.len())).unwrap_or(range),
        target: parts.target,
        target_range: at(parts.target_range).unwrap_or(range),
        display_range: parts.display_range.and_then(at),
        property: Some(key.into()),
    })
}

/// Where the text of the string starts in the note, where it stands there letter by letter.
fn place(string: &str, style: ScalarStyle, range: TextRange, text: &str) -> Option<usize> {
    let quote = match style {
        ScalarStyle::Plain => 0,
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => 1,
        ScalarStyle::Literal | ScalarStyle::Folded => return None,
    };
    let start = range.start() + quote;
    (text.get(start..range.end().saturating_sub(quote)) == Some(string)).then_some(start)
}

/// The parts of a link; ranges in bytes of the string.
pub(crate) struct Parts {
    pub(crate) target: Target,
    pub(crate) target_range: TextRange,
    pub(crate) display_range: Option<TextRange>,
}

fn wikilink(string: &str) -> Option<Parts> {
    let inner = string.strip_prefix("[[")?.strip_suffix("]]")?;
    if inner.trim().is_empty() || inner.contains("[[") || inner.contains("]]") || inner.contains('\n') {
        return None;
    }
    let (target_len, display) = split_wikilink(inner);
    let target = inner.get(..target_len)?;
    let start = 2 + target_len - target.trim_start().len();
    Some(Parts {
        target: Target::new(target),
        target_range: TextRange::new(start, start + target.trim().len()),
        display_range: display.map(|display| TextRange::new(2 + display, 2 + inner.len())),
    })
}

fn markdown_link(string: &str) -> Option<Parts> {
    let inner = string.strip_prefix('[')?.strip_suffix(')')?;
    let (display, dest) = inner.split_once("](")?;
    if display.contains(['[', ']', '\n']) {
        return None;
    }
    let start = 1 + display.len() + 2;
    let (start, dest) = destination(start, dest)?;
    Some(Parts {
        target: markdown_target(dest),
        target_range: TextRange::new(start, start + dest.len()),
        display_range: (!display.is_empty()).then(|| TextRange::new(1, 1 + display.len())),
    })
}

/// The destination in `dest`, which starts at byte `start`, without angle brackets and title.
fn destination(start: usize, dest: &str) -> Option<(usize, &str)> {
    let start = start + dest.len() - dest.trim_start().len();
    let dest = dest.trim();
    let (dest, title) = match dest.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
        Some((inner, title)) => {
            return is_title(title).then_some((start + 1, inner)).filter(|_| !inner.is_empty());
        }
        None => dest.split_once([' ', '\t']).unwrap_or((dest, "")),
    };
    let depth = dest.chars().try_fold(0usize, |depth, c| match c {
        '(' => Some(depth + 1),
        ')' => depth.checked_sub(1),
        _ => Some(depth),
    });
    (!dest.is_empty() && depth == Some(0) && !dest.contains(['\n', '\r']) && is_title(title))
        .then_some((start, dest))
}

fn is_title(text: &str) -> bool {
    let text = text.trim();
    let quoted = |quote| text.len() > 1 && text.starts_with(quote) && text.ends_with(quote);
    text.is_empty() || quoted('"') || quoted('\'')
}
