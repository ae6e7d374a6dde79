//! The one pass over a note: the front matter is cut, block comments and display math are masked, the events
//! of the Markdown parser become blocks, and each leaf block is scanned for what that parser does not know.

use std::sync::Arc;

use pulldown_cmark::{Options, Parser};

use super::build::Builder;
use super::front_matter::{self, property_links};
use super::mask::{self, Masked};
use super::{
    BlockKind, Comment, LinkDefinition, LinkKind, Math, Note, generated, half_open, loose, spaced,
    suppression,
};
use crate::text::{LineIndex, TextRange};
use crate::vault::VaultPath;

/// What the Markdown parser reads. Wikilinks, math, tasks, callouts and front matter are ours: its reading of them
/// is not Obsidian's.
const OPTIONS: Options =
    Options::ENABLE_TABLES.union(Options::ENABLE_FOOTNOTES).union(Options::ENABLE_STRIKETHROUGH);

/// Reads `text` as the note at `path`. `before` is what was there, if that may be much the same.
pub(super) fn parse(path: VaultPath, text: Arc<str>, before: Option<&Note>) -> Note {
    let known = before.and_then(|note| Some((note.front_matter.as_ref()?, &*note.text)));
    let (front_matter, front_matter_flaw) = front_matter::parse(&text, known);
    let mut note = unread(path, text);
    note.lines = LineIndex::new(&note.text);
    note.front_matter = front_matter;
    note.front_matter_flaw = front_matter_flaw;
    note.is_plugin_owned = is_plugin_owned(&note);
    read(&mut note);
    note
}

/// Reads `text`, which is only a part of a note, without properties.
pub(super) fn body(text: Arc<str>) -> Note {
    let mut note = unread(VaultPath::from(""), text);
    note.lines = LineIndex::new(&note.text);
    read(&mut note);
    note
}

fn read(note: &mut Note) {
    if let Some(front_matter) = &note.front_matter {
        let links = property_links(front_matter, &note.text);
        note.opaque.push(front_matter.range);
        note.links.extend(links);
    }
    let text = note.text.clone();
    let start = note.body_start();
    let masked = mask::mask(&text, start);
    note.math.extend(masked.math.iter().map(|range| Math { range: *range, display: true }));
    note.opaque.extend(&masked.math);
    note.comments.extend(masked.comments.iter().cloned());
    read_body(note, &masked, start);
    for comment in &masked.comments {
        read_hidden(note, comment);
    }
    finish(note);
}

fn read_body(note: &mut Note, masked: &Masked<'_>, start: usize) {
    let events = Parser::new_ext(&masked.text, OPTIONS).into_offset_iter();
    let mut definitions: Vec<LinkDefinition> = events
        .reference_definitions()
        .iter()
        .map(|(label, definition)| LinkDefinition {
            label: label.into(),
            destination: definition.dest.as_ref().into(),
            range: trimmed(&note.text, TextRange::from(definition.span.clone()).shift(start)),
        })
        .collect();
    definitions.sort_by_key(|definition| definition.range.start());
    let sections =
        definitions.iter().map(|definition| (definition.range, BlockKind::LinkDefinition)).collect();
    note.link_definitions = definitions;
    Builder::new(note, masked, start, sections).run(events);
}

/// Reads the inside of a block comment: its links and tags are indexed, hidden; its headings, lists and the
/// rest are not (OBSIDIAN.md 4.1).
fn read_hidden(note: &mut Note, comment: &Comment) {
    let end = comment.range.end() - if comment.closed { 2 } else { 0 };
    let inner = TextRange::new(comment.range.start() + 2, end);
    let text = note.text.clone();
    // Most comments are words alone.
    if memchr::memchr3(b'[', b'#', b'<', inner.slice(&text).as_bytes()).is_none() {
        return;
    }
    let mut scratch = unread(note.path.clone(), text.clone());
    let masked = Masked { text: inner.slice(&text).into(), comments: Vec::new(), math: Vec::new() };
    let events = Parser::new_ext(&masked.text, OPTIONS).into_offset_iter();
    Builder::new(&mut scratch, &masked, inner.start(), Vec::new()).hidden().run(events);
    note.links.append(&mut scratch.links);
    note.loose_links.append(&mut scratch.loose_links);
    note.tags.append(&mut scratch.tags);
    note.opaque.append(&mut scratch.opaque);
}

