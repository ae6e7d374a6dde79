//! What Obsidian does not accept in a base (OBSIDIAN.md 5.2).

use rustc_hash::FxHashMap;

use super::circles::circles;
use crate::note::yaml::{self, SyntaxError, SyntaxErrorKind};
use crate::note::{Property, Value, ValueKind};
use crate::text::TextRange;

/// How deep filters are looked into.
const MAX_DEPTH: usize = 32;

/// Something that Obsidian does not accept. Keys, kinds of views and fields of plugins that are not known are fine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseFlaw {
    /// What is wrong.
    pub kind: BaseFlawKind,
    /// The place, in bytes of the file.
    pub range: TextRange,
}

/// What is wrong with a base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BaseFlawKind {
    /// It is no YAML.
    Syntax(SyntaxError),
    /// It is text or a list rather than keys with values.
    NotAMapping,
    /// The value of this key must be a list.
    NotAList(Box<str>),
    /// The value of this key must hold keys with values.
    NotAMap(Box<str>),
    /// A formula must be text.
    FormulaNotText,
    /// These formulas need each other, the last one the first; the range is that of the first.
    FormulaCircle(Vec<Box<str>>),
    /// A filter is text, or one of `and`, `or`, `not` with a list.
    BadFilter,
    /// `groupBy` lacks this key.
    GroupByLacks(&'static str),
    /// Two views have the name; the range is that of the later one.
    DuplicateView {
        /// The name.
        name: Box<str>,
        /// The first name.
        first: TextRange,
    },
}

/// Flaws of the base in the bytes `range` of `text`, in order.
pub fn base_flaws(text: &str, range: TextRange) -> Vec<BaseFlaw> {
    let mut finder = Finder { flaws: Vec::new() };
    match yaml::parse(text, range) {
        (entries, errors) if errors.is_empty() => finder.root(&entries),
        (_, errors) => {
            for error in errors {
                let range = error.range;
                let kind = match error.kind {
                    SyntaxErrorKind::List | SyntaxErrorKind::Text => BaseFlawKind::NotAMapping,
                    _ => BaseFlawKind::Syntax(error),
                };
                finder.add(kind, range);
            }
        }
    }
    finder.flaws.sort_by_key(|flaw| flaw.range.start());
    finder.flaws
}

struct Finder {
    flaws: Vec<BaseFlaw>,
}

impl Finder {
    fn root(&mut self, entries: &[Property]) {
        for entry in entries.iter().filter(|entry| !is_nothing(&entry.value)) {
            match &*entry.key {
                "views" => self.views(entry),
                "filters" => self.filter(&entry.value, 0),
                "formulas" => self.formulas(entry),
                "properties" => {
                    let items = self.map(entry).unwrap_or_default();
                    for item in items.iter().filter(|item| !is_nothing(&item.value)) {
                        self.map(item);
                    }
                }
                _ => {}
            }
        }
    }

    fn views(&mut self, entry: &Property) {
        let ValueKind::Sequence { items, .. } = &entry.value.kind else {
            return self.add(BaseFlawKind::NotAList(entry.key.clone()), entry.key_range);
        };
        let mut names: FxHashMap<&str, TextRange> = FxHashMap::default();
        for view in items {
            let ValueKind::Mapping { entries, .. } = &view.kind else {
                if !is_nothing(view) {
                    self.add(BaseFlawKind::NotAMap("views".into()), view.range);
                }
                continue;
            };
            for field in entries.iter().filter(|field| !is_nothing(&field.value)) {
                match (&*field.key, &field.value.kind) {
                    ("filters", _) => self.filter(&field.value, 0),
                    ("groupBy", _) => self.group_by(field),
                    ("name", ValueKind::String(name, _)) => match names.get(&**name) {
                        Some(first) => {
                            let kind = BaseFlawKind::DuplicateView { name: name.clone(), first: *first };
                            self.add(kind, field.value.range);
                        }
                        None => drop(names.insert(name, field.value.range)),
                    },
                    _ => {}
                }
            }
        }
    }

    fn group_by(&mut self, field: &Property) {
        let Some(entries) = self.map(field) else { return };
        for key in ["property", "direction"] {
            if !entries.iter().any(|entry| &*entry.key == key) {
                self.add(BaseFlawKind::GroupByLacks(key), field.key_range);
            }
        }
    }

    fn formulas(&mut self, entry: &Property) {
        let formulas = self.map(entry).unwrap_or_default();
        for formula in formulas {
            if !matches!(formula.value.kind, ValueKind::String(..) | ValueKind::Null) {
                self.add(BaseFlawKind::FormulaNotText, formula.value.range);
            }
        }
        for circle in circles(formulas) {
            let circle: Vec<&Property> = circle.iter().filter_map(|index| formulas.get(*index)).collect();
            if let Some(first) = circle.first() {
                let names = circle.iter().map(|formula| formula.key.clone()).collect();
                self.add(BaseFlawKind::FormulaCircle(names), first.value.range);
            }
        }
    }

    fn filter(&mut self, value: &Value, depth: usize) {
        match &value.kind {
            ValueKind::Mapping { entries, .. } => {
                let is_group = |entry: &Property| matches!(&*entry.key, "and" | "or" | "not");
                let [only] = entries.as_slice() else {
                    return self.add(BaseFlawKind::BadFilter, value.range);
                };
                match &only.value.kind {
                    _ if !is_group(only) => self.add(BaseFlawKind::BadFilter, only.key_range),
                    ValueKind::Sequence { items, .. } if depth < MAX_DEPTH => {
                        items.iter().for_each(|item| self.filter(item, depth + 1));
                    }
                    ValueKind::Sequence { .. } | ValueKind::Null => {}
                    _ => self.add(BaseFlawKind::BadFilter, only.value.range),
                }
            }
            ValueKind::Sequence { .. } => self.add(BaseFlawKind::BadFilter, value.range),
            _ => {}
        }
    }

    fn map<'a>(&mut self, entry: &'a Property) -> Option<&'a [Property]> {
        match &entry.value.kind {
            ValueKind::Mapping { entries, .. } => Some(entries),
            _ => {
                self.add(BaseFlawKind::NotAMap(entry.key.clone()), entry.value.range);
                None
            }
        }
    }

    fn add(&mut self, kind: BaseFlawKind, range: TextRange) {
        self.flaws.push(BaseFlaw { kind, range });
    }
}

fn is_nothing(value: &Value) -> bool {
    matches!(value.kind, ValueKind::Null)
}
