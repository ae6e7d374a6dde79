//! What brings the aliases up to date with the title.

use super::TitleAlias;
use crate::diagnostic::Edit;
use crate::note::Note;
use crate::rules::note_title::written;
use crate::rules::properties::{Place, scalar};
use crate::rules::property_lines::{At, PropertyLines, Section};
use crate::rules::property_list::{Form, Item, List, ListStyle, Split, Writing, new_value};

/// A note and what its aliases should be.
pub(super) struct Plan<'a> {
    pub options: &'a TitleAlias,
    pub note: &'a Note,
    pub lines: &'a PropertyLines<'a>,
    pub title: &'a str,
    /// Whether the title is to be an alias; one that is not goes.
    pub is_alias: bool,
}

/// Edits in the making.
#[derive(Default)]
struct Changes<'a> {
    edits: Vec<Edit>,
    /// Lines of new properties.
    added: Vec<String>,
    removed: Vec<&'a Section<'a>>,
}

impl Plan<'_> {
    /// The edits, none where all is well; `None` where the aliases cannot be changed without losing something.
    pub(super) fn edits(&self) -> Option<Vec<Edit>> {
        let mut changes = Changes::default();
        match self.aliases() {
            Some(section) => self.change(section, &mut changes)?,
            None if self.is_alias => {
                let items = vec![self.item()];
                let value = new_value(self.note, items, self.split(), &self.writing(self.options.style))?;
                changes.added.push(format!("aliases:{value}"));
            }
            None => {}
        }
        self.remember(&mut changes)?;
        let Changes { mut edits, added, removed } = changes;
        if !added.is_empty() {
            edits.push(self.lines.add(At::End, &added.join("\n")));
        }
        let is_idle_block = self.options.remove_empty && !self.is_alias && self.lines.is_empty_block();
        if !removed.is_empty() || is_idle_block {
            edits.extend(self.lines.remove(&removed)?);
        }
        Some(edits)
    }

    /// The property that holds the aliases, also under the name that it had once.
    pub(super) fn aliases(&self) -> Option<&Section<'_>> {
        self.lines.get("aliases").or_else(|| self.lines.get("alias"))
    }

    /// The property that remembers the title.
    fn memory(&self) -> Option<&Section<'_>> {
        self.options.remember.as_deref().and_then(|key| self.lines.get(key))
    }

    /// The title that was remembered.
    fn remembered(&self) -> Option<&str> {
        let value = &self.memory()?.property.value;
        Some(value.as_str().unwrap_or_else(|| self.note.slice(value.range)))
    }

    fn change<'a>(&'a self, section: &'a Section<'a>, changes: &mut Changes<'a>) -> Option<()> {
        let mut list = List::read(self.note, section.property, self.split())?;
        let (before, form) = (list.items.clone(), list.form);
        self.change_items(&mut list.items);
        let is_changed = list.items != before;
        if list.items.is_empty() && !self.is_alias && self.options.remove_empty {
            changes.removed.push(section);
            return Some(());
        }
        if !is_changed && (self.options.keep_style || list.items.is_empty()) {
            return Some(());
        }
        // One alias as a text has no style that would hold for two.
        let is_new_list = form == Form::Null || form == Form::Scalar && before.len() < 2 && list.items.len() > 1;
        let keeps = self.options.keep_style && !is_new_list;
        let style = if keeps { ListStyle::Keep } else { self.options.style };
        match list.edit(&self.writing(style)) {
            Some(edit) => changes.edits.push(edit),
            None if is_changed => return None,
            None => {}
        }
        Some(())
    }

    /// Puts the title in the place of the one that was remembered, else at the start; or takes both out. An item with a
    /// comment or an anchor stays where it is.
    fn change_items(&self, items: &mut Vec<Item>) {
        let remembered = self.remembered().filter(|remembered| *remembered != self.title);
        if !self.is_alias {
            let goes = |item: &Item| item.text() == self.title || Some(item.text()) == remembered;
            items.retain(|item| !(goes(item) && item.is_bare()));
            return;
        }
        let old = items.iter().position(|item| item.is_bare() && Some(item.text()) == remembered);
        if let Some(at) = old {
            items.splice(at..=at, [self.item()]);
            self.keep_one(items, at);
        } else if !items.iter().any(|item| item.text() == self.title) {
            items.insert(0, self.item());
        } else if self.options.remember.is_some() && self.memory().is_none() {
            // From the first time on, its place is for others to choose.
            self.move_to_start(items);
        }
    }

    /// Drops the title where it stands in another place than `kept`.
    fn keep_one(&self, items: &mut Vec<Item>, kept: usize) {
        let mut index = 0;
        items.retain(|item| {
            index += 1;
            index == kept + 1 || item.text() != self.title || !item.is_bare()
        });
    }

    fn move_to_start(&self, items: &mut [Item]) {
        let at = items.iter().position(|item| item.text() == self.title);
        if let Some(before) = at.and_then(|at| items.get_mut(..=at)).filter(|it| it.iter().all(Item::is_bare)) {
            before.rotate_right(1);
        }
    }

    /// Brings the property that remembers the title up to date.
    fn remember<'a>(&'a self, changes: &mut Changes<'a>) -> Option<()> {
        let Some(key) = &self.options.remember else { return Some(()) };
        let value = written(self.title, Place::Block, self.options.quotes);
        match self.memory() {
            Some(section) if !self.is_alias => changes.removed.push(section),
            Some(section) if section.property.value.as_str() == Some(self.title) => {}
            Some(section) => changes.edits.push(self.lines.replace(section, &value)?),
            None if self.is_alias => {
                let key = scalar(key, Place::Block, self.options.quotes);
                changes.added.push(format!("{key}: {value}"));
            }
            None => {}
        }
        Some(())
    }

    /// The title as an alias.
    fn item(&self) -> Item {
        Item::written(&written(self.title, Place::Block, self.options.quotes))
    }

    fn split(&self) -> Split {
        if self.options.split_aliases { Split::Commas } else { Split::Never }
    }

    fn writing(&self, style: ListStyle) -> Writing {
        Writing { style, quote: self.options.quotes, drop_quotes: self.options.drop_quotes, as_texts: true }
    }
}
