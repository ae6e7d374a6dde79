//! Blanks between Chinese, Japanese or Korean and other writing.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::prose::{char_at, char_before, harmless, prose};
use crate::diagnostic::{Edit, Fix};
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::text::TextRange;

mod script;

use script::{is_cjk, is_thing_after, is_thing_before};

/// One blank stands between Chinese, Japanese or Korean and Latin letters, digits, code, math and links.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct CjkSpacing {
    /// Signs that have a blank before them, where Chinese, Japanese or Korean stands before.
    pub signs_after: String,
    /// Signs that have a blank after them, where Chinese, Japanese or Korean follows.
    pub signs_before: String,
}

impl Default for CjkSpacing {
    fn default() -> Self {
        CjkSpacing { signs_after: "+'\"([¥$".to_owned(), signs_before: "+;:'\"°%$)]".to_owned() }
    }
}

impl Rule for CjkSpacing {
    const INFO: RuleInfo = RuleInfo {
        name: "cjk-spacing",
        summary: "One blank stands between Chinese, Japanese or Korean and Latin letters, digits, code, math and links",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[Meaning::Headings, Meaning::Words],
        page: include_str!("cjk-spacing.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if note.text.is_ascii() {
            return;
        }
        let mut gaps: Vec<TextRange> = prose(note).into_iter().flat_map(|it| self.gaps(note, it)).collect();
        gaps.sort();
        gaps.dedup();
        let edit = |gap: TextRange| match gap.len() {
            0 => Edit::insertion(gap.start(), " "),
            _ => Edit::deletion(TextRange::new(gap.start() + 1, gap.end())),
        };
        for edit in harmless(note, gaps.into_iter().map(edit).collect()) {
            let range = around(note, edit.range());
            let fix = Fix::safe("Leave one blank", vec![edit]);
            cx.report(cx.diagnostic(range, "two ways of writing meet here with no blank, or more than one").fix(fix));
        }
    }
}

impl CjkSpacing {
    /// The places in `stretch` and at its edges where one blank should stand, with the blanks that are there, none or
    /// several.
    fn gaps(&self, note: &Note, stretch: TextRange) -> Vec<TextRange> {
        let mut gaps = Vec::new();
        let text = note.slice(stretch);
        let first = text.len() - text.trim_start_matches(' ').len();
        if text.get(first..).is_some_and(|it| it.starts_with(is_cjk)) && is_thing_before(note, stretch.start()) {
            gaps.push(TextRange::new(stretch.start(), stretch.start() + first));
        }
        // The last character that is no blank, and the byte after it.
        let mut last: Option<(char, usize)> = None;
        for (i, c) in text.char_indices().filter(|(_, c)| *c != ' ') {
            let at = stretch.start() + i;
            if let Some((before, end)) = last.filter(|(before, _)| is_cjk(*before) != is_cjk(c)) {
                let meets = if is_cjk(c) { self.ends_before(note, before, end) } else { self.starts_after(note, c, at) };
                if meets {
                    gaps.push(TextRange::new(end, at));
                }
            }
            last = Some((c, at + c.len_utf8()));
        }
        if let Some((_, end)) = last.filter(|(c, _)| is_cjk(*c) && is_thing_after(note, stretch.end())) {
            gaps.push(TextRange::new(end, stretch.end()));
        }
        gaps.retain(|gap| gap.len() != 1);
        gaps
    }

    /// Whether `c`, at byte `at` after a word of these scripts, has a blank before it. A quote that encloses a word of
    /// these scripts belongs to that word.
    fn starts_after(&self, note: &Note, c: char, at: usize) -> bool {
        let encloses = || matches!(c, '"' | '\'') && !char_at(note, at + c.len_utf8()).is_some_and(is_latin);
        is_latin(c) || self.signs_after.contains(c) && !encloses()
    }

    /// Whether `c`, which ends at byte `end` before a word of these scripts, has a blank after it.
    fn ends_before(&self, note: &Note, c: char, end: usize) -> bool {
        let encloses =
            || matches!(c, '"' | '\'') && !char_before(note, end - c.len_utf8()).is_some_and(ends_latin);
        is_latin(c) || self.signs_before.contains(c) && !encloses()
    }
}

/// Whether `c` is part of a word in Latin letters. An underscore is not: between these scripts it is meant as emphasis.
fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

/// Whether a quotation in Latin letters may end in `c`.
fn ends_latin(c: char) -> bool {
    is_latin(c) || matches!(c, '.' | '!' | '?' | ',' | ')' | '%')
}

/// `range` with the characters beside it.
fn around(note: &Note, range: TextRange) -> TextRange {
    let len = |c: Option<char>| c.map_or(0, char::len_utf8);
    let start = range.start() - len(char_before(note, range.start()));
    TextRange::new(start, range.end() + len(char_at(note, range.end())))
}
