//! The order of properties.

use std::cmp::Ordering;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::property_lines::{PropertyLines, Section};
use crate::diagnostic::{Edit, Fix};
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;

/// Properties stand in one order.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct PropertyOrder {
    /// The properties that stand at the start, in this order.
    pub first: Vec<String>,
    /// The properties that stand at the end, in this order.
    pub last: Vec<String>,
    /// The order of the others.
    pub others: OtherProperties,
}

/// The order of the properties that are not named.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OtherProperties {
    /// As it is.
    #[default]
    Keep,
    /// By the alphabet, without regard to case.
    Ascending,
    /// The same from the end.
    Descending,
}

impl Rule for PropertyOrder {
    const INFO: RuleInfo = RuleInfo {
        name: "property-order",
        summary: "Properties stand in one order",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[],
        page: include_str!("property-order.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let Some(lines) = PropertyLines::of(note) else { return };
        let sections = &lines.sections;
        let Some(order) = self.order(&lines) else { return };
        let Some((place, due)) = order.iter().enumerate().find(|(place, due)| place != *due) else { return };
        let (Some(found), Some(due)) = (sections.get(place), sections.get(*due)) else { return };
        let (Some(first), Some(last)) = (sections.first(), sections.last()) else { return };
        let sorted: String =
            order.iter().filter_map(|at| sections.get(*at)).map(|it| note.slice(it.range)).collect();
        let all = TextRange::new(first.range.start(), last.range.end());
        let fix = Fix::safe("Sort the properties", vec![Edit::replacement(all, sorted)]);
        let message = format!(
            "`{}` stands where `{}` is due, and properties are found faster in one order",
            found.property.key, due.property.key
        );
        cx.report(cx.diagnostic(found.property.key_range, message).fix(fix));
    }
}

impl PropertyOrder {
    /// The places of the properties in the order that is due. A property stands after those whose anchors it refers to.
    fn order(&self, lines: &PropertyLines<'_>) -> Option<Vec<usize>> {
        let mut wanted: Vec<(usize, &Section<'_>)> = lines.sections.iter().enumerate().collect();
        wanted.sort_by(|(_, a), (_, b)| self.compare(&a.property.key, &b.property.key));
        let needed = lines.dependencies()?;
        let mut order = Order { placed: vec![false; wanted.len()], places: Vec::new(), needed: &needed };
        wanted.iter().for_each(|(index, _)| order.place(*index));
        Some(order.places)
    }

    fn compare(&self, a: &str, b: &str) -> Ordering {
        let (a, b) = (a.to_lowercase(), b.to_lowercase());
        let place = |list: &[String], key: &str| list.iter().position(|it| it.to_lowercase() == key);
        let rank = |key: &str| match (place(&self.first, key), place(&self.last, key)) {
            (Some(at), _) => (0, at),
            (None, None) => (1, 0),
            (None, Some(at)) => (2, at),
        };
        rank(&a).cmp(&rank(&b)).then_with(|| match self.others {
            OtherProperties::Keep => Ordering::Equal,
            OtherProperties::Ascending => a.cmp(&b),
            OtherProperties::Descending => b.cmp(&a),
        })
    }
}

/// An order that is being made.
struct Order<'a> {
    /// Which properties have their place already.
    placed: Vec<bool>,
    places: Vec<usize>,
    /// For each property those that must stand before it; they stand before it in the note as well, so none needs
    /// itself in the end.
    needed: &'a [Vec<usize>],
}

impl Order<'_> {
    fn place(&mut self, index: usize) {
        let needed = self.needed;
        let mut open = vec![(index, false)];
        while let Some((index, is_due)) = open.pop() {
            match self.placed.get_mut(index) {
                _ if is_due => self.places.push(index),
                Some(placed) if !*placed => {
                    *placed = true;
                    open.push((index, true));
                    let before = needed.get(index).into_iter().flatten();
                    open.extend(before.rev().map(|before| (*before, false)));
                }
                _ => {}
            }
        }
    }
}
