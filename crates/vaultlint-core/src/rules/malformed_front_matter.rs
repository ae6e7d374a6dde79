//! Properties that cannot be read.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::properties::{PROPERTY_MEANINGS, Quote, quote_unreadable};
use crate::diagnostic::Fix;
use crate::note::yaml::SyntaxErrorKind;
use crate::note::{FrontMatter, FrontMatterFlawKind, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};

/// Properties can be read.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MalformedFrontMatter {}

impl Rule for MalformedFrontMatter {
    const INFO: RuleInfo = RuleInfo {
        name: "malformed-front-matter",
        summary: "Properties can be read",
        category: Category::FrontMatter,
        level: Level::Error,
        fix: FixAvailability::Sometimes,
        changes: PROPERTY_MEANINGS,
        page: include_str!("malformed-front-matter.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let Some(front_matter) = &note.front_matter else { return };
        let flaw = note.front_matter_flaw.as_ref().map(|flaw| flaw.kind);
        let is_unfilled = cx.is_template(note) && has_placeholder(note.slice(front_matter.yaml_range));
        if flaw == Some(FrontMatterFlawKind::IndentedClosingFence) || front_matter.is_prose() || is_unfilled {
            return;
        }
        for error in &front_matter.errors {
            if matches!(error.kind, SyntaxErrorKind::DuplicateKey { .. } | SyntaxErrorKind::Template) {
                continue;
            }
            let message = match error.kind {
                // What the app makes of such a block is not known.
                SyntaxErrorKind::TooLarge => error.message.clone(),
                _ => format!("{}; Obsidian ignores all properties of this note", error.message),
            };
            let mut diagnostic = cx.diagnostic(error.range, message);
            diagnostic.help = error.help.clone();
            diagnostic.fixes.extend(quote(note, front_matter));
            cx.report(diagnostic);
        }
    }
}

/// Whether `yaml` holds a marker of a template language: what it will be, only the filled template shows.
fn has_placeholder(yaml: &str) -> bool {
    ["{{", "<%", "%%"].iter().any(|mark| yaml.contains(mark))
}

fn quote(note: &Note, front_matter: &FrontMatter) -> Option<Fix> {
    let edits = quote_unreadable(note, front_matter, Quote::Double)?;
    let title = if edits.len() == 1 { "Put the value in quotes" } else { "Put the values in quotes" };
    Some(Fix::safe(title, edits))
}