/// A note with its text and nothing read of it.
fn unread(path: VaultPath, text: Arc<str>) -> Note {
    Note {
        path,
        text,
        lines: LineIndex::default(),
        front_matter: None,
        front_matter_flaw: None,
        blocks: Vec::new(),
        headings: Vec::new(),
        links: Vec::new(),
        loose_links: Vec::new(),
        spaced_links: Vec::new(),
        tags: Vec::new(),
        block_ids: Vec::new(),
        malformed_block_ids: Vec::new(),
        list_items: Vec::new(),
        callouts: Vec::new(),
        unspaced_callouts: Vec::new(),
        tables: Vec::new(),
        code_blocks: Vec::new(),
        footnotes: Vec::new(),
        footnote_refs: Vec::new(),
        link_definitions: Vec::new(),
        comments: Vec::new(),
        suppressions: Vec::new(),
        generated: Vec::new(),
        math: Vec::new(),
        emphasis: Vec::new(),
        highlights: Vec::new(),
        inline_fields: Vec::new(),
        template_markers: Vec::new(),
        html: Vec::new(),
        opaque: Vec::new(),
        is_plugin_owned: false,
    }
}

fn is_plugin_owned(note: &Note) -> bool {
    const OWNERS: [&str; 2] = ["excalidraw-plugin", "kanban-plugin"];
    let has =
        |owner: &&str| note.front_matter.as_ref().is_some_and(|properties| properties.get(owner).is_some());
    note.path.as_str().ends_with(".excalidraw.md") || OWNERS.iter().any(has)
}

/// Puts every vector in order of position and makes `opaque` disjoint.
fn finish(note: &mut Note) {
    note.links.sort_by_key(|link| (link.range.start(), link.range.end()));
    note.tags.sort_by_key(|tag| tag.range.start());
    note.comments.sort_by_key(|comment| comment.range.start());
    note.suppressions = suppression::read(note);
    note.generated = generated::read(note);
    note.math.sort_by_key(|math| math.range.start());
    note.html.sort();
    note.block_ids.sort_by_key(|id| id.range.start());
    note.malformed_block_ids.sort();
    note.footnotes.sort_by_key(|footnote| footnote.range.start());
    note.headings.sort_by_key(|heading| heading.range.start());
    note.opaque.sort();
    note.opaque.dedup_by(|next, kept| {
        let overlaps = next.start() < kept.end();
        if overlaps {
            *kept = kept.cover(*next);
        }
        overlaps
    });
    drop_emphasis_in_links(note);
    loose::settle(note);
    half_open::read(note);
    spaced::read(note);
}

/// Drops the emphasis that Markdown sees where Obsidian reads a wikilink or math first: a mark stands in one, and the
/// other mark elsewhere, or in its target.
fn drop_emphasis_in_links(note: &mut Note) {
    let Note { emphasis, links, opaque, .. } = note;
    let wikilinks: Vec<_> =
        links.iter().filter(|link| link.kind == LinkKind::Wiki && link.property.is_none()).collect();
    let link_at = |at: usize| {
        let before = wikilinks.partition_point(|link| link.range.start() <= at);
        before.checked_sub(1).and_then(|last| wikilinks.get(last)).filter(|link| link.range.contains(at))
    };
    let is_opaque = |at: usize| {
        let before = opaque.partition_point(|range| range.start() <= at);
        before.checked_sub(1).and_then(|last| opaque.get(last)).is_some_and(|range| range.contains(at))
    };
    emphasis.retain(|emphasis| {
        let marks = emphasis.marks().map(|mark| mark.start());
        let [open, close] = marks.map(|mark| link_at(mark).map(|link| link.range.start()));
        let in_target = |at: usize| link_at(at).is_some_and(|link| link.target_range.contains(at));
        open == close && !marks.into_iter().any(|mark| is_opaque(mark) || in_target(mark))
    });
}

/// `range` without the line breaks and blanks at its end.
pub(super) fn trimmed(text: &str, range: TextRange) -> TextRange {
    let kept = range.slice(text).trim_end_matches(['\n', '\r', ' ', '\t']).len();
    TextRange::new(range.start(), range.start() + kept)
}
