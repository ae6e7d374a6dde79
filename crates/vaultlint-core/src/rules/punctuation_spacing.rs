//! Blanks beside punctuation.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::prose::{blanks_after, blanks_before, char_at, char_before, harmless, prose};
use crate::diagnostic::{Edit, Fix};
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::text::TextRange;

/// No blanks stand where punctuation has none.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct PunctuationSpacing {
    /// Characters with no blank before them.
    pub before: String,
    /// Characters with no blank after them.
    pub after: String,
    /// Characters with no blank on either side.
    pub around: String,
    /// Whether full-width letters, digits and signs, such as `，` and `（`, have no blank on either side.
    pub fullwidth_forms: bool,
    /// Whether the punctuation of Chinese, Japanese and Korean, such as `。` and `「`, has no blank on either side.
    pub cjk_punctuation: bool,
    /// Whether the dashes `–` and `—` have no blank on either side.
    pub dashes: bool,
}

impl Default for PunctuationSpacing {
    fn default() -> Self {
        PunctuationSpacing {
            before: ",.)".to_owned(),
            after: "(".to_owned(),
            around: String::new(),
            fullwidth_forms: true,
            cjk_punctuation: true,
            dashes: false,
        }
    }
}

impl Rule for PunctuationSpacing {
    const INFO: RuleInfo = RuleInfo {
        name: "punctuation-spacing",
        summary: "No blanks stand where punctuation has none",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[Meaning::Headings, Meaning::Words],
        page: include_str!("punctuation-spacing.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let mut blanks: Vec<TextRange> = prose(note).into_iter().flat_map(|it| self.blanks(note, it)).collect();
        blanks.sort();
        blanks.dedup();
        for edit in harmless(note, blanks.into_iter().map(Edit::deletion).collect()) {
            let range = edit.range();
            let fix = Fix::safe("Remove the blanks", vec![edit]);
            cx.report(cx.diagnostic(range, "punctuation has no blank here").fix(fix));
        }
    }
}

impl PunctuationSpacing {
    /// The blanks in `stretch` that should go.
    fn blanks(&self, note: &Note, stretch: TextRange) -> Vec<TextRange> {
        let mut found = Vec::new();
        for (at, c) in note.slice(stretch).char_indices() {
            let sign = TextRange::new(stretch.start() + at, stretch.start() + at + c.len_utf8());
            let is_around = self.is_around(c) && !is_first_dash(note, c, sign.start());
            if is_around || self.before.contains(c) && ends_a_word(note, c, sign) {
                found.push(blanks_before(note, stretch, sign.start()));
            }
            if is_around || self.after.contains(c) && !closes_at_once(note, c, stretch, sign) {
                found.push(blanks_after(note, stretch, sign.end()));
            }
        }
        // At the start of a line blanks are its indentation.
        found.retain(|it| !it.is_empty() && char_before(note, it.start()).is_some_and(|c| !is_picture(c)));
        found
    }

    fn is_around(&self, c: char) -> bool {
        match c {
            '\u{ff01}'..='\u{ff5e}' if self.fullwidth_forms => true,
            // The letters among them, such as `々`, are no punctuation.
            '\u{3000}'..='\u{303f}' if self.cjk_punctuation => !c.is_alphanumeric(),
            '–' | '—' if self.dashes => true,
            _ => self.around.contains(c),
        }
    }
}

/// Whether `c` is an arrow, a bullet, an emoji or the like, which stands for itself.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

/// Whether the dash opens its line: what somebody says, or a name under a quotation.
fn is_first_dash(note: &Note, c: char, at: usize) -> bool {
    let line = note.lines.line_start(note.lines.line_of(at));
    let before = TextRange::new(line, at).slice(&note.text);
    matches!(c, '–' | '—') && before.len() < 400 && !before.chars().any(char::is_alphanumeric)
}

/// Whether `sign` belongs to the word before it, rather than to what follows: `.gitignore`, `:smile:`, `;)`, `...`, `[ ]`.
fn ends_a_word(note: &Note, c: char, sign: TextRange) -> bool {
    let next = char_at(note, sign.end());
    let line_start = note.lines.line_start(note.lines.line_of(sign.start()));
    let blanks = blanks_before(note, TextRange::new(line_start, sign.start()), sign.start());
    let before = char_before(note, blanks.start());
    // `. . .`, however it is written.
    let in_ellipsis = c == '.' && (before == Some('.') || note.text.get(sign.end()..).is_some_and(|it| it.starts_with(" .")));
    let is_empty_pair = matches!((before, c), (Some('['), ']') | (Some('('), ')'));
    let closes = |c: char| c.is_whitespace() || "\"'”’»*_~|…,;)]}".contains(c) || c >= '\u{2e80}';
    let ends = match c {
        _ if next == Some(c) => !matches!(c, '.' | ':' | ';'),
        ')' | ']' => true,
        ':' | ';' => next.is_none_or(|c| closes(c) && !matches!(c, ')' | ']' | '|')),
        '.' | ',' => next.is_none_or(closes),
        _ => next.is_none_or(|c| !c.is_alphanumeric()),
    };
    // `a + .` is no sentence.
    let follows_word = matches!(c, ')' | ']')
        || before.is_none_or(|c| c.is_alphanumeric() || !c.is_ascii() || ")]}\"'*_`%>$".contains(c));
    ends && follows_word && !is_empty_pair && !in_ellipsis
}

/// Whether nothing but blanks stands between the bracket and the one that closes it: `[ ]`.
fn closes_at_once(note: &Note, c: char, stretch: TextRange, sign: TextRange) -> bool {
    let next = char_at(note, blanks_after(note, stretch, sign.end()).end());
    matches!((c, next), ('[', Some(']')) | ('(', Some(')')))
}
