//! Table rows with more cells than there are columns.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::note::{Note, Table, TableRow};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;

/// No row of a table has more cells than there are columns.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct UnevenTableRow {}

impl Rule for UnevenTableRow {
    const INFO: RuleInfo = RuleInfo {
        name: "uneven-table-row",
        summary: "No row of a table has more cells than there are columns",
        category: Category::Structure,
        level: Level::Warning,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("uneven-table-row.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if note.is_plugin_owned() {
            return;
        }
        for table in &note.tables {
            for row in &table.rows {
                check_row(note, table, row, cx);
            }
        }
    }
}

fn check_row(note: &Note, table: &Table, row: &TableRow, cx: &mut Context<'_>) {
    let Some(surplus) = surplus(note, row) else { return };
    let pipes = surplus.slice(&note.text).matches('|').count() + 1;
    if pipes <= pipes_in_links(row.range.slice(&note.text)) || note.is_commented(surplus.start()) {
        return;
    }
    let columns = match table.columns {
        1 => "one column".to_owned(),
        columns => format!("{columns} columns"),
    };
    let message = format!("this is not shown: the row has more cells than the table, which has {columns}");
    let help = "give the header and the line below it as many cells, or write a pipe that parts no cells as `\\|`";
    cx.report(cx.diagnostic(surplus, message).help(help));
}

/// What stands behind the last column, without the pipes and blanks around it.
fn surplus(note: &Note, row: &TableRow) -> Option<TextRange> {
    let start = row.cells.last()?.end();
    let text = note.text.get(start..row.range.end())?;
    let is_edge = |c: char| c == '|' || c.is_whitespace();
    let kept = text.trim_start_matches(is_edge);
    let range = TextRange::new(row.range.end() - kept.len(), start + text.trim_end_matches(is_edge).len());
    (!kept.is_empty()).then_some(range)
}

/// How many pipes that are not escaped stand between the brackets of wikilinks: they split the links into cells.
fn pipes_in_links(row: &str) -> usize {
    let links = row.split("[[").skip(1).filter_map(|rest| Some(rest.split_once("]]")?.0));
    links.map(|link| link.matches('|').count() - link.matches("\\|").count()).sum()
}
