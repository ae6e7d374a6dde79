//! Values that do not fit the type of their property.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::properties::{is_filled_in_later, is_linkish_list};
use crate::note::{Note, Property, ScalarStyle, Value, ValueKind};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::text::TextRange;
use crate::vault::settings::PropertyType;

mod mend;
mod moment;

/// Every value fits the type that the vault gives its property.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct PropertyTypeRule {}

impl Rule for PropertyTypeRule {
    const INFO: RuleInfo = RuleInfo {
        name: "property-type",
        summary: "Every value fits the type that the vault gives its property",
        category: Category::FrontMatter,
        level: Level::Warning,
        fix: FixAvailability::Sometimes,
        changes: &[Meaning::Properties],
        page: include_str!("property-type.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if cx.is_template(note) || note.is_plugin_owned() {
            return;
        }
        for property in note.front_matter.iter().flat_map(|front_matter| &front_matter.properties) {
            let Some(expected) = type_of(&property.key, cx) else { continue };
            if !fits(&property.value, expected) && !is_judged_elsewhere(note, &property.value) {
                report(note, property, expected, cx);
            }
        }
    }
}

/// The type of the property called `name`. Three have one in every vault (OBSIDIAN.md 1.3).
fn type_of(name: &str, cx: &Context<'_>) -> Option<PropertyType> {
    match name.to_lowercase().as_str() {
        "tags" => Some(PropertyType::Tags),
        "aliases" => Some(PropertyType::Aliases),
        "cssclasses" => Some(PropertyType::List),
        _ => cx.vault().settings().property_type(name),
    }
}

/// Whether Obsidian takes `value` as one of type `expected` (OBSIDIAN.md 3.3).
pub(super) fn fits(value: &Value, expected: PropertyType) -> bool {
    use ValueKind::*;
    match (&value.kind, expected) {
        // Properties within properties are written by programs; Obsidian keeps them and shows what they are.
        (Mapping { .. }, PropertyType::Text) | (Null, _) | (_, PropertyType::Other) => true,
        (String(text, _), _) if text.trim().is_empty() => true,
        // A title such as `2022` shows as it is written.
        (String(..) | Number(_), PropertyType::Text) => true,
        (String(..), PropertyType::Tags | PropertyType::Aliases) => true,
        (Number(_), PropertyType::Number) | (Bool(_), PropertyType::Checkbox) => true,
        (String(text, _), PropertyType::Date | PropertyType::DateTime) => moment::is_valid(text),
        // A single value shows as a list of one.
        (String(..) | Number(_) | Bool(_), PropertyType::List) => true,
        (Sequence { items, .. }, PropertyType::List | PropertyType::Aliases) => items.iter().all(is_single),
        // Items that are no tags are the business of `invalid-tag`.
        (Sequence { .. }, PropertyType::Tags) => true,
        _ => false,
    }
}

fn is_single(item: &Value) -> bool {
    !matches!(item.kind, ValueKind::Sequence { .. } | ValueKind::Mapping { .. })
}

fn is_judged_elsewhere(note: &Note, value: &Value) -> bool {
    is_filled_in_later(note, value) || is_linkish_list(note, value)
}

fn report(note: &Note, property: &Property, expected: PropertyType, cx: &mut Context<'_>) {
    let message = match mend::text_with_colon(note, &property.value, expected) {
        Some(_) => format!("the colon makes this item of `{}` a property of its own, not a text", property.key),
        None => {
            let found = describe(&property.value, expected);
            format!("`{}` is {} in this vault, but this is {found}", property.key, name(expected))
        }
    };
    let mut diagnostic = cx.diagnostic(place(&property.value, expected), message);
    diagnostic.fixes.extend(mend::fix(note, &property.value, expected));
    if diagnostic.fixes.is_empty() {
        let help = match expected {
            PropertyType::Date => "write it as `2024-01-31`, or give the property another type",
            PropertyType::DateTime => "write it as `2024-01-31T18:30:00`, or give the property another type",
            _ => "change the value, or give the property another type",
        };
        diagnostic = diagnostic.help(help);
    }
    cx.report(diagnostic);
}

/// The item at fault of a list that should hold single values, else all of `value`.
fn place(value: &Value, expected: PropertyType) -> TextRange {
    match (&value.kind, expected) {
        (ValueKind::Sequence { items, .. }, PropertyType::List | PropertyType::Aliases) => {
            items.iter().find(|item| !is_single(item)).map_or(value.range, |item| item.range)
        }
        _ => value.range,
    }
}

/// What a type is called in a sentence.
pub(super) fn name(expected: PropertyType) -> &'static str {
    match expected {
        PropertyType::Text => "a text",
        PropertyType::List => "a list",
        PropertyType::Number => "a number",
        PropertyType::Checkbox => "a checkbox",
        PropertyType::Date => "a date",
        PropertyType::DateTime => "a date with a time",
        PropertyType::Tags => "a list of tags",
        PropertyType::Aliases => "a list of names",
        PropertyType::Other => "of another type",
    }
}

/// What a value that is none of type `expected` is called in a sentence.
pub(super) fn describe(value: &Value, expected: PropertyType) -> &'static str {
    match &value.kind {
        ValueKind::Null => "empty",
        ValueKind::Bool(_) => "`true` or `false`",
        ValueKind::Number(_) => "a number",
        ValueKind::String(_, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted) => "a text in quotes",
        ValueKind::String(text, _) if expected == PropertyType::DateTime && moment::mended(text).is_some() => {
            "a date and a time without the `T` between them"
        }
        ValueKind::String(..) => "a text",
        ValueKind::Sequence { .. } if matches!(expected, PropertyType::List | PropertyType::Aliases) => {
            "a list that holds lists or groups of properties"
        }
        ValueKind::Sequence { .. } => "a list",
        ValueKind::Mapping { .. } => "a group of properties",
    }
}
