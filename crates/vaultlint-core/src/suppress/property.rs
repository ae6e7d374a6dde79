//! The property that makes a whole note silent.

use super::is_property;
use crate::diagnostic::Edit;
use crate::note::{FrontMatter, Note, Property, SUPPRESSION_PROPERTY, ValueKind, bom_len};
use crate::text::TextRange;

/// Names `rule` in the property, which is made where it is not there, and with it the block of properties.
pub(super) fn add(note: &Note, rule: &str, line_break: &str) -> Option<Edit> {
    let line = format!("{SUPPRESSION_PROPERTY}: [{rule}]{line_break}");
    match &note.front_matter {
        Some(front_matter) => match own(front_matter) {
            Some(property) => add_to(note, property, rule),
            None if front_matter.errors.is_empty() => {
                Some(Edit::insertion(front_matter.yaml_range.end(), line))
            }
            // Text between two rules is no place for a property.
            None if front_matter.is_prose() => None,
            // The first line is the surest place in a block that cannot be read.
            None => Some(Edit::insertion(front_matter.yaml_range.start(), line)),
        },
        None if note.front_matter_flaw.is_some() => None,
        None => {
            let start = bom_len(&note.text);
            // Text right below the properties could be taken for one of them.
            let is_text = !note.text.get(start..)?.starts_with(['#', '\n', '\r']);
            let gap = if is_text { line_break } else { "" };
            Some(Edit::insertion(start, format!("---{line_break}{line}---{line_break}{gap}")))
        }
    }
}

/// The property of this program; the last of equal ones counts.
pub(super) fn own(front_matter: &FrontMatter) -> Option<&Property> {
    front_matter.properties.iter().rev().find(|property| is_property(&property.key))
}

fn add_to(note: &Note, property: &Property, rule: &str) -> Option<Edit> {
    let value = &property.value;
    match &value.kind {
        ValueKind::Null if value.range.is_empty() => {
            Some(Edit::insertion(value.range.end(), format!(" [{rule}]")))
        }
        ValueKind::Null | ValueKind::Bool(false) => Some(Edit::replacement(value.range, format!("[{rule}]"))),
        ValueKind::String(text, _) if !text.contains(['\n', '"', '\'', ':', '#']) => {
            let names: Vec<&str> = text.split(|c: char| c.is_whitespace() || c == ',').collect();
            let names = names.into_iter().filter(|name| !name.is_empty()).chain([rule]);
            let names: Vec<&str> = names.collect();
            Some(Edit::replacement(value.range, format!("[{}]", names.join(", "))))
        }
        ValueKind::Sequence { items, flow: true } => Some(match items.last() {
            Some(last) => Edit::insertion(last.range.end(), format!(", {rule}")),
            None => Edit::replacement(value.range, format!("[{rule}]")),
        }),
        ValueKind::Sequence { items, flow: false } => {
            // As the last item stands, with the line break before it.
            let last = items.last()?;
            let line = note.lines.line_of(last.range.start());
            let before = line.checked_sub(1)?;
            let break_start = note.lines.line_range(&note.text, before).end();
            let margin = TextRange::new(break_start, last.range.start()).slice(&note.text);
            let end = note.lines.line_range(&note.text, line).end();
            (margin.trim() == "-").then(|| Edit::insertion(end, format!("{margin}{rule}")))
        }
        _ => None,
    }
}
