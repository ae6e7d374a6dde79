//! How a value is taken apart.

use super::{Form, Item, List, Split, split, write};
use crate::note::{Note, Property, ScalarStyle, Value, ValueKind};
use crate::rules::properties::quoted_text;
use crate::text::TextRange;

pub(super) fn list<'a>(note: &'a Note, property: &'a Property, split: Split) -> Option<List<'a>> {
    let colon = colon_end(note, property)?;
    let list = List {
        items: Vec::new(),
        form: Form::Null,
        comment: None,
        note,
        property,
        split,
        range: TextRange::empty(colon),
        node: String::new(),
        indent: indent_of_key(note, property) + write::INDENT,
    };
    match &property.value.kind {
        ValueKind::Mapping { .. } => None,
        ValueKind::Sequence { items, .. } if items.iter().any(|item| !is_single_line(note, item)) => None,
        ValueKind::Sequence { items, flow: false } => block(list, items),
        ValueKind::Sequence { items, flow: true } => on_one_line(list).and_then(|list| flow(list, items)),
        _ => on_one_line(list).map(scalar),
    }
}

/// The byte after the colon behind the key, on the line of the key.
fn colon_end(note: &Note, property: &Property) -> Option<usize> {
    let after = note.text.get(property.key_range.end()..)?;
    let colon = after.trim_start_matches([' ', '\t']).strip_prefix(':')?;
    Some(note.text.len() - colon.len())
}

fn indent_of_key(note: &Note, property: &Property) -> String {
    let line = note.lines.line_of(property.key_range.start());
    " ".repeat(property.key_range.start() - note.lines.line_start(line))
}

/// Whether `item` holds nothing further and ends on the line on which it starts.
fn is_single_line(note: &Note, item: &Value) -> bool {
    let is_block = matches!(&item.kind, ValueKind::String(_, ScalarStyle::Literal | ScalarStyle::Folded));
    let holds = matches!(item.kind, ValueKind::Sequence { .. } | ValueKind::Mapping { .. });
    !is_block && !holds && !note.slice(item.range).contains(['\n', '\r'])
}

/// The end of the line that holds byte `at`, without the line break.
fn line_end(note: &Note, at: usize) -> usize {
    note.lines.line_range(&note.text, note.lines.line_of(at)).end()
}

/// Reads what stands around a value that starts on the line of its key.
fn on_one_line(mut list: List<'_>) -> Option<List<'_>> {
    let value = list.property.value.range;
    let colon = list.range.start();
    let node = list.note.slice(TextRange::new(colon, value.start())).trim();
    let end = line_end(list.note, value.end());
    let after = list.note.slice(TextRange::new(value.end(), end)).trim();
    let fits = !node.contains(['\n', '\r']) && (node.is_empty() || is_node(node));
    if !fits || !(after.is_empty() || after.starts_with('#')) {
        return None;
    }
    list.node = node.to_owned();
    list.comment = (!after.is_empty()).then(|| after.to_owned());
    list.range = TextRange::new(colon, end);
    Some(list)
}

/// Whether `text` is an anchor, a tag or both.
fn is_node(text: &str) -> bool {
    text.split_whitespace().all(|word| word.starts_with(['&', '!']))
}

fn scalar(mut list: List<'_>) -> List<'_> {
    let value = &list.property.value;
    let written = list.note.slice(value.range);
    match &value.kind {
        ValueKind::Null => return list,
        ValueKind::String(text, ScalarStyle::Plain) if !written.starts_with('*') && list.node.is_empty() => {
            list.items = split::split(text, list.split).into_iter().map(part).collect();
            if let [item] = list.items.as_mut_slice() {
                item.range = Some(value.range);
            }
        }
        ValueKind::String(text, _) if text.trim().is_empty() => {}
        kind => {
            let written = Some(written.to_owned());
            list.items =
                vec![Item { kind: kind.clone(), range: Some(value.range), written, ..Item::new("") }];
        }
    }
    list.form = Form::Scalar;
    list
}

/// The item that `written`, a part of a text, is.
pub(super) fn part(written: &str) -> Item {
    match quoted_text(written) {
        Some((text, style)) => {
            Item { kind: ValueKind::String(text, style), written: Some(written.to_owned()), ..Item::new("") }
        }
        None => Item::new(written),
    }
}

/// Reads `[a, b]`.
fn flow<'a>(mut list: List<'a>, items: &[Value]) -> Option<List<'a>> {
    let value = list.property.value.range;
    let mut at = value.start() + 1;
    for item in items {
        let between = list.note.slice(TextRange::new(at, item.range.start()));
        let gap = Gap::read(between, list.items.is_empty())?;
        if let (Some(before), comment @ Some(_)) = (list.items.last_mut(), gap.comment) {
            before.comment = comment;
        }
        list.items.push(Item {
            kind: item.kind.clone(),
            range: Some(item.range),
            written: Some(list.note.slice(item.range).to_owned()),
            node: gap.node,
            above: gap.above,
            comment: None,
        });
        at = item.range.end();
    }
    let rest =
        Gap::read(list.note.slice(TextRange::new(at, value.end())).strip_suffix(']')?, items.is_empty())?;
    if !rest.above.is_empty() || !rest.node.is_empty() {
        return None;
    }
    if let (Some(last), comment @ Some(_)) = (list.items.last_mut(), rest.comment) {
        last.comment = comment;
    }
    list.form = Form::Flow;
    Some(list)
}

