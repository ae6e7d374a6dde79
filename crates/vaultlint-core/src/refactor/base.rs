//! The edits of a base, and of bases in code blocks.

use super::change::Change;
use super::follow::follow;
use super::site::{Site, written};
use super::{Edited, Source};
use crate::note::yaml::{self, Written};
use crate::note::{Note, Value, bom_len};
use crate::text::TextRange;
use crate::vault::base::{Call, Function, calls, expressions};

/// What `change` does to the base that `source` is.
pub(super) fn edited(change: &Change, source: &Source) -> Edited {
    let mut edited = Edited::default();
    let range = TextRange::new(bom_len(&source.text), source.text.len());
    in_yaml(change, source, &source.text, range, &mut edited);
    change.own.in_base(&source.text, &mut edited);
    edited
}

/// Adds what `change` does to the bases in code blocks of `note`.
pub(super) fn in_fences(change: &Change, source: &Source, note: &Note, edited: &mut Edited) {
    for block in
        note.code_blocks.iter().filter(|block| block.fenced && block.closed && &*block.language == "base")
    {
        let raw = block.range.slice(&note.text);
        let (Some(first), Some(last)) = (raw.find('\n'), raw.rfind('\n')) else { continue };
        if first < last {
            let range = TextRange::new(first + 1, last + 1).shift(block.range.start());
            in_yaml(change, source, &note.text, range, edited);
        }
    }
}

fn in_yaml(change: &Change, source: &Source, text: &str, range: TextRange, edited: &mut Edited) {
    // Most bases, and nearly all code, name nothing.
    if !["ink", "file", "Folder", "Tag"].iter().any(|name| range.slice(text).contains(name)) {
        return;
    }
    let (entries, errors) = yaml::parse(text, range);
    if !errors.is_empty() {
        return;
    }
    for value in expressions(&entries) {
        for call in value.as_str().map(calls).unwrap_or_default() {
            in_call(change, source, text, value, &call, edited);
        }
    }
}

fn in_call(change: &Change, source: &Source, text: &str, value: &Value, call: &Call, edited: &mut Edited) {
    let string = Written::of(value, text);
    let new = match call.function {
        Function::Link(_) => {
            let site = Site::in_expression(string, &call.text, call.range, call.quote);
            let followed = follow(change, source, &site);
            edited.links += usize::from(followed.edit.is_some());
            edited.edits.extend(followed.edit);
            let range = if site.range.is_empty() { value.range } else { site.range };
            return edited.remarks.extend(followed.remark.map(|remark| (range, remark)));
        }
        Function::InFolder => new_folder(change, &call.text),
        Function::HasTag => change.own.new_tag(&call.text),
    };
    let Some(new) = new else { return };
    let edit = string.and_then(|string| {
        let new = new.replace('\\', "\\\\").replace(call.quote, &format!("\\{}", call.quote));
        Some(written(string.place(call.range)?, string.encoded(&new)?))
    });
    match edit {
        Some(edit) => {
            edited.links += usize::from(call.function == Function::InFolder);
            edited.edits.push(edit);
        }
        None => edited.remarks.push((value.range, format!("this expression should name `{new}` now"))),
    }
}

/// The new path of the folder `written`, with the slashes that it has at its ends.
fn new_folder(change: &Change, written: &str) -> Option<String> {
    let folder = written.trim_matches('/');
    let at = written.find(folder)?;
    let new = change.moves.new_folder(folder)?;
    Some(format!("{}{new}{}", written.get(..at)?, written.get(at + folder.len()..)?))
}
