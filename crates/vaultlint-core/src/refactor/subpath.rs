//! What follows the first `#` of a link, before and after.

use super::change::Change;
use super::follow::Part;
use crate::note::link_edit::{Spelling, heading_link};
use crate::note::{Subpath, Target};
use crate::vault::FileId;

/// A subpath as it could be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    /// What follows the `#`, as written.
    pub(super) raw: String,
    /// As it is read.
    pub(super) subpath: Option<Subpath>,
}

/// The subpaths with which a link to `part` of `file` can name it after, the one most like `raw` first. `None` for a
/// link without.
pub(super) fn options(
    change: &Change,
    file: FileId,
    target: &Target,
    raw: Option<&str>,
    part: &Part,
    spelling: Spelling,
) -> Vec<Option<Written>> {
    let Some(raw) = raw else { return vec![None] };
    let kept = Written { raw: raw.to_owned(), subpath: target.subpath.clone() };
    match (&target.subpath, part) {
        (Some(Subpath::Headings(segments)), Part::Heading(chain)) => {
            let text = |index: usize| change.heading(file, index).filter(|(old, new)| old != new);
            let new = |index: usize| text(index).map(|(_, new)| linkable(new, spelling));
            let news: Vec<Option<String>> = chain.iter().map(|index| new(*index)).collect();
            let first = with_segments(kept, segments, &news, spelling);
            let mut options = vec![Some(first)];
            options.extend(longer(change, file, chain, segments, &news, spelling).into_iter().map(Some));
            options
        }
        (Some(Subpath::Block(_)), Part::Block(id)) => {
            let renamed = change.own.new_block(change.before.path(file), id);
            vec![Some(renamed.map_or_else(|| kept.clone(), |id| with_block(raw, id)))]
        }
        _ => vec![Some(kept)],
    }
}

/// `kept` with the `news` among its `segments`.
fn with_segments(
    kept: Written,
    segments: &[Box<str>],
    news: &[Option<String>],
    spelling: Spelling,
) -> Written {
    if news.iter().all(Option::is_none) {
        return kept;
    }
    let all = segments.iter().zip(news).map(|(old, new)| new.clone().unwrap_or_else(|| old.to_string()));
    let all: Vec<Box<str>> = all.map(Into::into).collect();
    let pieces: Vec<&str> = kept.raw.split('#').collect();
    let count = pieces.iter().filter(|piece| !piece.trim().is_empty()).count();
    let raw = if count == segments.len() {
        let mut next = news.iter();
        let written = pieces.iter().map(|piece| match piece.trim() {
            "" => (*piece).to_owned(),
            _ => match next.next() {
                Some(Some(new)) => spelling.segment(new),
                _ => (*piece).to_owned(),
            },
        });
        written.collect::<Vec<_>>().join("#")
    } else {
        all.iter().map(|segment| spelling.segment(segment)).collect::<Vec<_>>().join("#")
    };
    Written { raw, subpath: Some(Subpath::Headings(all)) }
}

/// Subpaths that also name headings above: where the heading alone would be taken for another one.
fn longer(
    change: &Change,
    file: FileId,
    chain: &[usize],
    segments: &[Box<str>],
    news: &[Option<String>],
    spelling: Spelling,
) -> Vec<Written> {
    let Some(facts) = change.after.facts(change.after_id(file)) else { return Vec::new() };
    let Some((index, heading)) = chain.last().and_then(|index| Some((*index, facts.headings.get(*index)?)))
    else {
        return Vec::new();
    };
    let own = news.last().cloned().flatten().or_else(|| segments.last().map(|last| last.to_string()));
    let mut names: Vec<Box<str>> = own.map(Into::into).into_iter().collect();
    let mut level = heading.level;
    let mut found = Vec::new();
    for above in facts.headings.iter().take(index).rev() {
        if above.level < level {
            level = above.level;
            names.insert(0, linkable(&above.text, spelling).into());
            let raw = names.iter().map(|name| spelling.segment(name)).collect::<Vec<_>>().join("#");
            found.push(Written { raw, subpath: Some(Subpath::Headings(names.clone())) });
        }
    }
    found
}

/// `raw`, which ends in a block id, with the block id `id`.
fn with_block(raw: &str, id: &str) -> Written {
    let lower = raw.to_ascii_lowercase();
    let mark = raw.rfind('^').map(|at| at + 1).or_else(|| lower.rfind("%5e").map(|at| at + 3));
    let before = mark.and_then(|at| raw.get(..at)).unwrap_or("^");
    Written { raw: format!("{before}{id}"), subpath: Some(Subpath::Block(id.into())) }
}

/// How a link names the heading `text`.
fn linkable(text: &str, spelling: Spelling) -> String {
    let name = heading_link(text);
    if spelling != Spelling::Wiki {
        return name;
    }
    let words = name.split(|c: char| matches!(c, '[' | ']') || c.is_whitespace());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
