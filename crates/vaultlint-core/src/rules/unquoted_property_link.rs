//! Wikilinks in properties without quotes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::properties::{PROPERTY_MEANINGS, quoted};
use crate::diagnostic::{Edit, Fix};
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
        let mut links = Vec::new();
        if let Some(front_matter) = &note.front_matter {
            in_entries(note, &front_matter.properties, &mut links);
        }
        for range in links {
            let text = note.slice(range);
            let message = format!("without quotes, `{text}` is a list in a list to Obsidian, not a link");
            let fix = Fix::safe("Put the link in quotes", vec![Edit::replacement(range, quoted(text))]);
            cx.report(cx.diagnostic(range, message).help("put the link in quotes").fix(fix));
        }
    }
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
