//! How values are made to fit.

use super::{is_single, moment};
use crate::diagnostic::{Edit, Fix};
use crate::note::{Note, ScalarStyle, Value, ValueKind};
use crate::rules::properties::quoted;
use crate::text::TextRange;
use crate::vault::settings::PropertyType;

/// Makes `value` one of type `expected`, where there is one way to read it so.
pub(super) fn fix(note: &Note, value: &Value, expected: PropertyType) -> Option<Fix> {
    let edits = |text: String| vec![Edit::replacement(value.range, text)];
    match (&value.kind, expected) {
        (ValueKind::String(text, style), PropertyType::Date | PropertyType::DateTime) => {
            let mended = moment::mended(text)?;
            let written = note.slice(value.range).replacen(&**text, &mended, 1);
            let is_line = !matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
            let title = format!("Write `{mended}`");
            (is_line && written != note.slice(value.range)).then(|| Fix::safe(title, edits(written)))
        }
        (ValueKind::String(text, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted), _) => {
            let is_number = expected == PropertyType::Number && moment::is_plain_number(text);
            let is_switch = expected == PropertyType::Checkbox && matches!(&**text, "true" | "false");
            (is_number || is_switch).then(|| Fix::unsafe_("Drop the quotes", edits(text.to_string())))
        }
        _ => {
            let item = text_with_colon(note, value, expected)?;
            let edit = Edit::replacement(item, quoted(note.slice(item)));
            Some(Fix::safe("Put the item in quotes", vec![edit]))
        }
    }
}

/// The first misfit of a list of names or texts, where it is one line such as `Rome: a city` and so a text whose
/// colon was not meant as one of YAML.
pub(super) fn text_with_colon(note: &Note, value: &Value, expected: PropertyType) -> Option<TextRange> {
    let ValueKind::Sequence { items, .. } = &value.kind else { return None };
    let item = items.iter().find(|item| !is_single(item)).filter(|_| expected == PropertyType::Aliases)?;
    let ValueKind::Mapping { entries, flow: false } = &item.kind else { return None };
    let [entry] = entries.as_slice() else { return None };
    let is_plain = matches!(entry.value.kind, ValueKind::String(_, ScalarStyle::Plain) | ValueKind::Number(_));
    let text = note.slice(item.range);
    (is_plain && !text.contains(['\n', '\r', '"', '#'])).then_some(item.range)
}