/// What stands between two items in brackets.
struct Gap {
    /// On the line of the item before.
    comment: Option<String>,
    /// On lines of their own.
    above: Vec<String>,
    /// Anchor and tag of the item after.
    node: String,
}

impl Gap {
    fn read(text: &str, is_first: bool) -> Option<Self> {
        let mut gap = Gap { comment: None, above: Vec::new(), node: String::new() };
        for (number, line) in text.split('\n').enumerate() {
            let line = line.trim().trim_start_matches(',').trim_start();
            if line.starts_with('#') {
                if number == 0 && !is_first {
                    gap.comment = Some(line.to_owned());
                } else {
                    gap.above.push(line.to_owned());
                }
            } else if let Some((node, comment)) = line.split_once(" #") {
                // An anchor on one line, its item on another.
                debug_assert!(!node.is_empty() && !comment.starts_with('\n'));
                return None;
            } else if !line.is_empty() {
                if !gap.node.is_empty() || !is_node(line) {
                    return None;
                }
                line.clone_into(&mut gap.node);
            }
        }
        Some(gap)
    }
}

/// Reads a list with an item on each line. Every `-` stands for one of `items`, in order.
fn block<'a>(mut list: List<'a>, items: &[Value]) -> Option<List<'a>> {
    let (note, colon) = (list.note, list.range.start());
    let mut number = note.lines.line_of(colon);
    let head = note.slice(TextRange::new(colon, line_end(note, colon))).trim();
    let (node, comment) = head.split_at_checked(head.find('#').unwrap_or(head.len()))?;
    if !is_node(node) {
        return None;
    }
    list.node = node.trim().to_owned();
    list.comment = (!comment.is_empty()).then(|| comment.to_owned());
    let mut above = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let (indent, rest) = loop {
            number += 1;
            let line = note.slice(note.lines.line_range(&note.text, number));
            let text = line.trim();
            if text.starts_with('#') {
                above.push(text.to_owned());
            } else if !text.is_empty() {
                let content = line.trim_start_matches(' ');
                break (line.get(..line.len() - content.len())?, content.strip_prefix('-')?);
            } else if number >= note.lines.line_count() {
                return None;
            }
        };
        if index == 0 {
            indent.clone_into(&mut list.indent);
        } else if indent != list.indent {
            return None;
        }
        let mut read = block_item(note, item, number, rest)?;
        if read.written.as_deref() != Some("") || read.comment.is_some() || !read.node.is_empty() {
            read.above = std::mem::take(&mut above);
            list.items.push(read);
        } else if !list.node.is_empty() {
            return None;
        }
    }
    list.form = Form::Block;
    list.range = TextRange::new(colon, note.lines.line_range(&note.text, number).end());
    above.is_empty().then_some(list)
}

/// The item on line `number` of the note that reads as `item`; `rest` follows its `-`.
fn block_item(note: &Note, item: &Value, number: usize, rest: &str) -> Option<Item> {
    let line = note.lines.line_range(&note.text, number);
    let is_written = !item.range.is_empty();
    if is_written && !line.contains_range(item.range) {
        return None;
    }
    let (node, after) = if is_written {
        let start = line.end() - rest.len();
        (
            note.slice(TextRange::new(start, item.range.start())),
            note.slice(TextRange::new(item.range.end(), line.end())),
        )
    } else {
        rest.split_at_checked(rest.find('#').unwrap_or(rest.len()))?
    };
    let (node, after) = (node.trim(), after.trim());
    // A list or a map that holds nothing but this item would have its marks here.
    if !is_node(node) || !(after.is_empty() || after.starts_with('#')) {
        return None;
    }
    Some(Item {
        kind: item.kind.clone(),
        range: Some(item.range),
        written: Some(note.slice(item.range).to_owned()),
        node: node.to_owned(),
        above: Vec::new(),
        comment: (!after.is_empty()).then(|| after.to_owned()),
    })
}
