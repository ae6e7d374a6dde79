//! Tags in one text, which Obsidian no longer splits.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::properties::is_filled_in_later;
use crate::diagnostic::{Edit, Fix};
use crate::note::{Note, ScalarStyle, ValueKind, is_tag};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};

/// Several tags are a list.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct CommaSeparatedList {}

impl Rule for CommaSeparatedList {
    const INFO: RuleInfo = RuleInfo {
        name: "comma-separated-list",
        summary: "Several tags are a list",
        category: Category::FrontMatter,
        level: Level::Warning,
        fix: FixAvailability::Sometimes,
        changes: &[Meaning::Properties, Meaning::Tags],
        page: include_str!("comma-separated-list.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let Some(tags) = note.front_matter.as_ref().and_then(|front_matter| front_matter.get("tags")) else { return };
        let ValueKind::String(text, style) = &tags.value.kind else { return };
        let has_comma = text.contains(',');
        let is_list = text.trim().contains(gap(text)) && !text.contains("[[");
        let is_unfilled = cx.is_template(note) && text.contains(['<', '{']);
        if !is_list || is_unfilled || is_filled_in_later(note, &tags.value) {
            return;
        }
        let names = names(text);
        let is_line = !matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        let list = (is_line && are_sound(&names)).then(|| format!("[{}]", names.join(", ")));
        let message = match has_comma {
            true => "Obsidian does not split this text: none of these tags counts",
            false => "one text with a blank is no tag since Obsidian 1.9: the note has none",
        };
        let help = match &list {
            // What is meant may be one tag of several words.
            Some(list) if !has_comma && names.iter().all(|name| name.contains(char::is_alphabetic)) => {
                format!("write a list, `{list}`, or one tag without blanks, `{}`", names.join("-"))
            }
            Some(list) => format!("write a list, `{list}`"),
            None => "write the tags as a list".to_owned(),
        };
        let mut diagnostic = cx.diagnostic(tags.value.range, message).help(help);
        let edits = list.map(|list| vec![Edit::replacement(tags.value.range, list)]);
        let fix = if has_comma { Fix::safe } else { Fix::unsafe_ };
        diagnostic.fixes.extend(edits.map(|edits| fix("Make it a list", edits)));
        cx.report(diagnostic);
    }
}

/// What stands between the tags in `text`.
fn gap(text: &str) -> fn(char) -> bool {
    if text.contains(',') { |c| c == ',' } else { char::is_whitespace }
}

/// The tags that `text` is meant to hold, without `#`.
pub(super) fn names(text: &str) -> Vec<&str> {
    let parts = text.split(gap(text)).map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| part.strip_prefix('#').unwrap_or(part)).collect()
}

/// Whether `names` can stand in brackets as they are, and are tags there.
pub(super) fn are_sound(names: &[&str]) -> bool {
    !names.is_empty() && names.iter().all(|name| is_tag(name) && !is_constant(name))
}

/// Whether YAML reads `name` as something else than a text.
fn is_constant(name: &str) -> bool {
    matches!(name.to_lowercase().as_str(), "true" | "false" | "null")
}
