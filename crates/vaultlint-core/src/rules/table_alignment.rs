//! The columns of tables.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::margin::replaced;
use super::trial::{keeps_meaning, sections};
use crate::diagnostic::{Edit, Fix};
use crate::note::{Note, Table};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};

mod grid;

use grid::Grid;

/// The columns of a table have one width each.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct TableAlignment {
    /// How tables are written.
    pub style: TableStyle,
    /// Columns of text that an aligned table may fill. 0 for any number.
    pub max_width: usize,
    /// What becomes of a table that would be wider.
    pub wide: WideTables,
}

/// How tables are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TableStyle {
    /// The cells of a column are padded to one width.
    #[default]
    Aligned,
    /// One blank stands on each side of a cell.
    Compact,
}

/// What becomes of tables that are too wide to be aligned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WideTables {
    /// They are written with one blank on each side of a cell.
    #[default]
    Compact,
    /// They stay as they are.
    Keep,
}

impl Default for TableAlignment {
    fn default() -> Self {
        TableAlignment { style: TableStyle::Aligned, max_width: 120, wide: WideTables::Compact }
    }
}

impl Rule for TableAlignment {
    const INFO: RuleInfo = RuleInfo {
        name: "table-alignment",
        summary: "The columns of a table have one width each",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[],
        page: include_str!("table-alignment.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let mut tables = note.tables.iter().peekable();
        for (_, section) in sections(note) {
            let mut found: Vec<(&Table, Vec<Edit>)> = Vec::new();
            while let Some(table) = tables.next_if(|table| table.range.start() < section.range.end()) {
                let edits = self.edits(note, table);
                if !edits.is_empty() {
                    found.push((table, edits));
                }
            }
            let all: Vec<Edit> = found.iter().flat_map(|(_, edits)| edits).cloned().collect();
            if all.is_empty() || !keeps_meaning(note, section.range, &all, cx.vault()) {
                continue;
            }
            for (table, edits) in found {
                let Some(header) = table.rows.first() else { continue };
                let message = "the columns of this table are not laid out: its source is hard to read";
                cx.report(cx.diagnostic(header.range, message).fix(Fix::safe("Lay out the table", edits)));
            }
        }
    }
}

impl TableAlignment {
    /// The edits that lay `table` out; none where it is broken.
    fn edits(&self, note: &Note, table: &Table) -> Vec<Edit> {
        let Some(grid) = Grid::read(note, table) else { return Vec::new() };
        let widths = grid.widths();
        let total = widths.iter().sum::<usize>() + 3 * widths.len() + 1;
        let is_wide = self.style == TableStyle::Aligned && self.max_width > 0 && total > self.max_width;
        if is_wide && self.wide == WideTables::Keep {
            return Vec::new();
        }
        let is_aligned = self.style == TableStyle::Aligned && !is_wide;
        let rows = grid.rows.iter().map(|row| (row.range, grid.row(&row.cells, is_aligned.then_some(&widths))));
        let delimiter = (grid.delimiter, grid.delimiter_row(is_aligned.then_some(&widths)));
        let mut lines: Vec<_> = rows.chain([delimiter]).collect();
        lines.sort_by_key(|(range, _)| range.start());
        lines.into_iter().filter_map(|(range, text)| replaced(note, range, text)).collect()
    }
}
