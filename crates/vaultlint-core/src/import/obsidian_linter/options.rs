//! How the plugin stores options.

use serde_json::{Map, Value};

use super::super::Imported;
use super::{bare, is_true};

/// The options of one rule. Those that are asked for are known; of the others a remark is made.
pub(super) struct Options<'a> {
    rule: &'a str,
    values: &'a Map<String, Value>,
    known: Vec<&'static str>,
}

/// Keys that old versions of the plugin stored and that mean nothing today.
const STALE: [&str; 3] = ["enabled", "twp-space-line-break", "force-retention-of-create-value"];

#[allow(dead_code, reason = "the way settings are stored is read whole")]
impl<'a> Options<'a> {
    pub(super) fn new(rule: &'a str, values: &'a Map<String, Value>) -> Self {
        Options { rule, values, known: Vec::new() }
    }

    /// The value under `key`, or under a name that differs only in case, blanks and hyphens.
    pub(super) fn value(&mut self, key: &'static str) -> Option<&'a Value> {
        self.known.push(key);
        let wanted = bare(key);
        self.values
            .get(key)
            .or_else(|| self.values.iter().find(|(name, _)| bare(name) == wanted).map(|(_, value)| value))
    }

    /// Whether there is a value under `key`.
    pub(super) fn has(&mut self, key: &'static str) -> bool {
        self.value(key).is_some()
    }

    /// A switch.
    pub(super) fn flag(&mut self, key: &'static str, default: bool) -> bool {
        self.value(key).map_or(default, is_true)
    }

    /// A text.
    pub(super) fn text(&mut self, key: &'static str, default: &str) -> String {
        match self.value(key) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => default.to_owned(),
        }
    }

    /// A number, which may be stored as text.
    pub(super) fn number(&mut self, key: &'static str, default: u32) -> u32 {
        match self.value(key) {
            Some(Value::Number(number)) => {
                number.as_u64().and_then(|n| u32::try_from(n).ok()).unwrap_or(default)
            }
            Some(Value::String(text)) => text.trim().parse().unwrap_or(default),
            _ => default,
        }
    }

    /// A list with an item on each line, without empty ones.
    pub(super) fn lines(&mut self, key: &'static str, default: &str) -> Vec<String> {
        self.list(key, default, |c| c == '\n')
    }

    /// A list of keys, one on each line; each may end in a colon.
    pub(super) fn keys(&mut self, key: &'static str) -> Vec<String> {
        let keys = self.lines(key, "").into_iter();
        keys.map(|key| key.trim_end_matches(':').to_owned()).filter(|key| !key.is_empty()).collect()
    }

    /// A list with commas or blanks between its items.
    pub(super) fn words(&mut self, key: &'static str, default: &str) -> Vec<String> {
        self.list(key, default, |c| c == ',' || c.is_whitespace())
    }

    fn list(&mut self, key: &'static str, default: &str, is_separator: fn(char) -> bool) -> Vec<String> {
        let split = |text: &str| -> Vec<String> {
            text.split(is_separator)
                .map(|item| item.trim().to_owned())
                .filter(|item| !item.is_empty())
                .collect()
        };
        match self.value(key) {
            Some(Value::String(text)) => split(text),
            Some(value @ Value::Array(_)) => strings(Some(value)),
            _ => split(default),
        }
    }

    /// Makes a remark about each option that nobody asked for.
    pub(super) fn finish(self, imported: &mut Imported) {
        let known: Vec<String> = self.known.iter().chain(&STALE).map(|key| bare(key)).collect();
        for key in self.values.keys().filter(|key| !known.contains(&bare(key))) {
            imported.remark(format!("{}: {key}", self.rule), "left out: the rule has no such option");
        }
    }
}

/// The texts of a list.
pub(super) fn strings(value: Option<&Value>) -> Vec<String> {
    let items = value.and_then(Value::as_array).into_iter().flatten();
    items.filter_map(|item| item.as_str()).map(str::to_owned).collect()
}

/// What holds for several rules.
#[allow(dead_code, reason = "the way settings are stored is read whole")]
pub(super) struct Common {
    /// How `aliases` is written.
    pub(super) alias_style: String,
    /// The same where the settings that hold for all rules are there, but lack this one: each rule then has its own way.
    pub(super) alias_style_is_left_out: bool,
    /// How `tags` is written.
    pub(super) tag_style: String,
    /// How many dollars make a math block.
    pub(super) math_dollars: u32,
    /// The quote for values that need one.
    pub(super) escape_character: char,
    /// Whether quotes that are not needed go from lists of several lines.
    pub(super) remove_escapes: bool,
    /// The language of dates; `None` for that of the system.
    pub(super) locale: Option<String>,
}

impl Common {
    /// Reads them from all settings; the plugin does not fill up a partial list.
    pub(super) fn new(data: &Map<String, Value>) -> Self {
        let empty = Map::new();
        let styles = data.get("commonStyles").and_then(Value::as_object).unwrap_or(&empty);
        let mut options = Options::new("commonStyles", styles);
        let locale = data.get("linterLocale").and_then(Value::as_str);
        Common {
            alias_style: options.text("aliasArrayStyle", "single-line"),
            alias_style_is_left_out: data.contains_key("commonStyles") && !options.has("aliasArrayStyle"),
            tag_style: options.text("tagArrayStyle", "single-line"),
            math_dollars: options.number("minimumNumberOfDollarSignsToBeAMathBlock", 2),
            escape_character: options.text("escapeCharacter", "\"").chars().next().unwrap_or('"'),
            remove_escapes: options.flag("removeUnnecessaryEscapeCharsForMultiLineArrays", false),
            locale: locale.filter(|name| *name != "system-default").map(str::to_owned),
        }
    }
}
