//! How lists are written in properties.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::properties::Quote;
use super::property_list::{Form, List, ListStyle, Split, Subject, Writing};
use crate::diagnostic::Fix;
use crate::note::{Note, Property, ValueKind};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};

/// Lists in properties are written in one way.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct PropertyLists {
    /// How `aliases` is written.
    pub aliases: ListStyle,
    /// How `tags` is written.
    pub tags: ListStyle,
    /// How all other lists are written.
    pub others: ListStyle,
    /// Properties that always hold a list with each item on its own line, whatever is said above.
    pub multi_line: Vec<String>,
    /// Properties that always hold a list in brackets, whatever is said above.
    pub single_line: Vec<String>,
    /// Whether a text with commas in `aliases` is several aliases.
    pub split_aliases: bool,
    /// Whether `aliases` and `tags` without a value are written `[]`.
    pub fill_empty: bool,
    /// The quotes of items that need some and have none.
    pub quotes: Quote,
    /// Whether items on lines of their own lose quotes that they do not need.
    pub drop_quotes: bool,
}

impl Default for PropertyLists {
    fn default() -> Self {
        PropertyLists {
            aliases: ListStyle::MultiLine,
            tags: ListStyle::MultiLine,
            others: ListStyle::MultiLine,
            multi_line: Vec::new(),
            single_line: Vec::new(),
            split_aliases: false,
            fill_empty: false,
            quotes: Quote::Double,
            drop_quotes: false,
        }
    }
}

impl Rule for PropertyLists {
    const INFO: RuleInfo = RuleInfo {
        name: "property-lists",
        summary: "Lists in properties are written in one way",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[Meaning::Properties, Meaning::Tags, Meaning::Links],
        page: include_str!("property-lists.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        for property in note.front_matter.iter().flat_map(|front_matter| &front_matter.properties) {
            let Some((split, writing)) = self.wanted(property) else { continue };
            let Some(list) = List::read(note, property, split) else { continue };
            if list.form == Form::Null && !self.is_filled(&list, property) {
                continue;
            }
            if let Some(edit) = list.edit(&writing) {
                let message = format!("`{}` is not written as lists are here", property.key);
                let fix = Fix::safe(title(writing.style), vec![edit]);
                cx.report(cx.diagnostic(property.key_range, message).fix(fix));
            }
        }
    }
}

impl PropertyLists {
    /// How `property` is to be read and written; `None` where it is no list and need not be one.
    fn wanted(&self, property: &Property) -> Option<(Split, Writing)> {
        let subject = Subject::of(&property.key);
        let is_list = matches!(property.value.kind, ValueKind::Sequence { .. });
        let style = match (self.forced(property), subject) {
            (Some(style), _) => style,
            (None, Subject::Aliases) => self.aliases,
            (None, Subject::Tags) => self.tags,
            (None, Subject::Other) if is_list => self.others,
            (None, Subject::Other) => return None,
        };
        if style == ListStyle::Keep {
            return None;
        }
        let split = if subject == Subject::Aliases && self.split_aliases { Split::Commas } else { subject.split() };
        // A number is no alias to Obsidian.
        let as_texts = subject == Subject::Aliases;
        Some((split, Writing { style, quote: self.quotes, drop_quotes: self.drop_quotes, as_texts }))
    }

    fn forced(&self, property: &Property) -> Option<ListStyle> {
        let has = |keys: &[String]| keys.iter().any(|key| key.to_lowercase() == property.key.to_lowercase());
        if has(&self.multi_line) {
            return Some(ListStyle::MultiLine);
        }
        has(&self.single_line).then_some(ListStyle::SingleLine)
    }

    /// Whether `list`, which has no value, gets one. A comment in its place may be tags that lack quotes.
    fn is_filled(&self, list: &List<'_>, property: &Property) -> bool {
        list.comment.is_none() && (self.fill_empty || self.forced(property).is_some())
    }
}

fn title(style: ListStyle) -> &'static str {
    match style {
        ListStyle::Keep | ListStyle::MultiLine => "Write each item on its own line",
        ListStyle::SingleLine => "Write the items in brackets",
        ListStyle::TextOrMultiLine | ListStyle::TextOrSingleLine => "Write one item as a text, several as a list",
        ListStyle::CommaText | ListStyle::SpaceText => "Write the items as one text",
        ListStyle::SpaceSingleLine => "Write the items in brackets without commas",
    }
}
