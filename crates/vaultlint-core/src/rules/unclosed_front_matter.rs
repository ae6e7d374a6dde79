//! Properties without a closing fence.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::properties::{ALL_MEANINGS, line_break};
use crate::diagnostic::{Edit, Fix};
use crate::note::{FrontMatterFlaw, FrontMatterFlawKind, Note, yaml};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;

/// Properties that are opened are closed.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct UnclosedFrontMatter {}

impl Rule for UnclosedFrontMatter {
    const INFO: RuleInfo = RuleInfo {
        name: "unclosed-front-matter",
        summary: "Properties that are opened are closed",
        category: Category::FrontMatter,
        level: Level::Error,
        fix: FixAvailability::Sometimes,
        changes: ALL_MEANINGS,
        page: include_str!("unclosed-front-matter.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let Some(flaw) = &note.front_matter_flaw else { return };
        if flaw.kind != FrontMatterFlawKind::Unclosed {
            return;
        }
        let message = "the properties opened here are never closed: Obsidian shows them as text and reads none of them";
        let mut diagnostic =
            cx.diagnostic(flaw.range, message).help("write `---` on a line of its own below the last property");
        diagnostic.fixes.extend(close(note, flaw));
        cx.report(diagnostic);
    }
}

/// Closes the block below the last line that looks like a property, where all of it can be read then.
fn close(note: &Note, flaw: &FrontMatterFlaw) -> Option<Fix> {
    let yaml = TextRange::new(note.lines.full_line_range(note.lines.line_of(flaw.block.start())).end(), flaw.block.end());
    let (properties, errors) = yaml::parse(&note.text, yaml);
    if !errors.is_empty() || properties.is_empty() {
        return None;
    }
    let last = note.lines.line_of(flaw.block.end());
    let next = note.lines.line_range(&note.text, last + 1);
    let edit = if note.slice(next).trim_end() == "..." {
        // Other programs end properties so.
        Edit::replacement(next, "---")
    } else {
        Edit::insertion(note.lines.line_range(&note.text, last).end(), format!("{}---", line_break(&note.text)))
    };
    Some(Fix::unsafe_("Close the properties", vec![edit]))
}
