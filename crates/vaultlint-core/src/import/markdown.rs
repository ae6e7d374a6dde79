//! Rules for Markdown that linters share by their codes, `MD001` and so on, and what of ours does the same.

use serde_json::{Map, Value};

use super::Imported;
use crate::rule::{Category, Level, RuleInfo};
use crate::rules;

mod codes;
mod convert;

pub(super) use codes::{CODES, Code, find};
use convert::CONVERSIONS;

/// What settings say of a rule.
#[derive(Debug, Clone)]
pub(super) struct Setting {
    pub on: bool,
    /// Whether the settings name it, rather than a tag or all rules.
    pub named: bool,
    pub options: Map<String, Value>,
}

impl Setting {
    pub(super) fn new(on: bool) -> Self {
        Setting { on, named: false, options: Map::new() }
    }
}

/// The rules of ours that do what the rule `name` of other linters does, or those with that tag, or any of theirs.
pub(crate) fn ours(name: Option<&str>) -> impl Iterator<Item = &'static RuleInfo> {
    let is_meant = move |code: &&Code| name.is_none_or(|name| code.is(name) || code.is_tagged(name));
    let conversion = |code: &Code| CONVERSIONS.iter().find(|it| it.code == code.code);
    CODES.iter().filter(is_meant).filter_map(conversion).filter_map(|it| rules::find(it.rule))
}

/// Sets the rules of ours that do what `settings` want, in the order of the codes.
pub(super) fn take_over(settings: &[(&'static Code, Setting)], imported: &mut Imported) {
    for (code, setting) in settings {
        let conversion = CONVERSIONS.iter().find(|it| it.code == code.code);
        let ours = conversion.and_then(|it| Some((it, rules::find(it.rule)?)));
        match ours {
            Some((conversion, info)) if setting.on => {
                set_level(info, conversion.level, imported);
                let mut options =
                    Options { code: code.code, rule: info.name, values: &setting.options, known: Vec::new() };
                (conversion.options)(&mut options, imported);
                options.finish(imported);
            }
            // Several rules may be one of ours, of which a part stays on.
            Some((_, info)) if !imported.has(info.name) && info.level > Level::Off => {
                let is_wanted = |(code, setting): &&(&Code, Setting)| {
                    setting.on && CONVERSIONS.iter().any(|it| it.code == code.code && it.rule == info.name)
                };
                if !settings.iter().any(|it| is_wanted(&it)) {
                    imported.option(info.name, "level", "off");
                }
            }
            Some(_) => {}
            None if setting.on && setting.named => imported.remark(code.shown(), reason(code.code)),
            None => {}
        }
    }
}

fn set_level(info: &'static RuleInfo, least: Level, imported: &mut Imported) {
    let usual = if info.category == Category::Layout { Level::Format } else { Level::Warning };
    let level = if info.level > Level::Format { info.level } else { usual.max(least) };
    imported.option(info.name, "level", level.name());
}

/// Why a rule is left out.
fn reason(code: &str) -> &'static str {
    match code {
        "MD010" => "left out: the app indents lists by tabs",
        "MD013" => "left out: the app wraps lines, and a line break shows",
        "MD033" => "left out: the app shows HTML",
        "MD041" => "left out: the name of the file is the title of a note",
        "MD057" => "left out: rules about links are on anyway",
        _ => "left out: no rule does the same",
    }
}

/// The options of a rule of another tool, on their way to one of ours.
struct Options<'a> {
    code: &'static str,
    /// Our rule.
    rule: &'static str,
    values: &'a Map<String, Value>,
    known: Vec<&'static str>,
}

impl Options<'_> {
    /// The value of the option `name`, written with underscores, hyphens or capitals.
    fn value(&mut self, name: &'static str) -> Option<&Value> {
        self.known.push(name);
        self.values.iter().find(|(key, _)| bare(key) == bare(name)).map(|(_, value)| value)
    }

    fn text(&mut self, name: &'static str, default: &str) -> String {
        self.value(name).and_then(Value::as_str).unwrap_or(default).to_lowercase()
    }

    fn number(&mut self, name: &'static str, default: i64) -> i64 {
        self.value(name).and_then(Value::as_i64).unwrap_or(default)
    }

    fn flag(&mut self, name: &'static str, default: bool) -> bool {
        self.value(name).and_then(Value::as_bool).unwrap_or(default)
    }

    /// Sets an option of our rule, where it has such a one.
    fn set(&self, imported: &mut Imported, name: &str, value: impl Into<toml::Value>) {
        if rules::RuleSet::default().options(self.rule).contains_key(name) {
            imported.option(self.rule, name, value);
        }
    }

    /// Says that the value of an option is nothing that our rule can do.
    fn refuse(&self, imported: &mut Imported, name: &str, value: &str) {
        let message = format!("left out: `{}` knows nothing like `{value}`", self.rule);
        imported.remark(format!("{}: {name}", self.code), message);
    }

    /// Makes a remark about each option that nobody asked for.
    fn finish(self, imported: &mut Imported) {
        // Whether and how loud a rule is says its setting, not its options.
        let known: Vec<String> =
            self.known.iter().chain(&["enabled", "severity"]).map(|it| bare(it)).collect();
        for key in self.values.keys().filter(|key| !known.contains(&bare(key))) {
            let message = format!("left out: `{}` has no such option", self.rule);
            imported.remark(format!("{}: {key}", self.code), message);
        }
    }
}

/// `name` without case, hyphens and underscores.
fn bare(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;

    #[test]
    fn conversions_are_of_known_codes() {
        for conversion in CONVERSIONS {
            assert!(find(conversion.code).is_some(), "{}", conversion.code);
            assert!(rules::ALL.iter().all(|info| info.name != conversion.code));
        }
    }
}
