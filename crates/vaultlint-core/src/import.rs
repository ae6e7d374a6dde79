//! Settings of other tools, written as a `vaultlint.toml` that does the same.

use std::collections::BTreeMap;
use std::fmt;

use crate::config::{Config, Preset};
use crate::rules;
use crate::vault::VaultPath;

mod markdown;
mod markdownlint;
mod obsidian_linter;
mod rumdl;

pub(crate) use markdown::ours as rules_of_markdownlint;
pub use markdownlint::import as markdownlint;
pub use obsidian_linter::import as obsidian_linter;
pub use rumdl::import as rumdl;

/// What settings of another tool come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    preset: Preset,
    rules: BTreeMap<&'static str, toml::Table>,
    /// Notes on which these rules do not run, as patterns.
    spared: Vec<String>,
    /// Notes that list misspellings, as patterns.
    word_lists: Vec<String>,
    /// Notes that are not checked at all, as patterns.
    exclude: Vec<String>,
    /// What was not taken over.
    pub remarks: Vec<Remark>,
}

/// A setting that was not taken over, or not as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Its name in the other tool.
    pub setting: String,
    /// What became of it and why, without a final period.
    pub message: String,
}

/// Why settings cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportError {
    /// What is wrong, without a final period.
    pub message: String,
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ImportError {}

impl Imported {
    /// Nothing but `preset`.
    fn new(preset: Preset) -> Self {
        Imported {
            preset,
            rules: BTreeMap::new(),
            spared: Vec::new(),
            word_lists: Vec::new(),
            exclude: Vec::new(),
            remarks: Vec::new(),
        }
    }

    /// Lets the formatter apply `rule`.
    fn enable(&mut self, rule: &'static str) {
        self.option(rule, "level", "format");
    }

    /// Sets an option of `rule`.
    fn option(&mut self, rule: &'static str, name: &str, value: impl Into<toml::Value>) {
        self.rules.entry(rule).or_default().insert(name.to_owned(), value.into());
    }

    /// Whether anything is said of `rule`.
    fn has(&self, rule: &str) -> bool {
        self.rules.contains_key(rule)
    }

    /// Whether an option of `rule` is set.
    fn has_option(&self, rule: &str, name: &str) -> bool {
        self.rules.get(rule).is_some_and(|options| options.contains_key(name))
    }

    /// Sets an option of `rule` that nothing has set yet.
    fn option_if_unset(&mut self, rule: &'static str, name: &str, value: impl Into<toml::Value>) {
        self.rules.entry(rule).or_default().entry(name).or_insert_with(|| value.into());
    }

    /// Says what became of a setting.
    fn remark(&mut self, setting: impl Into<String>, message: impl Into<String>) {
        self.remarks.push(Remark { setting: setting.into(), message: message.into() });
    }

    /// How many rules are set.
    pub fn rule_count(&self) -> usize {
        self.rules.len()
    }

    /// The text of a `vaultlint.toml`: what differs from the preset.
    pub fn to_toml(&self) -> String {
        let preset = format!("preset = {}\n", quoted(self.preset.name()));
        let defaults = Config::parse(&preset).unwrap_or_default();
        let scope = defaults.scope(&VaultPath::from(""));
        let options = scope.rules();
        let mut text = preset;
        if !self.exclude.is_empty() {
            text += &format!("exclude = [{}]\n", list(&self.exclude));
        }
        if !self.rules.is_empty() {
            text += "\n[rules]\n";
        }
        for (rule, table) in &self.rules {
            let known = options.options(rule);
            let level = rules::find(rule).map(|info| scope.level(info).name());
            let is_default = |name: &str, value: &toml::Value| {
                known.iter().any(|(it, default)| it == name && *default == json(value))
                    || name == "level" && value.as_str() == level
            };
            let kept = table.iter().filter(|(name, value)| !is_default(name, value));
            text += &setting(rule, kept);
        }
        if !self.word_lists.is_empty() {
            let paths = list(&self.word_lists);
            text +=
                &format!("\n[[overrides]]\npaths = [{paths}]\n[overrides.rules]\nmisspelling = \"off\"\n");
        }
        if !self.spared.is_empty() && !self.rules.is_empty() {
            text += &format!("\n[[overrides]]\npaths = [{}]\n[overrides.rules]\n", list(&self.spared));
            self.rules.keys().for_each(|rule| text += &format!("{rule} = \"off\"\n"));
        }
        text
    }
}

/// `rule = "format"`, or with options `rule = { level = "format", .. }`.
fn setting<'a>(rule: &str, options: impl Iterator<Item = (&'a String, &'a toml::Value)>) -> String {
    let mut options: Vec<_> = options.collect();
    options.sort_by_key(|(name, _)| (*name != "level", name.as_str()));
    match options.as_slice() {
        [] => String::new(),
        [(name, level)] if *name == "level" => format!("{rule} = {level}\n"),
        options => {
            let options: Vec<String> =
                options.iter().map(|(name, value)| format!("{name} = {}", inline(value))).collect();
            format!("{rule} = {{ {} }}\n", options.join(", "))
        }
    }
}

/// `value` on one line.
fn inline(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => quoted(text),
        toml::Value::Array(items) => format!("[{}]", items.iter().map(inline).collect::<Vec<_>>().join(", ")),
        toml::Value::Table(table) => {
            let entries = table.iter().map(|(key, value)| format!("{} = {}", quoted(key), inline(value)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

fn list(texts: &[String]) -> String {
    texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", ")
}

/// `text` as a string of TOML.
fn quoted(text: &str) -> String {
    // Strings of JSON are strings of TOML, save for this one sign that JSON does not escape.
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

fn json(value: &toml::Value) -> serde_json::Value {
    serde_json::to_value(value).unwrap_or_default()
}
