//! Headings with marks, or underlined.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use unicode_width::UnicodeWidthStr;

use super::accidental_heading::may_be_accidental;
use super::layout::{heading_marks, is_blank, marked};
use crate::diagnostic::{Edit, Fix};
use crate::note::{BlockKind, Heading, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;

/// Headings have marks, or are underlined.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct HeadingStyle {
    /// How headings of the first two levels are written.
    pub style: Style,
}

/// How headings are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Style {
    /// With `#`.
    #[default]
    Atx,
    /// Underlined.
    Setext,
    /// As the first one of the note that could be either.
    Consistent,
}

/// Headings below this level cannot be underlined.
const LOWEST_UNDERLINED: u8 = 2;

impl Rule for HeadingStyle {
    const INFO: RuleInfo = RuleInfo {
        name: "heading-style",
        summary: "Headings have marks, or are underlined",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[],
        page: include_str!("heading-style.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let headings = || note.headings.iter().filter(|heading| heading.level <= LOWEST_UNDERLINED);
        let underlined = match self.style {
            Style::Atx => false,
            Style::Setext => true,
            Style::Consistent => headings().next().is_some_and(|heading| heading.setext),
        };
        for heading in headings().filter(|heading| heading.setext != underlined) {
            let edits = if underlined { underline(note, heading) } else { mark(note, heading) };
            let Some(edits) = edits else { continue };
            let (message, title) = match underlined {
                true => ("headings of this level are underlined here", "Underline it"),
                false => ("headings are marked by `#` here, and this one is underlined: it is easily missed", "Mark it by `#`"),
            };
            cx.report(cx.diagnostic(heading.text_range, message).fix(Fix::safe(title, edits)));
        }
    }
}

/// Gives an underlined heading marks. One that may be no heading to its author stays.
fn mark(note: &Note, heading: &Heading) -> Option<Vec<Edit>> {
    marked(note, heading, heading.level).filter(|_| !may_be_accidental(note, heading))
}

/// Underlines a heading with marks. One that would be something else without them stays, and one right below text, which
/// would become part of it.
fn underline(note: &Note, heading: &Heading) -> Option<Vec<Edit>> {
    let number = note.lines.line_of(heading.range.start());
    let line = note.lines.line_range(&note.text, number);
    let is_first = note.lines.line_start(number) <= note.body_start();
    let above = number.checked_sub(1).map(|above| note.slice(note.lines.line_range(&note.text, above)));
    let text = note.slice(heading.text_range);
    // A line of dashes would close what the first line opens.
    let may_close = heading.level > 1 && note.front_matter.is_none() && note.text.trim_start_matches('\u{feff}').starts_with("---");
    if !heading.top_level || may_close || text.is_empty() || !is_first && !above.is_some_and(is_blank) {
        return None;
    }
    let mark = if heading.level == 1 { "=" } else { "-" };
    let width = text.width().max(3);
    let alone = Note::parse(note.path.clone(), format!("{text}\n{}\n", mark.repeat(width)));
    let stays = match (alone.blocks.as_slice(), alone.headings.as_slice()) {
        ([block], [only]) => {
            block.kind == BlockKind::Heading && only.level == heading.level && alone.slice(only.text_range) == text
        }
        _ => false,
    };
    if !stays {
        return None;
    }
    let before = TextRange::new(heading_marks(note, heading).start(), heading.text_range.start());
    let ending = if note.text.contains("\r\n") { "\r\n" } else { "\n" };
    let underlining = format!("{ending}{}", mark.repeat(width));
    let after = TextRange::new(heading.text_range.end(), line.end());
    let after = match after.is_empty() {
        true => Edit::insertion(after.start(), underlining),
        false => Edit::replacement(after, underlining),
    };
    Some(vec![Edit::deletion(before), after])
}
