//! Footnotes that nothing refers to.

use std::collections::{HashMap, HashSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Related;
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;

/// Every footnote that is defined is referred to.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct UnusedFootnote {}

impl Rule for UnusedFootnote {
    const INFO: RuleInfo = RuleInfo {
        name: "unused-footnote",
        summary: "Every footnote that is defined is referred to",
        category: Category::Structure,
        level: Level::Warning,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("unused-footnote.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if note.footnotes.is_empty() || cx.is_template(note) || note.is_plugin_owned() {
            return;
        }
        let mut used: HashSet<String> =
            note.footnote_refs.iter().filter_map(|reference| Some(reference.id.as_ref()?.to_lowercase())).collect();
        let inline = inline_footnotes(note);
        for footnote in &note.footnotes {
            // Obsidian takes no name with a blank for a footnote.
            if footnote.id.contains(char::is_whitespace) {
                continue;
            }
            // One finding for a footnote that is defined twice.
            if used.insert(footnote.id.to_lowercase()) && !note.is_commented(footnote.range.start()) {
                let mark = "[^".len() + footnote.id.len() + "]:".len();
                let range = TextRange::new(footnote.range.start(), footnote.range.start() + mark);
                let message = format!("nothing in this note refers to the footnote `{}`", footnote.id);
                let diagnostic = cx.diagnostic(range, message);
                cx.report(match inline.get(&footnote.id.to_lowercase()) {
                    Some(place) => diagnostic
                        .related(Related {
                            path: None,
                            range: Some(*place),
                            message: "this is a footnote of its own, with the name as its text".to_owned(),
                        })
                        .help(format!("write `[^{0}]` in place of `^[{0}]`", footnote.id)),
                    None => diagnostic
                        .help(format!("put `[^{}]` where it belongs, or remove the footnote", footnote.id)),
                });
            }
        }
    }
}

/// The footnotes `^[text]` by their text, in lower case.
fn inline_footnotes(note: &Note) -> HashMap<String, TextRange> {
    let inline = note.footnote_refs.iter().filter(|reference| reference.id.is_none());
    inline
        .filter_map(|reference| {
            let text = note.slice(reference.range).strip_prefix("^[")?.strip_suffix(']')?;
            Some((text.to_lowercase(), reference.range))
        })
        .collect()
}
