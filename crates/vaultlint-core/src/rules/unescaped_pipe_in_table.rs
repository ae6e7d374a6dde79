//! Links in tables whose pipe ends the cell.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::note::{LooseLink, LooseLinkKind, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};

/// The pipe of a link in a table is escaped.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct UnescapedPipeInTable {}

impl Rule for UnescapedPipeInTable {
    const INFO: RuleInfo = RuleInfo {
        name: "unescaped-pipe-in-table",
        summary: "The pipe of a link in a table is escaped",
        category: Category::Links,
        level: Level::Warning,
        fix: FixAvailability::Sometimes,
        changes: &[Meaning::Links, Meaning::Words, Meaning::Tags, Meaning::Verbatim],
        page: include_str!("unescaped-pipe-in-table.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let split = note.loose_links.iter().filter(|loose| loose.kind == LooseLinkKind::Split && !loose.hidden);
        for loose in split.filter(|loose| is_link(note, loose)) {
            cx.report(diagnostic(note, loose, cx));
        }
    }
}

/// Whether a name stands between the brackets and the first pipe, and neither code nor math is what the pipe cuts.
fn is_link(note: &Note, loose: &LooseLink) -> bool {
    let inner = loose.range.slice(&note.text).trim_start_matches(['!', '[']);
    let name = inner.split('|').next().unwrap_or("").trim();
    let is_verbatim = note.text.get(..loose.range.start()).is_some_and(|before| before.ends_with(['`', '$']));
    name.chars().any(char::is_alphanumeric) && !name.contains(['`', '$']) && !is_verbatim
}

fn diagnostic(note: &Note, loose: &LooseLink, cx: &Context<'_>) -> Diagnostic {
    let message = "the pipe in this link ends the cell: the link is cut in two, and the cells after it move";
    let diagnostic = cx.diagnostic(loose.range, message);
    let start = loose.range.start();
    // Fewer cells in the header than columns, and it is no table any more.
    let in_header = note.table_at(start).and_then(|table| table.rows.first()).is_some_and(|row| row.range.contains(start));
    if in_header {
        return diagnostic.help("write `\\|`, and take the surplus column out of the line below");
    }
    let text = loose.range.slice(&note.text);
    let pipes = text.match_indices('|').filter(|(at, _)| !text.get(..*at).unwrap_or("").ends_with('\\'));
    let edits = pipes.map(|(at, _)| Edit::insertion(start + at, "\\")).collect();
    diagnostic.fix(Fix::safe("Write `\\|`", edits))
}
