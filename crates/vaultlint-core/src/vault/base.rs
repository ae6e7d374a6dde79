//! Bases: their views and what they refer to (OBSIDIAN.md 5.2).

use serde_yaml::Value;

use super::Facts;

mod calls;
mod circles;
mod compared;
mod flaws;

pub(crate) use calls::{Call, Function, calls, expressions};
pub(crate) use compared::{Compared, Comparison, FileProperty, compared};
pub use flaws::{BaseFlaw, BaseFlawKind, base_flaws};

/// What is known of a base.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Base {
    /// Names of its views, in order.
    pub views: Vec<Box<str>>,
    /// Notes and files named in its filters and formulas, in order of the file.
    pub references: Vec<BaseReference>,
}

/// A note or file named in an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseReference {
    /// In which function.
    pub function: BaseFunction,
    /// The linkpath, as written between the quotes.
    pub target: Box<str>,
}

/// Functions that take a link as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BaseFunction {
    /// `file.hasLink("n")`.
    HasLink,
    /// `link("n")`.
    Link,
    /// `file("n")`.
    File,
}

impl Base {
    /// Reads the base `text`; `None` when it is no YAML or not a map. An empty text is an empty base.
    pub fn parse(text: &str) -> Option<Base> {
        if has_endless_brackets(text) {
            return None;
        }
        let root: Value = serde_yaml::from_str(text.trim_start_matches('\u{feff}')).ok()?;
        let root = match root {
            Value::Null => return Some(Base::default()),
            Value::Mapping(root) => root,
            _ => return None,
        };
        let mut base = Base::default();
        for (key, value) in &root {
            match key.as_str() {
                Some("filters" | "formulas") => references(value, &mut base.references),
                Some("views") => base.add_views(value),
                _ => {}
            }
        }
        Some(base)
    }

    /// What other notes may know of the base.
    pub fn facts(self) -> Facts {
        Facts::of_views(self.views)
    }

    fn add_views(&mut self, views: &Value) {
        for view in views.as_sequence().into_iter().flatten() {
            self.views.extend(view.get("name").and_then(Value::as_str).map(Box::from));
            if let Some(filters) = view.get("filters") {
                references(filters, &mut self.references);
            }
        }
    }
}

/// Whether more brackets stay open than any base has. The YAML reader takes quadratic time on them.
fn has_endless_brackets(text: &str) -> bool {
    let mut open = 0usize;
    text.bytes().any(|byte| {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > 256
    })
}

/// Collects what all texts in `value` refer to.
fn references(value: &Value, found: &mut Vec<BaseReference>) {
    match value {
        Value::String(expression) => found.extend(calls(expression).iter().filter_map(BaseReference::of)),
        Value::Sequence(items) => items.iter().for_each(|item| references(item, found)),
        Value::Mapping(entries) => entries.values().for_each(|item| references(item, found)),
        _ => {}
    }
}

impl BaseReference {
    fn of(call: &Call) -> Option<BaseReference> {
        match call.function {
            Function::Link(function) => Some(BaseReference { function, target: call.text.as_str().into() }),
            Function::InFolder | Function::HasTag => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets(text: &str) -> Vec<(BaseFunction, String)> {
        let base = Base::parse(text).unwrap();
        base.references.into_iter().map(|found| (found.function, found.target.to_string())).collect()
    }

    #[test]
    fn garbage_is_no_base() {
        for text in ["- a", "a: [", "x", "\u{0}", "a: &a [*a]\n---\nb", "a: b: c"] {
            let _ = Base::parse(text);
        }
        assert_eq!(Base::parse("- a"), None);
        assert_eq!(Base::parse(&"{a: ".repeat(100_000)), None);
        assert_eq!(Base::parse(""), Some(Base::default()));
        assert_eq!(Base::parse("# nothing\n"), Some(Base::default()));
    }

    #[test]
    fn views_have_names() {
        let base = Base::parse("views:\n  - type: table\n    name: All\n  - type: x\n  - 3\n").unwrap();
        assert_eq!(base.views, ["All".into()]);
        assert_eq!(Base::parse("views: {type: table}").unwrap().views, []);
    }

    #[test]
    fn references_stand_in_expressions() {
        let text = "filters:\n  and:\n    - file.hasLink(\"N \\\"q\\\"\")\n    - or: ['x == link(\"A#b\", \"s\")']\n\
                    formulas:\n  f: 'file( \"B.md\").size + backlink(\"no\") + \"link(\"'\n\
                    views:\n  - filters: \"link('C')\"\n";
        use BaseFunction::*;
        let expected = [(HasLink, "N \"q\""), (Link, "A#b"), (File, "B.md"), (Link, "C")];
        assert_eq!(targets(text), expected.map(|(function, target)| (function, target.to_string())));
    }
}
