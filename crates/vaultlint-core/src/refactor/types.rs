//! The types of properties in the settings of a vault.

use jsonc_parser::ast::{ObjectProp, Value};
use jsonc_parser::common::Ranged;

use super::Edited;
use super::site::written;
use crate::note::bom_len;
use crate::text::TextRange;
use crate::vault::canvas::{escaped, parse_json};
use crate::vault::{Settings, VaultPath};

/// Where Obsidian keeps the types of properties.
pub(super) fn path(settings: &Settings) -> VaultPath {
    VaultPath::from(format!("{}/types.json", settings.folder))
}

/// What becomes of the types `text` when the property `from`, in lower case, is renamed to `to`: its entry has the new
/// name, or there is one of each where some notes keep the old one.
pub(super) fn edited(text: &str, from: &str, to: &str, is_kept: bool) -> Edited {
    let mut edited = Edited::default();
    let bom = bom_len(text);
    let Ok(parsed) = parse_json(text.get(bom..).unwrap_or(text)) else {
        if text.to_lowercase().contains(&*escaped(from)) {
            let message = format!("this file is not valid JSON, so the type of `{from}` stays in it");
            edited.remarks.push((TextRange::empty(0), message));
        }
        return edited;
    };
    let types = parsed.as_ref().and_then(Value::as_object).and_then(|root| root.get_object("types"));
    let entries = types.map(|types| types.properties.as_slice()).unwrap_or_default();
    let named = |name: &str| entries.iter().find(|entry| entry.name.as_str().to_lowercase() == name);
    let Some(entry) = named(from) else { return edited };
    let new = to.to_lowercase();
    let other = named(&new).filter(|_| new != from);
    let name = place(bom, &entry.name);
    match other {
        Some(other) if place(bom, &other.value).slice(text) == place(bom, &entry.value).slice(text) => {}
        Some(_) => {
            let message = format!("`{to}` has another type here than `{from}` had; see which one is right");
            edited.remarks.push((name, message));
        }
        None if is_kept => {
            edited.edits.push(written(TextRange::empty(name.start()), twin(text, bom, entry, to)))
        }
        None if entry.name.as_str() != to => {
            edited.edits.push(written(name, format!("\"{}\"", escaped(to))));
        }
        None => {}
    }
    edited
}

/// The `entry` under the name `to`, to stand before it.
fn twin(text: &str, bom: usize, entry: &ObjectProp<'_>, to: &str) -> String {
    let (name, value) = (place(bom, &entry.name), place(bom, &entry.value));
    let before = text.get(..name.start()).unwrap_or("");
    let blanks = before.get(before.trim_end().len()..).unwrap_or("");
    let colon = text.get(name.end()..value.start()).unwrap_or(":");
    format!("\"{}\"{colon}{},{blanks}", escaped(to), value.slice(text))
}

fn place(bom: usize, part: &impl Ranged) -> TextRange {
    let range = part.range();
    TextRange::new(range.start + bom, range.end + bom)
}
