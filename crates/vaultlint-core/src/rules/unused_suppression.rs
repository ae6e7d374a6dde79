//! Markers that hide nothing.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::note::{Note, Suppression, SuppressionKind};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::suppress::{Unused, reads_as_before, without_marker, without_name};

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
        changes: &[Meaning::Words, Meaning::Verbatim, Meaning::Properties],
        page: include_str!("unused-suppression.md"),
    };

    /// Finds nothing: what is unused is known when all rules have run, so [`crate::lint`] reports it.
    fn check(&self, _: &Note, _: &mut Context<'_>) {}
}

/// How many bytes are read to find the markers that can go, where not all can go at once; a note is read once in any
/// case, and at most [`MOST_TRIES`] times.
const MOST_BYTES: usize = 4 << 20;
const MOST_TRIES: usize = 64;

/// A finding and what would mend it.
struct Finding {
    diagnostic: Diagnostic,
    title: String,
    edit: Option<Edit>,
}

/// The findings about `unused` markers, at the default level. A fix is safe where the note was tried without the marker
/// and reads as before: one between two lists keeps them apart.
pub(crate) fn diagnostics(note: &Note, unused: &[Unused<'_>]) -> Vec<Diagnostic> {
    let findings: Vec<Finding> = unused.iter().flat_map(|unused| of_marker(note, unused)).collect();
    let edits: Vec<Option<&Edit>> = findings.iter().map(|finding| finding.edit.as_ref()).collect();
    let safe = harmless(note, &edits);
    let mended = |(finding, is_safe): (Finding, bool)| match finding.edit {
        Some(edit) if is_safe => finding.diagnostic.fix(Fix::safe(finding.title, vec![edit])),
        Some(edit) => finding.diagnostic.fix(Fix::unsafe_(finding.title, vec![edit])),
        None => finding.diagnostic.help("take it out by hand"),
    };
    findings.into_iter().zip(safe).map(mended).collect()
}

/// Which of `edits` can be made together without a change of what the note shows: halves are tried, and halves of those
/// that fail.
fn harmless(note: &Note, edits: &[Option<&Edit>]) -> Vec<bool> {
    let known: Vec<(usize, &Edit)> = edits.iter().enumerate().filter_map(|(i, edit)| Some((i, (*edit)?))).collect();
    let mut safe = vec![false; edits.len()];
    let mut taken: Vec<&Edit> = Vec::new();
    let mut waiting = vec![known.as_slice()];
    let mut tries = (MOST_BYTES / note.text.len().max(1)).clamp(1, MOST_TRIES);
    while let Some(some) = waiting.pop().filter(|_| tries > 0) {
        tries -= 1;
        let before = taken.len();
        taken.extend(some.iter().map(|(_, edit)| edit));
        if reads_as_before(note, &taken) {
            for (i, _) in some {
                safe.get_mut(*i).into_iter().for_each(|safe| *safe = true);
            }
            continue;
        }
        taken.truncate(before);
        if some.len() > 1 {
            let (first, second) = some.split_at(some.len() / 2);
            waiting.extend([second, first]);
        }
    }
    safe
}

fn of_marker(note: &Note, unused: &Unused<'_>) -> Vec<Finding> {
    let marker = unused.suppression;
    if unused.names.is_empty() {
        return vec![whole(note, marker)];
    }
    unused.names.iter().filter_map(|name| one_name(note, marker, *name)).collect()
}

fn whole(note: &Note, marker: &Suppression) -> Finding {
    let diagnostic = Diagnostic::new(&UnusedSuppression::INFO, marker.range, message(marker));
    let what = if marker.is_property() { "property" } else { "marker" };
    Finding { diagnostic, title: format!("Remove the {what}"), edit: without_marker(note, marker) }
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

fn one_name(note: &Note, marker: &Suppression, name: usize) -> Option<Finding> {
    let named = marker.names.get(name)?;
    let message = if marker.kind == SuppressionKind::Enable {
        format!("no `vaultlint-disable` of `{}` is open here", named.name)
    } else {
        format!("`{}` finds nothing here, so there is nothing to hide", named.name)
    };
    let diagnostic = Diagnostic::new(&UnusedSuppression::INFO, named.range, message);
    let title = format!("Remove `{}`", named.name);
    Some(Finding { diagnostic, title, edit: without_name(note, marker, name) })
}
