//! Why the definition of a footnote is missed.

use std::collections::{HashMap, HashSet};

use crate::note::{FootnoteRef, LinkKind, Note, Subpath};
use crate::rules::links::near::is_alike;
use crate::text::TextRange;

/// How many footnotes are compared with one that is not defined.
const MOST_NEAR: usize = 100;

/// What the references of a note that are not defined may owe it to.
pub(super) struct Causes<'n> {
    note: &'n Note,
    /// What was meant as a definition and is none, by id in lower case.
    definitions: HashMap<&'n str, TextRange>,
    /// The texts of footnotes `^[text]`, in lower case.
    inline: HashSet<String>,
    /// Labels of lines that start as `[label]:`, by label in lower case.
    links: HashMap<String, &'n str>,
    /// Lines of definitions that were explained.
    explained: HashSet<usize>,
}

impl<'n> Causes<'n> {
    /// `undefined` are the references without a definition, in order, each with its id in lower case.
    pub(super) fn new(note: &'n Note, undefined: &'n [(&FootnoteRef, String)]) -> Self {
        let inline: HashSet<String> = inline_footnotes(note).collect();
        let definitions = definitions(note, undefined, &inline);
        let links = if undefined.is_empty() { HashMap::new() } else { labels(note) };
        Causes { note, definitions, inline, links, explained: HashSet::new() }
    }

    /// What is wrong with `reference` to `id`, and what to do; `None` where another finding says so.
    pub(super) fn explain(&mut self, reference: &FootnoteRef, id: &str) -> Option<(String, String)> {
        let shown = reference.id.as_deref().unwrap_or(id);
        let Some(definition) = self.definitions.get(id) else {
            let message = format!("the footnote `{shown}` is not defined: the reference is shown as it is written");
            return Some((message, self.help(reference, shown, id)));
        };
        if *definition != reference.range {
            return None;
        }
        if starts_line(self.note, reference) {
            let message = format!("the definition of the footnote `{shown}` has no colon: it is shown as text");
            let help = match self.inline.contains(id) {
                true => format!("write `[^{shown}]:`, and `[^{shown}]` in place of `^[{shown}]`"),
                false => format!("write `[^{shown}]:`"),
            };
            return Some((message, help));
        }
        self.explained.insert(line_of(self.note, reference)).then(|| {
            let message = "the definition of a footnote must start its line: this one is shown as text";
            let help = "put each definition on a line of its own";
            (message.to_owned(), help.to_owned())
        })
    }

    /// How the footnote `id`, written `shown`, gets its definition.
    fn help(&self, reference: &FootnoteRef, shown: &str, id: &str) -> String {
        let mut footnotes = self.note.footnotes.iter().take(MOST_NEAR);
        if let Some(label) = self.links.get(id) {
            format!("its definition lacks the `^`: write `[^{label}]:`")
        } else if is_copied_with_heading(self.note, reference) {
            "the mark was copied with the heading that the link leads to: take it out of the text of the link"
                .to_owned()
        } else if let Some(near) = footnotes.find(|it| is_alike(&it.id.to_lowercase(), id)) {
            format!("did you mean `[^{}]`? Else add `[^{shown}]: text` on a line of its own", near.id)
        } else {
            format!("add `[^{shown}]: text` on a line of its own")
        }
    }
}

/// Those of the references `undefined` that were meant as definitions, by id in lower case.
fn definitions<'n>(
    note: &Note,
    undefined: &'n [(&FootnoteRef, String)],
    inline: &HashSet<String>,
) -> HashMap<&'n str, TextRange> {
        let colons = undefined.iter().filter(|(reference, _)| is_before_colon(note, reference));
        let mut on_line: HashMap<usize, usize> = HashMap::new();
        for (reference, _) in colons {
            *on_line.entry(line_of(note, reference)).or_default() += 1;
        }
        let mut definitions = HashMap::new();
        let mut referred: HashSet<&str> = HashSet::new();
        for (reference, id) in undefined {
            let is_referred = referred.contains(&**id) || inline.contains(id);
            let is_definition = if starts_line(note, reference) {
                has_text(note, reference) && (is_referred || is_below_blank(note, reference))
            } else {
                let several = on_line.get(&line_of(note, reference)).is_some_and(|count| *count > 1);
                is_before_colon(note, reference) && (is_referred || several)
            };
            if is_definition {
                definitions.entry(&**id).or_insert(reference.range);
            } else {
                referred.insert(id);
            }
        }
        definitions
}

/// The texts of the footnotes `^[text]` of `note`, in lower case.
fn inline_footnotes(note: &Note) -> impl Iterator<Item = String> {
    let inline = note.footnote_refs.iter().filter(|reference| reference.id.is_none());
    inline.filter_map(|reference| {
        Some(note.slice(reference.range).strip_prefix("^[")?.strip_suffix(']')?.to_lowercase())
    })
}

/// The labels of the lines of `note` that start as `[label]:`, also of those that a footnote or a paragraph above takes
/// in; by label in lower case.
fn labels(note: &Note) -> HashMap<String, &str> {
    let lines = (0..note.lines.line_count()).map(|line| note.lines.line_range(&note.text, line));
    let lines = lines.filter(|line| !note.is_opaque(line.start()));
    let labels = lines.filter_map(|line| {
        let (label, _) = note.slice(line).strip_prefix('[')?.split_once("]:")?;
        (!label.starts_with('^')).then(|| (label.to_lowercase(), label))
    });
    labels.collect()
}

fn line_of(note: &Note, reference: &FootnoteRef) -> usize {
    note.lines.line_of(reference.range.start())
}

/// Whether nothing but blanks stands before `reference` on its line.
fn starts_line(note: &Note, reference: &FootnoteRef) -> bool {
    let start = note.lines.line_start(line_of(note, reference));
    TextRange::new(start, reference.range.start()).slice(&note.text).trim().is_empty()
}

/// Whether the line above `reference` is blank, or there is none.
fn is_below_blank(note: &Note, reference: &FootnoteRef) -> bool {
    let above = line_of(note, reference).checked_sub(1);
    above.is_none_or(|line| note.slice(note.lines.line_range(&note.text, line)).trim().is_empty())
}

/// Whether text, after a blank, follows `reference`.
fn has_text(note: &Note, reference: &FootnoteRef) -> bool {
    let after = note.text.get(reference.range.end()..).unwrap_or("");
    after.strip_prefix(' ').is_some_and(|text| text.starts_with(char::is_alphanumeric))
}

fn is_before_colon(note: &Note, reference: &FootnoteRef) -> bool {
    note.text.get(reference.range.end()..).is_some_and(|after| after.starts_with(':'))
}

/// Whether `reference` stands in the text of a link to a heading.
fn is_copied_with_heading(note: &Note, reference: &FootnoteRef) -> bool {
    let after = note.links.partition_point(|link| {
        link.kind == LinkKind::Property || link.range.start() <= reference.range.start()
    });
    let links = note.links.get(..after).unwrap_or_default().iter().rev().take(3);
    let mut around = links.filter(|link| link.range.contains_range(reference.range));
    around.any(|link| matches!(link.target.subpath, Some(Subpath::Headings(_))))
}
