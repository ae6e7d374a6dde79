//! Block ids that Obsidian does not take as such.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Edit, Fix};
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::text::TextRange;

/// Every block id has a blank before it and holds letters, digits and `-` alone.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MalformedBlockId {}

impl Rule for MalformedBlockId {
    const INFO: RuleInfo = RuleInfo {
        name: "malformed-block-id",
        summary: "Every block id has a blank before it and holds letters, digits and `-` alone",
        category: Category::Structure,
        level: Level::Warning,
        fix: FixAvailability::Sometimes,
        changes: &[Meaning::BlockIds, Meaning::Words],
        page: include_str!("malformed-block-id.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if note.is_plugin_owned() {
            return;
        }
        for range in &note.malformed_block_ids {
            if !note.is_opaque(range.start()) && !note.is_commented(range.start()) {
                report(note, *range, cx);
            }
        }
    }
}

fn report(note: &Note, range: TextRange, cx: &mut Context<'_>) {
    let id = range.slice(&note.text).trim_start_matches('^');
    let diagnostic = match id.chars().find(|c| is_refused(*c)) {
        Some(refused) => {
            let message =
                format!("a block id cannot hold `{refused}`: no link reaches this block, and readers see the id");
            let diagnostic = cx.diagnostic(range, message).help("use Latin letters, digits and `-`");
            // Only where nothing but the mark between the words changes is the new name clear.
            let name = id.trim_end_matches(['.', ',', ':', '!', '?']).replace('_', "-");
            if name.contains(is_refused) {
                diagnostic
            } else {
                let edit = Edit::replacement(range, format!("^{name}"));
                diagnostic.fix(Fix::suggestion(format!("Rename it to `^{name}`"), vec![edit]))
            }
        }
        None => {
            let message =
                "without a blank before it this is no block id: no link reaches this block, and readers see the id";
            let fix = Fix::unsafe_("Put a blank before it", vec![Edit::insertion(range.start(), " ")]);
            cx.diagnostic(range, message).fix(fix)
        }
    };
    cx.report(diagnostic);
}

/// Whether no block id may hold `c` (OBSIDIAN.md 2.6).
fn is_refused(c: char) -> bool {
    !c.is_ascii_alphanumeric() && c != '-'
}
