//! Which lines belong to which property.

use super::Section;
use crate::note::{FrontMatter, Note, Property, ScalarStyle, Value, ValueKind};
use crate::text::TextRange;

/// The properties of `front_matter` with their lines; `None` where each does not have lines of its own.
pub(super) fn sections<'n>(note: &'n Note, front_matter: &'n FrontMatter) -> Option<Vec<Section<'n>>> {
    let properties = &front_matter.properties;
    let closing_line = note.lines.line_of(front_matter.yaml_range.end());
    let first_indent = properties.first().and_then(|first| indent(note, first));
    let mut sections: Vec<Section<'n>> = Vec::with_capacity(properties.len());
    for (index, property) in properties.iter().enumerate() {
        let next_line = properties.get(index + 1).map_or(closing_line, |next| line_of(note, next));
        let first_line = line_of(note, property);
        if indent(note, property) != first_indent || first_indent.is_none() || next_line <= first_line {
            return None;
        }
        let lines = first_line..end(note, property, next_line);
        let start = note.lines.line_start(lines.start);
        let own = TextRange::new(start, note.lines.line_start(lines.end));
        let above = match sections.last() {
            Some(before) => before.own.end(),
            None => note.lines.line_start(comments_above(note, front_matter, first_line)),
        };
        sections.push(Section { property, own, range: TextRange::new(above, own.end()) });
    }
    let is_in_braces = note.slice(front_matter.yaml_range).trim_start().starts_with('{');
    let is_clear = gaps(front_matter, &sections).all(|gap| holds_comments_only(note.slice(gap)));
    (is_clear && !is_in_braces).then_some(sections)
}

/// What stands between the fences and in no property.
pub(super) fn gaps<'a>(
    front_matter: &'a FrontMatter,
    sections: &'a [Section<'_>],
) -> impl Iterator<Item = TextRange> + 'a {
    let yaml = front_matter.yaml_range;
    let starts = std::iter::once(yaml.start()).chain(sections.iter().map(|section| section.own.end()));
    let ends = sections.iter().map(|section| section.own.start()).chain([yaml.end()]);
    starts.zip(ends).map(|(start, end)| TextRange::new(start, end))
}

/// Whether key and value of `property` stand on one line.
pub(super) fn is_one_line(note: &Note, property: &Property) -> bool {
    let text = note.slice(property.value.range);
    let is_below = note.lines.line_of(property.value.range.start()) > line_of(note, property);
    !is_below && block_text(&property.value).is_none() && !text.trim_end().contains(['\n', '\r'])
}

/// The last text in `value` that is written as a block, `|` or `>`, where nothing stands after it.
fn block_text(value: &Value) -> Option<&Value> {
    match &value.kind {
        ValueKind::String(_, ScalarStyle::Literal | ScalarStyle::Folded) => Some(value),
        ValueKind::Sequence { items, flow: false } => items.last().and_then(block_text),
        ValueKind::Mapping { entries, flow: false } => {
            entries.last().and_then(|last| block_text(&last.value))
        }
        _ => None,
    }
}

/// The line after the last one of `property`; the next property, or the closing fence, is on `next_line`.
fn end(note: &Note, property: &Property, next_line: usize) -> usize {
    let key_indent = indent(note, property).unwrap_or(0);
    let value = &property.value;
    let written = note.slice(value.range).trim_end().len();
    let last = note.lines.line_of(value.range.start() + written);
    let certain = (last.max(line_of(note, property)) + 1).min(next_line);
    match block_text(value) {
        Some(text) => end_of_block_text(note, text, key_indent, next_line).max(certain),
        None => {
            // Comments that are indented further are about this property.
            let is_about = |line: &usize| {
                let content = text_of(note, *line);
                content.trim().is_empty() || indent_of(content) > key_indent
            };
            let lines = (certain..next_line).take_while(is_about);
            lines
                .filter(|line| !text_of(note, *line).trim().is_empty())
                .last()
                .map_or(certain, |line| line + 1)
        }
    }
}

/// The line after the last one of `text`: lines that are indented, and blank ones between them. Where the mark says so,
/// blank lines at the end are part of it.
fn end_of_block_text(note: &Note, text: &Value, key_indent: usize, next_line: usize) -> usize {
    let first = note.lines.line_of(text.range.start()) + 1;
    let is_inside = |line: &usize| {
        let content = text_of(note, *line);
        content.trim().is_empty() || indent_of(content) > key_indent
    };
    let lines = (first..next_line).take_while(is_inside);
    let keeps_blank_lines = keeps_blank_lines(note, text);
    // A line of blanks may be part of the text.
    let counts = |line: &usize| keeps_blank_lines || !text_of(note, *line).is_empty();
    lines.filter(counts).last().map_or(first, |line| line + 1)
}

/// Whether the blank lines at the end of the block `text` are part of it: `|+`.
fn keeps_blank_lines(note: &Note, text: &Value) -> bool {
    let mark = note.slice(text.range).lines().next().unwrap_or("");
    mark.split(" #").next().is_some_and(|mark| mark.contains('+'))
}

/// First lines, and the lines after the last, of the texts in `section` that go over several lines. In order.
pub(super) fn texts(note: &Note, section: &Section<'_>) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let after = note.lines.line_of(section.own.end().saturating_sub(1)) + 1;
    in_value(note, &section.property.value, after, &mut found);
    found
}

fn in_value(note: &Note, value: &Value, after: usize, found: &mut Vec<(usize, usize)>) {
    match &value.kind {
        _ if note.slice(value.range).starts_with('*') => {}
        ValueKind::String(_, ScalarStyle::Literal | ScalarStyle::Folded) => {
            let start = note.lines.line_of(value.range.start());
            let end = end_of_block_text(note, value, indent_of(text_of(note, start)), after);
            found.push((start, end));
        }
        ValueKind::String(..) => {
            let text = note.slice(value.range).trim_end();
            let start = note.lines.line_of(value.range.start());
            let end = note.lines.line_of(value.range.start() + text.len()) + 1;
            found.extend((end > start + 1).then_some((start, end)));
        }
        ValueKind::Sequence { items, .. } => items.iter().for_each(|item| in_value(note, item, after, found)),
        ValueKind::Mapping { entries, .. } => {
            entries.iter().for_each(|entry| in_value(note, &entry.value, after, found));
        }
        _ => {}
    }
}

/// The line from which on comments stand right above the first property, which is on `line`.
fn comments_above(note: &Note, front_matter: &FrontMatter, line: usize) -> usize {
    let first = note.lines.line_of(front_matter.yaml_range.start());
    let is_comment = |line: &usize| text_of(note, *line).trim_start().starts_with('#');
    (first..line).rev().take_while(is_comment).last().unwrap_or(line)
}

fn holds_comments_only(text: &str) -> bool {
    text.split(['\n', '\r']).map(str::trim).all(|line| line.is_empty() || line.starts_with('#'))
}

fn line_of(note: &Note, property: &Property) -> usize {
    note.lines.line_of(property.key_range.start())
}

/// How many blanks stand before the key; `None` where anything else does.
fn indent(note: &Note, property: &Property) -> Option<usize> {
    let start = note.lines.line_start(line_of(note, property));
    let before = note.slice(TextRange::new(start, property.key_range.start()));
    before.bytes().all(|byte| byte == b' ').then_some(before.len())
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

fn text_of(note: &Note, line: usize) -> &str {
    note.slice(note.lines.line_range(&note.text, line))
}
