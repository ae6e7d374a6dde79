//! Properties that a schema asks for.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::links::patterns::Patterns;
use super::properties::is_filled_in_later;
use super::property_type::{describe, fits, name};
use super::schema::{Expression, TypeName, is_for, is_judged};
use crate::note::{Note, Property, Value, ValueKind};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;

/// Every note has the properties that its schema asks for, with values that it allows.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct RequiredProperties {
    /// What is asked of which notes. All that are for a note hold.
    pub schemas: Vec<Schema>,
}

/// What is asked of some notes.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Schema {
    /// The notes, as patterns like those of a `.gitignore`; with no `tags` either, all notes.
    pub paths: Patterns,
    /// The same by tag: notes with one of these, or with a tag below one.
    pub tags: Vec<String>,
    /// Properties that each note has, with a value.
    pub required: Vec<String>,
    /// The values that a property may have.
    pub values: BTreeMap<String, Vec<String>>,
    /// The type of the values of a property.
    pub types: BTreeMap<String, TypeName>,
    /// A regular expression that every value of a property matches.
    pub patterns: BTreeMap<String, Expression>,
}

impl Rule for RequiredProperties {
    const INFO: RuleInfo = RuleInfo {
        name: "required-properties",
        summary: "Every note has the properties that its schema asks for, with values that it allows",
        category: Category::FrontMatter,
        level: Level::Off,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("required-properties.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if self.schemas.is_empty() || !is_judged(note, cx) {
            return;
        }
        for schema in self.schemas.iter().filter(|schema| is_for(note, &schema.paths, &schema.tags)) {
            report_missing(schema, note, cx);
            for property in note.front_matter.iter().flat_map(|front_matter| &front_matter.properties) {
                if !is_empty(&property.value) && !is_filled_in_later(note, &property.value) {
                    report_value(schema, note, property, cx);
                }
            }
        }
    }
}

fn report_missing(schema: &Schema, note: &Note, cx: &mut Context<'_>) {
    let mut absent = Vec::new();
    for wanted in &schema.required {
        match note.front_matter.as_ref().and_then(|front_matter| front_matter.get(wanted)) {
            None => absent.push(format!("`{wanted}`")),
            Some(property) if is_empty(&property.value) => {
                let message = format!("`{}` is empty, and notes like this one need it", property.key);
                cx.report(cx.diagnostic(property.key_range, message));
            }
            Some(_) => {}
        }
    }
    if absent.is_empty() {
        return;
    }
    let message = format!("this note lacks {}, which notes like it need", absent.join(", "));
    cx.report(match &note.front_matter {
        Some(front_matter) => {
            let start = front_matter.range.start();
            cx.diagnostic(TextRange::new(start, start + 3), message)
        }
        None => cx.file_diagnostic(message),
    });
}

fn report_value(schema: &Schema, note: &Note, property: &Property, cx: &mut Context<'_>) {
    if let Some(expected) = of(&schema.types, property).map(|it| (*it).into())
        && !fits(&property.value, expected)
    {
        // Where the vault says the same, `property-type` reports it.
        if cx.vault().settings().property_type(&property.key) != Some(expected) {
            let found = describe(&property.value, expected);
            let message = format!("`{}` is {} in notes like this one, but this is {found}", property.key, name(expected));
            cx.report(cx.diagnostic(property.value.range, message));
        }
        return;
    }
    let (allowed, pattern) = (of(&schema.values, property), of(&schema.patterns, property));
    for item in items(&property.value) {
        let text = item.as_str().unwrap_or_else(|| note.slice(item.range));
        if let Some(allowed) = allowed.filter(|allowed| !allowed.iter().any(|it| it == text)) {
            let message = format!("`{}` is no value that `{}` may have in notes like this one", text.trim(), property.key);
            let help = format!("one of `{}`", allowed.join("`, `"));
            cx.report(cx.diagnostic(item.range, message).help(help));
        } else if let Some(pattern) = pattern.filter(|pattern| !pattern.matches(text)) {
            let message = format!("this is not the form that `{}` has in notes like this one", property.key);
            cx.report(cx.diagnostic(item.range, message).help(format!("it should match `{}`", pattern.written())));
        }
    }
}

/// What `map` has for `property`, up to case.
fn of<'a, T>(map: &'a BTreeMap<String, T>, property: &Property) -> Option<&'a T> {
    let key = property.key.to_lowercase();
    map.iter().find(|(name, _)| name.to_lowercase() == key).map(|(_, value)| value)
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    let items = match &value.kind {
        ValueKind::Sequence { items, .. } => items.as_slice(),
        _ => std::slice::from_ref(value),
    };
    items.iter().filter(|item| !is_empty(item))
}

fn is_empty(value: &Value) -> bool {
    match &value.kind {
        ValueKind::Null => true,
        ValueKind::String(text, _) => text.trim().is_empty(),
        ValueKind::Sequence { items, .. } => items.iter().all(is_empty),
        _ => false,
    }
}
