//! How items are written.

use rustc_hash::FxHashSet;
use serde_yaml::Value as Data;

use super::{Form, Item, List, ListStyle, Split, Writing, split};
use crate::note::yaml;
use crate::note::{ScalarStyle, Value, ValueKind};
use crate::rules::properties::{Place, in_quotes, is_plain, scalar};
use crate::text::TextRange;

/// What the formatter puts before the `-` of an item, beyond the indentation of the key.
pub(super) const INDENT: &str = "  ";
/// What an alias to an anchor of another property reads as in a trial.
const ELSEWHERE: u64 = 0;

/// The text after the colon, to the end of the last line.
pub(super) fn list(list: &List<'_>, writing: &Writing) -> Option<String> {
    let style = style(list, writing)?;
    let written = match style {
        // An item that is still to be written.
        ListStyle::MultiLine if list.items.is_empty() && list.form == Form::Block => return None,
        ListStyle::MultiLine if !list.items.is_empty() => block(list, writing),
        ListStyle::MultiLine | ListStyle::SingleLine => flow(list, writing),
        ListStyle::SpaceSingleLine if list.items.is_empty() => flow(list, writing),
        _ if list.items.is_empty() && list.form == Form::Null => return None,
        _ if list.items.is_empty() => Written { text: " ".to_owned(), data: Data::Null },
        ListStyle::CommaText => joined(list, writing, ", ")?,
        ListStyle::SpaceText => joined(list, writing, " ")?,
        ListStyle::SpaceSingleLine => space_list(list, writing)?,
        _ => lone(list, writing)?,
    };
    let head = if list.node.is_empty() { String::new() } else { format!(" {}", list.node) };
    let comment = list.comment.as_ref().map(|comment| format!(" {comment}")).unwrap_or_default();
    let text = match written.text.strip_prefix(['\n', '\r']) {
        Some(_) => format!("{head}{comment}{}", written.text),
        None => format!("{head}{}{comment}", written.text),
    };
    reads_as(list, &text, &written.data).then_some(text)
}

/// A value as it is written, and what it must read as.
struct Written {
    text: String,
    data: Data,
}

/// The plain style to write `list` in: one that has room for its comments.
fn style(list: &List<'_>, writing: &Writing) -> Option<ListStyle> {
    let style = match (writing.style, list.items.len()) {
        (ListStyle::Keep, _) => list.own_style(),
        (ListStyle::TextOrMultiLine, 2..) => ListStyle::MultiLine,
        (ListStyle::TextOrSingleLine, 2..) => ListStyle::SingleLine,
        (style, _) => style,
    };
    let has_comments = list.items.iter().any(|item| item.comment.is_some() || !item.above.is_empty());
    let is_single = matches!(style, ListStyle::SingleLine | ListStyle::MultiLine);
    let needs_list =
        has_comments || list.items.iter().any(|item| !item.node.is_empty() || item.alias().is_some());
    match style {
        // What stands elsewhere for it would turn into a list, too.
        _ if !list.node.is_empty() && matches!(list.form, Form::Null | Form::Scalar) => None,
        ListStyle::SingleLine if has_comments && list.form == Form::Block => Some(ListStyle::MultiLine),
        ListStyle::SingleLine if has_comments => None,
        _ if is_single => Some(style),
        // What an anchor or a tag says of a list does not hold for a text.
        _ if (needs_list || !list.node.is_empty()) && list.form == Form::Block => Some(ListStyle::MultiLine),
        _ if needs_list || !list.node.is_empty() => None,
        _ => Some(style),
    }
}

fn block(list: &List<'_>, writing: &Writing) -> Written {
    let line_break = list.line_break();
    let keeps_indent = writing.style == ListStyle::Keep;
    let indent = if keeps_indent { list.indent.clone() } else { key_indent(list) + INDENT };
    let mut text = String::new();
    for item in &list.items {
        for comment in &item.above {
            text += &format!("{line_break}{indent}{comment}");
        }
        text += &format!("{line_break}{indent}-");
        text += &prefixed(&item.node);
        text += &prefixed(&single(item, Place::Block, writing));
        text += &item.comment.as_ref().map(|comment| format!(" {comment}")).unwrap_or_default();
    }
    Written { text, data: data(list, writing) }
}

fn key_indent(list: &List<'_>) -> String {
    let line = list.note.lines.line_of(list.property.key_range.start());
    " ".repeat(list.property.key_range.start() - list.note.lines.line_start(line))
}

/// `text` after a blank; nothing where there is no text.
fn prefixed(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!(" {text}") }
}

fn flow(list: &List<'_>, writing: &Writing) -> Written {
    let items = list.items.iter().map(|item| {
        let written = single(item, Place::Flow, writing);
        if item.node.is_empty() { written } else { format!("{} {written}", item.node) }
    });
    let text = format!(" [{}]", items.collect::<Vec<_>>().join(", "));
    Written { text, data: data(list, writing) }
}

