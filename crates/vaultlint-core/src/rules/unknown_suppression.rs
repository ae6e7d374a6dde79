//! Markers that name no rule, or that are none.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::config::nearest;
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::note::{KEYWORDS, KEYWORD_START as OURS, Note, Suppression, SuppressionKind};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::rules;
use crate::text::TextRange;

/// Every marker that hides findings names rules that there are.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct UnknownSuppression {}

impl Rule for UnknownSuppression {
    const INFO: RuleInfo = RuleInfo {
        name: "unknown-suppression",
        summary: "Every marker that hides findings names rules that there are",
        category: Category::Structure,
        level: Level::Warning,
        fix: FixAvailability::Sometimes,
        changes: &[Meaning::Words, Meaning::Verbatim, Meaning::Properties],
        page: include_str!("unknown-suppression.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        for marker in &note.suppressions {
            match marker.kind {
                SuppressionKind::Unknown => cx.report(unknown_marker(note, marker, cx)),
                // What is said to other linters is not for us to judge.
                _ if marker.of_markdownlint => {}
                SuppressionKind::LinterProperty
                | SuppressionKind::LinterDisable
                | SuppressionKind::LinterEnable => {}
                _ => {
                    for name in marker.names.iter().filter(|name| rules::find(&name.name).is_none()) {
                        cx.report(unknown_rule(note, &name.name, name.range, cx));
                    }
                }
            }
        }
    }
}

fn unknown_marker(note: &Note, marker: &Suppression, cx: &Context<'_>) -> Diagnostic {
    let word = note.slice(marker.keyword);
    let message = format!("there is no marker `{word}`, so it hides nothing");
    let known: Vec<&'static str> = KEYWORDS.iter().map(|(keyword, _)| *keyword).collect();
    let help = format!("known markers: `{}`", known.join("`, `"));
    // The part that all share says nothing.
    let end = |word: &'static str| word.strip_prefix(OURS).unwrap_or(word);
    let near = nearest(word.get(OURS.len()..).unwrap_or(""), known.iter().map(|word| end(word)));
    let near = known.iter().find(|word| Some(end(word)) == near).copied();
    mended(note, cx.diagnostic(marker.keyword, message), word, near, help)
}

fn unknown_rule(note: &Note, name: &str, range: TextRange, cx: &Context<'_>) -> Diagnostic {
    let message = format!("there is no rule `{name}`, so this hides nothing");
    let near = nearest(name, rules::ALL.iter().map(|info| info.name));
    mended(note, cx.diagnostic(range, message), name, near, "`vaultlint rule` lists all rules".to_owned())
}

/// Offers what is near, else `help`.
fn mended(
    note: &Note,
    diagnostic: Diagnostic,
    typed: &str,
    near: Option<&'static str>,
    help: String,
) -> Diagnostic {
    let Some(near) = near else { return diagnostic.help(help) };
    if note.slice(diagnostic.range) != typed {
        return diagnostic.help(format!("did you mean `{near}`?"));
    }
    let edit = Edit::replacement(diagnostic.range, near);
    // A newer version may know a rule of a similar name.
    diagnostic.fix(Fix::unsafe_(format!("Write `{near}`"), vec![edit]))
}
