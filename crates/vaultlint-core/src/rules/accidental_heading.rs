//! Text that a line of dashes right below turns into a heading.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::properties::line_break;
use crate::diagnostic::{Edit, Fix};
use crate::note::{Heading, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::text::TextRange;

/// Longest text, in characters, that may be a title underlined on purpose.
const TITLE: usize = 60;

/// No line of dashes turns the text above it into a heading by accident.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct AccidentalHeading {}

impl Rule for AccidentalHeading {
    const INFO: RuleInfo = RuleInfo {
        name: "accidental-heading",
        summary: "No line of dashes turns the text above it into a heading by accident",
        category: Category::Structure,
        level: Level::Warning,
        fix: FixAvailability::Always,
        changes: &[Meaning::Structure, Meaning::Headings, Meaning::BlockIds, Meaning::Words],
        page: include_str!("accidental-heading.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let mut underlined = note.headings.iter().filter(|heading| heading.setext).peekable();
        if underlined.peek().is_none() || note.is_plugin_owned() || cx.is_template(note) {
            return;
        }
        let on_purpose = underlined.clone().any(|heading| {
            let marks = note.slice(underline(note, heading));
            marks.starts_with('=') || marks.len() > 3 && !reads_as_text(note, heading)
        });
        for heading in underlined {
            let marks = underline(note, heading);
            let accidental = says_nothing(note, heading) || !on_purpose && reads_as_text(note, heading);
            // A single `-` is a list item to the editor of the app; what its reading view makes of it is not established.
            let is_line = note.slice(marks).starts_with("--");
            if accidental && is_line && !is_explained(note, heading) {
                let shown = note.slice(marks).get(..3).unwrap_or("--");
                let message =
                    format!("this `{shown}` makes a heading of the text above it instead of drawing a line");
                let line_start = note.lines.line_start(note.lines.line_of(marks.start()));
                let edits = vec![Edit::insertion(line_start, line_break(&note.text))];
                let fix = Fix::unsafe_("Put a blank line between them", edits);
                cx.report(cx.diagnostic(marks, message).help("put a blank line between them").fix(fix));
            }
        }
    }
}

/// Whether dashes below the text of `heading`, which is underlined, may stand there for a line or a list item: the text reads
/// like no title.
pub(super) fn may_be_accidental(note: &Note, heading: &Heading) -> bool {
    let marks = note.slice(underline(note, heading));
    !marks.starts_with('=') && (marks.len() == 1 || says_nothing(note, heading) || reads_as_text(note, heading))
}

/// The dashes or equals signs below the text.
fn underline(note: &Note, heading: &Heading) -> TextRange {
    let line = note.lines.line_range(&note.text, note.lines.line_of(heading.range.end()));
    let text = note.slice(line).trim_end();
    let marks = text.len() - text.trim_end_matches(['-', '=']).len();
    TextRange::new(line.start() + text.len() - marks, line.start() + text.len())
}

/// Whether the text is longer than a title, of several lines, a sentence or a field.
fn reads_as_text(note: &Note, heading: &Heading) -> bool {
    let text = note.slice(heading.text_range).trim();
    let bare = text.trim_end_matches(['*', '_', '"', '”', '»', ')', '=']);
    let ends = ['.', ',', ';', ':', '。', '，', '、', '；', '：'];
    let field = note.inline_fields.partition_point(|field| field.range.start() < heading.range.start());
    let field = note.inline_fields.get(field);
    text.contains(['\n', '\r'])
        || text.chars().count() > TITLE
        || bare.ends_with(ends)
        || field.is_some_and(|field| heading.range.contains_range(field.range))
}

/// Whether nothing stands above the dashes but links, pictures, tags, math and the like.
fn says_nothing(note: &Note, heading: &Heading) -> bool {
    let range = heading.text_range;
    let mut things = within(range, &note.links, |link| link.range);
    things.extend(within(range, &note.comments, |comment| comment.range));
    things.extend(within(range, &note.tags, |tag| tag.range));
    things.extend(within(range, &note.math, |math| math.range));
    things.extend(within(range, &note.block_ids, |id| id.range));
    things.extend(within(range, &note.html, |html| *html));
    things.sort();
    let mut at = range.start();
    for thing in things.into_iter().chain([TextRange::empty(range.end())]) {
        if TextRange::new(at, thing.start()).slice(&note.text).contains(char::is_alphanumeric) {
            return false;
        }
        at = at.max(thing.end());
    }
    true
}

/// The ranges of the `items`, which are in order, that start in `range`.
fn within<T>(range: TextRange, items: &[T], range_of: impl Fn(&T) -> TextRange) -> Vec<TextRange> {
    let first = items.partition_point(|item| range_of(item).start() < range.start());
    let items = items.get(first..).unwrap_or_default().iter().map(range_of);
    items.take_while(|found| found.start() < range.end()).collect()
}

/// Whether the text is front matter at the wrong place, a marker of a template, hidden, or math that may be a block.
fn is_explained(note: &Note, heading: &Heading) -> bool {
    let flawed = note.front_matter_flaw.as_ref().is_some_and(|flaw| flaw.block.overlaps(heading.range));
    let marker = note.template_markers.partition_point(|marker| marker.range.start() < heading.range.start());
    let marker = note.template_markers.get(marker);
    flawed
        || note.slice(heading.text_range).ends_with("$$")
        || marker.is_some_and(|marker| heading.range.overlaps(marker.range))
        || note.is_commented(heading.range.end().saturating_sub(1))
}
