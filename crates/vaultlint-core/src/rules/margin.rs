//! What stands before the text of a line: quote marks and blanks.

use std::borrow::Cow;

use crate::diagnostic::Edit;
use crate::note::{Block, BlockKind, Note};
use crate::text::TextRange;

/// The blanks before the text of a line, after the quote marks around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Margin {
    /// Their bytes.
    pub range: TextRange,
    /// The column at which they start, from 0.
    pub column: usize,
}

/// The margin of line `number`, from 0, after `quotes` quote marks; `None` where the line has fewer marks.
pub(super) fn margin(note: &Note, number: usize, quotes: usize) -> Option<Margin> {
    let line = note.lines.line_range(&note.text, number);
    let mut rest = note.slice(line);
    let mut column = 0;
    for _ in 0..quotes {
        let marked = rest.trim_start_matches([' ', '\t']);
        let after = marked.strip_prefix('>')?;
        column += columns_from(rest.get(..rest.len() - marked.len())?, column) + 1;
        rest = after;
        if let Some(after) = rest.strip_prefix(' ') {
            (column, rest) = (column + 1, after);
        }
    }
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let start = line.end() - rest.len();
    Some(Margin { range: TextRange::new(start, start + blanks), column })
}

/// How many columns `text` fills from column `from` on; tabs go to the next multiple of four.
pub(super) fn columns_from(text: &str, from: usize) -> usize {
    text.chars().fold(from, |column, c| if c == '\t' { column / 4 * 4 + 4 } else { column + 1 }) - from
}

/// Whether `block` puts `>` before its lines.
pub(super) fn is_quote(block: &Block) -> bool {
    matches!(block.kind, BlockKind::BlockQuote | BlockKind::Callout)
}

/// The edit that puts `content` in the place of `range`; none where that changes nothing.
pub(super) fn replaced(note: &Note, range: TextRange, content: impl Into<Cow<'static, str>>) -> Option<Edit> {
    let content = content.into();
    match (range.is_empty(), content.is_empty()) {
        _ if note.slice(range) == content => None,
        (true, _) => Some(Edit::insertion(range.start(), content)),
        (false, true) => Some(Edit::deletion(range)),
        (false, false) => Some(Edit::replacement(range, content)),
    }
}
