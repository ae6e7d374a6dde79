//! Markers that hide nothing.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Fix};
use crate::note::{Note, Suppression, SuppressionKind};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::suppress::{Unused, without_marker, without_name};

/// Every marker that hides findings hides one.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct UnusedSuppression {}

impl Rule for UnusedSuppression {
    const INFO: RuleInfo = RuleInfo {
        name: "unused-suppression",
        summary: "Every marker that hides findings hides one",
        category: Category::Structure,
        level: Level::Info,
        fix: FixAvailability::Sometimes,
        changes: &[Meaning::Structure, Meaning::Words, Meaning::Verbatim, Meaning::Properties],
        page: include_str!("unused-suppression.md"),
    };

    /// Finds nothing: what is unused is known when all rules have run, so [`crate::lint`] reports it.
    fn check(&self, _: &Note, _: &mut Context<'_>) {}
}

/// The findings about one marker, at the default level.
pub(crate) fn diagnostics(note: &Note, unused: &Unused<'_>) -> Vec<Diagnostic> {
    let marker = unused.suppression;
    if unused.names.is_empty() {
        return vec![whole(note, marker)];
    }
    unused.names.iter().filter_map(|name| one_name(note, marker, *name)).collect()
}

fn whole(note: &Note, marker: &Suppression) -> Diagnostic {
    let diagnostic = Diagnostic::new(&UnusedSuppression::INFO, marker.range, message(marker));
    let what = if marker.is_property() { "property" } else { "marker" };
    match without_marker(note, marker) {
        Some(edit) => diagnostic.fix(Fix::safe(format!("Remove the {what}"), vec![edit])),
        None => diagnostic.help(format!("take the {what} out")),
    }
}

fn message(marker: &Suppression) -> String {
    let names: Vec<&str> = marker.names.iter().map(|name| &*name.name).collect();
    let place = match marker.kind {
        SuppressionKind::Property | SuppressionKind::File => "in this note",
        SuppressionKind::Line => "on this line",
        SuppressionKind::NextLine => "on the next line",
        _ => "here",
    };
    match (marker.kind, marker.all) {
        (SuppressionKind::Enable, _) => "this marker ends nothing: no `vaultlint-disable` is open here".to_owned(),
        (_, true) => format!("nothing is found {place}, so there is nothing to hide"),
        (_, false) => {
            let find = if names.len() == 1 { "finds" } else { "find" };
            format!("`{}` {find} nothing {place}, so there is nothing to hide", names.join("`, `"))
        }
    }
}

fn one_name(note: &Note, marker: &Suppression, name: usize) -> Option<Diagnostic> {
    let named = marker.names.get(name)?;
    let message = if marker.kind == SuppressionKind::Enable {
        format!("no `vaultlint-disable` of `{}` is open here", named.name)
    } else {
        format!("`{}` finds nothing here, so there is nothing to hide", named.name)
    };
    let diagnostic = Diagnostic::new(&UnusedSuppression::INFO, named.range, message);
    Some(match without_name(note, marker, name) {
        Some(edit) => diagnostic.fix(Fix::safe(format!("Remove `{}`", named.name), vec![edit])),
        None => diagnostic.help("take the name out"),
    })
}
