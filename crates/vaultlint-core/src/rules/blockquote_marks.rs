//! The marks of quotes and callouts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::margin::replaced;
use super::trial::{keeps_meaning, sections};
use crate::diagnostic::{Edit, Fix};
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;

mod lines;

use lines::{Inside, QuotedLine, quoted_lines};

/// Quote marks are followed by one blank, or by none.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct BlockquoteMarks {
    /// Whether a blank follows each mark.
    pub blank: bool,
}

impl Default for BlockquoteMarks {
    fn default() -> Self {
        BlockquoteMarks { blank: true }
    }
}

impl Rule for BlockquoteMarks {
    const INFO: RuleInfo = RuleInfo {
        name: "blockquote-marks",
        summary: "Quote marks are followed by one blank, or by none",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[],
        page: include_str!("blockquote-marks.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let mut lines = quoted_lines(note).into_iter().peekable();
        for (_, section) in sections(note) {
            let last = note.lines.line_of(section.range.end());
            let mut edits: Vec<Edit> = Vec::new();
            while let Some(line) = lines.next_if(|line| line.number <= last) {
                edits.extend(self.edit(note, &line));
            }
            if edits.is_empty() || !keeps_meaning(note, section.range, &edits, cx.vault()) {
                continue;
            }
            for edit in edits {
                let (message, title) = match self.blank {
                    true => ("one blank belongs behind each quote mark: it parts the mark from the text", "Leave one blank"),
                    false => ("no blank belongs behind a quote mark here", "Leave no blanks"),
                };
                cx.report(cx.diagnostic(edit.range(), message).fix(Fix::safe(title, vec![edit])));
            }
        }
    }
}

impl BlockquoteMarks {
    /// What makes the marks of `line` and the blanks between and behind them what they should be.
    fn edit(&self, note: &Note, line: &QuotedLine) -> Option<Edit> {
        let end = note.lines.line_range(&note.text, line.number).end();
        let text = TextRange::new(line.start, end).slice(&note.text);
        let indentation = text.len() - text.trim_start_matches([' ', '\t']).len();
        let mut rest = text.get(indentation..)?;
        let mut marks = 0;
        while marks < line.marks {
            let Some(after) = rest.trim_start_matches([' ', '\t']).strip_prefix('>') else { break };
            (marks, rest) = (marks + 1, after);
        }
        if marks == 0 {
            return None;
        }
        let column = super::margin::columns_from(text.get(..text.len() - rest.len())?, 0);
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let behind = self.behind(rest.get(..blanks)?, rest.get(blanks..)?, column, line.inside);
        let wanted = vec![">"; marks].join(if self.blank { " " } else { "" }) + &behind;
        let found = TextRange::new(line.start + indentation, end - rest.len() + blanks);
        replaced(note, found, wanted)
    }

    /// What stands between the last mark and `content`; now it is `blanks`, from `column` on.
    fn behind(&self, blanks: &str, content: &str, column: usize, inside: Inside) -> String {
        let columns = super::margin::columns_from(blanks, column);
        // Four columns more than the blank of the mark, and `content` would be read as something else without them.
        let is_held = columns > 4 && !content.starts_with(char::is_alphabetic);
        let first = blanks.chars().next();
        if content.is_empty() {
            return if self.blank { blanks.to_owned() } else { String::new() };
        }
        match inside {
            Inside::Text if !is_held => if self.blank { " " } else { "" }.to_owned(),
            _ if !self.blank || first == Some(' ') => blanks.to_owned(),
            Inside::Verbatim if first.is_some() => blanks.to_owned(),
            // A tab of one column is all blank of the mark.
            _ if first == Some('\t') && column % 4 == 3 => blanks.replacen('\t', " ", 1),
            _ => format!(" {blanks}"),
        }
    }
}
