//! Sections that were meant to hold references and hold nothing.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::note::{Heading, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;

mod titles;

pub use titles::Titles;

/// No heading for references or links stands above nothing.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct EmptySection {
    /// The headings to look at, in any case, without emphasis, emoji and punctuation. Replaces the built-in list.
    pub titles: Titles,
    /// Headings to look at besides `titles`.
    pub extra_titles: Titles,
    /// Look at every heading.
    pub all_headings: bool,
}

impl Default for EmptySection {
    fn default() -> Self {
        EmptySection { titles: Titles::built_in(), extra_titles: Titles::default(), all_headings: false }
    }
}

impl Rule for EmptySection {
    const INFO: RuleInfo = RuleInfo {
        name: "empty-section",
        summary: "No heading for references or links stands above nothing",
        category: Category::Structure,
        level: Level::Warning,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("empty-section.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if !note.template_markers.is_empty() || note.is_plugin_owned() {
            return;
        }
        let sections: Vec<&Heading> = note.headings.iter().filter(|heading| heading.top_level).collect();
        for (i, heading) in sections.iter().enumerate() {
            let next = sections.get(i + 1);
            let is_parent = next.is_some_and(|next| next.level > heading.level);
            let end = next.map_or(note.text.len(), |next| next.range.start());
            let body = TextRange::new(heading.range.end(), end);
            let title = note.slice(heading.text_range);
            let shows_footnotes = next.is_none() && has_footnotes(note);
            let is_bare = !is_parent && !shows_footnotes && is_empty(note, body) && !is_content(note, heading);
            if is_bare && self.is_meant(title) && !cx.is_template(note) {
                let message = format!("nothing stands under the heading `{title}`");
                let help = "fill the section, or take the heading out";
                cx.report(cx.diagnostic(heading.range, message).help(help));
            }
        }
    }
}

impl EmptySection {
    fn is_meant(&self, title: &str) -> bool {
        self.all_headings && !title.is_empty() || self.titles.contains(title) || self.extra_titles.contains(title)
    }
}

/// Whether readers see footnotes at the end of the note, wherever they are written.
fn has_footnotes(note: &Note) -> bool {
    !note.footnotes.is_empty() || note.footnote_refs.iter().any(|footnote| footnote.id.is_none())
}

/// Whether the heading itself says what its section would: it links, embeds or is linked to.
fn is_content(note: &Note, heading: &Heading) -> bool {
    let start = heading.range.start();
    let link = note.links.get(note.links.partition_point(|link| link.range.start() < start));
    let id = note.block_ids.get(note.block_ids.partition_point(|id| id.range.start() < start));
    let holds = |range: TextRange| heading.range.contains_range(range);
    link.is_some_and(|link| holds(link.range)) || id.is_some_and(|id| holds(id.range))
}

/// Whether `body`, between two headings, holds nothing but blank lines, rules and empty list items or tasks.
fn is_empty(note: &Note, body: TextRange) -> bool {
    let items = note.list_items.partition_point(|item| item.marker_range.start() < body.start());
    let items = note.list_items.get(items..).unwrap_or_default().iter();
    let items = items.take_while(|item| item.marker_range.start() < body.end());
    let mut at = body.start();
    for item in items {
        let gap = TextRange::new(at, item.marker_range.start());
        if !is_blank_or_rule(gap.slice(&note.text)) {
            return false;
        }
        at = item.marker_range.end();
        let rest = TextRange::new(at, body.end()).slice(&note.text).trim_start_matches(' ');
        if item.task == Some(' ') && rest.starts_with("[ ]") {
            at = body.end() - rest.len() + "[ ]".len();
        }
    }
    is_blank_or_rule(TextRange::new(at, body.end()).slice(&note.text))
}

fn is_blank_or_rule(text: &str) -> bool {
    let is_rule = |line: &str| {
        let mut marks = line.chars().filter(|c| !c.is_whitespace());
        match marks.next() {
            None => true,
            Some(mark @ ('-' | '*' | '_')) => marks.clone().all(|c| c == mark) && marks.count() >= 2,
            Some(_) => false,
        }
    };
    text.lines().all(is_rule)
}
