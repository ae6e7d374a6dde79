//! Reads a block of properties as Obsidian does.

use std::borrow::Cow;

use granit_parser::ErrorKind;

use super::explain::{self, Duplicate};
use super::tree::{Builder, Failure};
use super::{Property, SyntaxError, Value, ValueKind};
use crate::text::TextRange;

/// The longest block that is read, in bytes. Far beyond any note, short enough to be read at once.
const MAX_BYTES: usize = 512 * 1024;
/// In how many values a lone `-` is taken for nothing; each costs another reading.
const MAX_DASHES: usize = 16;

/// Reads the bytes `range` of `text` as properties: the entries of the map at the top. Entries are there only when
/// there is no error. Time is linear in the length of the range.
pub(crate) fn parse(text: &str, range: TextRange) -> (Vec<Property>, Vec<SyntaxError>) {
    let yaml = range.slice(text);
    if yaml.len() > MAX_BYTES {
        return (Vec::new(), vec![explain::too_large(range)]);
    }
    match read_as_obsidian(yaml, range.start()) {
        Err(error) => (Vec::new(), vec![error]),
        Ok(tree) if !tree.duplicates.is_empty() => (Vec::new(), explain::duplicates(text, tree.duplicates)),
        Ok(tree) => match tree.root.map(|root| (root.range, root.kind)) {
            None | Some((_, ValueKind::Null)) => (Vec::new(), Vec::new()),
            Some((_, ValueKind::Mapping { entries, .. })) => (entries, Vec::new()),
            Some((place, kind)) => {
                let is_list = matches!(kind, ValueKind::Sequence { .. });
                (Vec::new(), vec![explain::no_mapping(yaml, range.start(), place, is_list)])
            }
        },
    }
}

/// What is read.
struct Tree {
    root: Option<Value>,
    duplicates: Vec<Duplicate>,
}

/// Reads strictly, save what Obsidian takes and the parser does not: control characters, a closing bracket at the
/// start of its line and `key: -`.
fn read_as_obsidian(yaml: &str, base: usize) -> Result<Tree, SyntaxError> {
    let mut readable = without_control_characters(yaml);
    let mut strict = true;
    let mut dashes = 0;
    loop {
        let mut builder = Builder::new(&readable, base);
        let (kind, at) = match builder.run(strict) {
            Ok(()) => return Ok(Tree { root: builder.root, duplicates: builder.duplicates }),
            Err(Failure::Explained(error)) => return Err(error),
            Err(Failure::Scan(kind, at)) => (kind, at),
        };
        let closes = readable.get(at..).is_some_and(|rest| rest.starts_with([']', '}']));
        if strict && closes && matches!(kind, ErrorKind::InvalidIndentation) {
            strict = false;
        } else if dashes < MAX_DASHES
            && matches!(kind, ErrorKind::BlockSequenceEntryNotAllowed)
            && is_lone_dash(&readable, at)
        {
            dashes += 1;
            readable.to_mut().replace_range(at..at + 1, "~");
        } else {
            return Err(explain::scan_error(yaml, base, &kind, at));
        }
    }
}

/// Whether nothing but the `-` at byte `at` is left of its line.
fn is_lone_dash(yaml: &str, at: usize) -> bool {
    let line = yaml.get(at..).and_then(|rest| rest.split(['\n', '\r']).next()).unwrap_or("");
    line.trim_end_matches([' ', '\t']) == "-"
}

/// `yaml` with each control character replaced by another character of its length.
fn without_control_characters(yaml: &str) -> Cow<'_, str> {
    let is_odd = |c: char| c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r');
    if yaml.contains(is_odd) { Cow::Owned(yaml.replace(is_odd, "_")) } else { Cow::Borrowed(yaml) }
}
