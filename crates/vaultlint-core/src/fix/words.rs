//! The words of a note, without the white space and the marks that other parts of its meaning account for.

use crate::note::{BlockKind, Note, Table};
use crate::text::TextRange;

/// Stands for a link, for code, math and the like.
const THING: &str = "\u{fffc}";
/// Stands for display math, which shows on a line of its own wherever it stands.
const DISPLAY: &str = "\n\u{fffc}\n";

/// The words of the body. Runs of blanks count as one, and as none beside a sign that is no letter or digit; a line break
/// stays one, however many blank lines and quote marks follow it. With `strict` (the setting `strictLineBreaks`) the
/// line breaks that show count too.
pub(super) fn words(note: &Note, strict: bool) -> String {
    let mut folded = Folded::default();
    let mut at = note.body_start();
    for (range, stand_in) in replaced(note) {
        if range.start() < at {
            continue; // Inside one that stands for more.
        }
        folded.push(TextRange::new(at, range.start()).slice(&note.text));
        folded.push(stand_in);
        at = range.end();
    }
    folded.push(TextRange::new(at, note.text.len()).slice(&note.text));
    if strict {
        folded.out.push_str(&format!("\n{}", hard_breaks(note)));
    }
    folded.out
}

/// `text` with its blanks folded.
pub(super) fn fold(text: &str) -> String {
    let mut folded = Folded::default();
    folded.push(text);
    folded.out
}

/// What other parts of the meaning hold, in order of place, the longer of two at one place first.
fn replaced(note: &Note) -> Vec<(TextRange, &'static str)> {
    let body = note.body_start();
    let mut ranges: Vec<(TextRange, &'static str)> = Vec::new();
    ranges.extend(note.math.iter().filter(|math| math.display).map(|math| (math.range, DISPLAY)));
    ranges.extend(note.opaque.iter().chain(note.math.iter().map(|it| &it.range)).map(|it| (*it, THING)));
    ranges.extend(note.links.iter().map(|link| (link.range, THING)));
    // Where emphasis is lost its marks are words.
    ranges.extend(note.emphasis.iter().flat_map(|it| it.marks()).map(|mark| (mark, "")));
    ranges.extend(note.list_items.iter().map(|item| (item.marker_range, " ")));
    ranges.extend(note.block_ids.iter().map(|id| (id.range, " ")));
    for heading in &note.headings {
        ranges.push((TextRange::new(heading.range.start(), heading.text_range.start()), ""));
        ranges.push((TextRange::new(heading.text_range.end(), heading.range.end()), ""));
    }
    for block in &note.blocks {
        match block.kind {
            BlockKind::ThematicBreak => ranges.push((block.range, "")),
            BlockKind::Code => ranges.push((block.range, THING)),
            BlockKind::Math => ranges.push((block.range, DISPLAY)),
            _ => {}
        }
    }
    note.tables.iter().for_each(|table| between_cells(note, table, &mut ranges));
    ranges.retain(|(range, _)| range.start() >= body && !range.is_empty());
    ranges.sort_by_key(|(range, _)| (range.start(), std::cmp::Reverse(range.end())));
    ranges
}

/// The pipes of `table` and its delimiter row. Empty cells at the end of a row show as those do that are not written.
fn between_cells(note: &Note, table: &Table, ranges: &mut Vec<(TextRange, &'static str)>) {
    let mut at = table.range.start();
    for (number, row) in table.rows.iter().enumerate() {
        let is_written = |cell: &TextRange| !note.slice(*cell).trim().is_empty();
        let written = row.cells.iter().rposition(is_written).map_or(1, |last| last + 1);
        for (column, cell) in row.cells.iter().take(written).enumerate() {
            ranges.push((TextRange::new(at, cell.start()), if number + column == 0 { "" } else { "|" }));
            at = cell.end();
        }
    }
    ranges.push((TextRange::new(at, table.range.end()), ""));
}

/// How many lines within paragraphs, or within the text of list items that stand close, end in two blanks or a backslash.
fn hard_breaks(note: &Note) -> usize {
    let is_paragraph =
        |index: usize| note.blocks.get(index).is_some_and(|block| block.kind == BlockKind::Paragraph);
    let paragraphs = note.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph);
    let close_items = note.list_items.iter().filter(|item| !is_paragraph(item.block as usize + 1));
    let texts = paragraphs.map(|block| block.range).chain(close_items.map(|item| item.range));
    texts.map(|text| hard_breaks_in(note, text)).sum()
}

fn hard_breaks_in(note: &Note, text: TextRange) -> usize {
    let (first, last) = (note.lines.line_of(text.start()), note.lines.line_of(text.end()));
    let line = |number: usize| note.lines.line_range(&note.text, number);
    let is_break = |number: &usize| {
        let (line, next) = (line(*number), line(*number + 1));
        let content = next.end() - note.slice(next).trim_start_matches([' ', '\t', '>']).len();
        let is_marked = note.slice(line).ends_with("  ") || note.slice(line).ends_with('\\');
        is_marked && content < next.end() && !note.is_opaque(content)
    };
    (first..last).filter(is_break).count()
}

/// Text whose blanks are folded as it comes.
#[derive(Default)]
struct Folded {
    out: String,
    /// The blanks since the last other character.
    blank: Blank,
}

#[derive(Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Blank {
    #[default]
    None,
    Some,
    LineBreak,
}

impl Folded {
    fn push(&mut self, text: &str) {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let len = match first {
                '\n' | '\r' => self.blank_of(Blank::LineBreak),
                ' ' | '\t' | '\u{b}' | '\u{c}' => self.blank_of(Blank::Some),
                // A quote mark: the nesting of blocks accounts for it.
                '>' if self.blank == Blank::LineBreak || self.out.is_empty() => 1,
                first => self.push_word(first, rest),
            };
            rest = rest.get(len..).unwrap_or("");
        }
    }

    /// Takes in a blank, which is one byte long.
    fn blank_of(&mut self, blank: Blank) -> usize {
        self.blank = self.blank.max(blank);
        1
    }

    /// Takes in `text`, which starts with `first`, up to the next blank; how many bytes that is.
    fn push_word(&mut self, first: char, text: &str) -> usize {
        let is_letter = |c: char| c.is_alphanumeric();
        let before = self.out.chars().next_back();
        match std::mem::take(&mut self.blank) {
            Blank::LineBreak if before.is_some() => self.out.push('\n'),
            Blank::Some if before.is_some_and(is_letter) && is_letter(first) => self.out.push(' '),
            _ => {}
        }
        let is_blank = |byte: u8| matches!(byte, b'\n' | b'\r' | b' ' | b'\t' | 0x0b | 0x0c);
        let len = text.bytes().position(is_blank).unwrap_or(text.len());
        self.out.push_str(text.get(..len).unwrap_or(""));
        len
    }
}
