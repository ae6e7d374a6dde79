//! What a file mentions: the names that its links give, its tags, its properties. Never where.

use super::base::Base;
use super::canvas::{Canvas, CanvasTarget};
use super::names::last_segment;
use super::path::fold_path;
use crate::note::{Link, Note, Property, Value, ValueKind};

/// The longest value of a property that is remembered, in bytes.
const LONGEST_VALUE: usize = 64;

/// What a file mentions. Enough to tell which files may link to a note without reading them all again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mentions {
    /// The last segments of the paths of its links, folded and without `.md`; sorted, each once.
    pub names: Vec<Box<str>>,
    /// Its tags with `#`, as first written, each once for every letter case; sorted.
    pub tags: Vec<Box<str>>,
    /// Its properties with their short values, in order.
    pub properties: Vec<(Box<str>, Vec<Box<str>>)>,
}

impl Mentions {
    /// What `note` mentions.
    pub fn of_note(note: &Note) -> Self {
        let front_matter = note.front_matter.as_ref();
        let in_body = note.tags.iter().map(|tag| note.slice(tag.range).into());
        let mut tags: Vec<Box<str>> =
            in_body.chain(front_matter.into_iter().flat_map(|it| it.tags())).collect();
        tags.sort_unstable();
        tags.dedup();
        let properties = front_matter.map(|it| it.properties.as_slice()).unwrap_or_default();
        Mentions {
            names: names(note.links.iter().filter(|link| link.is_cached()).map(link_path)),
            tags,
            properties: properties.iter().map(|it| (it.key.clone(), values(it))).collect(),
        }
    }

    /// What the canvas `text` mentions; nothing where it cannot be read.
    pub fn of_canvas(text: &str) -> Self {
        let canvas = Canvas::parse(text).unwrap_or_default();
        Mentions {
            names: names(canvas.links.iter().map(|link| canvas_path(&link.target))),
            ..Mentions::default()
        }
    }

    /// What the base `text` mentions; nothing where it cannot be read.
    pub fn of_base(text: &str) -> Self {
        let base = Base::parse(text).unwrap_or_default();
        let path = |target| match str::split_once(target, '#') {
            Some((path, _)) => path,
            None => target,
        };
        Mentions { names: names(base.references.iter().map(|it| path(&it.target))), ..Mentions::default() }
    }
}

/// The form in which [`Mentions::names`] names the file at the end of `path`.
pub fn mention_name(path: &str) -> Box<str> {
    let folded = fold_path(path);
    let name = last_segment(&folded);
    name.strip_suffix(".md").unwrap_or(name).into()
}

fn canvas_path(target: &CanvasTarget) -> &str {
    match target {
        CanvasTarget::Text(link) => link_path(link),
        CanvasTarget::File { path, .. } | CanvasTarget::Background(path) => path,
    }
}

fn link_path(link: &Link) -> &str {
    &link.target.path
}

fn names<'a>(paths: impl Iterator<Item = &'a str>) -> Vec<Box<str>> {
    let mut names: Vec<Box<str>> = paths.filter(|path| !path.is_empty()).map(mention_name).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn values(property: &Property) -> Vec<Box<str>> {
    let items = match &property.value.kind {
        ValueKind::Sequence { items, .. } => items.as_slice(),
        _ => std::slice::from_ref(&property.value),
    };
    items.iter().filter_map(Value::as_str).filter(|it| it.len() <= LONGEST_VALUE).map(Into::into).collect()
}
