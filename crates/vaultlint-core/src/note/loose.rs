//! Brackets that open no wikilink: what would close them.

use super::{LinkKind, LooseLink, LooseLinkKind, Note, TableRow, range_at};
use crate::text::TextRange;

/// Finds what closes each of `note.loose_links`, by one walk over each line that holds any; forgets those that are no
/// links at all.
pub(super) fn settle(note: &mut Note) {
    let mut loose = std::mem::take(&mut note.loose_links);
    loose.sort_by_key(|it| it.range.start());
    let mut settled = Vec::with_capacity(loose.len());
    let mut rest = loose.as_slice();
    while let Some(first) = rest.first() {
        let row = row_at(note, first.range.start());
        let line = note.lines.line_range(&note.text, note.lines.line_of(first.range.start()));
        let line = row.map_or(line, |row| row.range);
        let on_line = rest.partition_point(|it| it.range.start() < line.end()).max(1);
        let (here, later) = rest.split_at(on_line);
        Walk { note, row, end: line.end(), open: Vec::new(), settled: &mut settled }.run(here);
        rest = later;
    }
    settled.retain(|it: &LooseLink| !is_other_syntax(note, it));
    settled.sort_by_key(|it| it.range.start());
    note.loose_links = settled;
}

fn row_at(note: &Note, offset: usize) -> Option<&TableRow> {
    let rows = &note.table_at(offset)?.rows;
    let after = rows.partition_point(|row| row.range.start() <= offset);
    rows.get(..after)?.last().filter(|row| row.range.contains(offset))
}

fn is_in_cell(row: &TableRow, range: TextRange) -> bool {
    let after = row.cells.partition_point(|cell| cell.start() <= range.start());
    row.cells.get(..after).and_then(<[_]>::last).is_some_and(|cell| cell.contains_range(range))
}

/// Whether the brackets belong to a Markdown link, `[[PDF] x](url)`, `[[1](url)`, or to a footnote.
fn is_other_syntax(note: &Note, loose: &LooseLink) -> bool {
    let open = loose.range.start() + usize::from(loose.range.slice(&note.text).starts_with('!'));
    let first = note.links.partition_point(|link| link.range.start() < open);
    let is_link =
        note.links.iter().skip(first).take_while(|link| link.range.start() <= open + 1).next().is_some();
    let footnote = note.footnote_refs.partition_point(|it| it.range.start() <= open);
    is_link || note.footnote_refs.get(footnote).is_some_and(|it| it.range.start() == open + 1)
}

/// Brackets that are open.
struct Open {
    loose: LooseLink,
    /// Whether they stand in a cell that the table drops, as its row has too many: whether a pipe splits them is
    /// still to be seen.
    dropped: bool,
    /// Brackets still to close: 2 where nothing was opened since.
    depth: usize,
    /// After the first bracket that closes one of the two.
    half: Option<usize>,
}

/// A walk over a line.
struct Walk<'a> {
    note: &'a Note,
    row: Option<&'a TableRow>,
    end: usize,
    open: Vec<Open>,
    settled: &'a mut Vec<LooseLink>,
}

impl<'a> Walk<'a> {
    fn run(mut self, loose: &'a [LooseLink]) {
        let mut loose = loose.iter().peekable();
        let bytes = self.note.text.as_bytes();
        let mut i = loose.peek().map_or(self.end, |first| first.range.start());
        while i < self.end {
            if let Some(opened) = loose.next_if(|it| it.range.start() == i) {
                self.open.push(Open { loose: opened.clone(), dropped: false, depth: 2, half: None });
                i += if bytes.get(i) == Some(&b'!') { 3 } else { 2 };
                continue;
            }
            i = match bytes.get(i) {
                Some(b'\\') => i + 2,
                Some(b'[' | b'!') if self.link_at(i).is_some() => self.link_at(i).unwrap_or(i + 1),
                Some(b'[') if bytes.get(i + 1) == Some(&b'[') && self.is_dropped(i) => {
                    let range = TextRange::new(i, i + 2);
                    let loose = LooseLink { kind: LooseLinkKind::Split, range, hidden: false };
                    self.open.push(Open { loose, dropped: true, depth: 2, half: None });
                    i + 2
                }
                Some(b'[') => {
                    if let Some(open) = self.open.last_mut() {
                        open.depth += 1;
                    }
                    i + 1
                }
                Some(b']') => self.close(i),
                Some(b'`' | b'<' | b'$') => self.after_opaque(i),
                _ => i + 1,
            };
        }
        for open in self.open.into_iter().filter(|open| !open.dropped) {
            let half = open.half.filter(|_| open.loose.kind == LooseLinkKind::Unclosed);
            self.settled.push(match half {
                Some(end) => LooseLink {
                    kind: LooseLinkKind::HalfClosed,
                    range: TextRange::new(open.loose.range.start(), end),
                    ..open.loose
                },
                None => open.loose,
            });
        }
    }

    /// The end of the wikilink that starts at `i`.
    fn link_at(&self, i: usize) -> Option<usize> {
        let links = &self.note.links;
        let first = links.partition_point(|link| link.range.start() < i);
        let link = links.get(first).filter(|link| link.range.start() == i && link.kind == LinkKind::Wiki)?;
        Some(link.range.end())
    }

    fn after_opaque(&self, i: usize) -> usize {
        range_at(&self.note.opaque, i).map_or(i + 1, |opaque| opaque.end().max(i + 1))
    }

    /// Whether byte `i` stands after all cells that the table shows.
    fn is_dropped(&self, i: usize) -> bool {
        self.row.is_some_and(|row| row.cells.last().is_none_or(|cell| cell.end() <= i))
    }

    /// Takes the bracket that closes at `i`; the byte to go on at.
    fn close(&mut self, i: usize) -> usize {
        let is_double = self.note.text.as_bytes().get(i + 1) == Some(&b']');
        let Some(open) = self.open.last_mut() else { return i + 1 };
        if open.depth == 2 && is_double {
            let Some(open) = self.open.pop() else { return i + 2 };
            let range = TextRange::new(open.loose.range.start(), i + 2);
            let is_split = self.row.is_some_and(|row| !is_in_cell(row, range));
            let kind = if is_split { LooseLinkKind::Split } else { LooseLinkKind::Nested };
            if !open.dropped || range.slice(&self.note.text).contains('|') {
                self.settled.push(LooseLink { kind, range, ..open.loose });
            }
            return i + 2;
        }
        open.depth -= 1;
        match open.depth {
            0 => {
                self.open.pop();
            }
            1 if open.half.is_none() => open.half = Some(i + 1),
            _ => {}
        }
        i + 1
    }
}
