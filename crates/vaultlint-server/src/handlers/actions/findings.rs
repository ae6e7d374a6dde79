//! What can be done about findings.

use tower_lsp::lsp_types::{CodeAction, CodeActionKind, Diagnostic, NumberOrString, TextEdit};
use vaultlint_core::diagnostic::{self as core, Applicability};
use vaultlint_core::fix::fix_note;
use vaultlint_core::rule::{Rule, RuleInfo};
use vaultlint_core::rules::{self, unused_suppression::UnusedSuppression};
use vaultlint_core::suppress::{suppress_line, suppress_note};
use vaultlint_core::vault::FileKind;

use super::super::formatting::edits;
use super::{action, edit};
use crate::convert;
use crate::session::found;
use crate::snapshot::Snapshot;

/// Findings that the client shows, with what is found in the document as it stands.
pub(super) struct Findings<'a> {
    snapshot: &'a Snapshot,
    shown: &'a [Diagnostic],
    found: Vec<core::Diagnostic>,
}

impl<'a> Findings<'a> {
    /// The findings `shown`. The document is checked for what they are of.
    pub(super) fn new(snapshot: &'a Snapshot, shown: &'a [Diagnostic]) -> Self {
        let rules: Vec<&'static RuleInfo> = shown.iter().filter_map(rule_of).collect();
        // Which suppressions hide nothing is known only when all rules have run.
        let needs_all = rules.contains(&&UnusedSuppression::INFO);
        let is_wanted = |rule| needs_all || rules.contains(&rule);
        let found = if rules.is_empty() { Vec::new() } else { found(snapshot, is_wanted) };
        Findings { snapshot, shown, found }
    }

    /// The fixes of each finding.
    pub(super) fn fixes(&self) -> Vec<CodeAction> {
        self.shown.iter().flat_map(|shown| self.fixes_of(shown)).collect()
    }

    fn fixes_of(&self, shown: &Diagnostic) -> Vec<CodeAction> {
        let fixes = self.of(shown).map_or(&[][..], |found| &found.fixes);
        let first_safe = fixes.iter().position(|fix| fix.applicability() == Applicability::Safe);
        let made = |(index, fix): (usize, &core::Fix)| {
            let made = fixing(self.snapshot, fix, std::slice::from_ref(shown))?;
            Some(CodeAction { is_preferred: Some(first_safe == Some(index)), ..made })
        };
        fixes.iter().enumerate().filter_map(made).collect()
    }

    /// What is found where the client shows `shown`; `None` where that is of a version that is gone.
    fn of(&self, shown: &Diagnostic) -> Option<&core::Diagnostic> {
        let rule = rule_of(shown)?;
        let is_here =
            |it: &&core::Diagnostic| it.rule == rule && self.snapshot.range(it.range) == shown.range;
        let mut here = self.found.iter().filter(is_here);
        let first = here.next()?;
        let says_so = |it: &&core::Diagnostic| convert::message(it) == shown.message;
        Some(std::iter::once(first).chain(here).find(says_so).unwrap_or(first))
    }

    /// For each rule the mending of all that it finds in the note, and for each finding silence about it.
    pub(super) fn at_once_and_silence(&self) -> Vec<CodeAction> {
        if self.snapshot.opened.path.kind() != FileKind::Note {
            return Vec::new();
        }
        let mut named: Vec<&'static RuleInfo> = self.shown.iter().filter_map(rule_of).collect();
        named.sort_by_key(|rule| rule.name);
        named.dedup();
        let mut actions = Vec::new();
        let mut silence = Vec::new();
        for rule in named {
            let shown: Vec<Diagnostic> =
                self.shown.iter().filter(|it| rule_of(it) == Some(rule)).cloned().collect();
            actions.extend(self.all_of(rule, &shown));
            silence.extend(self.silence_about(&shown));
        }
        actions.extend(silence);
        actions
    }

    /// The mending of all that `rule` finds, where there are several that the author need not choose a fix for.
    fn all_of(&self, rule: &'static RuleInfo, shown: &[Diagnostic]) -> Option<CodeAction> {
        let is_mended =
            |it: &core::Fix| matches!(it.applicability(), Applicability::Safe | Applicability::Unsafe);
        let found = self.found.iter().filter(|it| it.rule == rule);
        if found.filter(|it| it.fixes.iter().any(is_mended)).count() < 2 {
            return None;
        }
        // What likely is right is in the author's view at once, and undone as easily.
        let (vault, config) = (self.snapshot.vault(), self.snapshot.view.config());
        let fixed = fix_note(self.snapshot.note(), &vault, config, Applicability::Unsafe, |it| it == rule);
        let edit = edit(self.snapshot, edits(self.snapshot, Some(fixed.text?)));
        let title = format!("Fix all `{}` in this note", rule.name);
        action(title, CodeActionKind::QUICKFIX, shown, edit)
    }

    /// The edits that keep vaultlint silent about `shown`: on the line, and in the note.
    fn silence_about(&self, shown: &[Diagnostic]) -> Vec<CodeAction> {
        let note = self.snapshot.note();
        let mut actions: Vec<CodeAction> = Vec::new();
        let mut in_note = None;
        for finding in shown {
            let Some(found) = self.of(finding) else { continue };
            let silent = |fix: core::Fix| fixing(self.snapshot, &fix, std::slice::from_ref(finding));
            let whole = suppress_note(note, found);
            let line = suppress_line(note, found).filter(|fix| whole.as_ref() != Some(fix));
            actions.extend(line.and_then(silent));
            in_note = in_note.or_else(|| whole.and_then(silent));
        }
        actions.extend(in_note);
        actions
    }
}

/// The action that applies `fix`, about `shown`.
fn fixing(snapshot: &Snapshot, fix: &core::Fix, shown: &[Diagnostic]) -> Option<CodeAction> {
    let edits = fix
        .edits()
        .iter()
        .map(|edit| TextEdit { range: snapshot.range(edit.range()), new_text: edit.content().to_owned() });
    let edit = edit(snapshot, edits.collect());
    action(fix.title().to_owned(), CodeActionKind::QUICKFIX, shown, edit)
}

fn rule_of(finding: &Diagnostic) -> Option<&'static RuleInfo> {
    match &finding.code {
        Some(NumberOrString::String(name)) => rules::find(name),
        _ => None,
    }
}
