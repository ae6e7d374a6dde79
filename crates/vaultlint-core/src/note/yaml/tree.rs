//! Builds the tree of values from the events of the YAML parser.

use std::borrow::Cow;
use std::collections::hash_map::Entry as MapEntry;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle as Style, Span, StructureStyle, Tag};
use rustc_hash::FxHashMap;

use super::explain::Duplicate;
use super::{Property, ScalarStyle, SyntaxError, Value, ValueKind, explain, scalar};
use crate::text::TextRange;

/// The deepest nesting that is read.
const MAX_DEPTH: usize = 64;
/// How many values are read, those behind aliases counted each time; a long text counts as several.
const MAX_VALUES: usize = 100_000;

/// Collects events to a tree.
pub(super) struct Builder<'a> {
    yaml: &'a str,
    /// Where `yaml` starts in the note.
    base: usize,
    /// Collections that are open, outermost first.
    open: Vec<Open>,
    pub root: Option<Value>,
    anchors: FxHashMap<usize, Value>,
    budget: usize,
    pub duplicates: Vec<Duplicate>,
}

/// Why reading stopped.
pub(super) enum Failure {
    /// What the parser says, at a byte of its input.
    Scan(ErrorKind, usize),
    /// What the builder says.
    Explained(SyntaxError),
}

/// A collection that is not yet at its end.
struct Open {
    start: usize,
    flow: bool,
    anchor: usize,
    contents: Contents,
}

enum Contents {
    Items(Vec<Value>),
    Entries {
        entries: Vec<Property>,
        /// The key that waits for its value.
        key: Option<Value>,
        seen: FxHashMap<Key, usize>,
    },
}

/// A key as Obsidian's parser compares it: `1` and `"1"` differ.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Text(Box<str>),
    Other(Box<str>),
}

impl<'a> Builder<'a> {
    pub fn new(yaml: &'a str, base: usize) -> Self {
        Builder {
            yaml,
            base,
            open: Vec::new(),
            root: None,
            anchors: FxHashMap::default(),
            budget: MAX_VALUES,
            duplicates: Vec::new(),
        }
    }

