//! Where a replacement changes a note.

use super::pattern::Replacement;
use super::template::Piece;
use crate::diagnostic::Edit;
use crate::note::{LinkKind, Note};
use crate::text::TextRange;

/// The edits of `replacement` in `note`, in order. What stands in `guarded` and is no prose is left alone; a match that
/// would change some of it is left alone as a whole.
pub(super) fn edits(replacement: &Replacement, note: &Note, guarded: &[TextRange]) -> Vec<Edit> {
    let text = &*note.text;
    if !replacement.cost.is_bearable(text) {
        return Vec::new();
    }
    let mut edits = Vec::new();
    let mut next = 0;
    for found in replacement.regex.find_iter(text) {
        let mut changes = Changes { text, at: found.start(), new: String::new(), edits: Vec::new() };
        for piece in replacement.template.pieces(&found, text.len()) {
            match piece {
                Piece::New(new) => changes.new.push_str(new),
                Piece::Kept(range) => changes.keep(range, found.end()),
            }
        }
        changes.close(found.end());
        while guarded.get(next).is_some_and(|it| it.end() <= found.start()) {
            next += 1;
        }
        let near = guarded.get(next..).unwrap_or_default().iter().take_while(|it| it.start() <= found.end());
        let is_free = |edit: &Edit| near.clone().all(|it| !touches(edit.range(), *it));
        if changes.edits.iter().all(is_free) {
            edits.append(&mut changes.edits);
        }
    }
    edits
}

/// Whether an edit of `range` changes something in `guarded`.
fn touches(range: TextRange, guarded: TextRange) -> bool {
    // Before the front matter nothing can be added either.
    let is_inside = guarded.start() < range.start() || guarded.start() == 0;
    range.overlaps(guarded) || range.is_empty() && is_inside && range.start() < guarded.end()
}

/// What becomes of one match: what stays in its place is no part of an edit.
struct Changes<'a> {
    text: &'a str,
    /// Up to which byte the match is done.
    at: usize,
    /// What is written from there on.
    new: String,
    edits: Vec<Edit>,
}

impl Changes<'_> {
    /// Writes what stands at `range`; in its place where it can be.
    fn keep(&mut self, range: TextRange, end: usize) {
        if range.start() >= self.at && range.end() <= end && !range.is_empty() {
            self.close(range.start());
            self.at = range.end();
        } else {
            self.new.push_str(range.slice(self.text));
        }
    }

    /// Ends an edit at byte `end`, without the characters at both ends that stay the same.
    fn close(&mut self, end: usize) {
        let old = self.text.get(self.at..end).unwrap_or("");
        let new = std::mem::take(&mut self.new);
        let same = |(a, b): &(char, char)| a == b;
        let start: usize = old.chars().zip(new.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
        let (old_rest, new_rest) = (old.get(start..).unwrap_or(""), new.get(start..).unwrap_or(""));
        let tail: usize =
            old_rest.chars().rev().zip(new_rest.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
        let range = TextRange::new(self.at + start, self.at + old.len() - tail);
        let content = new_rest.get(..new_rest.len() - tail).unwrap_or("").to_owned();
        match (range.is_empty(), content.is_empty()) {
            (true, true) => {}
            (true, false) => self.edits.push(Edit::insertion(range.start(), content)),
            (false, true) => self.edits.push(Edit::deletion(range)),
            (false, false) => self.edits.push(Edit::replacement(range, content)),
        }
        self.at = end;
    }
}

/// What replacements leave alone: front matter, code, math, HTML, comments, markers of templates, and what links
/// lead to. Sorted by start.
pub(super) fn guarded(note: &Note) -> Vec<TextRange> {
    let mut guarded = note.opaque.clone();
    guarded.push(TextRange::new(0, note.body_start()));
    guarded.extend(note.code_blocks.iter().map(|it| it.range));
    guarded.extend(note.math.iter().map(|it| it.range));
    guarded.extend(note.comments.iter().map(|it| it.range));
    guarded.extend(note.template_markers.iter().map(|it| it.range));
    guarded.extend(note.link_definitions.iter().map(|it| it.range));
    guarded.extend(note.bare_urls());
    guarded.extend(note.bare_uris());
    for link in note.links.iter().filter(|link| link.kind != LinkKind::Property) {
        match link.display_range {
            Some(text) => guarded.extend([
                TextRange::new(link.range.start(), text.start()),
                TextRange::new(text.end(), link.range.end()),
            ]),
            None => guarded.push(link.range),
        }
    }
    guarded.retain(|it| !it.is_empty());
    guarded.sort();
    guarded.dedup_by(|next, kept| {
        let overlaps = next.start() < kept.end();
        if overlaps {
            *kept = kept.cover(*next);
        }
        overlaps
    });
    guarded
}

/// The front matter alone.
pub(super) fn front_matter(note: &Note) -> Vec<TextRange> {
    vec![TextRange::new(0, note.body_start())]
}
