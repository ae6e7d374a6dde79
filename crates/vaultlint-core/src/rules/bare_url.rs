//! Addresses without marks around them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Edit, Fix};
use crate::note::{Link, LinkKind, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::text::TextRange;

/// Every address in the text is marked as a link.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct BareUrl {
    /// Whether addresses of programs, such as `file://` and `zotero://`, are marked too.
    pub uris: bool,
}

impl Rule for BareUrl {
    const INFO: RuleInfo = RuleInfo {
        name: "bare-url",
        summary: "Every address in the text is marked as a link",
        category: Category::Structure,
        level: Level::Off,
        fix: FixAvailability::Sometimes,
        changes: &[Meaning::Links, Meaning::Words],
        page: include_str!("bare-url.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if cx.is_template(note) || note.is_plugin_owned() {
            return;
        }
        let mut urls: Vec<TextRange> = note.bare_urls().collect();
        if self.uris {
            urls.extend(note.bare_uris());
            urls.sort();
        }
        let mut fields = note.inline_fields.iter().peekable();
        let mut fields_until = 0;
        for url in urls {
            // The value of a field is data that queries read.
            while let Some(field) = fields.next_if(|field| field.range.start() <= url.start()) {
                fields_until = fields_until.max(field.range.end());
            }
            if url.start() >= fields_until && !is_quoted(note, url) {
                report(note, url, cx);
            }
        }
        note.links.iter().filter_map(|link| doubled_marks(note, link)).for_each(|marks| {
            let edits = marks.iter().map(|it| Edit::deletion(*it)).collect();
            let message = "one `<` and one `>` make this address a link; further ones are shown as they are";
            let fix = Fix::safe("Leave one of each", edits);
            cx.report(cx.diagnostic(marks[0].cover(marks[1]), message).fix(fix));
        });
    }
}

fn report(note: &Note, url: TextRange, cx: &mut Context<'_>) {
    let message = "this address is no link in every editor: nothing marks where it ends";
    let diagnostic = cx.diagnostic(url, message).help("put it between `<` and `>`, or give it a text");
    let edits = vec![Edit::insertion(url.start(), "<"), Edit::insertion(url.end(), ">")];
    cx.report(if is_clear(note, url) {
        diagnostic.fix(Fix::safe("Put it between `<` and `>`", edits))
    } else {
        diagnostic
    });
}

/// Whether quotation marks or brackets hold the address and nothing else: it is named, not linked to.
fn is_quoted(note: &Note, url: TextRange) -> bool {
    let before = note.text.get(..url.start()).and_then(|text| text.chars().next_back());
    let after = note.text.get(url.end()..).and_then(|rest| rest.chars().next());
    matches!(
        (before, after),
        (Some('"'), Some('"')) | (Some('\''), Some('\'')) | (Some('['), Some(']')) | (Some('“'), Some('”')) | (Some('‘'), Some('’'))
    )
}

/// The further `<` before an address that is marked, and the further `>` after it.
fn doubled_marks(note: &Note, link: &Link) -> Option<[TextRange; 2]> {
    let (start, end) = (link.range.start(), link.range.end());
    let before = note.text.get(..start)?;
    let after = note.text.get(end..)?;
    let marks = [
        TextRange::new(before.trim_end_matches('<').len(), start),
        TextRange::new(end, end + after.len() - after.trim_start_matches('>').len()),
    ];
    let is_doubled = marks.iter().all(|it| !it.is_empty()) && !link.hidden && !before.ends_with("\\<");
    (link.kind == LinkKind::Autolink && is_doubled).then_some(marks)
}

/// Whether all of the address was seen, and it stands in no heading, which links name by its text.
fn is_clear(note: &Note, url: TextRange) -> bool {
    let next = note.text.get(url.end()..).and_then(|rest| rest.chars().next());
    let text = url.slice(&note.text);
    // Chinese and Japanese go on without a blank, but an address may also be written in them: `/wiki/公历`.
    let is_name = text.ends_with(|c: char| c.is_ascii_alphanumeric());
    let ends = next.is_none_or(|c| {
        c.is_whitespace()
            || ".,;:!?)*_~|\"'”’»]<".contains(c)
            || !c.is_ascii() && !c.is_alphanumeric()
            || is_name && c >= '\u{2e80}'
    });
    let heading = note.headings.partition_point(|heading| heading.range.start() <= url.start());
    let in_heading =
        note.headings.get(..heading).and_then(<[_]>::last).is_some_and(|heading| heading.range.contains(url.start()));
    // `_` in it may be read as emphasis, which a link would end.
    let emphasis = note.emphasis.partition_point(|emphasis| emphasis.range.start() < url.start());
    let is_emphasised = note.emphasis.get(emphasis).is_some_and(|it| it.range.start() < url.end());
    // `==https://example.org==`
    ends && !in_heading && !is_emphasised && !text.ends_with('=')
}
