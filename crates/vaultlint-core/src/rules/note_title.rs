//! The title of a note, as the rules take it that write it into a property.

use super::properties::{Place, Quote, in_quotes, scalar};
use crate::note::{Link, LinkKind, Note, SpacedLink};
use crate::text::TextRange;

/// The text of the first heading of level 1, with the text that they show in place of links. `None` where there is no
/// such heading, or nothing in it.
pub(super) fn heading_title(note: &Note) -> Option<String> {
    let heading = note.headings.iter().find(|heading| heading.top_level && heading.level == 1)?;
    let title = without_links(note, heading.text_range);
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    (!title.is_empty()).then_some(title)
}

/// The text of `range` with the text that they show in place of links, also of those that a blank in their destination
/// keeps from being links. Embeds stay as they are.
fn without_links(note: &Note, range: TextRange) -> String {
    let links = note.links.iter().filter(|link| range.contains_range(link.range) && !link.embed);
    let spaced = note.spaced_links.iter().filter(|link| range.contains_range(link.range) && !link.embed);
    let mut shown: Vec<(TextRange, String)> =
        links.filter_map(|link| Some((link.range, shown(note, link)?))).collect();
    shown.extend(spaced.filter_map(|link| Some((link.range, text_of_spaced(note, link)?))));
    shown.sort_by_key(|(range, _)| (range.start(), std::cmp::Reverse(range.end())));
    let mut text = String::new();
    let mut at = range.start();
    for (link, shown) in shown {
        if link.start() >= at {
            text += note.slice(TextRange::new(at, link.start()));
            text += &shown;
            at = link.end();
        }
    }
    text + note.slice(TextRange::new(at, range.end()))
}

/// What stands between the brackets.
fn text_of_spaced(note: &Note, link: &SpacedLink) -> Option<String> {
    let before = note.slice(TextRange::new(link.range.start(), link.target_range.start()));
    let text = before.strip_prefix('[')?;
    Some(text.get(..text.rfind("](")?)?.to_owned())
}

fn shown(note: &Note, link: &Link) -> Option<String> {
    match (link.kind, link.display_range) {
        (LinkKind::Wiki | LinkKind::Inline | LinkKind::Reference, Some(display)) => {
            Some(note.slice(display).to_owned())
        }
        (LinkKind::Wiki, None) => Some(link.target.link.trim_start_matches('#').replace('#', " > ")),
        _ => None,
    }
}

/// `title` as YAML that reads as exactly `title`. One with quotes in it is put into quotes of the other kind even where
/// YAML does not ask for it: editors and other programs are less exact about them.
pub(super) fn written(title: &str, place: Place, quote: Quote) -> String {
    match (title.contains('"'), title.contains('\'')) {
        (true, false) => in_quotes(title, Quote::Single),
        (false, true) => in_quotes(title, Quote::Double),
        _ => scalar(title, place, quote),
    }
}
