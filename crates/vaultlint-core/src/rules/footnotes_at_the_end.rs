//! Where the definitions of footnotes stand.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Edit, Fix};
use crate::fix::apply;
use crate::note::{BlockKind, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};

mod definitions;
mod moves;

use definitions::{Definition, definitions, in_order};

/// The definitions of footnotes stand at the end, in the order in which the text refers to them.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct FootnotesAtTheEnd {
    /// Whether a blank line stands between two definitions.
    pub blank_line_between: bool,
    /// Whether text moves up to the text above where a definition right below that text is taken away; else the blank
    /// line behind the definition stays.
    pub close_up: bool,
}

impl Rule for FootnotesAtTheEnd {
    const INFO: RuleInfo = RuleInfo {
        name: "footnotes-at-the-end",
        summary: "The definitions of footnotes stand at the end, in the order of the text",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[
            Meaning::Structure,
            Meaning::Links,
            Meaning::BlockIds,
            Meaning::Verbatim,
            Meaning::Words,
        ],
        page: include_str!("footnotes-at-the-end.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let Some((first, edits)) = self.moves(note) else { return };
        let after = note.with_text(apply(&note.text, &edits));
        if !self.keeps_all(note, &after) || self.moves(&after).is_some() {
            return;
        }
        let message = "the definitions of footnotes are not at the end in the order of the text: they part it, or are hard to find";
        cx.report(cx.diagnostic(first.label, message).fix(Fix::safe("Move the definitions", edits)));
    }
}

impl FootnotesAtTheEnd {
    /// What to move, with the first definition; `None` where all is in place, or where a definition belongs to no reference
    /// before it.
    fn moves(&self, note: &Note) -> Option<(Definition, Vec<Edit>)> {
        let found = definitions(note)?;
        let ordered = in_order(note, &found)?;
        let edits = moves::edits(note, &found, &ordered, self)?;
        Some((*found.first()?, edits))
    }

    /// Whether `after` holds the same text and the same definitions as `before`, and block ids name the same blocks.
    fn keeps_all(&self, before: &Note, after: &Note) -> bool {
        let footnotes = |note: &Note| {
            let all = note.footnotes.iter().map(|it| (it.id.to_lowercase(), note.slice(it.range).trim_end().to_owned()));
            sorted(all)
        };
        let ids = |note: &Note| {
            sorted(note.block_ids.iter().map(|it| (it.id.to_string(), note.slice(it.target).trim().to_owned())))
        };
        let text = |note: &Note| -> Vec<(BlockKind, String)> {
            let sections = note.blocks.iter().filter(|it| it.depth == 0 && it.kind != BlockKind::FootnoteDefinition);
            let sections = sections.map(|it| (it.kind, note.slice(it.range).trim().to_owned()));
            if !self.close_up {
                return sections.collect();
            }
            // Paragraphs may flow together.
            let mut merged: Vec<(BlockKind, String)> = Vec::new();
            for (kind, text) in sections {
                let text: String = text.split_whitespace().collect();
                match merged.last_mut().filter(|last| last.0 == kind && kind == BlockKind::Paragraph) {
                    Some((_, last)) => last.push_str(&text),
                    None => merged.push((kind, text)),
                }
            }
            merged
        };
        footnotes(before) == footnotes(after) && ids(before) == ids(after) && text(before) == text(after)
    }
}

fn sorted(items: impl Iterator<Item = (String, String)>) -> Vec<(String, String)> {
    let mut items: Vec<_> = items.collect();
    items.sort();
    items
}
