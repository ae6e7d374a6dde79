//! Where a time stamp stands in a note, or could stand.

use crate::diagnostic::Edit;
use crate::note::{Note, ScalarStyle, ValueKind, bom_len};
use crate::rules::properties::{is_filled_in_later, line_break, quoted};
use crate::text::TextRange;

/// The place of a time stamp.
pub(super) enum Place {
    /// No property of this name.
    Missing,
    /// The property without a value.
    Empty(TextRange),
    /// The property with a value of one line.
    Filled {
        /// The value, its quotes included.
        range: TextRange,
        /// What it says.
        text: String,
        style: ScalarStyle,
    },
    /// Something that is no text: not to be touched.
    Other,
}

impl Place {
    /// The place of the property called `key`.
    pub(super) fn of(note: &Note, key: &str) -> Place {
        let property = note.front_matter.as_ref().and_then(|it| it.get(key));
        let Some(value) = property.map(|property| &property.value) else { return Place::Missing };
        let written = note.slice(value.range);
        match &value.kind {
            // A link to the note of the day is more than a time.
            _ if is_filled_in_later(note, value) || written.contains("[[") => Place::Other,
            ValueKind::Null if written.starts_with('*') => Place::Other,
            ValueKind::Null => Place::Empty(value.range),
            // A text that is not written as it reads is folded, or stands elsewhere.
            ValueKind::String(text, ScalarStyle::Plain) if written == &**text => {
                Place::Filled { range: value.range, text: text.to_string(), style: ScalarStyle::Plain }
            }
            ValueKind::String(text, style @ (ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted))
                if written.starts_with(['\'', '"']) && !written.contains('\n') =>
            {
                Place::Filled { range: value.range, text: text.to_string(), style: *style }
            }
            ValueKind::Number(_) if !written.starts_with('*') => {
                Place::Filled { range: value.range, text: written.to_owned(), style: ScalarStyle::Plain }
            }
            _ => Place::Other,
        }
    }

    /// The edit that makes `key` say `text`.
    pub(super) fn write(&self, note: &Note, key: &str, text: &str) -> Option<Edit> {
        match self {
            Place::Other => None,
            Place::Filled { range, style, .. } => Some(Edit::replacement(*range, scalar(text, *style))),
            Place::Empty(range) if !range.is_empty() => {
                Some(Edit::replacement(*range, scalar(text, ScalarStyle::Plain)))
            }
            Place::Empty(range) => {
                let rest = note.text.get(range.start()..).unwrap_or("");
                let line = rest.split(['\n', '\r']).next().unwrap_or("");
                let value = format!(" {}", scalar(text, ScalarStyle::Plain));
                // Blanks stay where a comment follows.
                Some(if line.is_empty() || !line.trim().is_empty() {
                    Edit::insertion(range.start(), value)
                } else {
                    Edit::replacement(TextRange::new(range.start(), range.start() + line.len()), value)
                })
            }
            Place::Missing => insertion(note, key, text),
        }
    }
}

/// Adds a property as the last one, with a front matter where there is none.
fn insertion(note: &Note, key: &str, text: &str) -> Option<Edit> {
    let end = line_break(&note.text);
    let line = format!("{}: {}{end}", name(key), scalar(text, ScalarStyle::Plain));
    let Some(front_matter) = &note.front_matter else {
        let block = format!("---{end}{line}---{end}");
        return Some(Edit::insertion(bom_len(&note.text), block));
    };
    let yaml = note.slice(front_matter.yaml_range);
    // A map in brackets has no line of its own to add; after `...` nothing counts.
    let is_open = !yaml.trim_start().starts_with('{') && !yaml.lines().any(|line| line.trim_end() == "...");
    let starts_line = yaml.is_empty() || yaml.ends_with(['\n', '\r']);
    let indent = front_matter.properties.last().map_or("", |last| {
        let line = note.lines.line_range(&note.text, note.lines.line_of(last.key_range.start()));
        TextRange::new(line.start(), last.key_range.start()).slice(&note.text)
    });
    let is_plain = indent.bytes().all(|byte| byte == b' ');
    (is_open && starts_line && is_plain)
        .then(|| Edit::insertion(front_matter.yaml_range.end(), format!("{indent}{line}")))
}

fn name(key: &str) -> String {
    let is_plain = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.'));
    if is_plain && key.starts_with(char::is_alphabetic) { key.to_owned() } else { quoted(key) }
}

fn scalar(text: &str, style: ScalarStyle) -> String {
    match style {
        ScalarStyle::SingleQuoted => format!("'{}'", text.replace('\'', "''")),
        ScalarStyle::DoubleQuoted => quoted(text),
        _ if needs_quotes(text) => quoted(text),
        _ => text.to_owned(),
    }
}

/// Whether `text` without quotes would be something else to YAML.
fn needs_quotes(text: &str) -> bool {
    text.is_empty()
        || text.contains(": ")
        || text.contains(" #")
        || text.ends_with(':')
        || text.starts_with(|c: char| "[]{}&*!|>'\"%@`#,?:-".contains(c))
}
