//! `#` before tags in the properties.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::properties::PROPERTY_MEANINGS;
use super::property_list::Subject;
use crate::diagnostic::{Edit, Fix};
use crate::fix::apply;
use crate::note::{FrontMatter, Note, yaml};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;

mod scan;

/// Tags in the properties have no `#`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct TagHashes {}

impl Rule for TagHashes {
    const INFO: RuleInfo = RuleInfo {
        name: "tag-hashes",
        summary: "Tags in the properties have no `#`",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: PROPERTY_MEANINGS,
        page: include_str!("tag-hashes.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let Some(front_matter) = &note.front_matter else { return };
        for colon in colons(note, front_matter) {
            let hashes = scan::hashes(note, colon, front_matter);
            let Some(first) = hashes.first() else { continue };
            let message = if first.quoted {
                "tags in the properties are written without `#` here"
            } else {
                "`#` starts a comment in properties: this tag is lost"
            };
            let edits: Vec<Edit> = hashes.iter().map(|hash| Edit::deletion(hash.range)).collect();
            if front_matter.errors.is_empty() && !stays_readable(note, front_matter, &edits) {
                continue;
            }
            cx.report(cx.diagnostic(first.range, message).fix(Fix::safe("Delete `#`", edits)));
        }
    }
}

/// The bytes after the colons of `tags`, also in properties that cannot be read.
fn colons(note: &Note, front_matter: &FrontMatter) -> Vec<usize> {
    if front_matter.errors.is_empty() {
        let tags = front_matter.properties.iter().filter(|property| Subject::of(&property.key) == Subject::Tags);
        return tags.filter_map(|property| after_colon(note, property.key_range.end())).collect();
    }
    if front_matter.is_prose() {
        return Vec::new();
    }
    let lines = note.lines.line_of(front_matter.yaml_range.start())..note.lines.line_of(front_matter.yaml_range.end());
    let colon = |line: usize| {
        let start = note.lines.line_start(line);
        let key_len = note.text.get(start..)?.find(|c: char| !c.is_alphabetic())?;
        let key = note.text.get(start..start + key_len)?;
        if Subject::of(key) == Subject::Tags { after_colon(note, start + key_len) } else { None }
    };
    lines.filter_map(colon).collect()
}

/// Whether the properties can be read with `edits`, which delete some of them: more than tags may have stood in a comment.
fn stays_readable(note: &Note, front_matter: &FrontMatter, edits: &[Edit]) -> bool {
    let deleted: usize = edits.iter().map(|edit| edit.range().len()).sum();
    let yaml = front_matter.yaml_range;
    let text = apply(&note.text, edits);
    yaml::parse(&text, TextRange::new(yaml.start(), yaml.end() - deleted)).1.is_empty()
}

/// The byte after the colon at byte `at`.
fn after_colon(note: &Note, at: usize) -> Option<usize> {
    let rest = note.text.get(at..)?.trim_start_matches([' ', '\t']).strip_prefix(':')?;
    Some(note.text.len() - rest.len())
}
