//! Lines that were meant as a table and are shown as text.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::note::{Block, BlockKind, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;

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

/// A line of a paragraph as a part of a table.
struct Line {
    range: TextRange,
    kind: LineKind,
    cells: usize,
}

#[derive(PartialEq)]
enum LineKind {
    /// Dashes and pipes: it stands between header and body.
    Delimiter,
    /// Pipes at both ends and in between.
    Row,
    Other,
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
        let help = format!("put `|{}` below the first row", " --- |".repeat(row.cells.min(9)));
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

/// The lines of the paragraph, without quote marks and blanks around.
fn lines(note: &Note, paragraph: TextRange) -> impl Iterator<Item = Line> + '_ {
    let mut at = paragraph.start();
    paragraph.slice(&note.text).split_inclusive('\n').map(move |line| {
        let start = at + line.len() - line.trim_start_matches([' ', '\t', '>']).len();
        at += line.len();
        let text = line.trim_start_matches([' ', '\t', '>']).trim_end();
        let bounded = text.len() > 1 && text.starts_with('|') && text.ends_with('|') && !text.ends_with("\\|");
        let cells = cells(text);
        let kind = match text {
            _ if is_delimiter(text) => LineKind::Delimiter,
            _ if bounded && cells >= 2 => LineKind::Row,
            _ => LineKind::Other,
        };
        Line { range: TextRange::new(start, start + text.len()), kind, cells }
    })
}

/// Whether `text` is dashes between pipes, with colons at their ends.
pub(super) fn is_delimiter(text: &str) -> bool {
    let inner = text.strip_prefix('|').unwrap_or(text);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let is_dashes = |cell: &str| {
        let cell = cell.trim();
        let cell = cell.strip_prefix(':').unwrap_or(cell);
        let dashes = cell.strip_suffix(':').unwrap_or(cell);
        !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
    };
    text.contains('|') && inner.split('|').all(is_dashes)
}

/// How many cells the line `text` has.
pub(super) fn cells(text: &str) -> usize {
    let pipes = text.matches('|').count() - text.matches("\\|").count();
    let edges = usize::from(text.starts_with('|')) + usize::from(text.ends_with('|') && !text.ends_with("\\|"));
    (pipes + 1).saturating_sub(edges)
}

/// Whether a pipe that is not escaped stands between the brackets of a wikilink.
pub(super) fn pipe_in_link(text: &str) -> bool {
    let links = text.split("[[").skip(1).filter_map(|rest| Some(rest.split_once("]]")?.0));
    links.into_iter().any(|link| link.matches('|').count() > link.matches("\\|").count())
}