    /// Reads all of the text. `strict` refuses a closing bracket at the start of its line, and some quotes.
    pub fn run(&mut self, strict: bool) -> Result<(), Failure> {
        let options = granit_parser::options! {
            strict_indentation: strict,
            disallow_directives: true,
            bom_inside_document_as_content: true,
            emit_comments: false,
            flow_nesting_limit: MAX_DEPTH,
            block_nesting_limit: MAX_DEPTH,
        };
        let mut parser = Parser::new_from_str_with_options(self.yaml, options);
        let mut documents = 0;
        while let Some(event) = parser.next_event() {
            let (event, span) = event.map_err(|error| {
                Failure::Scan(error.kind().clone(), error.marker().byte_offset().unwrap_or(self.yaml.len()))
            })?;
            if matches!(event, Event::DocumentStart(..)) {
                documents += 1;
                if documents > 1 {
                    let at = self.range(span).start();
                    return Err(Failure::Explained(explain::second_document(self.yaml, self.base, at)));
                }
            }
            self.event(event, span).map_err(Failure::Explained)?;
        }
        Ok(())
    }

    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), SyntaxError> {
        let range = self.range(span);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let value = self.scalar(&text, style, tag, range);
                self.put(value, anchor)
            }
            Event::Alias(id) => self.alias(id, range),
            Event::SequenceStart(style, anchor, _) => {
                self.start(range, style, anchor, Contents::Items(Vec::new()));
                Ok(())
            }
            Event::MappingStart(style, anchor, _) => {
                let seen = FxHashMap::default();
                self.start(range, style, anchor, Contents::Entries { entries: Vec::new(), key: None, seen });
                Ok(())
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(range),
            _ => Ok(()),
        }
    }

    fn range(&self, span: Span) -> TextRange {
        let bytes = span.byte_range().unwrap_or(0..0);
        TextRange::new(bytes.start, bytes.end).shift(self.base)
    }

    fn scalar(&self, text: &str, style: Style, tag: Option<Cow<'_, Tag>>, range: TextRange) -> Value {
        let style = match style {
            Style::SingleQuoted => ScalarStyle::SingleQuoted,
            Style::DoubleQuoted => ScalarStyle::DoubleQuoted,
            Style::Literal => ScalarStyle::Literal,
            Style::Folded => ScalarStyle::Folded,
            _ => ScalarStyle::Plain,
        };
        // A tag that is not the parser's own leaves text.
        let tagged =
            tag.is_some_and(|tag| !matches!(tag.core_suffix(), Some("int" | "float" | "bool" | "null")));
        let kind = match style {
            ScalarStyle::Plain if !tagged => scalar::resolve(text),
            _ => ValueKind::String(text.into(), style),
        };
        let range = match style {
            ScalarStyle::Literal => self.with_header(range, '|'),
            ScalarStyle::Folded => self.with_header(range, '>'),
            _ => range,
        };
        Value { kind, range: self.trim(range) }
    }

    /// The range of a block scalar from its `|` or `>`, which the parser leaves out.
    fn with_header(&self, range: TextRange, mark: char) -> TextRange {
        let before = self.yaml.get(..range.start().saturating_sub(self.base)).unwrap_or("");
        let is_header = |(at, _): &(usize, &str)| {
            let after = before
                .get(at + 1..)
                .unwrap_or("")
                .trim_start_matches(['+', '-', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
            after.is_empty() || after.starts_with([' ', '\t', '\n', '\r'])
        };
        match before.rmatch_indices(mark).find(is_header) {
            Some((at, _)) => TextRange::new(self.base + at, range.end()),
            None => range,
        }
    }

    /// `range` without the blanks and line breaks at its end.
    fn trim(&self, range: TextRange) -> TextRange {
        let local =
            TextRange::new(range.start().saturating_sub(self.base), range.end().saturating_sub(self.base));
        let kept = local.slice(self.yaml).trim_end_matches([' ', '\t', '\r', '\n']).len();
        TextRange::new(range.start(), range.start() + kept)
    }

    fn start(&mut self, range: TextRange, style: StructureStyle, anchor: usize, contents: Contents) {
        let flow = matches!(style, StructureStyle::Flow);
        self.open.push(Open { start: range.start(), flow, anchor, contents });
    }

    fn end(&mut self, range: TextRange) -> Result<(), SyntaxError> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        let flow = open.flow;
        let (kind, last) = match open.contents {
            Contents::Items(items) => {
                let last = items.last().map(|item| item.range.end());
                (ValueKind::Sequence { items, flow }, last)
            }
            Contents::Entries { entries, .. } => {
                let last = entries.last().map(|entry| entry.range().end());
                (ValueKind::Mapping { entries, flow }, last)
            }
        };
        // The event of a block collection lies after comments and line breaks that are none of its own.
        let end = if flow { range.end() } else { last.unwrap_or(open.start).max(open.start) };
        self.put(Value { kind, range: self.trim(TextRange::new(open.start, end)) }, open.anchor)
    }

    fn alias(&mut self, id: usize, range: TextRange) -> Result<(), SyntaxError> {
        let Some(target) = self.anchors.get(&id) else {
            return Err(explain::recursive_alias(range));
        };
        let cost = weight(target);
        if cost > self.budget {
            return Err(explain::too_large(range));
        }
        self.budget -= cost;
        let kind = target.kind.clone();
        self.put(Value { kind, range }, 0)
    }

    /// Hands a finished value to the collection that holds it.
    fn put(&mut self, value: Value, anchor: usize) -> Result<(), SyntaxError> {
        self.budget = match self.budget.checked_sub(1) {
            Some(left) => left,
            None => return Err(explain::too_large(value.range)),
        };
        if anchor != 0 {
            let cost = weight(&value);
            if cost > self.budget {
                return Err(explain::too_large(value.range));
            }
            self.budget -= cost;
            self.anchors.insert(anchor, value.clone());
        }
        match self.open.last_mut().map(|open| &mut open.contents) {
            None => self.root = Some(value),
            Some(Contents::Items(items)) => items.push(value),
            Some(Contents::Entries { key, .. }) => match key.take() {
                None => {
                    *key = Some(value);
                    return self.refuse_tab();
                }
                Some(key) => self.put_entry(key, value),
            },
        }
        Ok(())
    }

    /// The parser lets a tab stand before the first key of a map; Obsidian does not.
    fn refuse_tab(&self) -> Result<(), SyntaxError> {
        let Some(Open { flow: false, contents: Contents::Entries { key: Some(key), .. }, .. }) =
            self.open.last()
        else {
            return Ok(());
        };
        let at = key.range.start().saturating_sub(self.base);
        let before = self.yaml.get(..at).unwrap_or("");
        let outer = before.trim_end_matches([' ', '\t']);
        let indent = before.get(outer.len()..).unwrap_or("");
        let starts_line = outer.is_empty() || outer.ends_with(['\n', '\r']);
        if starts_line && indent.contains('\t') {
            return Err(explain::tab_at(TextRange::new(key.range.start() - indent.len(), key.range.start())));
        }
        Ok(())
    }

    fn put_entry(&mut self, key: Value, value: Value) {
        let compared = Key::of(&key);
        let range = if value.range.is_empty() { self.after_colon(key.range) } else { value.range };
        let value = Value { range, ..value };
        let entry = Property { key: self.key_text(&key), key_range: key.range, value };
        let Some(Contents::Entries { entries, seen, .. }) =
            self.open.last_mut().map(|open| &mut open.contents)
        else {
            return;
        };
        match compared.map(|key| seen.entry(key)) {
            Some(MapEntry::Occupied(first)) => {
                if let Some(first) = entries.get(*first.get()) {
                    self.duplicates.push(Duplicate {
                        key: entry.key.clone(),
                        key_range: entry.key_range,
                        first_key: first.key_range,
                        first: first.range(),
                        second: entry.range(),
                    });
                }
            }
            Some(MapEntry::Vacant(slot)) => {
                slot.insert(entries.len());
            }
            None => {}
        }
        entries.push(entry);
    }

    /// The empty range after the colon that follows `key`.
    fn after_colon(&self, key: TextRange) -> TextRange {
        let rest = self.yaml.get(key.end().saturating_sub(self.base)..).unwrap_or("");
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let colon = usize::from(rest.get(blanks..).is_some_and(|rest| rest.starts_with(':')));
        TextRange::empty(key.end() + colon * (blanks + 1))
    }

    /// A key as text; a list, a map or a fraction as it is written.
    fn key_text(&self, key: &Value) -> Box<str> {
        match &key.kind {
            ValueKind::String(text, _) => text.clone(),
            ValueKind::Null => "".into(),
            ValueKind::Bool(value) => value.to_string().into(),
            ValueKind::Number(number) if !number.is_f64() => number.to_string().into(),
            _ => TextRange::new(
                key.range.start().saturating_sub(self.base),
                key.range.end().saturating_sub(self.base),
            )
            .slice(self.yaml)
            .into(),
        }
    }
}

impl Key {
    /// `None` for a list or a map, which is never equal to another key.
    fn of(value: &Value) -> Option<Self> {
        match &value.kind {
            ValueKind::String(text, _) => Some(Key::Text(text.clone())),
            ValueKind::Null => Some(Key::Other("".into())),
            ValueKind::Bool(value) => Some(Key::Other(value.to_string().into())),
            ValueKind::Number(number) => Some(Key::Other(number.to_string().into())),
            ValueKind::Sequence { .. } | ValueKind::Mapping { .. } => None,
        }
    }
}

/// How many values `value` counts as: those in it, and one more for every 64 bytes of text.
fn weight(value: &Value) -> usize {
    match &value.kind {
        ValueKind::String(text, _) => 1 + text.len() / 64,
        ValueKind::Sequence { items, .. } => 1 + items.iter().map(weight).sum::<usize>(),
        ValueKind::Mapping { entries, .. } => {
            1 + entries.iter().map(|entry| 1 + entry.key.len() / 64 + weight(&entry.value)).sum::<usize>()
        }
        _ => 1,
    }
}
