//! Which findings a note does not want to be told, and which of its wishes come true.

use rustc_hash::FxHashMap;

use crate::diagnostic::Diagnostic;
use crate::import::rules_of_markdownlint;
use crate::note::{Note, Suppression, SuppressionKind};
use crate::rule::RuleInfo;
use crate::rules;
use crate::text::TextRange;

/// Rules of obsidian-linter that mend what one of ours finds, where the names differ.
const SHARED: [(&str, &str); 2] =
    [("remove-link-spacing", "link-spacing"), ("remove-space-before-or-after-characters", "link-spacing")];

/// The wishes of a note, ready to be asked. Built in time linear in their number.
pub(crate) struct Silence<'a> {
    note: &'a Note,
    wishes: Vec<Wish>,
    by_rule: FxHashMap<&'static str, Scopes>,
    all: Scopes,
    linter: Scopes,
    /// Silence that other linters for Markdown are asked for, by the rule of ours that does the same.
    markdownlint: FxHashMap<&'static str, Scopes>,
}

/// One rule that a marker names, or all of them at once.
struct Wish {
    /// Index in [`Note::suppressions`].
    marker: usize,
    /// The rule and its index among the names of the marker; `None` for all rules.
    rule: Option<(&'static RuleInfo, usize)>,
    used: bool,
}

/// Where a rule, or all of them, are silent: each place with the index of the wish behind it.
#[derive(Default)]
struct Scopes {
    whole: Option<usize>,
    open: Option<(usize, usize)>,
    /// Sorted and disjoint.
    ranges: Vec<(TextRange, usize)>,
    lines: FxHashMap<usize, usize>,
    lifted_from: Option<usize>,
    /// Where a silence of all rules was ended for this rule alone; sorted and disjoint.
    lifted: Vec<TextRange>,
}

/// A marker that could go, or lose names.
pub(crate) struct Unused<'a> {
    pub(crate) suppression: &'a Suppression,
    /// Indices of the names that hide nothing; empty when all of the marker does.
    pub(crate) names: Vec<usize>,
}

impl<'a> Silence<'a> {
    pub(crate) fn of(note: &'a Note) -> Self {
        let mut silence = Silence {
            note,
            wishes: Vec::new(),
            by_rule: FxHashMap::default(),
            all: Scopes::default(),
            linter: Scopes::default(),
            markdownlint: FxHashMap::default(),
        };
        let targets = targets(note);
        for (marker, suppression) in note.suppressions.iter().enumerate() {
            silence.add(marker, suppression, &targets);
        }
        let end = usize::MAX;
        silence.by_rule.values_mut().for_each(|scopes| scopes.end(end));
        silence.markdownlint.values_mut().for_each(|scopes| scopes.end(end));
        silence.all.close(end);
        silence.linter.close(end);
        silence
    }

    /// Whether the note does not want to be told of `finding`. The wish that answers counts as used: of several, that
    /// for the rule before that for all, the wider before the narrower.
    pub(crate) fn covers(&mut self, finding: &Diagnostic) -> bool {
        let wish = self.wish_for(finding);
        if let Some(wish) = wish.and_then(|wish| self.wishes.get_mut(wish)) {
            wish.used = true;
        }
        wish.is_some()
    }

    /// Whether `finding`, which is about a marker that hides nothing, is unwanted itself: what a marker for all rules
    /// hides is not its own uselessness.
    pub(crate) fn covers_unused(&self, finding: &Diagnostic, is_all_judged: bool) -> bool {
        let is_useless = |wish: &Wish| is_all_judged && wish.rule.is_none() && !wish.used;
        self.wish_for(finding).is_some_and(|wish| !self.wishes.get(wish).is_some_and(is_useless))
    }

    fn wish_for(&self, finding: &Diagnostic) -> Option<usize> {
        let offset = finding.range.start();
        let line = self.note.lines.line_of(offset);
        let own = self.by_rule.get(finding.rule.name);
        let named = own.and_then(|scopes| scopes.find(offset, line));
        let is_lifted = || own.is_some_and(|scopes| holds(&scopes.lifted, |range| *range, offset).is_some());
        let wish = named.or_else(|| self.all.find(offset, line).filter(|_| !is_lifted()));
        let of_others = || {
            let scopes = self.markdownlint.get(finding.rule.name);
            self.linter.find(offset, line).or_else(|| scopes?.find(offset, line))
        };
        wish.or_else(of_others)
    }