/// `item` alone, in quotes where it needs them.
fn single(item: &Item, place: Place, writing: &Writing) -> String {
    let becomes_text = writing.as_texts && matches!(item.kind, ValueKind::Number(_) | ValueKind::Bool(_));
    match (&item.kind, &item.written) {
        (_, Some(written)) if item.alias().is_some() || !item.node.is_empty() => written.clone(),
        (_, Some(written)) if becomes_text => in_quotes(written, writing.quote),
        (ValueKind::String(text, ScalarStyle::Plain), Some(_)) => scalar(text, place, writing.quote),
        (ValueKind::String(text, _), Some(_))
            if writing.drop_quotes && place == Place::Block && is_plain(text, place) =>
        {
            text.to_string()
        }
        (_, Some(written)) => written.clone(),
        (_, None) => scalar(item.text(), place, writing.quote),
    }
}

/// What the items read as in a list.
fn data(list: &List<'_>, writing: &Writing) -> Data {
    let nodes = list.items.iter().flat_map(|item| item.node.split_whitespace());
    let own: FxHashSet<&str> = nodes.filter_map(|node| node.strip_prefix('&')).collect();
    let stands_elsewhere = |item: &Item| item.alias().is_some_and(|name| !own.contains(name));
    let data = |item| if stands_elsewhere(item) { Data::from(ELSEWHERE) } else { item_data(item, writing) };
    list.items.iter().map(data).collect()
}

fn item_data(item: &Item, writing: &Writing) -> Data {
    match &item.kind {
        ValueKind::Number(_) | ValueKind::Bool(_) if writing.as_texts => Data::from(item.text()),
        kind => Value { kind: kind.clone(), range: TextRange::empty(0) }.to_yaml(),
    }
}

/// All items in one text.
fn joined(list: &List<'_>, writing: &Writing, separator: &str) -> Option<Written> {
    if list.items.len() == 1 {
        return lone(list, writing);
    }
    let split = if separator == ", " { Split::Commas } else { Split::CommasOrBlanks };
    let part = |item: &Item| {
        let text = item.text();
        if text.contains(',') || text.starts_with(['"', '\'']) {
            in_quotes(text, writing.quote)
        } else {
            text.to_owned()
        }
    };
    let text = list.items.iter().map(part).collect::<Vec<_>>().join(separator);
    // A text that is read otherwise would fall into other items the next time.
    let is_text = |item: &Item| !item.text().is_empty();
    let is_stable = split::split(&text, split).len() == list.items.len()
        && (list.split != Split::CommasOrBlanks || separator == ", " || !text.contains(','));
    (is_stable && list.items.iter().all(is_text) && is_plain(&text, Place::Block))
        .then(|| Written { text: format!(" {text}"), data: Data::from(text) })
}

/// The only item as a text.
fn lone(list: &List<'_>, writing: &Writing) -> Option<Written> {
    let [item] = list.items.as_slice() else { return None };
    let is_quoted = |style: &ScalarStyle| *style != ScalarStyle::Plain;
    let text = match &item.kind {
        ValueKind::Null => return None,
        ValueKind::String(text, _) if text.trim().is_empty() => return None,
        ValueKind::String(text, style) if item.written.is_none() || !is_quoted(style) => {
            let is_whole = split::split(text, list.split) == [&**text];
            if is_whole { scalar(text, Place::Block, writing.quote) } else { in_quotes(text, writing.quote) }
        }
        _ => single(item, Place::Flow, writing),
    };
    Some(Written { text: format!(" {text}"), data: item_data(item, writing) })
}

/// `[a b]`: a list that holds one text.
fn space_list(list: &List<'_>, writing: &Writing) -> Option<Written> {
    if list.items.len() == 1 {
        let is_joined =
            list.form == Form::Flow && list.items.iter().any(|it| it.text().contains(char::is_whitespace));
        return if is_joined { None } else { lone(list, writing) };
    }
    let texts: Vec<&str> = list.items.iter().map(Item::text).collect();
    let text = texts.join(" ");
    let is_whole = texts.iter().all(|text| !text.is_empty() && !text.contains(char::is_whitespace));
    (is_whole && is_plain(&text, Place::Flow))
        .then(|| Written { text: format!(" [{text}]"), data: Data::Sequence(vec![Data::from(text)]) })
}

/// Whether `text` after the key is YAML that reads as `data`.
fn reads_as(list: &List<'_>, text: &str, data: &Data) -> bool {
    let names = list.items.iter().filter_map(Item::alias);
    let anchors: Vec<String> = names.map(|name| format!("&{name} {ELSEWHERE}")).collect();
    let indent = key_indent(list);
    let yaml = format!("{indent}anchors: [{}]\n{indent}list:{text}\n", anchors.join(", "));
    let (properties, errors) = yaml::parse(&yaml, TextRange::new(0, yaml.len()));
    let read = properties.get(1).map(|property| property.value.to_yaml());
    errors.is_empty() && read.as_ref() == Some(data)
}
