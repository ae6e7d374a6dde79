//! Whether a note reads as before, its comments and the property of this program aside.

use super::is_property;
use crate::note::{BlockKind, Note};
use crate::text::TextRange;

/// Whether `after` shows and links what `before` does.
pub(super) fn is_same(before: &Note, after: &Note) -> bool {
    blocks(before) == blocks(after)
        && lists(before) == lists(after)
        && named(before) == named(after)
        && verbatim(before) == verbatim(after)
        && properties(before) == properties(after)
}

fn blocks(note: &Note) -> Vec<(BlockKind, u32)> {
    let blocks = note.blocks.iter().filter(|block| !note.is_comment(block));
    blocks.map(|block| (block.kind, block.depth)).collect()
}

/// Items, tables, callouts and footnotes.
fn lists(note: &Note) -> impl PartialEq {
    let items: Vec<_> = note.list_items.iter().map(|item| (item.task, item.parent)).collect();
    let tables: Vec<_> = note.tables.iter().map(|table| (table.columns, table.rows.len())).collect();
    let callouts: Vec<_> = note.callouts.iter().map(|callout| (callout.kind.clone(), callout.fold)).collect();
    (items, tables, callouts)
}

/// What other places refer to, and what refers to them.
fn named(note: &Note) -> impl PartialEq {
    let texts = |ranges: Vec<TextRange>| -> Vec<String> {
        ranges.into_iter().map(|range| note.slice(range).to_owned()).collect()
    };
    let headings = texts(note.headings.iter().map(|heading| heading.text_range).collect());
    let links: Vec<_> =
        note.links.iter().map(|link| (note.slice(link.range).to_owned(), link.hidden)).collect();
    let tags: Vec<_> = note.tags.iter().map(|tag| (note.slice(tag.range).to_owned(), tag.hidden)).collect();
    let fields = texts(note.inline_fields.iter().map(|field| field.range).collect());
    let footnotes: Vec<_> = note.footnotes.iter().map(|footnote| footnote.id.clone()).collect();
    let references = texts(note.footnote_refs.iter().map(|reference| reference.range).collect());
    let kind = |block: u32| note.blocks.get(block as usize).map(|block| block.kind);
    let ids: Vec<_> = note.block_ids.iter().map(|id| (id.id.clone(), kind(id.block))).collect();
    (headings, links, tags, fields, (footnotes, references, ids))
}

/// Code, math, HTML that is no comment, and the marks of templates.
fn verbatim(note: &Note) -> impl PartialEq {
    let code = note.code_blocks.iter().map(|block| block.range);
    let math = note.math.iter().map(|math| math.range);
    let template = note.template_markers.iter().map(|marker| marker.range);
    let ranges = code.chain(math).chain(template).chain(note.html.iter().copied());
    let texts = ranges.map(|range| note.slice(range).to_owned());
    let unclosed = note.comments.iter().filter(|comment| !comment.closed).count();
    (texts.collect::<Vec<_>>(), unclosed)
}

fn properties(note: &Note) -> impl PartialEq {
    let front_matter = note.front_matter.as_ref();
    let properties = front_matter.iter().flat_map(|it| &it.properties).filter(|it| !is_property(&it.key));
    let properties: Vec<_> = properties.map(|it| (it.key.clone(), it.value.to_yaml())).collect();
    let errors = front_matter.map_or(0, |it| it.errors.len());
    let flaw = note.front_matter_flaw.as_ref().map(|flaw| flaw.kind);
    (properties, errors, flaw)
}
