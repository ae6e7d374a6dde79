//! Which fixes a pass takes, and their application in one copy from left to right.

use std::collections::BTreeMap;

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix};
use crate::rule::RuleInfo;
use crate::rules;
use crate::text::TextRange;

/// A fix that a pass may take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate<'a> {
    pub(super) rule: &'static RuleInfo,
    pub(super) fix: &'a Fix,
}

/// The fixes of `found` that can be applied together, in the order of their places, at equal places in the order of
/// the rules. Of each finding the first fix counts that is trusted as much as `least`.
pub(super) fn choose<'a>(text: &str, found: &'a [Diagnostic], least: Applicability) -> Vec<Candidate<'a>> {
    let trusted = |found: &'a Diagnostic| {
        let fix = found.fixes.iter().find(|fix| fix.applicability() >= least)?;
        does_something(text, fix).then_some(Candidate { rule: found.rule, fix })
    };
    let mut candidates: Vec<_> = found.iter().filter_map(trusted).collect();
    candidates.sort_by_cached_key(|it| {
        (it.fix.edits().first().map(|edit| edit.range().start()), rank(it.rule), it.fix.edits().len())
    });
    let mut taken = Taken::default();
    candidates.retain(|candidate| taken.take(candidate.fix));
    candidates
}

/// `text` with `edits` applied. Edits that do not fit the text, or touch one further left, are left out.
pub fn apply<'a>(text: &str, edits: impl IntoIterator<Item = &'a Edit>) -> String {
    let mut edits: Vec<&Edit> = edits.into_iter().filter(|edit| fits(text, edit.range())).collect();
    edits.sort();
    let added: usize = edits.iter().map(|edit| edit.content().len()).sum();
    let mut out = String::with_capacity(text.len() + added);
    let mut copied = 0;
    for edit in edits {
        let range = edit.range();
        if range.start() >= copied {
            out.push_str(TextRange::new(copied, range.start()).slice(text));
            out.push_str(edit.content());
            copied = range.end();
        }
    }
    out.push_str(TextRange::new(copied, text.len()).slice(text));
    out
}

/// Whether all edits of `fix` fit `text` and at least one of them changes it: a fix that changes nothing would be
/// offered for ever.
fn does_something(text: &str, fix: &Fix) -> bool {
    let changes = |edit: &Edit| edit.range().slice(text) != edit.content();
    fix.edits().iter().all(|edit| fits(text, edit.range())) && fix.edits().iter().any(changes)
}

fn fits(text: &str, range: TextRange) -> bool {
    text.get(range.as_range()).is_some()
}

/// The place of `rule` in the list of rules.
fn rank(rule: &RuleInfo) -> usize {
    rules::ALL.iter().position(|info| info.name == rule.name).unwrap_or(rules::ALL.len())
}

/// The places that a pass has already given away: end by start, disjoint.
#[derive(Default)]
struct Taken(BTreeMap<usize, usize>);

impl Taken {
    /// Takes all places of `fix`, or none when one of them touches what is taken. Places that only share a border touch
    /// too: the order of two insertions, or what a deletion beside one means, is for the next pass to see.
    fn take(&mut self, fix: &Fix) -> bool {
        if fix.edits().iter().any(|edit| self.touches(edit.range())) {
            return false;
        }
        self.0.extend(fix.edits().iter().map(|edit| (edit.range().start(), edit.range().end())));
        true
    }

    fn touches(&self, range: TextRange) -> bool {
        // Disjoint and sorted by start, so also by end: the last one that starts in time reaches furthest.
        let last = self.0.range(..=range.end()).next_back();
        last.is_some_and(|(_, end)| *end >= range.start())
    }
}
