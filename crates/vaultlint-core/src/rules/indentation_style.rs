//! Tabs or blanks at the start of lines.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::layout::open_lines;
use super::margin::replaced;
use super::trial::{keeps_meaning, sections};
use crate::diagnostic::{Edit, Fix};
use crate::note::{Note, bom_len};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;
use crate::vault::Settings;

/// Lines are indented by tabs, or by blanks.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct IndentationStyle {
    /// What lines are indented by.
    pub style: IndentStyle,
    /// How many blanks a tab stands for; none for what the app is set to.
    #[schemars(range(min = 1, max = 16))]
    pub width: Option<u8>,
}

/// What lines are indented by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum IndentStyle {
    /// What the app is set to.
    #[default]
    Auto,
    /// Tabs.
    Tabs,
    /// Blanks.
    Blanks,
}

impl Rule for IndentationStyle {
    const INFO: RuleInfo = RuleInfo {
        name: "indentation-style",
        summary: "Lines are indented by tabs, or by blanks",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[],
        page: include_str!("indentation-style.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let unit = self.unit(cx.vault().settings());
        let mut lines = open_lines(note).peekable();
        for (_, section) in sections(note) {
            let last = note.lines.line_of(section.range.end());
            let first = note.lines.line_of(section.range.start());
            let mut edits: Vec<Edit> = Vec::new();
            while let Some(line) = lines.next_if(|line| line.number <= last) {
                if line.number >= first {
                    edits.extend(unit.edit(note, line.range));
                }
            }
            let Some(at) = edits.first().map(Edit::range) else { continue };
            if keeps_meaning(note, section.range, &edits, cx.vault()) {
                let (wanted, found) = if unit.tabs { ("tabs", "blanks") } else { ("blanks", "tabs") };
                let message = format!(
                    "this line is indented by {found} where the others are by {wanted}: editors show them at different depths"
                );
                cx.report(cx.diagnostic(at, message).fix(Fix::safe(format!("Indent by {wanted}"), edits)));
            }
        }
    }
}

impl IndentationStyle {
    fn unit(&self, settings: &Settings) -> Unit {
        let tabs = match self.style {
            IndentStyle::Auto => settings.use_tab,
            IndentStyle::Tabs => true,
            IndentStyle::Blanks => false,
        };
        let width = self.width.map_or(settings.tab_size as usize, usize::from);
        Unit { tabs, width: width.clamp(1, 16) }
    }
}

#[derive(Clone, Copy)]
struct Unit {
    tabs: bool,
    /// How many blanks a tab stands for.
    width: usize,
}

impl Unit {
    /// What makes the blanks before the text of `line` what they should be.
    fn edit(self, note: &Note, line: TextRange) -> Option<Edit> {
        let start = line.start().max(if line.start() == 0 { bom_len(&note.text) } else { 0 });
        let text = TextRange::new(start, line.end()).slice(&note.text);
        let content = text.trim_start_matches([' ', '\t', '>']);
        let before = text.get(..text.len() - content.len())?;
        let margin = match before.rsplit_once('>') {
            Some((_, blanks)) => blanks.strip_prefix(' ').unwrap_or(blanks),
            None => before,
        };
        if content.is_empty() {
            return None;
        }
        let end = line.end() - content.len();
        replaced(note, TextRange::new(end - margin.len(), end), self.write(margin)?)
    }

    /// `margin` in this style; `None` where tabs stand after blanks, whose width depends on those.
    fn write(self, margin: &str) -> Option<String> {
        let blanks = margin.trim_start_matches('\t');
        let tabs = margin.len() - blanks.len();
        if blanks.contains('\t') {
            return None;
        }
        Some(if self.tabs {
            "\t".repeat(tabs + blanks.len() / self.width) + &" ".repeat(blanks.len() % self.width)
        } else {
            " ".repeat(tabs * self.width) + blanks
        })
    }
}
