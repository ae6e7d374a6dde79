//! Rules of the plugin about what a note says, and its custom regular expressions.

use serde_json::{Map, Value};

use super::super::Imported;
use super::{RuleImport, is_true};

pub(super) const RULES: &[RuleImport] = &[];

/// The list `customRegexes`.
pub(super) fn custom_regexes(data: &Map<String, Value>, imported: &mut Imported) {
    let regexes = data.get("customRegexes").and_then(Value::as_array).into_iter().flatten();
    for regex in regexes.filter(|it| it.get("enabled").is_none_or(is_true)) {
        let find = regex.get("find").and_then(Value::as_str).unwrap_or("");
        imported.remark(format!("customRegexes: {find}"), "left out");
    }
}
