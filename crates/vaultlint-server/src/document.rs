//! An open document: its text as a rope, edited in place.

use ropey::Rope;
use tower_lsp::lsp_types::{Position, TextDocumentContentChangeEvent};

use crate::convert::Encoding;

/// The text of a document and its version.
#[derive(Debug, Clone)]
pub struct Document {
    rope: Rope,
    /// The version that the client gave it last.
    pub version: i32,
}

impl Document {
    /// A document as it was opened.
    pub fn new(text: &str, version: i32) -> Self {
        Document { rope: Rope::from_str(text), version }
    }

    /// Applies `changes` in their order. Positions beyond the text are taken as its nearest end.
    pub fn apply(&mut self, changes: Vec<TextDocumentContentChangeEvent>, version: i32, encoding: Encoding) {
        for change in changes {
            let Some(range) = change.range else {
                self.rope = Rope::from_str(&change.text);
                continue;
            };
            let start = self.char_at(range.start, encoding);
            let end = self.char_at(range.end, encoding).max(start);
            self.rope.remove(start..end);
            self.rope.insert(start, &change.text);
        }
        self.version = version;
    }

    /// The text, in one piece.
    pub fn text(&self) -> String {
        self.rope.to_string()
    }

    /// Index of the character at `position`; one inside a character is taken as its start.
    fn char_at(&self, position: Position, encoding: Encoding) -> usize {
        let line = position.line as usize;
        if line >= self.rope.len_lines() {
            return self.rope.len_chars();
        }
        let start = self.rope.line_to_char(line);
        let text = self.rope.line(line);
        let ended =
            text.chars_at(text.len_chars()).reversed().take_while(|c| matches!(c, '\n' | '\r')).count();
        let len = text.len_chars() - ended;
        let column = position.character as usize;
        let chars = match encoding {
            Encoding::Utf8 => text.try_byte_to_char(column).unwrap_or(len),
            Encoding::Utf16 => text.try_utf16_cu_to_char(column).unwrap_or(len),
            Encoding::Utf32 => column,
        };
        start + chars.min(len)
    }
}
