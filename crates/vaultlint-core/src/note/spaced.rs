//! What looks like a Markdown link and is none, for a blank in its destination.

use super::{Note, SpacedLink};
use crate::text::TextRange;

/// How far the brackets of a link are searched, in bytes.
const FARTHEST: usize = 1000;

/// Finds all of `[text](a b.md)` in `note`, whose links and opaque ranges are known (OBSIDIAN.md 2.2).
pub(super) fn read(note: &mut Note) {
    let text = note.text.clone();
    let start = note.body_start();
    let body = text.get(start..).unwrap_or("");
    let seams = memchr::memmem::find_iter(body.as_bytes(), b"](").map(|at| start + at);
    let found: Vec<SpacedLink> = seams.filter_map(|seam| spaced_link(note, &text, seam)).collect();
    note.spaced_links = found;
}

/// The link whose text ends at the bracket at `seam`.
fn spaced_link(note: &Note, text: &str, seam: usize) -> Option<SpacedLink> {
    let after = text.get(seam + 2..)?;
    if has_no_blank(after.as_bytes()) {
        return None;
    }
    let close = closing_parenthesis(after)?;
    let inside = after.get(..close)?;
    let target = without_title(inside).trim();
    if !target.contains(' ') || target.starts_with('<') || note.is_opaque(seam) {
        return None;
    }
    let open = opening_bracket(text, seam)?;
    let embed = text.get(..open)?.ends_with('!');
    let range = TextRange::new(open - usize::from(embed), seam + 2 + close + 1);
    let target_start = seam + 2 + inside.find(target)?;
    let is_taken = note.is_opaque(open) || overlaps_link(note, range.start(), seam);
    (!is_taken).then(|| SpacedLink {
        embed,
        range,
        target_range: TextRange::new(target_start, target_start + target.len()),
    })
}

/// Whether the destination that `text` begins with surely ends before the first blank, as nearly all do.
fn has_no_blank(text: &[u8]) -> bool {
    let Some(stop) = memchr::memchr3(b' ', b')', b'\n', text) else { return true };
    match text.get(stop) {
        Some(b')') => text.get(..stop).is_some_and(|inside| memchr::memchr(b'(', inside).is_none()),
        stop => stop == Some(&b'\n'),
    }
}

/// Where the parenthesis stands that closes the destination `text` begins with, on the same line.
fn closing_parenthesis(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (i, byte) in text.bytes().enumerate().take(FARTHEST) {
        match byte {
            b'\n' | b'\r' => return None,
            b'(' => depth += 1,
            b')' if depth == 0 => return Some(i),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The bracket that the one at `close` closes, on the same line and not escaped.
fn opening_bracket(text: &str, close: usize) -> Option<usize> {
    let before = text.as_bytes().get(..close)?;
    let mut depth = 0;
    for (i, byte) in before.iter().enumerate().rev().take(FARTHEST) {
        match *byte {
            b'\n' | b'\r' => return None,
            b']' => depth += 1,
            b'[' if depth == 0 => {
                let is_escaped = i > 0 && before.get(i - 1) == Some(&b'\\');
                return (!is_escaped).then_some(i);
            }
            b'[' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// `inside` without a title in quotes at its end.
fn without_title(inside: &str) -> &str {
    let trimmed = inside.trim_end();
    let titled = trimmed.strip_suffix('"').and_then(|rest| rest.rsplit_once(" \""));
    titled.map_or(inside, |(target, _)| target)
}

/// Whether a link starts with the brackets from `start`, or one that starts before holds the one at `seam`.
fn overlaps_link(note: &Note, start: usize, seam: usize) -> bool {
    let after = note.links.partition_point(|link| link.range.start() <= seam);
    let near = note.links.get(..after).unwrap_or_default().iter().rev().take(4);
    near.clone()
        .any(|link| link.range.start() == start || link.range.contains(seam) && link.range.end() <= seam + 1)
}