    /// Whether a marker that speaks of all rules has hidden nothing so far.
    pub(crate) fn waits_for_all(&self) -> bool {
        self.wishes.iter().any(|wish| wish.rule.is_none() && !wish.used)
    }

    /// What hid nothing, of what `is_judged` holds for: it is asked for each rule that is named, and with `None` where
    /// a marker speaks of all rules.
    pub(crate) fn unused(&self, is_judged: impl Fn(Option<&'static RuleInfo>) -> bool) -> Vec<Unused<'a>> {
        let mut unused = Vec::new();
        let mut wishes = self.wishes.iter().peekable();
        for (marker, suppression) in self.note.suppressions.iter().enumerate() {
            let mut names = Vec::new();
            let mut is_whole = suppression.all || !suppression.names.is_empty();
            let mut known = 0;
            while let Some(wish) = wishes.next_if(|wish| wish.marker == marker) {
                known += 1;
                let is_unused = !wish.used
                    && (suppression.kind == SuppressionKind::Enable
                        || is_judged(wish.rule.map(|(rule, _)| rule)));
                is_whole &= is_unused;
                names.extend(wish.rule.filter(|_| is_unused).map(|(_, name)| name));
            }
            is_whole &= known > 0 && (suppression.all || known == suppression.names.len());
            if is_whole {
                unused.push(Unused { suppression, names: Vec::new() });
            } else if !names.is_empty() {
                unused.push(Unused { suppression, names });
            }
        }
        unused
    }

    fn add(&mut self, marker: usize, suppression: &Suppression, targets: &FxHashMap<usize, usize>) {
        use SuppressionKind::*;
        let kind = suppression.kind;
        if matches!(kind, LinterDisable | LinterEnable | LinterProperty) {
            return self.add_linter(marker, suppression);
        }
        if suppression.of_markdownlint {
            return self.add_markdownlint(marker, suppression, targets);
        }
        let rules: Vec<Option<(&'static RuleInfo, usize)>> = if suppression.all {
            vec![None]
        } else {
            let names = suppression.names.iter().enumerate();
            names.filter_map(|(i, name)| Some(Some((rules::find(&name.name)?, i)))).collect()
        };
        for rule in rules {
            let wish = self.wishes.len();
            self.wishes.push(Wish { marker, rule, used: false });
            let start = suppression.range.start();
            match (kind, rule) {
                (Enable, _) => self.enable(start, rule.map(|(rule, _)| rule), wish),
                (_, Some((rule, _))) => {
                    let scopes = self.by_rule.entry(rule.name).or_default();
                    scopes.add(self.note, suppression, wish, targets);
                }
                (_, None) => self.all.add(self.note, suppression, wish, targets),
            }
        }
    }

    /// What is said to obsidian-linter: never judged, so all of it is one wish at most.
    fn add_linter(&mut self, marker: usize, suppression: &Suppression) {
        let wish = self.wishes.len();
        self.wishes.push(Wish { marker, rule: None, used: true });
        match suppression.kind {
            SuppressionKind::LinterEnable => self.linter.close(suppression.range.start()),
            _ if suppression.all => self.linter.add(self.note, suppression, wish, &FxHashMap::default()),
            _ => {
                for name in &suppression.names {
                    let shared =
                        SHARED.iter().find(|(theirs, _)| *theirs == &*name.name).map(|(_, ours)| *ours);
                    if let Some(rule) = rules::find(shared.unwrap_or(&name.name)) {
                        let scopes = self.by_rule.entry(rule.name).or_default();
                        scopes.whole = scopes.whole.or(Some(wish));
                    }
                }
            }
        }
    }

    /// What is said to markdownlint and rumdl: never judged either.
    fn add_markdownlint(
        &mut self,
        marker: usize,
        suppression: &Suppression,
        targets: &FxHashMap<usize, usize>,
    ) {
        let wish = self.wishes.len();
        self.wishes.push(Wish { marker, rule: None, used: true });
        let named = suppression.names.iter().flat_map(|name| rules_of_markdownlint(Some(&name.name)));
        let all = suppression.all.then(|| rules_of_markdownlint(None)).into_iter().flatten();
        for rule in all.chain(named) {
            let scopes = self.markdownlint.entry(rule.name).or_default();
            match suppression.kind {
                SuppressionKind::Enable => scopes.close(suppression.range.start()),
                _ => scopes.add(self.note, suppression, wish, targets),
            }
        }
    }

    fn enable(&mut self, at: usize, rule: Option<&'static RuleInfo>, wish: usize) {
        let ended = match rule {
            Some(rule) => {
                let scopes = self.by_rule.entry(rule.name).or_default();
                let own = scopes.open.is_some();
                scopes.close(at);
                let lifts = self.all.open.is_some() && scopes.lifted_from.is_none();
                scopes.lifted_from = scopes.lifted_from.or(lifts.then_some(at));
                own || lifts
            }
            None => {
                let open = self.all.open.is_some() || self.by_rule.values().any(|it| it.open.is_some());
                self.by_rule.values_mut().for_each(|scopes| scopes.end(at));
                self.all.close(at);
                open
            }
        };
        if let Some(wish) = self.wishes.get_mut(wish) {
            wish.used = ended;
        }
    }
}

impl Scopes {
    fn add(&mut self, note: &Note, marker: &Suppression, wish: usize, targets: &FxHashMap<usize, usize>) {
        use SuppressionKind::*;
        let range = marker.range;
        match marker.kind {
            Property | File | LinterProperty => self.whole = self.whole.or(Some(wish)),
            // Where silence reigns already a second wish adds nothing.
            Disable | LinterDisable => self.open = self.open.or(Some((range.start(), wish))),
            Line => {
                self.lines.entry(note.lines.line_of(range.start())).or_insert(wish);
                self.lines.entry(note.lines.line_of(range.end())).or_insert(wish);
            }
            NextLine => {
                if let Some(line) = targets.get(&note.lines.line_of(range.start())) {
                    self.lines.entry(*line).or_insert(wish);
                }
            }
            Enable | LinterEnable | Unknown => {}
        }
    }

    fn close(&mut self, at: usize) {
        if let Some((start, wish)) = self.open.take() {
            self.ranges.push((TextRange::new(start, at), wish));
        }
    }

    /// Closes what is open, of the rule's own silence and of the gap in that of all rules.
    fn end(&mut self, at: usize) {
        self.close(at);
        if let Some(start) = self.lifted_from.take() {
            self.lifted.push(TextRange::new(start, at));
        }
    }

    fn find(&self, offset: usize, line: usize) -> Option<usize> {
        let range = || holds(&self.ranges, |(range, _)| *range, offset).map(|(_, wish)| *wish);
        self.whole.or_else(range).or_else(|| self.lines.get(&line).copied())
    }
}

/// The one of the sorted, disjoint ranges of `items` that holds `offset`.
fn holds<T>(items: &[T], range: impl Fn(&T) -> TextRange, offset: usize) -> Option<&T> {
    let after = items.partition_point(|item| range(item).start() <= offset);
    items.get(..after)?.last().filter(|item| range(item).contains(offset))
}

/// For each marker for the next line, by the line it starts on, the line that is meant: blank lines and those that
/// start with such a marker are passed over.
pub(super) fn targets(note: &Note) -> FxHashMap<usize, usize> {
    let mut targets = FxHashMap::default();
    // The marker below: its line, whether that line starts with it, and what it means.
    let mut below: Option<(usize, bool, usize)> = None;
    for marker in note.suppressions.iter().rev().filter(|it| it.kind == SuppressionKind::NextLine) {
        let line = note.lines.line_of(marker.range.start());
        let mut next = note.lines.line_of(marker.range.end()) + 1;
        let limit = below.map_or(note.lines.line_count(), |(line, ..)| line);
        while next < limit && is_blank(note, next) {
            next += 1;
        }
        let target = match below {
            Some((other, _, target)) if other == line => target,
            Some((other, true, target)) if other == next => target,
            _ => next,
        };
        targets.insert(line, target);
        let before = TextRange::new(note.lines.line_start(line), marker.range.start()).slice(&note.text);
        below = Some((line, is_margin(before), target));
    }
    targets
}

/// Whether `text` is nothing but blanks and the marks of quotes.
pub(super) fn is_margin(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c == '>')
}

/// Whether nothing but blanks and the marks of quotes stands on `line`.
pub(super) fn is_blank(note: &Note, line: usize) -> bool {
    is_margin(note.lines.line_range(&note.text, line).slice(&note.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_rules_are_ours() {
        assert!(SHARED.iter().all(|(_, ours)| rules::find(ours).is_some()));
    }
}
