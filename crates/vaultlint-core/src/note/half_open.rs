//! `[x]]`: brackets that a second one at their start would make a wikilink.

use super::{LooseLink, LooseLinkKind, Note};
use crate::text::TextRange;

/// How far the opening bracket, and what else is open before it, is searched, in bytes.
const FARTHEST: usize = 500;

/// Finds all of them in `note`, whose links and opaque ranges are known, and adds them to its loose links.
pub(super) fn read(note: &mut Note) {
    let start = note.body_start();
    let body = note.text.get(start..).unwrap_or("");
    let closing = memchr::memmem::find_iter(body.as_bytes(), b"]]").map(|at| start + at);
    let found: Vec<LooseLink> = closing.filter_map(|close| half_open(note, close)).collect();
    if !found.is_empty() {
        note.loose_links.extend(found);
        note.loose_links.sort_by_key(|it| it.range.start());
    }
}

/// The brackets that close at `close`, where one opens them.
fn half_open(note: &Note, close: usize) -> Option<LooseLink> {
    let bytes = note.text.as_bytes();
    let is_link = |range: TextRange| {
        let after = note.links.partition_point(|link| link.range.start() < range.end());
        note.links
            .get(..after)
            .unwrap_or_default()
            .iter()
            .rev()
            .take(4)
            .any(|link| link.range.overlaps(range))
    };
    if bytes.get(close + 2) == Some(&b']')
        || note.is_opaque(close)
        || is_link(TextRange::new(close, close + 2))
    {
        return None;
    }
    let before = bytes.get(close.saturating_sub(FARTHEST)..close)?;
    let back = before.iter().rev().position(|byte| matches!(byte, b'[' | b']' | b'\n' | b'\r'))?;
    let open = close - back - 1;
    let is_single = bytes.get(open) == Some(&b'[') && !bytes.get(..open)?.ends_with(b"[");
    if !is_single || note.is_opaque(open) || is_in_brackets(note, open) {
        return None;
    }
    let embed = bytes.get(..open)?.ends_with(b"!");
    let range = TextRange::new(open - usize::from(embed), close + 2);
    let is_in_table = note.table_at(open).is_some() && note.slice(range).contains('|');
    (!is_in_table && !is_link(range)).then(|| LooseLink {
        kind: LooseLinkKind::HalfOpened,
        range,
        hidden: note.is_commented(open),
    })
}

/// Whether another bracket is open on the line at `offset`, or the one there is escaped.
fn is_in_brackets(note: &Note, offset: usize) -> bool {
    let line = note.lines.line_start(note.lines.line_of(offset)).max(offset.saturating_sub(FARTHEST));
    let mut depth = 0_usize;
    let mut escaped = false;
    for (i, byte) in note.text.as_bytes().iter().enumerate().take(offset).skip(line) {
        match byte {
            b'\\' => {
                escaped = !escaped;
                continue;
            }
            b'[' if !escaped && !note.is_opaque(i) => depth += 1,
            b']' if !escaped && !note.is_opaque(i) => depth = depth.saturating_sub(1),
            _ => {}
        }
        escaped = false;
    }
    depth > 0 || escaped
}
