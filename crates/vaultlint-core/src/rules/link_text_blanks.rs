//! Blanks at the ends of link texts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::prose::{char_at, char_before, harmless};
use crate::diagnostic::{Edit, Fix};
use crate::note::{Link, LinkKind, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;

/// The text of a link has no blanks at its ends.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct LinkTextBlanks {}

impl Rule for LinkTextBlanks {
    const INFO: RuleInfo = RuleInfo {
        name: "link-text-blanks",
        summary: "The text of a link has no blanks at its ends",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[],
        page: include_str!("link-text-blanks.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let links = note.links.iter().filter(|link| !link.hidden && has_text(link));
        let links: Vec<(&Link, Vec<Edit>)> = links.map(|link| (link, edits(note, link))).collect();
        let mut kept = harmless(note, links.iter().flat_map(|(_, edits)| edits.clone()).collect());
        kept.sort();
        for (link, edits) in links {
            if !edits.is_empty() && edits.iter().all(|edit| kept.binary_search(edit).is_ok()) {
                let range = link.display_range.unwrap_or(link.range);
                let message = "blanks at the ends of a link text are underlined with it";
                cx.report(cx.diagnostic(range, message).fix(Fix::safe("Take them out of it", edits)));
            }
        }
    }
}

/// Whether the link shows a text; that of a picture is seen by nobody.
fn has_text(link: &Link) -> bool {
    match link.kind {
        LinkKind::Wiki => true,
        LinkKind::Inline | LinkKind::Reference => !link.embed,
        _ => false,
    }
}

/// The blanks at both ends of the text, without an escape.
fn edits(note: &Note, link: &Link) -> Vec<Edit> {
    let Some(display) = link.display_range else { return Vec::new() };
    let text = note.slice(display);
    let is_blank = |c: char| matches!(c, ' ' | '\t');
    let kept = text.trim_start_matches(is_blank);
    // A text of blanks alone is something else; so is a label that is looked up.
    let is_label = link.kind == LinkKind::Reference && note.slice(link.range).ends_with([']', ' '])
        && display.end() + 1 == link.range.end();
    if kept.trim().is_empty() || is_label {
        return Vec::new();
    }
    let start = display.start() + text.len() - kept.len();
    let inner = kept.trim_end_matches(is_blank);
    let end = if inner.ends_with('\\') { display.end() } else { start + inner.len() };
    let ranges = [TextRange::new(display.start(), start), TextRange::new(end, display.end())];
    let mut edits: Vec<Edit> = ranges.into_iter().filter(|it| !it.is_empty()).map(Edit::deletion).collect();
    // A blank that readers see between the link and a word goes out of the brackets, not away.
    let is_shown = link.kind != LinkKind::Wiki || !link.embed;
    let joins = |c: Option<char>| is_shown && c.is_some_and(|c| c.is_alphanumeric() && c < '\u{2e80}');
    if !ranges[0].is_empty() && joins(char_before(note, link.range.start())) {
        edits.push(Edit::insertion(link.range.start(), " "));
    }
    if !ranges[1].is_empty() && joins(char_at(note, link.range.end())) {
        edits.push(Edit::insertion(link.range.end(), " "));
    }
    edits
}
