//! Replacements by regular expressions of the author's own.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Fix;
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};

mod compose;
mod cost;
mod matches;
mod pattern;
mod settle;
mod syntax;
mod template;

pub(crate) use pattern::{Replacement, Written};
use settle::settled;

/// Text is replaced as regular expressions say.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Replacements {
    /// What is replaced, in this order.
    #[schemars(with = "Vec<Written>")]
    list: Vec<Replacement>,
}

impl Rule for Replacements {
    const INFO: RuleInfo = RuleInfo {
        name: "replacements",
        summary: "Text is replaced as regular expressions say",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        // Whatever the patterns say: nobody but the author can tell.
        changes: &[
            Meaning::Structure,
            Meaning::Headings,
            Meaning::Links,
            Meaning::Tags,
            Meaning::BlockIds,
            Meaning::Verbatim,
            Meaning::Properties,
            Meaning::Words,
        ],
        page: include_str!("replacements.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        for (edit, by) in settled(&self.list, note) {
            let name = self.list.get(by).map_or("", Replacement::name);
            let range = edit.range();
            let title = match edit.content() {
                "" => "Remove it".to_owned(),
                content => format!("Write `{}`", content.replace('\n', "\\n")),
            };
            let message = format!("the replacement `{name}` of the configuration changes this");
            cx.report(cx.diagnostic(range, message).fix(Fix::safe(title, vec![edit])));
        }
    }
}
