//! Bullets that were pasted as characters.

use rustc_hash::FxHashSet;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::layout::open_lines;
use crate::diagnostic::{Edit, Fix};
use crate::note::{BlockKind, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::text::TextRange;

/// No line starts with a bullet that is no list marker.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct BulletCharacters {
    /// The characters that are taken for bullets.
    pub characters: String,
}

impl Default for BulletCharacters {
    fn default() -> Self {
        BulletCharacters { characters: "•◦‣▪●○■".to_owned() }
    }
}

impl Rule for BulletCharacters {
    const INFO: RuleInfo = RuleInfo {
        name: "bullet-characters",
        summary: "No line starts with a bullet that is no list marker",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[Meaning::Structure, Meaning::Words],
        page: include_str!("bullet-characters.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let texts = texts(note);
        let mut texts = texts.iter().peekable();
        for line in open_lines(note) {
            while texts.next_if(|(_, last)| *last < line.number).is_some() {}
            if texts.peek().is_none_or(|(first, _)| *first > line.number) {
                continue;
            }
            if let Some((bullet, marker)) = self.bullet(note, line.range) {
                let message = format!("`{}` makes no list: the app shows these lines as running text", note.slice(bullet).trim());
                let fix = Fix::safe("Write `-`", vec![Edit::replacement(bullet, marker)]);
                cx.report(cx.diagnostic(bullet, message).fix(fix));
            }
        }
    }
}

impl BulletCharacters {
    /// The bullet at the start of `line`, and the marker to write in its place.
    fn bullet(&self, note: &Note, line: TextRange) -> Option<(TextRange, &'static str)> {
        let text = note.slice(line);
        let content = text.trim_start_matches([' ', '\t', '>']);
        let bullet = content.chars().next().filter(|c| self.characters.contains(*c))?;
        let rest = content.get(bullet.len_utf8()..)?;
        // `§ 12` names a section.
        let start = line.end() - content.len();
        if rest.trim().is_empty() || note.table_at(start).is_some() || bullet == '§' && rest.trim_start().starts_with(char::is_numeric) {
            return None;
        }
        let marker = if rest.starts_with([' ', '\t']) { "-" } else { "- " };
        Some((TextRange::new(start, start + bullet.len_utf8()), marker))
    }
}

/// First and last line of each text without a block id, which would come to name its last line alone. In order of the first.
fn texts(note: &Note) -> Vec<(usize, usize)> {
    let named: FxHashSet<u32> = note.block_ids.iter().map(|id| id.block).collect();
    let paragraphs = (0..).zip(&note.blocks).filter(|(_, block)| block.kind == BlockKind::Paragraph);
    let paragraphs = paragraphs.map(|(index, block)| (index, block.range));
    // The text of an item is a paragraph only where blank lines part the items.
    let items = note.list_items.iter().map(|item| (item.block, item.range));
    let free = paragraphs.chain(items).filter(|(index, _)| !named.contains(index));
    let lines = |(_, range): (u32, TextRange)| (note.lines.line_of(range.start()), note.lines.line_of(range.end()));
    let mut texts: Vec<_> = free.map(lines).collect();
    texts.sort_unstable();
    texts
}
