//! Settings of markdownlint: `.markdownlint.json`, `.markdownlint.jsonc` and `.markdownlint.yaml`, and those of
//! markdownlint-cli2, which hold them.

use jsonc_parser::ast;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use serde_json::{Map, Value};

use super::markdown::{CODES, Code, Setting, find, take_over};
use super::{ImportError, Imported};
use crate::config::Preset;

/// The last rule that markdownlint has.
const LAST: u32 = 60;

/// Reads settings in JSON, with or without comments, or in YAML.
///
/// # Errors
/// When `text` is neither, or holds no object.
pub fn import(text: &str) -> Result<Imported, ImportError> {
    let mut settings = object(text.trim_start_matches('\u{feff}'))?;
    let mut imported = Imported::new(Preset::Gentle);
    if is_of_cli2(&settings) {
        settings = inner(settings, &mut imported);
    }
    let default = settings.get("default").is_none_or(is_on);
    // The last rule of each name is not one of these: 57 is of another tool.
    let known = CODES.iter().filter(|code| code.number() <= LAST && code.number() != 57);
    let mut rules: Vec<(&'static Code, Setting)> = known.map(|code| (code, Setting::new(default))).collect();
    for (key, value) in &settings {
        match key.as_str() {
            "default" | "$schema" => {}
            "extends" => imported.remark(key, "left out: import the settings that it names as well"),
            key => set(key, value, &mut rules, &mut imported),
        }
    }
    take_over(&rules, &mut imported);
    Ok(imported)
}

/// Whether these are settings of markdownlint-cli2, in which those of the rules are one of several.
fn is_of_cli2(settings: &Map<String, Value>) -> bool {
    ["config", "ignores", "globs"].iter().any(|name| settings.contains_key(*name))
}

/// The settings of the rules.
fn inner(settings: Map<String, Value>, imported: &mut Imported) -> Map<String, Value> {
    let mut rules = Map::new();
    for (name, value) in settings {
        match (name.as_str(), value) {
            ("config", Value::Object(config)) => rules = config,
            ("ignores", Value::Array(patterns)) => {
                let patterns = patterns.iter().filter_map(Value::as_str).map(str::to_owned);
                imported.exclude.extend(patterns);
            }
            ("$schema" | "fix" | "gitignore" | "noBanner" | "noProgress", _) => {}
            ("globs", _) => imported.remark(name, "left out: name what is not to be checked in `exclude`"),
            _ => imported.remark(name, "left out: there is no such setting"),
        }
    }
    rules
}

/// Sets the rule called `key`, or those with that tag.
fn set(key: &str, value: &Value, rules: &mut [(&'static Code, Setting)], imported: &mut Imported) {
    if let Some(code) = find(key) {
        if let Some((_, setting)) = rules.iter_mut().find(|(it, _)| it.code == code.code) {
            let options = value.as_object().cloned().unwrap_or_default();
            let on = is_on(value) && options.get("enabled").is_none_or(is_on);
            *setting = Setting { on, named: true, options };
        }
        return;
    }
    let mut tagged = rules.iter_mut().filter(|(code, _)| code.is_tagged(key)).peekable();
    if tagged.peek().is_none() {
        imported.remark(key, "left out: there is no such rule");
    }
    tagged.for_each(|(_, setting)| setting.on = is_on(value));
}

fn is_on(value: &Value) -> bool {
    !matches!(value, Value::Bool(false) | Value::Null)
}

fn object(text: &str) -> Result<Map<String, Value>, ImportError> {
    let is_json = text.trim_start().starts_with(['{', '/']);
    let value = if is_json { from_jsonc(text)? } else { from_yaml(text)? };
    match value {
        Value::Object(object) => Ok(object),
        Value::Null => Ok(Map::new()),
        _ => Err(ImportError { message: "the settings are no object".to_owned() }),
    }
}

fn from_yaml(text: &str) -> Result<Value, ImportError> {
    serde_yaml::from_str(text)
        .map_err(|error| ImportError { message: format!("this is neither JSON nor YAML: {error}") })
}

fn from_jsonc(text: &str) -> Result<Value, ImportError> {
    let parsed = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default())
        .map_err(|error| ImportError { message: format!("this is no JSON: {error}") })?;
    Ok(parsed.value.map_or(Value::Null, |value| plain(&value)))
}

/// `value` without its places.
fn plain(value: &ast::Value<'_>) -> Value {
    match value {
        ast::Value::StringLit(text) => text.value.as_ref().into(),
        ast::Value::NumberLit(number) => serde_json::from_str(number.value).unwrap_or_default(),
        ast::Value::BooleanLit(bool) => bool.value.into(),
        ast::Value::Array(items) => items.elements.iter().map(plain).collect(),
        ast::Value::Object(object) => {
            let entries = object.properties.iter();
            entries
                .map(|entry| (entry.name.as_str().to_owned(), plain(&entry.value)))
                .collect::<Map<_, _>>()
                .into()
        }
        ast::Value::NullKeyword(_) => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn toml(text: &str) -> (String, Vec<String>) {
        let imported = import(text).unwrap();
        let toml = imported.to_toml();
        Config::parse(&toml).unwrap_or_else(|error| panic!("{error}\n{toml}"));
        let remarks = imported.remarks.iter().map(|it| format!("{}: {}", it.setting, it.message));
        (toml, remarks.collect())
    }

    #[test]
    fn rules_are_found_by_code_name_and_tag() {
        let json = r#"{
            // A comment.
            "default": false,
            "MD009": { "br_spaces": 0 },
            "ul-style": { "style": "dash" },
            "MD026": { "punctuation": ".,;" },
            "links": true,
            "md042": false,
        }"#;
        let (toml, remarks) = toml(json);
        for line in ["list-markers = { level = \"format\"", "empty-link = \"off\"", "characters = \".,;\""] {
            assert!(toml.contains(line), "{line}\n{toml}");
        }
        assert!(!toml.contains("hard-breaks") && !toml.contains("heading-increment"), "{toml}");
        assert_eq!(remarks, [""; 0]);
    }

    #[test]
    fn what_is_left_out_is_told() {
        let yaml = "default: true\nMD013:\n  line_length: 100\nMD004:\n  style: sublist\nMD024:\n  siblings_only: true\n\
                    MD033: false\nmy-rule: true\nextends: base.json\n";
        let (toml, remarks) = toml(yaml);
        assert!(toml.contains("single-title"), "{toml}");
        assert_eq!(
            remarks,
            [
                "my-rule: left out: there is no such rule",
                "extends: left out: import the settings that it names as well",
                "MD004: style: left out: `list-markers` knows nothing like `sublist`",
                "MD013 (line-length): left out: the app wraps lines, and a line break shows",
                "MD024: siblings_only: left out: `duplicate-heading` has no such option",
            ]
        );
        let cli2 = "config:\n  MD004: { style: dash }\nignores: [Old/**]\nglobs: ['**/*.md']\n";
        let (toml, remarks) = self::toml(cli2);
        assert!(toml.contains("exclude = [\"Old/**\"]\n") && toml.contains("marker = \"-\""), "{toml}");
        assert_eq!(remarks.len(), 1);
        assert!(import("[]").is_err() && import("{").is_err() && import("a: [").is_err());
    }
}
