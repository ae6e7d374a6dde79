//! Reads `vaultlint.toml`, with the place of everything that is wrong.

use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::globs::{self, Globs};
use super::suggest::nearest;
use super::{Config, ConfigError, Override, Pattern, Preset, RuleSettings, Setting, find_rule};
use crate::rule::{Level, RuleInfo};
use crate::rules::RuleSet;

/// What editors read, not this program.
const SCHEMA_KEY: &str = "$schema";
pub(super) const KEYS: [&str; 5] = ["exclude", "config-folder", "preset", "rules", "overrides"];
const OVERRIDE_KEYS: [&str; 2] = ["paths", "rules"];

/// A value with its place.
type Place<'a, 't> = &'a Spanned<DeValue<'t>>;
/// The options of `[rules]` as they stand in the file: overrides are tried on top of them.
type Base<'t> = FxHashMap<&'static str, DeTable<'t>>;

/// See [`Config::parse`].
pub(super) fn parse(text: &str) -> Result<Config, ConfigError> {
    let root = DeTable::parse(text).map_err(|error| syntax_error(&error))?.into_inner();
    let mut config = Config::default();
    let mut base = Base::default();
    if let Some(preset) = root.get("preset") {
        config.preset = Setting::at(preset_named(preset)?, preset.span());
        let text =
            DeTable::parse(config.preset.value.text()).map_err(|error| syntax_error(&error))?.into_inner();
        if let Some(rules) = text.get("rules") {
            config.preset_settings = rule_settings(rules, &mut config.rules, &mut base, Layer::General)?;
        }
    }
    if let Some(rules) = root.get("rules") {
        config.settings = rule_settings(rules, &mut config.rules, &mut base, Layer::General)?;
    }
    for (key, value) in &root {
        match key.get_ref().as_ref() {
            "rules" | "preset" | SCHEMA_KEY => {}
            "exclude" => (config.patterns, config.exclude) = globs(value)?,
            "config-folder" => {
                config.config_folder = Setting::at(config_folder(value)?, value.span());
            }
            "overrides" => config.overrides = overrides(value, &mut base)?,
            name => return Err(unknown_key(key.span(), name, &KEYS)),
        }
    }
    Ok(config)
}

fn overrides<'t>(value: Place<'_, 't>, base: &mut Base<'t>) -> Result<Vec<Override>, ConfigError> {
    let wanted = "write each override as a table of its own, under a line `[[overrides]]`";
    let list = value.get_ref().as_array().ok_or_else(|| wrong_type(value, "a list of tables", wanted))?;
    list.iter().map(|item| one_override(item, base)).collect()
}

fn one_override<'t>(item: Place<'_, 't>, base: &mut Base<'t>) -> Result<Override, ConfigError> {
    let wanted = "write each override as a table of its own, under a line `[[overrides]]`";
    let table = item.get_ref().as_table().ok_or_else(|| wrong_type(item, "a table", wanted))?;
    if let Some((key, _)) = table.iter().find(|(key, _)| !OVERRIDE_KEYS.contains(&key.get_ref().as_ref())) {
        return Err(unknown_key(key.span(), key.get_ref(), &OVERRIDE_KEYS));
    }
    let paths = table.get("paths").ok_or_else(|| {
        ConfigError::new(item.span(), "this override does not say which notes it is for")
            .help("name them: `paths = [\"Templates/\"]`")
    })?;
    let settings = match table.get("rules") {
        Some(rules) => rule_settings(rules, &mut RuleSet::default(), base, Layer::Override)?,
        None => RuleSettings::default(),
    };
    Ok(Override { paths: globs(paths)?.1, settings })
}

/// Which part of the file sets a rule.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layer {
    /// `[rules]`.
    General,
    /// `[overrides.rules]`, on top of `[rules]`.
    Override,
}

fn rule_settings<'t>(
    value: Place<'_, 't>,
    rules: &mut RuleSet,
    base: &mut Base<'t>,
    layer: Layer,
) -> Result<RuleSettings, ConfigError> {
    let wanted = "write one line a rule, as `link-spacing = \"error\"`";
    let table = value.get_ref().as_table().ok_or_else(|| wrong_type(value, "a table", wanted))?;
    let mut settings = RuleSettings::default();
    for (key, value) in table {
        let info = find_rule(key.get_ref())
            .map_err(|error| ConfigError { range: Some(key.span().into()), ..error })?;
        let DeValue::Table(options) = value.get_ref() else {
            settings.levels.insert(info.name, Setting::at(level(value)?, value.span()));
            continue;
        };
        let mut options = options.clone();
        if let Some(value) = options.remove("level") {
            settings.levels.insert(info.name, Setting::at(level(&value)?, value.span()));
        }
        if options.is_empty() {
            continue;
        }
        settings.options.insert(info.name, owned(info, &options, value.span())?);
        let places = options.keys().map(|key| ((info.name, key.get_ref().to_string()), key.span().into()));
        settings.places.extend(places);
        let mut all = base.get(info.name).cloned().unwrap_or_default();
        all.extend(options);
        set_options(rules, info, &all, value.span())?;
        if layer == Layer::General {
            base.insert(info.name, all);
        }
    }
    Ok(settings)
}

