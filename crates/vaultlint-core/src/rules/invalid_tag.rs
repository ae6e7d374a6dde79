//! Tags of properties that Obsidian drops.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::note::{Note, Value, ValueKind, is_tag};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};

/// Every tag among the properties counts as a tag.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct InvalidTag {}

impl Rule for InvalidTag {
    const INFO: RuleInfo = RuleInfo {
        name: "invalid-tag",
        summary: "Every tag among the properties counts as a tag",
        category: Category::FrontMatter,
        level: Level::Warning,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("invalid-tag.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let Some(tags) = note.front_matter.as_ref().and_then(|front_matter| front_matter.get("tags")) else { return };
        let items = match &tags.value.kind {
            ValueKind::Sequence { items, .. } => items.as_slice(),
            // Several tags in one text are the business of `comma-separated-list`.
            ValueKind::String(text, _) if !text.trim().contains([',', ' ', '\t', '\n']) => {
                std::slice::from_ref(&tags.value)
            }
            _ => return,
        };
        for item in items {
            if let Some(reason) = reason(item) {
                let message = format!("Obsidian drops this tag: {reason}");
                let help = "use letters, digits, `_`, `-` and `/`, with at least one that is no digit";
                cx.report(cx.diagnostic(item.range, message).help(help));
            }
        }
    }
}

/// Why `item` is no tag; `None` where it is one, is empty, or will be filled in by a template.
fn reason(item: &Value) -> Option<Cow<'static, str>> {
    let text = match &item.kind {
        ValueKind::Number(_) => return Some("it is a number".into()),
        ValueKind::String(text, _) => text.trim(),
        _ => return None,
    };
    let name = text.trim_start_matches('#');
    let is_placeholder = text.starts_with('<') && text.ends_with('>');
    let filled_in = is_placeholder || ["{{", "<%", "[["].iter().any(|mark| text.contains(mark));
    if name.is_empty() || filled_in || is_tag(name) {
        return None;
    }
    Some(match name {
        _ if name.contains(char::is_whitespace) => "it holds a blank".into(),
        _ if name.chars().all(|c| c.is_ascii_digit() || c == '/') => "it is digits alone".into(),
        _ if name.ends_with('/') && is_tag(name.trim_end_matches('/')) => "it ends in `/`".into(),
        _ => match name.chars().find(|c| c.is_ascii_punctuation() && !is_tag(&format!("a{c}a"))) {
            Some(refused) => format!("it holds `{refused}`, which no tag may hold").into(),
            None => "it holds a character that no tag may hold".into(),
        },
    })
}
