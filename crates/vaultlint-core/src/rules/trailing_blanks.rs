//! Blanks at the ends of lines.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::layout::{is_marker, open_lines};
use crate::diagnostic::{Edit, Fix};
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;

/// No line ends in blanks that mean nothing.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct TrailingBlanks {
    /// What becomes of two or more blanks, which Markdown takes as a line break.
    pub hard_breaks: HardBreaks,
}

/// What becomes of two or more blanks at the end of a line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum HardBreaks {
    /// They stay while the setting *Strict line breaks* of the vault makes them matter.
    #[default]
    Auto,
    /// They stay.
    Keep,
}

impl Rule for TrailingBlanks {
    const INFO: RuleInfo = RuleInfo {
        name: "trailing-blanks",
        summary: "No line ends in blanks that mean nothing",
        category: Category::Layout,
        level: Level::Format,
        fix: FixAvailability::Always,
        changes: &[],
        page: include_str!("trailing-blanks.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let is_kept = |line: TextRange| match self.hard_breaks {
            HardBreaks::Auto => cx.vault().settings().strict_line_breaks && breaks(note, line),
            HardBreaks::Keep => true,
        };
        let strays: Vec<TextRange> =
            open_lines(note).filter_map(|line| stray(note, line.range, is_kept(line.range))).collect();
        for blanks in strays {
            let fix = Fix::safe("Remove the blanks", vec![Edit::deletion(blanks)]);
            cx.report(cx.diagnostic(blanks, "blanks at the end of this line mean nothing").fix(fix));
        }
    }
}

/// The blanks at the end of `line` that mean nothing.
fn stray(note: &Note, line: TextRange, keep_break: bool) -> Option<TextRange> {
    let text = line.slice(&note.text);
    let kept = text.trim_end_matches([' ', '\t']);
    let is_break = !kept.is_empty() && text.ends_with("  ");
    if kept.len() == text.len() || is_break && keep_break {
        return None;
    }
    // Where nothing follows a marker, one blank keeps it what it is.
    let start = line.start() + kept.len() + usize::from(is_marker(kept));
    (start < line.end()).then(|| TextRange::new(start, line.end()))
}

/// Whether a line of the same block follows: at its end nothing is broken.
fn breaks(note: &Note, line: TextRange) -> bool {
    let next = note.lines.line_of(line.end()) + 1;
    next < note.lines.line_count() && !note.lines.line_range(&note.text, next).slice(&note.text).trim().is_empty()
}
