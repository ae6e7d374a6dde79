//! The JSON Schema of `vaultlint.toml`, for editors: made from the rules and their options.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::Preset;
use crate::rule::{FixAvailability, Level, RuleInfo};
use crate::rules::RuleSet;

/// The schema of the whole file.
pub fn schema() -> Value {
    let mut generator = SchemaSettings::draft07().into_generator();
    let rules = generator.subschema_for::<Rules>();
    let patterns = |what: &str| {
        let description = format!("{what}, as patterns of a `.gitignore`.");
        json!({ "description": description, "type": "array", "items": { "type": "string" } })
    };
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "vaultlint.toml",
        "description": "Configuration of vaultlint, a linter for Obsidian vaults.",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "$schema": { "description": "The schema of this file, for editors.", "type": "string" },
            "exclude": patterns("Notes that are not checked; links to them still work"),
            "config-folder": {
                "description": "The folder at the root of the vault that holds the settings of the app.",
                "type": "string",
                "default": ".obsidian",
            },
            "preset": {
                "description": "What the formatter lays out where `rules` says nothing.",
                "enum": Preset::ALL.map(Preset::name),
                "default": Preset::Gentle.name(),
            },
            "rules": rules,
            "overrides": {
                "description": "What holds for the notes of some folders. Of several that name a note, the last word counts.",
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["paths"],
                    "properties": { "paths": patterns("The notes"), "rules": rules },
                },
            },
        },
        "definitions": generator.definitions(),
    })
}

/// The schema of the options of `rule`, complete in itself.
pub fn options_schema(rule: &RuleInfo) -> Value {
    let settings = SchemaSettings::draft07().with(|settings| settings.inline_subschemas = true);
    let options = RuleSet::option_schemas(&mut settings.into_generator()).into_iter();
    let mut options =
        options.filter(|(info, _)| info.name == rule.name).map(|(_, schema)| undescribed(schema));
    options.next().unwrap_or_default()
}

/// All rules by name.
struct Rules;

impl JsonSchema for Rules {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Rules".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let levels = generator.subschema_for::<Level>();
        let schemas = RuleSet::option_schemas(generator).into_iter();
        let rules: Map<String, Value> = schemas
            .map(|(info, options)| (info.name.to_owned(), described(info, &levels, options)))
            .collect();
        json_schema!({ "description": "Levels and options of rules.", "type": "object", "properties": rules, "additionalProperties": false })
    }
}

/// A level, or a table of a level and `options`.
fn described(rule: &RuleInfo, level: &Schema, options: Schema) -> Value {
    let mut table = undescribed(options);
    if let Some(properties) = table["properties"].as_object_mut() {
        properties.insert("level".to_owned(), level.clone().to_value());
    }
    json!({ "description": description(rule), "anyOf": [level, table] })
}

/// The schema of a struct, which always has `properties`, without what its type says of itself.
fn undescribed(schema: Schema) -> Value {
    let mut schema = schema.to_value();
    if let Some(schema) = schema.as_object_mut() {
        ["$schema", "title", "description"].iter().for_each(|key| drop(schema.remove(*key)));
        schema.entry("properties").or_insert_with(|| json!({}));
    }
    schema
}

/// What an editor shows beside the name: the summary, the reason and the default.
fn description(rule: &RuleInfo) -> String {
    let why = rule.page.split_once("\n## Why\n").map_or("", |(_, rest)| rest);
    let why = why.split("\n## ").next().unwrap_or("").trim();
    let fixes = match rule.fix {
        FixAvailability::Never => "none",
        FixAvailability::Sometimes => "some",
        FixAvailability::Always => "all",
    };
    let facts = format!("Default level: {}. Fixes: {fixes}.", rule.level.name());
    format!("{}.\n\n{why}\n\n{facts}", rule.summary)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_in_the_schema() {
        let schema = schema();
        for key in super::super::parse::KEYS {
            assert!(schema["properties"][key].is_object(), "{key}");
        }
        let known = &schema["definitions"]["Rules"]["properties"];
        for info in crate::rules::ALL {
            assert!(known[info.name]["description"].as_str().unwrap().starts_with(info.summary));
            assert!(options_schema(info)["properties"].is_object());
        }
        let titles = &known["empty-section"]["anyOf"][1]["properties"];
        assert_eq!(titles["all-headings"]["type"], "boolean");
    }
}
