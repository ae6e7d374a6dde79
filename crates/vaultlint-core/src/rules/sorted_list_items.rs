//! The order of items in lists of the properties.

use std::cmp::Ordering;
use std::sync::LazyLock;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::property_list::{Item, List, Subject, Writing};
use crate::diagnostic::Fix;
use crate::note::{Note, Property, ValueKind};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};

/// Lists in the properties are sorted.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct SortedListItems {
    /// Whether `aliases` is sorted.
    pub aliases: bool,
    /// Whether `tags` is sorted.
    pub tags: bool,
    /// Whether other lists are sorted.
    pub others: bool,
    /// The order.
    pub order: SortOrder,
    /// Properties that are left alone.
    pub ignore: Vec<String>,
}

/// An order of texts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SortOrder {
    /// From A to Z.
    #[default]
    Ascending,
    /// From Z to A.
    Descending,
}

impl Default for SortedListItems {
    fn default() -> Self {
        SortedListItems {
            aliases: true,
            tags: true,
            others: false,
            order: SortOrder::Ascending,
            ignore: Vec::new(),
        }
    }
}

impl Rule for SortedListItems {
    const INFO: RuleInfo = RuleInfo {
        name: "sorted-list-items",
        summary: "Lists in the properties are sorted",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[Meaning::Properties, Meaning::Links],
        page: include_str!("sorted-list-items.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let properties = note.front_matter.iter().flat_map(|front_matter| &front_matter.properties);
        for property in properties.filter(|property| self.is_judged(property)) {
            let Some(mut list) = List::read(note, property, Subject::of(&property.key).split()) else { continue };
            if !is_sortable(&list) || list.items.is_sorted_by(|a, b| self.compare(a, b) != Ordering::Greater) {
                continue;
            }
            list.items.sort_by(|a, b| self.compare(a, b));
            if let Some(edit) = list.edit(&Writing::KEEP) {
                let message = format!("`{}` is not sorted, which makes it harder to look through", property.key);
                let fix = Fix::safe("Sort the items", vec![edit]);
                cx.report(cx.diagnostic(property.key_range, message).fix(fix));
            }
        }
    }
}

impl SortedListItems {
    fn is_judged(&self, property: &Property) -> bool {
        let is_on = match Subject::of(&property.key) {
            Subject::Aliases => self.aliases,
            Subject::Tags => self.tags,
            Subject::Other => self.others && matches!(property.value.kind, ValueKind::Sequence { .. }),
        };
        is_on && !self.ignore.iter().any(|key| key.to_lowercase() == property.key.to_lowercase())
    }

    fn compare(&self, a: &Item, b: &Item) -> Ordering {
        let ordering = compare(a.text(), b.text());
        if self.order == SortOrder::Descending { ordering.reverse() } else { ordering }
    }
}

/// An anchor must stay before what refers to it, a comment above what it is about.
fn is_sortable(list: &List<'_>) -> bool {
    !list.has_anchors() && !list.has_comments_above() && !list.is_of_numbers()
}

/// Compares texts as people sort them: case counts between equal words only.
fn compare(a: &str, b: &str) -> Ordering {
    static COLLATOR: LazyLock<Option<CollatorBorrowed<'static>>> =
        LazyLock::new(|| Collator::try_new(Default::default(), CollatorOptions::default()).ok());
    let collate = |a: &str, b: &str| COLLATOR.as_ref().map_or_else(|| a.cmp(b), |collator| collator.compare(a, b));
    let folded = collate(&a.to_lowercase(), &b.to_lowercase());
    folded.then_with(|| collate(a, b)).then_with(|| a.cmp(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_sort_as_people_sort_them() {
        let mut texts = ["tag/D", "zebra", "Äpfel", "tag/c", "apple", "a b", "ab", "Computer", "computer", "10", "9", "_x", "é", "f"];
        texts.sort_by(|a, b| compare(a, b));
        let sorted = ["_x", "10", "9", "a b", "ab", "Äpfel", "apple", "computer", "Computer", "é", "f", "tag/c", "tag/D", "zebra"];
        assert_eq!(texts, sorted);
    }
}
