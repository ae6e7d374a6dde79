//! The title of a note as a property.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::note_title::{heading_title, written};
use super::properties::{Place, Quote, is_filled_in_later, scalar};
use super::property_lines::{At, PropertyLines};
use crate::diagnostic::Fix;
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};

/// A property holds the title of the note.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct TitleProperty {
    /// The property.
    pub property: String,
    /// Where the title comes from.
    pub source: TitleSource,
    /// The quotes of a title that needs some.
    pub quotes: Quote,
}

impl Default for TitleProperty {
    fn default() -> Self {
        TitleProperty { property: "title".to_owned(), source: TitleSource::default(), quotes: Quote::default() }
    }
}

/// Where a title comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TitleSource {
    /// The first heading of level 1; the name of the note where there is none.
    #[default]
    HeadingOrFileName,
    /// The name of the note.
    FileName,
    /// The first heading of level 1. A note without one is left as it is.
    Heading,
    /// The first heading of level 1. A note without one gets an empty title, unless it has a title.
    HeadingOrEmpty,
}

impl TitleSource {
    /// The title of `note`; empty for one that the source does not have.
    fn title(self, note: &Note) -> String {
        let heading = || heading_title(note);
        match self {
            TitleSource::FileName => note.basename().to_owned(),
            TitleSource::HeadingOrFileName => heading().unwrap_or_else(|| note.basename().to_owned()),
            TitleSource::Heading | TitleSource::HeadingOrEmpty => heading().unwrap_or_default(),
        }
    }
}

impl Rule for TitleProperty {
    const INFO: RuleInfo = RuleInfo {
        name: "title-property",
        summary: "A property holds the title of the note",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Sometimes,
        changes: &[Meaning::Properties, Meaning::Links],
        page: include_str!("title-property.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let Some(lines) = PropertyLines::of(note) else { return };
        let title = self.source.title(note);
        let value = written(&title, Place::Block, self.quotes);
        let Some(section) = lines.get(&self.property) else {
            if !title.is_empty() || self.source == TitleSource::HeadingOrEmpty {
                let property = format!("{}: {value}", scalar(&self.property, Place::Block, self.quotes));
                let fix = Fix::safe("Add the title", vec![lines.add(At::End, &property)]);
                let message = format!("this note has no `{}`, by which lists of notes may name it", self.property);
                cx.report(cx.diagnostic(lines.start(), message).fix(fix));
            }
            return;
        };
        let present = &section.property.value;
        if title.is_empty() || present.as_str() == Some(&title) || is_filled_in_later(note, present) {
            return;
        }
        let message = format!("`{}` is not the title of this note, `{title}`", section.property.key);
        let mut diagnostic = cx.diagnostic(section.property.key_range, message);
        match lines.replace(section, &value) {
            Some(edit) => diagnostic = diagnostic.fix(Fix::safe("Write the title of the note", vec![edit])),
            None => diagnostic = diagnostic.help("another property refers to the value: write it there first"),
        }
        cx.report(diagnostic);
    }
}
