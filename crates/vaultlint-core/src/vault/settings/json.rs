//! A settings file: a JSON object read key by key, with problems noted instead of raised.

use serde_json::{Map, Value};

use super::SettingsProblem;

/// A settings file; empty where there is none or it cannot be read.
pub(super) struct File<'a> {
    path: &'a str,
    text: String,
    root: Map<String, Value>,
    problems: &'a mut Vec<SettingsProblem>,
}

/// Reads the JSON text of the file at `path`. `None` for no file, an empty one or one that is no JSON.
pub(super) fn parse(path: &str, text: Option<String>, problems: &mut Vec<SettingsProblem>) -> Option<Value> {
    let text = text?;
    let json = text.trim_start_matches('\u{feff}');
    if json.trim().is_empty() {
        return None;
    }
    match serde_json::from_str(json) {
        Ok(value) => Some(value),
        Err(error) => {
            let reason = error.to_string();
            let reason = reason.split(" at line ").next().unwrap_or_default();
            problems.push(SettingsProblem {
                path: path.to_string(),
                message: format!("this settings file is not valid JSON ({reason}), so defaults are used instead of it; open it in a text editor and mend it, or delete it to start from the defaults"),
                line: u32::try_from(error.line()).unwrap_or(u32::MAX).max(1),
                column: u32::try_from(error.column()).unwrap_or(u32::MAX).max(1),
            });
            None
        }
    }
}

impl<'a> File<'a> {
    /// Reads the JSON object in the file at `path`.
    pub(super) fn new(path: &'a str, text: Option<String>, problems: &'a mut Vec<SettingsProblem>) -> Self {
        let value = parse(path, text.clone(), problems);
        let text = text.unwrap_or_default();
        let root = match value {
            Some(Value::Object(root)) => root,
            None => Map::new(),
            Some(_) => {
                problems.push(SettingsProblem {
                    path: path.to_string(),
                    message:
                        "this settings file should hold a JSON object, `{..}`; defaults are used instead"
                            .to_string(),
                    line: 1,
                    column: 1,
                });
                Map::new()
            }
        };
        File { path, text, root, problems }
    }

    /// The switch `key`.
    pub(super) fn bool(&mut self, key: &str) -> Option<bool> {
        self.typed(key, "`true` or `false`", |value| value.as_bool())
    }

    /// The text `key`, empty for the default.
    pub(super) fn text(&mut self, key: &str) -> Option<Box<str>> {
        let text: Box<str> = self.typed(key, "text in quotes", |value| value.as_str().map(Box::from))?;
        (!text.is_empty()).then_some(text)
    }

    /// The whole number `key`.
    pub(super) fn number(&mut self, key: &str) -> Option<u32> {
        self.typed(key, "a whole number", |value| value.as_u64().and_then(|n| u32::try_from(n).ok()))
    }

    /// The list of texts `key`; items that are no text are left out.
    pub(super) fn texts(&mut self, key: &str) -> Option<Vec<Box<str>>> {
        self.typed(key, "a list of texts", |value| Some(texts_of(value.as_array()?)))
    }

    /// The object `key`.
    pub(super) fn object(&mut self, key: &str) -> Option<Map<String, Value>> {
        self.typed(key, "an object, `{..}`", |value| value.as_object().cloned())
    }

    /// The value of `key`, unread.
    pub(super) fn value(&self, key: &str) -> Option<&Value> {
        self.root.get(key)
    }

    /// Notes that `key` has a value that means nothing.
    pub(super) fn unknown_value(&mut self, key: &str, expected: &str) {
        let (line, column) = place_of(&self.text, key);
        let message = format!("`{key}` should be {expected}; its default is used instead");
        self.problems.push(SettingsProblem { path: self.path.to_string(), message, line, column });
    }

    fn typed<T>(&mut self, key: &str, expected: &str, read: impl Fn(&Value) -> Option<T>) -> Option<T> {
        let value = self.root.get(key).filter(|value| !value.is_null())?;
        let read = read(value);
        if read.is_none() {
            self.unknown_value(key, expected);
        }
        read
    }
}

/// The texts among `items`.
pub(super) fn texts_of(items: &[Value]) -> Vec<Box<str>> {
    items.iter().filter_map(Value::as_str).map(Box::from).collect()
}

/// Line and column, from 1, of the first `"key":`; the start of the file where there is none.
fn place_of(text: &str, key: &str) -> (u32, u32) {
    let quoted = format!("\"{key}\"");
    let is_key = |(at, _): &(usize, &str)| {
        text.get(at + quoted.len()..).is_some_and(|rest| rest.trim_start().starts_with(':'))
    };
    let Some((at, _)) = text.match_indices(&quoted).find(is_key) else { return (1, 1) };
    let before = text.get(..at).unwrap_or("");
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |start| start.chars().count()) + 1;
    (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
}
