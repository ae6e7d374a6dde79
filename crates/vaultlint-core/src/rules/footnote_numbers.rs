//! The names of footnotes.

use rustc_hash::{FxHashMap, FxHashSet};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Edit, Fix};
use crate::note::{Footnote, Note, Subpath, range_at};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::text::TextRange;

/// Footnotes are numbered from 1 on.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct FootnoteNumbers {
    /// Which order the numbers follow.
    pub order: Order,
    /// Whether footnotes with a name that is no number keep it.
    pub keep_names: bool,
}

/// Which order numbers follow.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// That in which the text first refers to the footnotes; those without a reference come last.
    #[default]
    References,
    /// That of the definitions.
    Definitions,
}

impl Rule for FootnoteNumbers {
    const INFO: RuleInfo = RuleInfo {
        name: "footnote-numbers",
        summary: "Footnotes are numbered from 1 on",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[Meaning::Structure, Meaning::Words],
        page: include_str!("footnote-numbers.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let Some((unique, doubled)) = definitions(note).filter(|_| is_free(note)) else { return };
        let Some(numbers) = self.numbers(note, &unique) else { return };
        let mut edits: Vec<Edit> = doubled.iter().map(|range| Edit::deletion(*range)).collect();
        let is_gone = |at: usize| range_at(&doubled, at).is_some();
        let definitions = unique.iter().map(|it| (it.id.as_ref(), it.range.start()));
        let refs = note.footnote_refs.iter().filter_map(|it| Some((it.id.as_deref()?, it.range.start())));
        for (id, start) in definitions.chain(refs).filter(|(_, start)| !is_gone(*start)) {
            let Some(number) = numbers.get(&id.to_lowercase()).filter(|number| *number != id) else { continue };
            let name = TextRange::new(start + "[^".len(), start + "[^".len() + id.len());
            edits.push(Edit::replacement(name, number.clone()));
        }
        edits.sort();
        // Links lead to headings by their text.
        let in_heading = |edit: &Edit| {
            let after = note.headings.partition_point(|heading| heading.range.start() <= edit.range().start());
            let heading = after.checked_sub(1).and_then(|last| note.headings.get(last));
            heading.is_some_and(|heading| heading.range.contains(edit.range().start()))
        };
        let Some(first) = edits.first().filter(|_| !edits.iter().any(in_heading)) else { return };
        let message = "the footnotes are not numbered in sequence: their numbers are not those that the app shows";
        cx.report(cx.diagnostic(first.range(), message).fix(Fix::safe("Number the footnotes", edits)));
    }
}

impl FootnoteNumbers {
    /// The number of each footnote by its name, in lower case; `None` where a number would fall to a reference that has no
    /// definition.
    fn numbers(&self, note: &Note, unique: &[&Footnote]) -> Option<FxHashMap<String, String>> {
        let mut names: Vec<String> = unique.iter().map(|it| it.id.to_lowercase()).collect();
        let defined: FxHashSet<String> = names.iter().cloned().collect();
        let refs = || note.footnote_refs.iter().filter_map(|it| it.id.as_deref()).map(str::to_lowercase);
        if self.order == Order::References {
            let mut first: FxHashMap<String, usize> = FxHashMap::default();
            refs().enumerate().for_each(|(at, name)| {
                first.entry(name).or_insert(at);
            });
            names.sort_by_key(|name| first.get(name).copied().unwrap_or(usize::MAX));
        }
        let is_number = |name: &String| name.bytes().all(|byte| byte.is_ascii_digit());
        names.retain(|name| !self.keep_names || is_number(name));
        let numbers = names.into_iter().zip(1..).map(|(name, number): (_, usize)| (name, number.to_string()));
        let numbers: FxHashMap<String, String> = numbers.collect();
        let taken: FxHashSet<&String> = numbers.values().collect();
        let mut loose = refs().filter(|name| !defined.contains(name));
        (!loose.any(|name| taken.contains(&name))).then_some(numbers)
    }
}

/// The definitions, each footnote once, and the lines of those that say the same again; `None` where two of one footnote
/// say different things.
fn definitions(note: &Note) -> Option<(Vec<&Footnote>, Vec<TextRange>)> {
    let mut by_name: FxHashMap<String, &str> = FxHashMap::default();
    let (mut unique, mut doubled) = (Vec::new(), Vec::new());
    for footnote in &note.footnotes {
        let text = note.slice(footnote.range).get("[^]".len() + footnote.id.len()..)?.trim();
        match by_name.insert(footnote.id.to_lowercase(), text) {
            None => unique.push(footnote),
            Some(other) if other == text => {
                let first = note.lines.line_of(footnote.range.start());
                let last = note.lines.full_line_range(note.lines.line_of(footnote.range.end()));
                doubled.push(TextRange::new(note.lines.line_start(first), last.end()));
            }
            Some(_) => return None,
        }
    }
    Some((unique, doubled))
}

/// Whether nothing else hangs on the names: no link leads to a footnote, and no comment holds one.
fn is_free(note: &Note) -> bool {
    let leads_to_footnote = |subpath: &Option<Subpath>| matches!(subpath, Some(Subpath::Footnote(_)));
    !note.links.iter().any(|link| leads_to_footnote(&link.target.subpath))
        && !note.comments.iter().any(|comment| note.slice(comment.range).contains("[^"))
}
