//! Which of several equal headings a link means.

use crate::rules::links::edit::heading_link;
use crate::vault::{Facts, HeadingFact};

/// A heading that may be meant and is not reached.
pub(super) struct Other {
    /// Its index among the headings of the note.
    pub index: usize,
    /// Why it may be meant.
    pub reason: Reason,
}

/// Why a heading that is not reached may be meant.
pub(super) enum Reason {
    /// The link is spelled as it is, and not as the one that is reached.
    Spelling,
    /// The note with the link is named after this heading, which stands above it.
    Parent(Box<str>),
    /// Nothing tells the headings apart.
    Unknown,
}

/// The heading among `all`, which are equal to Obsidian, that a link to `wanted` may mean instead of the first; `None`
/// where the first one is meant. `source` is the name of the note with the link, if that is another note.
pub(super) fn other(facts: &Facts, all: &[usize], wanted: &str, source: Option<&str>) -> Option<Other> {
    let (first, others) = all.split_first()?;
    let heading = |index: &usize| facts.headings.get(*index);
    let is_spelled = |index: &&usize| heading(index).is_some_and(|heading| is_spelled(wanted, heading));
    match (is_spelled(&first), others.iter().find(is_spelled)) {
        (true, None) => return None,
        (false, Some(index)) => return Some(Other { index: *index, reason: Reason::Spelling }),
        _ => {}
    }
    let is_named = |parent: &&HeadingFact| source.is_some_and(|name| names(name, &parent.text));
    let named_parent = |index: &usize| parents(facts, *index).find(is_named);
    let reached = named_parent(first).map(|parent| &parent.text);
    let named = others.iter().find_map(|index| Some((index, &named_parent(index)?.text)));
    match (reached, named) {
        (Some(_), None) => return None,
        (None, Some((index, parent))) => {
            return Some(Other { index: *index, reason: Reason::Parent(parent.clone()) });
        }
        _ => {}
    }
    // Those of a lower level and of the very same text are parts of what is reached.
    let first = heading(first)?;
    let is_meant = |other: &HeadingFact| other.level <= first.level || other.text != first.text;
    let may_be_meant = others.iter().find(|index| heading(index).is_some_and(is_meant))?;
    Some(Other { index: *may_be_meant, reason: Reason::Unknown })
}

/// The subpath, with its `#`, that reaches the heading at `index` through the headings above it; `None` where none does.
pub(super) fn chain(facts: &Facts, index: usize) -> Option<String> {
    let mut segments = vec![heading_link(&facts.headings.get(index)?.text).into_boxed_str()];
    for parent in parents(facts, index) {
        segments.insert(0, heading_link(&parent.text).into());
        if facts.find_heading(&segments) == Some(index) {
            return Some(segments.iter().map(|segment| format!("#{segment}")).collect());
        }
    }
    None
}

/// The headings above the one at `index`, from the nearest to the topmost; at most five.
fn parents(facts: &Facts, index: usize) -> impl Iterator<Item = &HeadingFact> {
    let before = facts.headings.get(..index).unwrap_or_default().iter().rev();
    let level = facts.headings.get(index).map_or(0, |heading| heading.level);
    before
        .scan(level, |level, heading| {
            let is_above = heading.level < *level;
            *level = heading.level.min(*level);
            Some(is_above.then_some(heading))
        })
        .flatten()
        .take(5)
}

/// Whether `wanted` is the text of `heading`, as it stands or as Obsidian writes it in a link.
fn is_spelled(wanted: &str, heading: &HeadingFact) -> bool {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let wanted = words(wanted);
    wanted == words(&heading.text) || wanted == heading_link(&heading.text)
}

/// Whether the words of `heading` stand in `name`, one after the other.
fn names(name: &str, heading: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let (name, heading) = (words(name), words(heading));
    !heading.is_empty() && name.windows(heading.len()).any(|part| part == heading)
}
