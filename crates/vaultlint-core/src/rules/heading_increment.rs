//! Levels that the outline of a note leaves out.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::layout::{heading_marks, marked};
use crate::diagnostic::{Edit, Fix};
use crate::note::{Heading, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};

/// No heading is more than one level below the one before it.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct HeadingIncrement {
    /// The level of the headings at the top of the outline, 1 or 2; none to take them as they are.
    #[schemars(range(min = 1, max = 2))]
    pub start_at: Option<u8>,
    /// What becomes of a heading that climbs out to a level that was left out before.
    pub left_out: LeftOut,
}

/// What becomes of a heading that climbs out to a level that was left out before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LeftOut {
    /// It stays below the heading that it stands below in the outline.
    #[default]
    Below,
    /// It gets the level of that heading.
    Beside,
}

/// The lowest level that there is.
const LOWEST: u8 = 6;

impl Rule for HeadingIncrement {
    const INFO: RuleInfo = RuleInfo {
        name: "heading-increment",
        summary: "No heading is more than one level below the one before it",
        category: Category::Structure,
        level: Level::Off,
        fix: FixAvailability::Sometimes,
        changes: &[Meaning::Structure],
        page: include_str!("heading-increment.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if note.is_plugin_owned() || cx.is_template(note) {
            return;
        }
        let mut outline = Outline { start_at: self.start_at, left_out: self.left_out, open: Vec::new() };
        for heading in note.headings.iter().filter(|heading| heading.top_level) {
            let level = outline.level(heading.level);
            if level != heading.level {
                let message = format!(
                    "this heading of level {} stands where one of level {level} is due: the outline has a hole",
                    heading.level
                );
                let mut diagnostic = cx.diagnostic(heading.range, message);
                diagnostic.fixes.extend(relevel(note, heading, level));
                cx.report(diagnostic);
            }
        }
    }
}

/// The headings that the next one may stand below.
struct Outline {
    start_at: Option<u8>,
    left_out: LeftOut,
    /// Levels as written, and as they should be, each deeper than the one before.
    open: Vec<(u8, u8)>,
}

impl Outline {
    /// The level that is due for a heading written with `level`.
    fn level(&mut self, level: u8) -> u8 {
        let before = self.open.len();
        self.open.retain(|(written, _)| *written <= level);
        let climbs = self.open.len() < before && self.left_out == LeftOut::Beside;
        let due = match self.open.last() {
            Some((written, due)) if *written == level || climbs => *due,
            Some((_, due)) => (due + 1).min(LOWEST),
            None => self.start_at.unwrap_or(level),
        };
        if self.open.last().is_none_or(|(written, _)| *written < level) {
            self.open.push((level, due));
        }
        due
    }
}

/// Gives `heading` another level. One that is underlined gets marks instead.
fn relevel(note: &Note, heading: &Heading, level: u8) -> Option<Fix> {
    let edits = if heading.setext {
        marked(note, heading, level)?
    } else {
        vec![Edit::replacement(heading_marks(note, heading), "#".repeat(usize::from(level)))]
    };
    Some(Fix::safe(format!("Make it a heading of level {level}"), edits))
}
