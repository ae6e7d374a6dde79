//! Quotes around values of properties.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::properties::{PROPERTY_MEANINGS, Quote, in_quotes, is_filled_in_later, quote_unreadable};
use crate::diagnostic::{Edit, Fix};
use crate::note::{Note, Property, ScalarStyle, Value, ValueKind};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};

mod values;

use values::{has_one_kind_of_quotes, is_one_line, is_pair};

/// Values of properties stand in quotes where they need some.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct PropertyQuotes {
    /// The quotes, where the value does not call for the others.
    pub quotes: Quote,
    /// Whether values that make the properties unreadable get quotes.
    pub unreadable: bool,
    /// Properties whose value always stands in quotes, where it is one text, number or truth value.
    pub keys: Vec<String>,
    /// Whether values that hold either kind of quotes get the other kind around them.
    pub quote_marks: bool,
    /// Whether items of lists such as `- Rome: a city` become texts.
    pub pairs: bool,
    /// Whether `quote-marks` and `pairs` hold for what stands in brackets, too.
    pub brackets: bool,
}

impl Default for PropertyQuotes {
    fn default() -> Self {
        PropertyQuotes {
            quotes: Quote::Double,
            unreadable: true,
            keys: Vec::new(),
            quote_marks: false,
            pairs: false,
            brackets: false,
        }
    }
}

impl Rule for PropertyQuotes {
    const INFO: RuleInfo = RuleInfo {
        name: "property-quotes",
        summary: "Values of properties stand in quotes where they need some",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: PROPERTY_MEANINGS,
        page: include_str!("property-quotes.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let Some(front_matter) = &note.front_matter else { return };
        if self.unreadable
            && !front_matter.is_prose()
            && let Some(edits) = quote_unreadable(note, front_matter, self.quotes)
            && let Some(first) = edits.first().map(Edit::range)
        {
            let message = "this value must stand in quotes; Obsidian ignores all properties of this note";
            cx.report(cx.diagnostic(first, message).fix(Fix::safe("Put it in quotes", edits)));
        }
        for property in front_matter.properties.iter().filter(|it| !is_filled_in_later(note, &it.value)) {
            if self.is_forced(note, property) {
                let message = format!("the value of `{}` stands in quotes here", property.key);
                self.report(note, &property.value, message, cx);
            } else {
                self.value(note, &property.value, false, cx);
            }
        }
    }
}

impl PropertyQuotes {
    fn is_forced(&self, note: &Note, property: &Property) -> bool {
        let is_bare = match &property.value.kind {
            ValueKind::String(_, style) => *style == ScalarStyle::Plain,
            ValueKind::Number(_) | ValueKind::Bool(_) => true,
            _ => false,
        };
        let key = property.key.to_lowercase();
        is_bare && is_one_line(note, &property.value) && self.keys.iter().any(|it| it.to_lowercase() == key)
    }

    /// Looks at `value` and all in it. `is_in_brackets`: whether a list or map around it is written in brackets.
    fn value(&self, note: &Note, value: &Value, is_in_brackets: bool, cx: &mut Context<'_>) {
        match &value.kind {
            ValueKind::String(text, ScalarStyle::Plain)
                if self.is_judged(is_in_brackets, self.quote_marks)
                    && has_one_kind_of_quotes(text)
                    && is_one_line(note, value) =>
            {
                self.report(note, value, "a value with quotes in it stands in quotes here".to_owned(), cx);
            }
            ValueKind::Sequence { items, flow } => {
                let is_in_brackets = is_in_brackets || *flow;
                for item in items {
                    if self.is_judged(is_in_brackets, self.pairs) && is_pair(note, item) {
                        let message = "the colon makes this item a property of its own, not a text".to_owned();
                        self.report(note, item, message, cx);
                    } else {
                        self.value(note, item, is_in_brackets, cx);
                    }
                }
            }
            ValueKind::Mapping { entries, flow } => {
                entries.iter().for_each(|entry| self.value(note, &entry.value, is_in_brackets || *flow, cx));
            }
            _ => {}
        }
    }

    fn is_judged(&self, is_in_brackets: bool, is_on: bool) -> bool {
        is_on && (self.brackets || !is_in_brackets)
    }

    fn report(&self, note: &Note, value: &Value, message: String, cx: &mut Context<'_>) {
        let edit = Edit::replacement(value.range, in_quotes(note.slice(value.range), self.quotes));
        cx.report(cx.diagnostic(value.range, message).fix(Fix::safe("Put it in quotes", vec![edit])));
    }
}