fn preset_named(value: Place) -> Result<Preset, ConfigError> {
    let names: Vec<String> = Preset::ALL.iter().map(|preset| format!("\"{}\"", preset.name())).collect();
    let help = format!("a preset is one of {}", names.join(", "));
    let Some(name) = value.get_ref().as_str() else {
        return Err(wrong_type(value, "a preset", &help));
    };
    Preset::ALL
        .into_iter()
        .find(|preset| preset.name() == name)
        .ok_or_else(|| ConfigError::new(value.span(), format!("there is no preset \"{name}\"")).help(help))
}

fn level(value: Place) -> Result<Level, ConfigError> {
    const LEVELS: [Level; 5] = [Level::Off, Level::Format, Level::Info, Level::Warning, Level::Error];
    const HELP: &str = "a level is one of \"off\", \"format\", \"info\", \"warning\", \"error\"";
    let Some(name) = value.get_ref().as_str() else {
        return Err(wrong_type(value, "a level", HELP));
    };
    LEVELS
        .into_iter()
        .find(|level| level.name() == name)
        .ok_or_else(|| ConfigError::new(value.span(), format!("there is no level \"{name}\"")).help(HELP))
}

fn set_options(
    rules: &mut RuleSet,
    info: &'static RuleInfo,
    options: &DeTable,
    span: Range<usize>,
) -> Result<(), ConfigError> {
    let table = Spanned::new(span.clone(), DeValue::Table(options.clone()));
    rules.set_options(info.name, ValueDeserializer::from(table)).map_err(|error| {
        let message = error.message().trim().to_owned();
        let help = format!("`vaultlint rule {}` describes the options of the rule", info.name);
        ConfigError::new(error.span().unwrap_or(span), message).help(help)
    })
}

fn owned(info: &RuleInfo, options: &DeTable, span: Range<usize>) -> Result<toml::Table, ConfigError> {
    let table = Spanned::new(span.clone(), DeValue::Table(options.clone()));
    toml::Table::deserialize(ValueDeserializer::from(table))
        .map_err(|_| ConfigError::new(span, format!("the options of `{}` cannot be read", info.name)))
}

fn globs(value: Place) -> Result<(Vec<Pattern>, Globs), ConfigError> {
    const HELP: &str = "list them as in `[\"Templates/\", \"*.excalidraw.md\"]`";
    let list = value.get_ref().as_array().ok_or_else(|| wrong_type(value, "a list of patterns", HELP))?;
    let (mut patterns, mut compiled) = (Vec::new(), Vec::new());
    for item in list {
        let pattern = item.get_ref().as_str().ok_or_else(|| wrong_type(item, "a pattern", HELP))?;
        compiled.push(globs::compile(pattern).map_err(|error| bad_glob(item, &error))?);
        patterns.push(Pattern { text: pattern.to_owned(), place: item.span().into() });
    }
    let globs = Globs::new(compiled).map_err(|error| bad_glob(value, &error))?;
    Ok((patterns, globs))
}

fn config_folder(value: Place) -> Result<String, ConfigError> {
    const HELP: &str =
        "it is the name of a folder at the root of the vault that starts with a dot, as \".obsidian\"";
    let name = value.get_ref().as_str().ok_or_else(|| wrong_type(value, "a name", HELP))?;
    if name.starts_with('.') && name.len() > 1 && name != ".." && !name.contains(['/', '\\']) {
        Ok(name.to_owned())
    } else {
        Err(ConfigError::new(value.span(), format!("\"{name}\" cannot be a config folder")).help(HELP))
    }
}

fn bad_glob(value: Place, error: &globset::Error) -> ConfigError {
    ConfigError::new(value.span(), format!("this pattern cannot be read: {}", error.kind()))
        .help("`*` stands for any part of a name, `**` for any folders, `\\` before a sign takes it as it is")
}

fn wrong_type(value: Place, wanted: &str, help: &str) -> ConfigError {
    let found = value.get_ref().type_str();
    ConfigError::new(value.span(), format!("expected {wanted}, found this {found}")).help(help)
}

fn unknown_key(span: Range<usize>, name: &str, known: &[&str]) -> ConfigError {
    let help = match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if crate::rules::find(name).is_some() => "rules belong under a line `[rules]`".to_owned(),
        None => format!("known keys: `{}`", known.join("`, `")),
    };
    ConfigError::new(span, format!("unknown key `{name}`")).help(help)
}

fn syntax_error(error: &toml::de::Error) -> ConfigError {
    let message = format!("this is no valid TOML: {}", error.message().trim());
    ConfigError { message, help: None, range: error.span().map(Into::into) }
}
