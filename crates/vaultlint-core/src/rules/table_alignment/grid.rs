//! A table as rows of cells, and as text again.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::note::{Note, Table, TableRow};
use crate::text::TextRange;

/// Where the text of a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Alignment {
    None,
    Left,
    Center,
    Right,
}

/// The cells of a table.
pub(super) struct Grid<'n> {
    alignments: Vec<Alignment>,
    /// The delimiter row, without what stands before it on its line.
    pub delimiter: TextRange,
    /// The other rows, the header first.
    pub rows: Vec<Row<'n>>,
}

/// A row that is not the delimiter row.
pub(super) struct Row<'n> {
    /// The row, without what stands before it on its line and the blanks behind it.
    pub range: TextRange,
    /// The texts of its cells, without padding; cells that are missing at the end are left out.
    pub cells: Vec<&'n str>,
}

/// The width of `---`, below which no column goes.
const LEAST: usize = 3;

impl<'n> Grid<'n> {
    /// Reads `table`; `None` where it is broken: a row has more cells than there are columns, or a pipe cuts a link or code.
    pub(super) fn read(note: &'n Note, table: &Table) -> Option<Self> {
        let header = table.rows.first()?;
        let number = note.lines.line_of(header.range.start()) + 1;
        let line = note.lines.line_range(&note.text, number);
        let delimiter = note.slice(line).trim_start_matches([' ', '\t', '>']);
        let start = line.end() - delimiter.len();
        let delimiter = delimiter.trim_end();
        let inner = delimiter.strip_prefix('|').unwrap_or(delimiter);
        let inner = inner.strip_suffix('|').unwrap_or(inner);
        let alignments: Vec<_> = inner.split('|').map(alignment).collect::<Option<_>>()?;
        let mut rows = Vec::new();
        // A line without a pipe right below a table is part of it to Markdown, but nobody means it as a row.
        let is_row = |row: &&TableRow| note.slice(row.range).contains('|');
        for row in table.rows.iter().filter(is_row) {
            rows.push(read_row(note, row, alignments.len())?);
        }
        let delimiter = TextRange::new(start, start + delimiter.len());
        (alignments.len() == table.columns as usize).then_some(Grid { alignments, delimiter, rows })
    }

    /// The width of each column.
    pub(super) fn widths(&self) -> Vec<usize> {
        let mut widths = vec![LEAST; self.alignments.len()];
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(&row.cells) {
                *width = (*width).max(shown_width(cell));
            }
        }
        widths
    }

    /// A row with `cells`, padded to `widths`, or with one blank around each cell.
    pub(super) fn row(&self, cells: &[&str], widths: Option<&Vec<usize>>) -> String {
        let mut text = String::from("|");
        for (column, alignment) in self.alignments.iter().enumerate() {
            let cell = cells.get(column).copied().unwrap_or("");
            let width = widths.and_then(|widths| widths.get(column)).copied().unwrap_or(0);
            let padding = width.saturating_sub(shown_width(cell));
            let before = match alignment {
                Alignment::None | Alignment::Left => 0,
                Alignment::Center => padding / 2,
                Alignment::Right => padding,
            };
            text += &format!(" {}{cell}{} |", " ".repeat(before), " ".repeat(padding - before));
        }
        text
    }

    /// The delimiter row.
    pub(super) fn delimiter_row(&self, widths: Option<&Vec<usize>>) -> String {
        let mut text = String::from("|");
        for (column, alignment) in self.alignments.iter().enumerate() {
            let width = widths.and_then(|widths| widths.get(column)).copied().unwrap_or(LEAST).max(LEAST);
            let (before, after) = match alignment {
                Alignment::None => ("", ""),
                Alignment::Left => (":", ""),
                Alignment::Center => (":", ":"),
                Alignment::Right => ("", ":"),
            };
            text += &format!(" {before}{}{after} |", "-".repeat(width - before.len() - after.len()));
        }
        text
    }
}

/// The columns that `cell` fills. Editors give each Arabic letter a column, joined ones too.
fn shown_width(cell: &str) -> usize {
    let is_arabic = |c: char| matches!(c, '\u{600}'..='\u{6ff}');
    if cell.contains(is_arabic) {
        return cell.chars().map(|c| c.width().unwrap_or(0)).sum();
    }
    cell.width()
}

fn alignment(cell: &str) -> Option<Alignment> {
    let cell = cell.trim();
    let dashes = cell.trim_matches(':');
    let is_delimiter = !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-');
    is_delimiter.then(|| match (cell.starts_with(':'), cell.ends_with(':')) {
        (false, false) => Alignment::None,
        (true, false) => Alignment::Left,
        (true, true) => Alignment::Center,
        (false, true) => Alignment::Right,
    })
}

fn read_row<'n>(note: &'n Note, row: &TableRow, columns: usize) -> Option<Row<'n>> {
    let text = note.slice(row.range);
    let start = row.range.start() + text.len() - text.trim_start().len();
    let end = row.range.start() + text.trim_end().len();
    let mut cells: Vec<&str> = row.cells.iter().map(|cell| note.slice(*cell).trim()).collect();
    let last = row.cells.last()?;
    let surplus = TextRange::new(last.end(), end).slice(&note.text);
    let is_cut = |cell: &&str| {
        cell.matches('`').count() % 2 == 1 || cell.matches("[[").count() != cell.matches("]]").count()
    };
    if cells.len() > columns || !matches!(surplus.trim(), "" | "|") || cells.iter().any(is_cut) {
        return None;
    }
    while cells.last().is_some_and(|cell| cell.is_empty()) {
        cells.pop();
    }
    Some(Row { range: TextRange::new(start, end), cells })
}
