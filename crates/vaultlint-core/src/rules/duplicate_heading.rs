//! Headings that a section has twice.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use crate::diagnostic::Related;
use crate::note::{Heading, Note};
use crate::vault::heading_key;
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};

/// No two headings under the same heading have the same text.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct DuplicateHeading {}

impl Rule for DuplicateHeading {
    const INFO: RuleInfo = RuleInfo {
        name: "duplicate-heading",
        summary: "No two headings under the same heading have the same text",
        category: Category::Structure,
        level: Level::Info,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("duplicate-heading.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if note.is_plugin_owned() || cx.is_template(note) {
            return;
        }
        let mut open: Vec<(u8, usize)> = Vec::new();
        let mut seen: FxHashMap<(Option<usize>, String), &Heading> = FxHashMap::default();
        for (index, heading) in note.headings.iter().enumerate().filter(|(_, heading)| heading.top_level) {
            while open.last().is_some_and(|(level, _)| *level >= heading.level) {
                open.pop();
            }
            let key = heading_key(note.slice(heading.text_range));
            let parent = open.last().map(|(_, index)| *index);
            open.push((heading.level, index));
            if key.is_empty() {
                continue;
            }
            match seen.entry((parent, key)) {
                Entry::Occupied(first) => {
                    let message = "this section already has such a heading: links reach only the first";
                    let range = Some(first.get().range);
                    let related = Related { path: None, range, message: "the first one".into() };
                    cx.report(cx.diagnostic(heading.range, message).related(related));
                }
                Entry::Vacant(place) => {
                    place.insert(heading);
                }
            }
        }
    }
}
