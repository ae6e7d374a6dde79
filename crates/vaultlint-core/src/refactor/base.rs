//! The edits of a base, and of bases in code blocks.

use super::change::Change;
use super::follow::follow;
use super::site::{Site, written};
use super::{Edited, Source};
use crate::note::yaml::{self, Written};
use crate::note::{Note, Value, bom_len};
use crate::text::TextRange;
use crate::vault::base::{Call, Function, calls, compared, expressions};

mod names;

use names::Fate;

/// What `change` does to the base that `source` is.
pub(super) fn edited(change: &Change, source: &Source) -> Edited {
    let mut edited = Edited::default();
    let range = TextRange::new(bom_len(&source.text), source.text.len());
    in_yaml(change, source, &source.text, range, &mut edited);
    change.own.in_base(&source.text, TextRange::empty(0), &mut edited);
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
            change.own.in_base(range.slice(&note.text), block.range, edited);
        }
    }
}

fn in_yaml(change: &Change, source: &Source, text: &str, range: TextRange, edited: &mut Edited) {
    // Most bases, and nearly all code, name nothing.
    if !["ink", "file", "Folder", "Tag", "tags"].iter().any(|name| range.slice(text).contains(name)) {
        return;
    }
    let (entries, errors) = yaml::parse(text, range);
    if !errors.is_empty() {
        if names::is_named(change, range.slice(text)) {
            let message = "this base cannot be read, so what it names stays as it is".to_owned();
            let first = errors.first().map_or(range, |error| error.range);
            edited.remarks.push((first, message));
        }
        return;
    }
    for value in expressions(&entries) {
        let calls = value.as_str().map(calls).unwrap_or_default();
        for call in &calls {
            in_call(change, source, text, value, call, edited);
        }
        let is_call = |range: TextRange| calls.iter().any(|call| call.range == range);
        let texts = value.as_str().map(compared).unwrap_or_default();
        for compared in texts.into_iter().filter(|compared| !is_call(compared.range)) {
            match names::fate(change, &compared) {
                Fate::Stays => {}
                Fate::Remarked(message) => edited.remarks.push((value.range, message)),
                Fate::Becomes(new) => rewrite(text, value, (compared.range, compared.quote), &new, edited),
            }
        }
    }
}

fn in_call(change: &Change, source: &Source, text: &str, value: &Value, call: &Call, edited: &mut Edited) {
    let new = match call.function {
        Function::Link(_) => {
            let string = Written::of(value, text);
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
    if let Some(new) = new {
        rewrite(text, value, (call.range, call.quote), &new, edited);
    }
}

/// Writes `new` at `range` of the expression `value`, between `quote`s.
fn rewrite(text: &str, value: &Value, (range, quote): (TextRange, char), new: &str, edited: &mut Edited) {
    let edit = Written::of(value, text).and_then(|string| {
        let new = new.replace('\\', "\\\\").replace(quote, &format!("\\{quote}"));
        Some(written(string.place(range)?, string.encoded(&new)?))
    });
    match edit {
        Some(edit) => {
            edited.links += 1;
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
