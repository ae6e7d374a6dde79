//! What a configuration says, and where it says so.

use serde_json::Value;

use super::{Config, Preset, Scope};
use crate::rule::{Level, RuleInfo};
use crate::rules::RuleSet;
use crate::text::TextRange;
use crate::vault::VaultPath;

/// A value and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value in force.
    pub value: T,
    /// Its bytes in the file; `None` for a default.
    pub place: Option<TextRange>,
    /// Whether the preset sets it.
    pub preset: bool,
}

/// A pattern of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// As it is written.
    pub text: String,
    /// Its bytes in the file.
    pub place: TextRange,
}

/// An option of a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct OptionSetting {
    /// Its name.
    pub name: String,
    /// The value in force.
    pub value: Value,
    /// The bytes of the key in the file; `None` for a default.
    pub place: Option<TextRange>,
    /// Whether the preset sets it.
    pub preset: bool,
}

impl<T> Setting<T> {
    pub(super) fn by_default(value: T) -> Self {
        Setting { value, place: None, preset: false }
    }

    pub(super) fn at(value: T, place: impl Into<TextRange>) -> Self {
        Setting { value, place: Some(place.into()), preset: false }
    }
}

impl Config {
    /// The patterns of `exclude`.
    pub fn exclude(&self) -> &[Pattern] {
        &self.patterns
    }

    /// The first pattern that keeps the note at `path` from being checked.
    pub fn excluded_by(&self, path: &VaultPath) -> Option<&Pattern> {
        self.patterns.get(self.exclude.first_match(path)?)
    }

    /// The name of the settings folder and where it is set.
    pub fn config_folder_setting(&self) -> Setting<&str> {
        Setting { value: self.config_folder(), place: self.config_folder.place, preset: false }
    }

    /// The preset and where it is set.
    pub fn preset(&self) -> Setting<Preset> {
        self.preset
    }
}

impl Scope<'_> {
    /// The level of `rule` and where it is set. What the command line asks for has no place.
    pub fn level_setting(&self, rule: &'static RuleInfo) -> Setting<Level> {
        let local = self.overrides.iter().rev().find_map(|it| it.settings.levels.get(rule.name)).copied();
        let general = self.config.settings.levels.get(rule.name).copied();
        let preset = self.config.preset_settings.levels.get(rule.name);
        let preset = preset.map(|it| Setting { value: it.value, place: None, preset: true });
        let set = local.or(general).or(preset).unwrap_or(Setting::by_default(rule.level));
        if self.config.selected.is_empty() {
            return set;
        }
        match local {
            Some(local) if local.value == Level::Off => local,
            _ if !self.config.selected.contains(&rule) => Setting::by_default(Level::Off),
            _ if set.value < Level::Warning => Setting::by_default(Level::Warning),
            _ => set,
        }
    }

    /// The options of `rule` and where each is set. `rules` is what [`Scope::rules`] gives.
    pub fn options(&self, rules: &RuleSet, rule: &'static RuleInfo) -> Vec<OptionSetting> {
        let values = rules.options(rule.name);
        let place = |name: &str| {
            let key = (rule.name, name.to_owned());
            let local = self.overrides.iter().rev().find_map(|it| it.settings.places.get(&key));
            local.or_else(|| self.config.settings.places.get(&key)).copied()
        };
        let in_preset = |name: &str| {
            self.config.preset_settings.options.get(rule.name).is_some_and(|it| it.contains_key(name))
        };
        let option = |(name, value): (String, Value)| {
            let place = place(&name);
            OptionSetting { preset: place.is_none() && in_preset(&name), place, name, value }
        };
        values.into_iter().map(option).collect()
    }
}
