//! What can be done about findings.

use tower_lsp::lsp_types::{CodeAction, CodeActionKind, Diagnostic, NumberOrString, TextEdit};
use vaultlint_core::diagnostic::{self as core, Applicability};
use vaultlint_core::fix::fix_note;
use vaultlint_core::lint::lint_rules;
use vaultlint_core::rule::{Level, RuleInfo};
use vaultlint_core::rules;
use vaultlint_core::suppress::{suppress_line, suppress_note};
use vaultlint_core::vault::FileKind;

use super::super::formatting::edits;
use super::{action, edit};
use crate::convert::Fix;
use crate::snapshot::Snapshot;

/// The fixes that travel with `findings`.
pub(super) fn fixes(snapshot: &Snapshot, findings: &[Diagnostic]) -> Vec<CodeAction> {
    findings.iter().flat_map(|finding| fixes_of(snapshot, finding)).collect()
}

fn fixes_of(snapshot: &Snapshot, finding: &Diagnostic) -> Vec<CodeAction> {
    let data = finding.data.clone().unwrap_or_default();
    let fixes: Vec<Fix> = serde_json::from_value(data).unwrap_or_default();
    let first_safe = fixes.iter().position(|fix| fix.safe);
    let made = |(index, fix): (usize, Fix)| {
        let edit = edit(snapshot, fix.edits);
        let made = action(fix.title, CodeActionKind::QUICKFIX, std::slice::from_ref(finding), edit)?;
        Some(CodeAction { is_preferred: Some(first_safe == Some(index)), ..made })
    };
    fixes.into_iter().enumerate().filter_map(made).collect()
}

/// For each rule of `findings` the mending of all that it finds in the note, and for each finding silence about it.
pub(super) fn at_once_and_silence(snapshot: &Snapshot, findings: &[Diagnostic]) -> Vec<CodeAction> {
    if snapshot.opened.path.kind() != FileKind::Note {
        return Vec::new();
    }
    let mut named: Vec<&'static RuleInfo> = findings.iter().filter_map(rule_of).collect();
    named.sort_by_key(|rule| rule.name);
    named.dedup();
    let vault = snapshot.vault();
    let config = snapshot.view.config();
    let mut actions = Vec::new();
    let mut silence = Vec::new();
    for rule in named {
        let own: Vec<Diagnostic> = findings.iter().filter(|it| rule_of(it) == Some(rule)).cloned().collect();
        let found = lint_rules(snapshot.note(), &vault, config, Level::Info, |it, _| it == rule);
        actions.extend(all_of(snapshot, rule, &found, &own));
        silence.extend(silence_about(snapshot, &found, &own));
    }
    actions.extend(silence);
    actions
}

fn rule_of(finding: &Diagnostic) -> Option<&'static RuleInfo> {
    match &finding.code {
        Some(NumberOrString::String(name)) => rules::find(name),
        _ => None,
    }
}

/// The mending of all that `rule` has `found`, where there are several that the author need not choose a fix for.
fn all_of(
    snapshot: &Snapshot,
    rule: &'static RuleInfo,
    found: &[core::Diagnostic],
    shown: &[Diagnostic],
) -> Option<CodeAction> {
    let is_mended =
        |it: &core::Fix| matches!(it.applicability(), Applicability::Safe | Applicability::Unsafe);
    if found.iter().filter(|it| it.fixes.iter().any(is_mended)).count() < 2 {
        return None;
    }
    // What likely is right is in the author's view at once, and undone as easily.
    let (vault, config) = (snapshot.vault(), snapshot.view.config());
    let fixed = fix_note(snapshot.note(), &vault, config, Applicability::Unsafe, |it| it == rule);
    let edit = edit(snapshot, edits(snapshot, Some(fixed.text?)));
    let title = format!("Fix all `{}` in this note", rule.name);
    action(title, CodeActionKind::QUICKFIX, shown, edit)
}

/// The edits that keep vaultlint silent about those of `found` that are `shown`: on the line, and in the note.
fn silence_about(snapshot: &Snapshot, found: &[core::Diagnostic], shown: &[Diagnostic]) -> Vec<CodeAction> {
    let note = snapshot.note();
    let mut actions: Vec<CodeAction> = Vec::new();
    let mut in_note = None;
    for finding in shown {
        let Some(found) = found.iter().find(|it| snapshot.range(it.range) == finding.range) else { continue };
        let about = std::slice::from_ref(finding);
        let silent = |fix: core::Fix| {
            let edits = fix.edits().iter().map(|edit| TextEdit {
                range: snapshot.range(edit.range()),
                new_text: edit.content().to_owned(),
            });
            let edit = edit(snapshot, edits.collect());
            action(fix.title().to_owned(), CodeActionKind::QUICKFIX, about, edit)
        };
        let whole = suppress_note(note, found);
        let line = suppress_line(note, found).filter(|fix| whole.as_ref() != Some(fix));
        actions.extend(line.and_then(silent));
        in_note = in_note.or_else(|| whole.and_then(silent));
    }
    actions.extend(in_note);
    actions
}
