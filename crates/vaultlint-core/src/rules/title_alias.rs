//! The title of a note as an alias.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::note_title::heading_title;
use super::properties::Quote;
use super::property_lines::PropertyLines;
use super::property_list::ListStyle;
use crate::diagnostic::Fix;
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};

mod plan;

use plan::Plan;

/// A note is found by its title.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct TitleAlias {
    /// Whether a title that is the file name is an alias too.
    pub keep_file_name: bool,
    /// A property that remembers the title, so that the alias follows when the title changes.
    pub remember: Option<String>,
    /// How `aliases` is written where it has no style of its own yet.
    pub style: ListStyle,
    /// Whether `aliases` keeps the style that it has.
    pub keep_style: bool,
    /// Whether `aliases` goes when nothing is left in it, and the fences with it.
    pub remove_empty: bool,
    /// Whether a text with commas in `aliases` is several aliases.
    pub split_aliases: bool,
    /// The quotes of a title that needs some.
    pub quotes: Quote,
    /// Whether aliases on lines of their own lose quotes that they do not need.
    pub drop_quotes: bool,
}

impl Default for TitleAlias {
    fn default() -> Self {
        TitleAlias {
            keep_file_name: false,
            remember: None,
            style: ListStyle::MultiLine,
            keep_style: true,
            remove_empty: false,
            split_aliases: false,
            quotes: Quote::Double,
            drop_quotes: false,
        }
    }
}

impl Rule for TitleAlias {
    const INFO: RuleInfo = RuleInfo {
        name: "title-alias",
        summary: "A note is found by its title",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[crate::rule::Meaning::Properties, crate::rule::Meaning::Links],
        page: include_str!("title-alias.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let Some(lines) = PropertyLines::of(note) else { return };
        let title = heading_title(note).unwrap_or_else(|| note.basename().to_owned());
        let is_alias = self.keep_file_name || title != note.basename();
        let plan = Plan { options: self, note, lines: &lines, title: &title, is_alias };
        let Some(edits) = plan.edits().filter(|edits| !edits.is_empty()) else { return };
        let place = plan.aliases().map_or(lines.start(), |section| section.property.key_range);
        let message = match is_alias {
            true => format!("the aliases do not go with the title of this note, `{title}`, by which it is found"),
            false => "the title of this note is its name, so its aliases need not hold a title".to_owned(),
        };
        cx.report(cx.diagnostic(place, message).fix(Fix::safe("Bring the aliases up to date", edits)));
    }
}
