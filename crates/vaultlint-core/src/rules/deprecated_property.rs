//! Property names that Obsidian no longer reads.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::properties::{PROPERTY_MEANINGS, RENAMED, in_quotes_of, quoted};
use crate::diagnostic::{Edit, Fix};
use crate::note::{FrontMatter, Note, Property, ValueKind};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};

mod merge;

use merge::merge;

/// No property has a name that Obsidian no longer reads.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct DeprecatedProperty {}

impl Rule for DeprecatedProperty {
    const INFO: RuleInfo = RuleInfo {
        name: "deprecated-property",
        summary: "No property has a name that Obsidian no longer reads",
        category: Category::FrontMatter,
        level: Level::Warning,
        fix: FixAvailability::Sometimes,
        changes: PROPERTY_MEANINGS,
        page: include_str!("deprecated-property.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let Some(front_matter) = &note.front_matter else { return };
        for property in &front_matter.properties {
            let key = property.key.to_lowercase();
            let Some((_, plural)) = RENAMED.iter().find(|(singular, _)| *singular == key) else { continue };
            let message = format!("Obsidian no longer reads `{}`: it is called `{plural}` now", property.key);
            let mut diagnostic = cx.diagnostic(property.key_range, message);
            diagnostic.fixes.extend(match front_matter.get(plural) {
                None if is_first(front_matter, property) => Some(rename(note, property, plural)),
                None => None,
                Some(present) => merge(note, property, present),
            });
            if diagnostic.fixes.is_empty() {
                diagnostic = diagnostic.help(format!("move the value to `{plural}`"));
            }
            cx.report(diagnostic);
        }
    }
}

/// Whether `property` is the first of its name up to case: only one can be renamed.
fn is_first(front_matter: &FrontMatter, property: &Property) -> bool {
    let same = |other: &&Property| other.key.to_lowercase() == property.key.to_lowercase();
    front_matter.properties.iter().find(same).is_some_and(|first| first.key_range == property.key_range)
}

/// Renames the key. Text that used to be split becomes a list, which the author should look at.
fn rename(note: &Note, property: &Property, plural: &str) -> Fix {
    let title = format!("Rename to `{plural}`");
    let key = Edit::replacement(property.key_range, in_quotes_of(note, property, plural));
    match items(note, property) {
        Some(items) if items.len() > 1 && property.value.as_str().is_some() => {
            let list = Edit::replacement(property.value.range, format!("[{}]", items.join(", ")));
            Fix::unsafe_(format!("{title} and make it a list"), vec![key, list])
        }
        _ => Fix::safe(title, vec![key]),
    }
}

/// The values of `property` as YAML for a list in brackets: those of a list, or of text as Obsidian split it when it
/// read the name. `None` for anything else.
fn items(note: &Note, property: &Property) -> Option<Vec<String>> {
    match &property.value.kind {
        ValueKind::Null => Some(Vec::new()),
        ValueKind::Number(_) => Some(vec![quoted(note.slice(property.value.range))]),
        ValueKind::String(text, _) => {
            let by_blanks = !property.key.eq_ignore_ascii_case("alias");
            let is_separator = |c: char| c == ',' || c == '\n' || by_blanks && c.is_whitespace();
            Some(text.split(is_separator).map(str::trim).filter(|item| !item.is_empty()).map(as_item).collect())
        }
        ValueKind::Sequence { items, .. } => items.iter().map(|item| item.as_str().map(as_item)).collect(),
        _ => None,
    }
}

/// `text` as an item of a list in brackets.
fn as_item(text: &str) -> String {
    let is_plain = text.starts_with(char::is_alphabetic)
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '/'));
    let is_word = !matches!(text.to_ascii_lowercase().as_str(), "true" | "false" | "null");
    if is_plain && is_word { text.to_string() } else { quoted(text) }
}
