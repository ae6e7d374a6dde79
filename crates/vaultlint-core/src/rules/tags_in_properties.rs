//! Tags of the text as properties.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::properties::Quote;
use super::property_lines::{At, PropertyLines, Section};
use super::property_list::{Form, Item, List, ListStyle, Split, Writing, new_value};
use crate::diagnostic::{Edit, Fix};
use crate::note::{Note, Tag};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};

mod body;

/// Tags stand in the properties.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct TagsInProperties {
    /// What becomes of the tags in the text.
    pub in_text: TagsInText,
    /// Tags that are left alone.
    pub ignore: Vec<String>,
    /// How `tags` is written where it has no style of its own yet.
    pub style: ListStyle,
    /// Whether `tags` keeps the style that it has.
    pub keep_style: bool,
}

/// What becomes of tags in the text that the properties hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TagsInText {
    /// They stay.
    #[default]
    Keep,
    /// They lose their `#` and stay as words.
    Unmark,
    /// They go, with the blank before them.
    Remove,
}

impl Default for TagsInProperties {
    fn default() -> Self {
        TagsInProperties {
            in_text: TagsInText::Keep,
            ignore: Vec::new(),
            style: ListStyle::MultiLine,
            keep_style: true,
        }
    }
}

impl Rule for TagsInProperties {
    const INFO: RuleInfo = RuleInfo {
        name: "tags-in-properties",
        summary: "Tags stand in the properties",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[Meaning::Properties, Meaning::Structure, Meaning::Words],
        page: include_str!("tags-in-properties.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let tags: Vec<&Tag> = note.tags.iter().filter(|tag| !tag.hidden && !self.ignores(name(note, tag))).collect();
        if tags.is_empty() {
            return;
        }
        let Some(lines) = PropertyLines::of(note) else { return };
        if let Some(edit) = self.collect(note, &lines, &tags) {
            let place = self.property(&lines).map_or(lines.start(), |section| section.property.key_range);
            let message = "tags of the text are missing here, where lists and plugins look for them";
            cx.report(cx.diagnostic(place, message).fix(Fix::safe("Add the tags of the text", vec![edit])));
        } else if self.in_text != TagsInText::Keep {
            body::report(self.in_text, note, &tags, cx);
        }
    }
}

impl TagsInProperties {
    fn ignores(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        self.ignore.iter().any(|it| it.trim_start_matches('#').to_lowercase() == name)
    }

    /// The property that holds the tags. Obsidian reads no tags under the name that it had once, so tags that the text
    /// loses go elsewhere.
    fn property<'a>(&self, lines: &'a PropertyLines<'a>) -> Option<&'a Section<'a>> {
        let singular = || lines.get("tag").filter(|_| self.in_text == TagsInText::Keep);
        lines.get("tags").or_else(singular)
    }

    /// Adds those of `tags` that the properties lack. `None` where none is missing, or the property cannot hold them.
    fn collect(&self, note: &Note, lines: &PropertyLines<'_>, tags: &[&Tag]) -> Option<Edit> {
        let mut names: Vec<&str> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        names.extend(tags.iter().map(|tag| name(note, tag)).filter(|name| seen.insert(name.to_lowercase())));
        let Some(section) = self.property(lines) else {
            let items = names.into_iter().map(Item::new).collect();
            let value = new_value(note, items, Split::CommasOrBlanks, &writing(self.style))?;
            return Some(lines.add(At::End, &format!("tags:{value}")));
        };
        let mut list = List::read(note, section.property, Split::CommasOrBlanks)?;
        // Obsidian reads no tags from a text with several, and the formatter makes no tags.
        if !matches!(list.form, Form::Flow | Form::Block) && list.items.len() > 1 {
            return None;
        }
        let bare = |text: &str| text.trim().trim_start_matches('#').to_lowercase();
        let present: std::collections::BTreeSet<String> = list.items.iter().map(|item| bare(item.text())).collect();
        let before = list.items.len();
        list.items.extend(names.into_iter().filter(|name| !present.contains(&bare(name))).map(Item::new));
        if list.items.len() == before {
            return None;
        }
        // One tag as a text has no style that would hold for two, and Obsidian reads no tags from a text with several.
        let keeps = self.keep_style && matches!(list.form, Form::Flow | Form::Block);
        list.edit(&writing(if keeps { ListStyle::Keep } else { self.style }))
    }
}

fn writing(style: ListStyle) -> Writing {
    Writing { style, quote: Quote::Double, drop_quotes: false, as_texts: false }
}

/// `tag` without its `#`.
fn name<'n>(note: &'n Note, tag: &Tag) -> &'n str {
    note.slice(tag.range).trim_start_matches('#')
}
