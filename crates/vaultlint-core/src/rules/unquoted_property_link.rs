//! Wikilinks in properties without quotes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::properties::{PROPERTY_MEANINGS, quoted};
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::note::{Note, Property, ScalarStyle, Value, ValueKind};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;

/// Links in properties stand in quotes.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct UnquotedPropertyLink {}

impl Rule for UnquotedPropertyLink {
    const INFO: RuleInfo = RuleInfo {
        name: "unquoted-property-link",
        summary: "Links in properties stand in quotes",
        category: Category::FrontMatter,
        level: Level::Warning,
        fix: FixAvailability::Always,
        changes: PROPERTY_MEANINGS,
        page: include_str!("unquoted-property-link.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let properties = note.front_matter.iter().flat_map(|front_matter| &front_matter.properties);
        for property in properties {
            let mut links = Vec::new();
            in_value(note, &property.value, &mut links);
            for range in links {
                let diagnostic = if LISTS.contains(&property.key.to_lowercase().as_str()) {
                    list_in_list(cx, note, range, &property.key)
                } else {
                    link(cx, note, range)
                };
                cx.report(diagnostic);
            }
        }
    }
}

/// Properties whose values are no links.
const LISTS: [&str; 3] = ["tags", "aliases", "cssclasses"];

fn link(cx: &Context<'_>, note: &Note, range: TextRange) -> Diagnostic {
    let text = note.slice(range);
    let message = format!("without quotes, `{text}` is a list in a list to Obsidian, not a link");
    let fix = Fix::safe("Put the link in quotes", vec![Edit::replacement(range, quoted(text))]);
    cx.diagnostic(range, message).help("put the link in quotes").fix(fix)
}

fn list_in_list(cx: &Context<'_>, note: &Note, range: TextRange, key: &str) -> Diagnostic {
    let inner = TextRange::new(range.start() + 1, range.end() - 1);
    let message = format!("`{}` is a list in a list: Obsidian reads no `{key}` from it", note.slice(range));
    let edit = Edit::replacement(range, note.slice(inner).to_string());
    cx.diagnostic(range, message).help("write single brackets").fix(Fix::unsafe_("Write single brackets", vec![edit]))
}

fn in_entries(note: &Note, entries: &[Property], links: &mut Vec<TextRange>) {
    for entry in entries {
        in_value(note, &entry.value, links);
    }
}

fn in_value(note: &Note, value: &Value, links: &mut Vec<TextRange>) {
    match &value.kind {
        ValueKind::Sequence { items, .. } if is_wikilink(note, value, items) => links.push(value.range),
        ValueKind::Sequence { items, .. } => items.iter().for_each(|item| in_value(note, item, links)),
        ValueKind::Mapping { entries, .. } => in_entries(note, entries, links),
        _ => {}
    }
}

/// Whether the list `value` of `items` is written `[[a]]`: a list that holds one list of plain text, without a blank
/// between the brackets.
fn is_wikilink(note: &Note, value: &Value, items: &[Value]) -> bool {
    let text = note.slice(value.range);
    let [Value { kind: ValueKind::Sequence { items: inner, flow: true }, range }] = items else { return false };
    let is_adjacent = range.start() == value.range.start() + 1 && range.end() + 1 == value.range.end();
    let is_text = inner.iter().all(|item| matches!(&item.kind, ValueKind::String(_, ScalarStyle::Plain)));
    let is_number = matches!(inner.as_slice(), [Value { kind: ValueKind::Number(_), .. }]);
    is_adjacent && text.starts_with("[[") && !inner.is_empty() && (is_text || is_number) && !text.contains(['\n', '\r'])
}
