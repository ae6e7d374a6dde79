//! Quotation marks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::prose::{harmless, prose};
use crate::diagnostic::{Edit, Fix};
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};

mod curl;
mod straighten;

use curl::Curl;
use straighten::Straighten;

/// Quotation marks have one shape.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct QuoteMarks {
    /// The shape of double quotation marks.
    pub double: QuoteShape,
    /// The shape of single quotation marks and apostrophes.
    pub single: QuoteShape,
}

/// A shape of quotation marks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum QuoteShape {
    /// `"x"`, `'x'`.
    #[default]
    Straight,
    /// `“x”`, `‘x’`.
    Curly,
    /// Whatever there is.
    Keep,
}

impl Rule for QuoteMarks {
    const INFO: RuleInfo = RuleInfo {
        name: "quote-marks",
        summary: "Quotation marks have one shape",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[Meaning::Headings, Meaning::Words],
        page: include_str!("quote-marks.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let mut edits: Vec<Edit> = Vec::new();
        let (mut curl, mut straighten) = (Curl::default(), Straighten::default());
        for stretch in prose(note) {
            curl.enter(note, stretch);
            for (i, c) in note.slice(stretch).char_indices() {
                let at = stretch.start() + i;
                let shape = match c {
                    '"' | '“' | '”' | '„' | '‟' | '«' | '»' => self.double,
                    '\'' | '‘' | '’' | '‚' | '‛' | '‹' | '›' => self.single,
                    _ => continue,
                };
                let curled = curl.read(note, c, at);
                edits.extend(match shape {
                    QuoteShape::Straight => straighten.read(note, stretch, c, at),
                    QuoteShape::Curly => curled,
                    QuoteShape::Keep => None,
                });
            }
        }
        for edit in harmless(note, edits) {
            let (range, wanted) = (edit.range(), edit.content().to_owned());
            let message = format!("this quotation mark is written `{wanted}` here");
            cx.report(cx.diagnostic(range, message).fix(Fix::safe(format!("Write `{wanted}`"), vec![edit])));
        }
    }
}
