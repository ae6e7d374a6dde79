//! `vaultlint.toml` as one typed tree.
//!
//! ```toml
//! exclude = ["Archive/", "*.excalidraw.md"]   # these notes are not checked; links to them still work
//! config-folder = ".obsidian"                 # the vault's own settings
//! preset = "tidy"                             # what the formatter lays out
//!
//! [rules]
//! link-spacing = "error"
//! empty-section = { level = "warning", all-headings = true }
//!
//! [[overrides]]
//! paths = ["Templates/"]
//! [overrides.rules]
//! broken-link = "off"
//! ```

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::rule::{Level, RuleInfo};
use crate::rules::{self, RuleSet};
use crate::text::TextRange;
use crate::vault::VaultPath;

pub(crate) mod globs;
mod parse;
mod preset;
mod schema;
mod setting;
mod suggest;

use globs::Globs;
pub use preset::Preset;
pub use schema::{options_schema, schema};
pub use setting::{OptionSetting, Pattern, Setting};
pub use suggest::nearest;

/// The name of the configuration file, at the root of a vault.
pub const FILE_NAME: &str = "vaultlint.toml";

/// What a run is told to do.
#[derive(Debug, Clone)]
pub struct Config {
    /// Options of every rule, where no override says otherwise.
    rules: RuleSet,
    preset: Setting<Preset>,
    /// The levels and options of the preset.
    preset_settings: RuleSettings,
    /// The levels and options of `[rules]`.
    settings: RuleSettings,
    overrides: Vec<Override>,
    exclude: Globs,
    /// What `exclude` is made of.
    patterns: Vec<Pattern>,
    config_folder: Setting<String>,
    /// The rules that the command line names; empty for all.
    selected: Vec<&'static RuleInfo>,
    /// The level of every rule where no override has a say, in the order of [`rules::ALL`], once that is asked for.
    levels: OnceLock<Box<[Level]>>,
}

/// Levels and options of some rules, by name.
#[derive(Debug, Clone, Default)]
struct RuleSettings {
    levels: FxHashMap<&'static str, Setting<Level>>,
    options: FxHashMap<&'static str, toml::Table>,
    /// Where each option stands in the file.
    places: FxHashMap<(&'static str, String), TextRange>,
}

/// What holds for the notes of some folders.
#[derive(Debug, Clone)]
struct Override {
    paths: Globs,
    settings: RuleSettings,
}

/// Why a configuration cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// What is wrong, without a final period.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The bytes of the file at fault; `None` where no single place is.
    pub range: Option<TextRange>,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            rules: RuleSet::default(),
            preset: Setting::by_default(Preset::Gentle),
            preset_settings: RuleSettings::default(),
            settings: RuleSettings::default(),
            overrides: Vec::new(),
            exclude: Globs::default(),
            patterns: Vec::new(),
            config_folder: Setting::by_default(".obsidian".to_owned()),
            selected: Vec::new(),
            levels: OnceLock::new(),
        }
    }
}

impl Config {
    /// Reads the text of a `vaultlint.toml`.
    ///
    /// # Errors
    /// When `text` is no TOML, or says something that no run can follow: unknown keys and rules, options that
    /// a rule does not have, levels and globs that do not exist. The first one found is named.
    pub fn parse(text: &str) -> Result<Config, ConfigError> {
        parse::parse(text)
    }

    /// Narrows the run to the rules called `names`, as the command line does. A rule that is named is wanted:
    /// it runs at `warning` or above, whatever `[rules]` says. An override that switches it off for a
    /// folder still holds there.
    ///
    /// # Errors
    /// When there is no such rule.
    pub fn select<S: AsRef<str>>(&mut self, names: &[S]) -> Result<(), ConfigError> {
        for name in names {
            self.selected.push(find_rule(name.as_ref())?);
        }
        self.levels = OnceLock::new();
        Ok(())
    }

    /// What holds for the note at `path`.
    pub fn scope(&self, path: &VaultPath) -> Scope<'_> {
        let overrides = self.overrides.iter().filter(|it| it.paths.matches(path)).collect();
        Scope { config: self, overrides }
    }

    /// The level of `rule` for the note at `path`. Many questions about one note are better put to
    /// its [`Config::scope`].
    pub fn level(&self, rule: &'static RuleInfo, path: &VaultPath) -> Level {
        self.scope(path).level(rule)
    }

    /// The rules with the options that hold for the note at `path`.
    pub fn rules_for(&self, path: &VaultPath) -> Cow<'_, RuleSet> {
        self.scope(path).rules()
    }

    /// Whether the note at `path` is not to be checked.
    pub fn is_excluded(&self, path: &VaultPath) -> bool {
        self.exclude.matches(path)
    }

    /// The name of the folder at the root of the vault that holds the settings of the app.
    pub fn config_folder(&self) -> &str {
        &self.config_folder.value
    }
}

/// What a configuration says of one note.
#[derive(Debug)]
pub struct Scope<'a> {
    config: &'a Config,
    /// Those that name the note, in the order of the file: the last word counts.
    overrides: Vec<&'a Override>,
}

impl<'a> Scope<'a> {
    /// The level of `rule`.
    pub fn level(&self, rule: &'static RuleInfo) -> Level {
        self.level_setting(rule).value
    }

    /// The level of every rule, in the order of [`rules::ALL`].
    pub fn levels(&self) -> Cow<'a, [Level]> {
        let all = |scope: &Scope<'_>| rules::ALL.iter().map(|rule| scope.level(rule)).collect();
        if !self.overrides.is_empty() {
            return Cow::Owned(all(self));
        }
        Cow::Borrowed(self.config.levels.get_or_init(|| {
            let levels: Vec<Level> = all(self);
            levels.into()
        }))
    }

    /// Whether the command line names the rules that run.
    pub fn is_narrowed(&self) -> bool {
        !self.config.selected.is_empty()
    }

    /// The rules with their options.
    pub fn rules(&self) -> Cow<'a, RuleSet> {
        let mut rules = Cow::Borrowed(&self.config.rules);
        if self.overrides.iter().all(|it| it.settings.options.is_empty()) {
            return rules;
        }
        let mut merged = self.config.preset_settings.options.clone();
        for (name, options) in &self.config.settings.options {
            merged.entry(name).or_default().extend(options.clone());
        }
        for (name, options) in self.overrides.iter().flat_map(|it| &it.settings.options) {
            let all = merged.entry(name).or_default();
            all.extend(options.clone());
            // Each override was tried on top of `[rules]` when the file was read. Only options that exclude
            // each other and stand in two overrides can fail here; the earlier ones then stay.
            let _ = rules.to_mut().set_options(name, all.clone());
        }
        rules
    }
}

impl ConfigError {
    fn new(range: impl Into<TextRange>, message: impl Into<String>) -> Self {
        ConfigError { message: message.into(), help: None, range: Some(range.into()) }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ConfigError {}

/// The rule called `name`.
///
/// # Errors
/// When there is none; the error names the nearest one. It has no range.
pub fn find_rule(name: &str) -> Result<&'static RuleInfo, ConfigError> {
    rules::find(name).ok_or_else(|| {
        let help = match nearest(name, rules::ALL.iter().map(|info| info.name)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`vaultlint rule` lists all rules".to_owned(),
        };
        ConfigError { message: format!("unknown rule `{name}`"), help: Some(help), range: None }
    })
}
