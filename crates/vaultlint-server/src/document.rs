//! The text of an open document: a rope, edited in place.

use ropey::Rope;
use tower_lsp::lsp_types::{Position, TextDocumentContentChangeEvent};

use crate::convert::Encoding;

/// Applies `changes` in their order. Positions beyond the text are taken as its nearest end, those inside of a
/// character as its start.
pub fn apply(rope: &mut Rope, changes: Vec<TextDocumentContentChangeEvent>, encoding: Encoding) {
    for change in changes {
        let Some(range) = change.range else {
            *rope = Rope::from_str(&change.text);
            continue;
        };
        let start = char_at(rope, range.start, encoding);
        let end = char_at(rope, range.end, encoding).max(start);
        rope.remove(start..end);
        rope.insert(start, &change.text);
    }
}

fn char_at(rope: &Rope, position: Position, encoding: Encoding) -> usize {
    let line = position.line as usize;
    if line >= rope.len_lines() {
        return rope.len_chars();
    }
    let start = rope.line_to_char(line);
    let text = rope.line(line);
    let ended = text.chars_at(text.len_chars()).reversed().take_while(|c| matches!(c, '\n' | '\r')).count();
    let len = text.len_chars() - ended;
    let column = position.character as usize;
    let chars = match encoding {
        Encoding::Utf8 => text.try_byte_to_char(column).unwrap_or(len),
        Encoding::Utf16 => text.try_utf16_cu_to_char(column).unwrap_or(len),
        Encoding::Utf32 => column,
    };
    start + chars.min(len)
}
