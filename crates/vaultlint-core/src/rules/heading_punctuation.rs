//! Punctuation at the end of headings.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Edit, Fix};
use crate::note::{Heading, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::text::TextRange;

/// No heading ends in punctuation.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct HeadingPunctuation {
    /// The characters that no heading should end in.
    pub characters: String,
}

impl Default for HeadingPunctuation {
    fn default() -> Self {
        HeadingPunctuation { characters: ".,;:!。，；：！".to_owned() }
    }
}

impl Rule for HeadingPunctuation {
    const INFO: RuleInfo = RuleInfo {
        name: "heading-punctuation",
        summary: "No heading ends in punctuation",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[Meaning::Headings, Meaning::Words],
        page: include_str!("heading-punctuation.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        for heading in note.headings.iter().filter(|heading| heading.top_level && !heading.setext) {
            if let Some(mark) = self.mark(note, heading) {
                let message = format!("this heading ends in `{}`", note.slice(mark));
                let fix = Fix::safe("Remove it", vec![Edit::deletion(mark)]);
                cx.report(cx.diagnostic(mark, message).fix(fix));
            }
        }
    }
}

impl HeadingPunctuation {
    /// The character at the end of `heading` that should go.
    fn mark(&self, note: &Note, heading: &Heading) -> Option<TextRange> {
        let text = note.slice(heading.text_range);
        let kept = text.trim_end();
        let last = kept.chars().next_back().filter(|last| self.characters.contains(*last))?;
        let end = heading.text_range.start() + kept.len();
        let mark = TextRange::new(end - last.len_utf8(), end);
        let before = kept.get(..kept.len() - last.len_utf8())?;
        // Of `...` and `e.g.` no part goes; what is left must be a heading still.
        let is_alone = !before.ends_with(last) && !before.trim().is_empty();
        (is_alone && !is_abbreviation(before, last) && !is_entity(kept) && !is_part_of(note, mark)).then_some(mark)
    }
}

/// Whether `before` and the full stop are an abbreviation: `e.g.`, `U.S.`.
fn is_abbreviation(before: &str, last: char) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
    last == '.' && word.contains('.')
}

/// Whether `text` ends in an HTML entity, such as `&amp;`.
fn is_entity(text: &str) -> bool {
    let name = text.strip_suffix(';').and_then(|text| text.rsplit_once('&')).map_or("", |(_, name)| name);
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#')
}

/// Whether the character is part of code, math, a link, a tag or the like.
fn is_part_of(note: &Note, mark: TextRange) -> bool {
    note.is_opaque(mark.start())
        || note.is_commented(mark.start())
        || note.links.iter().any(|link| link.range.overlaps(mark))
        || note.inline_fields.iter().any(|field| field.range.overlaps(mark))
        || note.template_markers.iter().any(|marker| marker.range.overlaps(mark))
}
