//! Stray blanks inside wikilinks and next to them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Edit, Fix};
use crate::note::{Link, LinkKind, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::text::TextRange;

mod layout;
mod quotes;
mod target;
mod text;

pub(super) use layout::is_layout;
use layout::opens_line;
use quotes::Quotes;
use target::{is_name_with_blank, is_test_or_array};
use text::{adjoins, blanks_from, blanks_to, char_at, char_before, ends_token, goes_on, inner, is_ellipsis};

/// No stray blanks inside or around a wikilink.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct LinkSpacing {}

impl Rule for LinkSpacing {
    const INFO: RuleInfo = RuleInfo {
        name: "link-spacing",
        summary: "No stray blanks inside or around a wikilink",
        category: Category::Links,
        level: Level::Warning,
        fix: FixAvailability::Always,
        changes: &[Meaning::Words, Meaning::Headings, Meaning::Links],
        page: include_str!("link-spacing.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if note.is_plugin_owned() {
            return;
        }
        let mut quotes = Quotes::default();
        for link in note.links.iter().filter(|link| link.kind == LinkKind::Wiki && !link.hidden) {
            check_inside(note, link, cx);
            if note.table_at(link.range.start()).is_none() {
                check_before(note, link, cx);
                check_after(note, link, &mut quotes, cx);
            }
        }
    }
}

fn check_inside(note: &Note, link: &Link, cx: &mut Context<'_>) {
    if link.target.link.is_empty() || is_name_with_blank(note, link, cx) || is_test_or_array(note, link, cx) {
        return;
    }
    let strays = strays_inside(note, link);
    let (Some(first), Some(last)) = (strays.first(), strays.last()) else { return };
    let mut edits: Vec<Edit> = strays.iter().map(|stray| Edit::deletion(*stray)).collect();
    // A blank that readers see between the link and a word goes out of the brackets, not away.
    let shows_target = link.display_range.is_none();
    if shows_target && first.start() == inner(link).start() && adjoins(char_before(&note.text, link.range.start())) {
        edits.push(Edit::insertion(link.range.start(), " "));
    }
    if last.end() == inner(link).end() && adjoins(char_at(&note.text, link.range.end())) {
        edits.push(Edit::insertion(link.range.end(), " "));
    }
    let diagnostic = cx
        .diagnostic(first.cover(*last), "stray blank inside the brackets of this link")
        .fix(Fix::safe("Remove the stray blank", edits));
    cx.report(diagnostic);
}

/// The runs of blanks at the edges of the target and of the display text. A run whose removal would make
/// other brackets or an escape is left.
fn strays_inside(note: &Note, link: &Link) -> Vec<TextRange> {
    let text = &note.text;
    let inner = inner(link);
    let display = link.display_range.filter(|range| !range.slice(text).trim().is_empty());
    let mut strays = vec![blanks_from(text, inner.start())];
    if link.display_range.is_none() || display.is_some() {
        strays.push(blanks_from(text, link.target_range.end()));
    }
    if let Some(display) = display {
        strays.push(blanks_from(text, display.start()));
        strays.push(blanks_to(text, display.end()));
    }
    strays.retain(|stray| {
        let before = stray.start().checked_sub(1).and_then(|at| text.as_bytes().get(at));
        let after = text.as_bytes().get(stray.end());
        let is_edge = matches!(before, Some(b'[' | b'|')) || matches!(after, Some(b']' | b'|' | b'\\'));
        let joins = matches!((before, after), (Some(b'['), Some(b'[')) | (Some(b']'), Some(b']')))
            || matches!(before, Some(b'\\'));
        !stray.is_empty() && inner.contains_range(*stray) && is_edge && !joins
    });
    strays.dedup();
    strays
}

fn check_before(note: &Note, link: &Link, cx: &mut Context<'_>) {
    let run = blanks_to(&note.text, link.range.start());
    let Some(before) = char_before(&note.text, run.start()) else { return };
    let in_prose = before.is_alphanumeric() || matches!(before, ',' | ';');
    if run.len() < 2 || link.embed || !in_prose || is_layout(note, run) || opens_line(note, run.start()) {
        return;
    }
    report_double(run, "before", cx);
}

fn check_after(note: &Note, link: &Link, quotes: &mut Quotes, cx: &mut Context<'_>) {
    let text = &note.text;
    let run = blanks_from(text, link.range.end());
    let Some(next) = char_at(text, run.end()).filter(|_| !run.is_empty()) else { return };
    let follows = run.end() + next.len_utf8();
    let closes = match next {
        ',' | '.' | '،' => ends_token(text, follows) && !is_ellipsis(text, follows),
        '、' | '。' | '，' => true,
        '”' => ends_token(text, follows),
        '"' => ends_token(text, follows) && quotes.is_open(note, link.range.start()),
        _ => false,
    };
    if closes {
        let message = format!("stray blank between this link and the `{next}` that belongs to it");
        let fix = Fix::safe("Remove the stray blank", vec![Edit::deletion(run)]);
        cx.report(cx.diagnostic(run, message).fix(fix));
    } else if run.len() >= 2 && goes_on(note, link, run, next) && !is_layout(note, run) {
        report_double(run, "after", cx);
    }
}

fn report_double(run: TextRange, side: &str, cx: &mut Context<'_>) {
    let surplus = TextRange::new(run.start() + 1, run.end());
    let fix = Fix::safe("Leave one blank", vec![Edit::deletion(surplus)]);
    let message = format!("more than one blank {side} this link, where one is enough");
    cx.report(cx.diagnostic(run, message).fix(fix));
}
