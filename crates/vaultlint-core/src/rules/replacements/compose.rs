//! Edits upon edits as edits of the first text.

use crate::diagnostic::Edit;
use crate::text::TextRange;

/// A text as it has become.
#[derive(Debug, Clone)]
pub(super) struct Composed(Vec<Piece>);

#[derive(Debug, Clone)]
enum Piece {
    /// Bytes of the first text.
    Kept(TextRange),
    /// Other text, and the number of what wrote it. May be empty, where text was removed.
    New(String, usize),
}

impl Composed {
    /// A text of `len` bytes, as it was.
    pub(super) fn new(len: usize) -> Self {
        Composed(vec![Piece::Kept(TextRange::new(0, len))])
    }

    /// Applies `edits` of the text as it is now, in order and disjoint, which number `by` makes.
    pub(super) fn apply(&mut self, edits: &[Edit], by: usize) {
        let mut rest = std::mem::take(&mut self.0);
        rest.reverse();
        let mut at = 0;
        for edit in edits {
            self.0.extend(take(&mut rest, edit.range().start() - at));
            take(&mut rest, edit.range().len());
            self.0.push(Piece::New(edit.content().to_owned(), by));
            at = edit.range().end();
        }
        rest.reverse();
        self.0.append(&mut rest);
    }

    /// The edits that make `first` the text as it is now, each with the number of what made it last.
    pub(super) fn edits(self, first: &str) -> Vec<(Edit, usize)> {
        let mut edits = Vec::new();
        let mut at = 0;
        let mut new = String::new();
        let mut last = 0;
        for piece in self.0.into_iter().chain([Piece::Kept(TextRange::empty(first.len()))]) {
            match piece {
                Piece::New(text, by) => {
                    new.push_str(&text);
                    last = by;
                }
                Piece::Kept(range) => {
                    let old = TextRange::new(at, range.start());
                    edits.extend(edit(first, old, std::mem::take(&mut new)).map(|edit| (edit, last)));
                    at = range.end();
                }
            }
        }
        edits
    }
}

/// Takes the next `len` bytes off `pieces`, whose end comes first.
fn take(pieces: &mut Vec<Piece>, len: usize) -> Vec<Piece> {
    let mut taken = Vec::new();
    let mut left = len;
    while left > 0 {
        let Some(piece) = pieces.pop() else { break };
        let (head, tail) = split(piece, left);
        left -= length(&head);
        taken.push(head);
        pieces.extend(tail);
    }
    taken
}

fn length(piece: &Piece) -> usize {
    match piece {
        Piece::Kept(range) => range.len(),
        Piece::New(text, _) => text.len(),
    }
}

/// The first `len` bytes of `piece`, and what is left of it.
fn split(piece: Piece, len: usize) -> (Piece, Option<Piece>) {
    if length(&piece) <= len {
        return (piece, None);
    }
    match piece {
        Piece::Kept(range) => {
            let middle = range.start() + len;
            let tail = Piece::Kept(TextRange::new(middle, range.end()));
            (Piece::Kept(TextRange::new(range.start(), middle)), Some(tail))
        }
        Piece::New(mut text, by) => {
            let tail = if text.is_char_boundary(len) { text.split_off(len) } else { String::new() };
            (Piece::New(text, by), Some(Piece::New(tail, by)))
        }
    }
}

fn edit(first: &str, old: TextRange, new: String) -> Option<Edit> {
    match (old.is_empty(), new.is_empty()) {
        _ if old.slice(first) == new => None,
        (true, _) => Some(Edit::insertion(old.start(), new)),
        (false, true) => Some(Edit::deletion(old)),
        (false, false) => Some(Edit::replacement(old, new)),
    }
}
