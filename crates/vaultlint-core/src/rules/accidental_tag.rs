//! Colours and numbers that became tags.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Edit, Fix};
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};

/// No colour and no number is a tag.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct AccidentalTag {}

impl Rule for AccidentalTag {
    const INFO: RuleInfo = RuleInfo {
        name: "accidental-tag",
        summary: "No colour and no number is a tag",
        category: Category::Structure,
        level: Level::Info,
        fix: FixAvailability::Always,
        changes: &[Meaning::Tags, Meaning::Words],
        page: include_str!("accidental-tag.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if cx.is_template(note) || note.is_plugin_owned() {
            return;
        }
        for tag in note.tags.iter().filter(|tag| !tag.hidden && !note.is_commented(tag.range.start())) {
            let written = tag.range.slice(&note.text);
            let name = written.trim_start_matches('#');
            let what = match () {
                () if is_colour(name) => "colour",
                () if is_number(name) => "number",
                () => continue,
            };
            let message = format!("the {what} `{written}` is a tag here and stands in the list of tags");
            let fix = Fix::unsafe_("Make it text", vec![Edit::insertion(tag.range.start(), "\\")]);
            cx.report(cx.diagnostic(tag.range, message).help("write it as `\\#`, or as code").fix(fix));
        }
    }
}

/// Whether `name` is a colour rather than a word: `fff`, `ffcc00`, `a1b2c3`, but not `cafe` or `b2b`.
fn is_colour(name: &str) -> bool {
    let bytes = name.as_bytes();
    if !bytes.iter().all(u8::is_ascii_hexdigit) {
        return false;
    }
    let repeats = |width: usize| bytes.chunks(width).all(|chunk| bytes.starts_with(chunk));
    let doubled = bytes.chunks(2).all(|pair| matches!(pair, [a, b] if a == b));
    let digits = bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
    match bytes.len() {
        3 => repeats(1) || bytes.first() == Some(&b'0'),
        6 => digits > 0 || doubled || repeats(1),
        8 => digits > 0 || doubled,
        _ => false,
    }
}

/// Whether `name` is the number of something: `1a`, `3rd`.
fn is_number(name: &str) -> bool {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < name.len() && matches!(rest, "a" | "b" | "c" | "st" | "nd" | "rd" | "th")
}
