//! References to footnotes that are not there.

use std::collections::HashSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::note::{FootnoteRef, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};

mod cause;

use cause::Causes;

/// Every footnote that is referred to is defined.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct UndefinedFootnote {}

impl Rule for UndefinedFootnote {
    const INFO: RuleInfo = RuleInfo {
        name: "undefined-footnote",
        summary: "Every footnote that is referred to is defined",
        category: Category::Structure,
        level: Level::Warning,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("undefined-footnote.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if cx.is_template(note) {
            return;
        }
        let undefined = undefined(note);
        let mut causes = Causes::new(note, &undefined);
        for (reference, id) in &undefined {
            let Some((message, help)) = causes.explain(reference, id) else { continue };
            cx.report(cx.diagnostic(reference.range, message).help(help));
        }
    }
}

/// The references without a definition, each with its id in lower case.
fn undefined(note: &Note) -> Vec<(&FootnoteRef, String)> {
    let defined: HashSet<String> = note.footnotes.iter().map(|footnote| footnote.id.to_lowercase()).collect();
    let named = note.footnote_refs.iter().filter_map(|reference| Some((reference, reference.id.as_ref()?)));
    let undefined = named.filter(|(reference, id)| is_id(id) && !note.is_commented(reference.range.start()));
    let undefined = undefined.map(|(reference, id)| (reference, id.to_lowercase()));
    undefined.filter(|(_, id)| !defined.contains(id)).collect()
}

/// Whether `id` names a footnote rather than characters in a pattern, as `[^a-z]` does.
fn is_id(id: &str) -> bool {
    let named = id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    let range = id.split_once('-').is_some_and(|(from, to)| from.chars().count() == 1 && !to.is_empty());
    named && !range
}
