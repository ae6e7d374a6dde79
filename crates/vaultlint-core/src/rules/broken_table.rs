//! Lines that were meant as a table and are shown as text.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::note::{Block, BlockKind, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;



use super::table_rows::{Line, LineKind, cells, is_data, lines, pipe_in_link};

/// What looks like a table is one.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct BrokenTable {}

impl Rule for BrokenTable {
    const INFO: RuleInfo = RuleInfo {
        name: "broken-table",
        summary: "What looks like a table is one",
        category: Category::Structure,
        level: Level::Warning,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("broken-table.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if note.is_plugin_owned() {
            return;
        }
        // The table that stands right before the block at hand.
        let mut above: Option<&Block> = None;
        for block in &note.blocks {
            if block.kind == BlockKind::Paragraph && block.range.slice(&note.text).contains('|') {
                let above = above.filter(|table| table.depth == block.depth);
                let columns = above.and_then(|table| Some(note.table_at(table.range.start())?.columns as usize));
                check_paragraph(note, block.range, columns, cx);
            }
            above = Some(block).filter(|block| block.kind == BlockKind::Table);
        }
    }
}

/// Checks a paragraph that stands below a table of `columns_above` columns, or below none.
fn check_paragraph(note: &Note, paragraph: TextRange, columns_above: Option<usize>, cx: &mut Context<'_>) {
    let lines: Vec<Line> = lines(note, paragraph).collect();
    let Some(first) = lines.first() else { return };
    let unread = |line: &Line| note.is_opaque(line.range.start()) || note.is_commented(line.range.start());
    if lines.iter().any(unread) {
        return;
    }
    let is_row = |line: &&Line| line.kind == LineKind::Row;
    if let Some(at) = lines.iter().position(|line| line.kind == LineKind::Delimiter) {
        let (Some(delimiter), header) = (lines.get(at), at.checked_sub(1).and_then(|at| lines.get(at))) else { return };
        match header {
            Some(header) => check_header(note, header, delimiter, cx),
            None if lines.get(1).is_some_and(|line| is_row(&line)) => {
                let message = "without a header right above this line the table is shown as text";
                cx.report(cx.diagnostic(delimiter.range, message));
            }
            None => {}
        }
    } else if is_row(&first) && columns_above == Some(first.cells) {
        let message = "a blank line parts this row from the table above: it is shown as text";
        cx.report(cx.diagnostic(first.range, message).help("remove the blank line"));
    } else if let Some(row) = lines.iter().find(is_row)
        && lines.iter().filter(|line| is_row(line) && line.cells == row.cells).count() >= 2
    {
        let message = "without a line of dashes below its header this table is shown as text";
        let dashes = " --- |".repeat(row.cells.min(9));
        let next = lines.iter().find(|line| is_row(line) && line.range.start() > row.range.start());
        let is_data = next.is_some_and(|next| is_data(note.slice(row.range), note.slice(next.range)));
        let help = match is_data {
            true => format!("put a header and below it `|{dashes}` above the first row"),
            false => format!("put `|{dashes}` below the first row"),
        };
        cx.report(cx.diagnostic(row.range, message).help(help));
    }
}

fn check_header(note: &Note, header: &Line, delimiter: &Line, cx: &mut Context<'_>) {
    let text = header.range.slice(&note.text);
    let has_pipe = cells(text) > 1 || text.starts_with('|');
    if !has_pipe || header.cells == delimiter.cells || pipe_in_link(text) {
        return;
    }
    let message = format!(
        "this line has {} and the header above it {}: the table is shown as text",
        count(delimiter.cells),
        header.cells
    );
    cx.report(cx.diagnostic(delimiter.range, message).help("give both as many cells"));
}

fn count(cells: usize) -> String {
    if cells == 1 { "one cell".to_owned() } else { format!("{cells} cells") }
}
