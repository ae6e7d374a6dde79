//! Properties as the lines that they stand on: adding, replacing, moving and removing them leaves everything beside
//! them as it is, comments, quotes and anchors included.

use std::collections::{BTreeMap, BTreeSet};

use super::properties::line_break;
use crate::diagnostic::Edit;
use crate::note::{FrontMatter, FrontMatterFlawKind, Note, Property, bom_len};
use crate::text::TextRange;

mod anchors;
mod extent;

/// The properties of a note, cut into whole lines.
pub(super) struct PropertyLines<'n> {
    /// The properties in order.
    pub sections: Vec<Section<'n>>,
    note: &'n Note,
    front_matter: Option<&'n FrontMatter>,
}

/// A property and its lines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Section<'n> {
    /// The property.
    pub property: &'n Property,
    /// The lines of key and value, the last line break included.
    pub own: TextRange,
    /// The same with the comments and blank lines above that belong to it.
    pub range: TextRange,
}

/// Where a new property goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    /// Before all others.
    Start,
    /// After all others.
    End,
}

impl<'n> PropertyLines<'n> {
    /// The properties of `note`; none where it has no front matter yet. `None` where they cannot be edited line by
    /// line: they cannot be read, stand in braces, or what was meant as properties is none.
    pub(super) fn of(note: &'n Note) -> Option<Self> {
        use FrontMatterFlawKind::{BadClosingFence, IndentedClosingFence};
        let flaw = note.front_matter_flaw.as_ref().map(|flaw| flaw.kind);
        match &note.front_matter {
            None => {
                flaw.is_none().then_some(PropertyLines { sections: Vec::new(), note, front_matter: None })
            }
            Some(_) if matches!(flaw, Some(BadClosingFence | IndentedClosingFence)) => None,
            Some(front_matter) if !front_matter.errors.is_empty() => None,
            Some(front_matter) => {
                let sections = extent::sections(note, front_matter)?;
                Some(PropertyLines { sections, note, front_matter: Some(front_matter) })
            }
        }
    }

    /// The property called `key`, up to case (the last of equal ones).
    pub(super) fn get(&self, key: &str) -> Option<&Section<'n>> {
        let key = key.to_lowercase();
        self.sections.iter().rev().find(|section| section.property.key.to_lowercase() == key)
    }

    /// A place to report what is about the properties as a whole: the opening fence, or the start of a note without one.
    pub(super) fn start(&self) -> TextRange {
        match self.front_matter {
            Some(front_matter) => TextRange::new(front_matter.range.start(), front_matter.range.start() + 3),
            None => TextRange::empty(bom_len(&self.note.text)),
        }
    }

    /// Adds the lines `yaml`, made of whole properties that have no indentation; with a front matter around them where
    /// there is none. The last line has no line break.
    pub(super) fn add(&self, at: At, yaml: &str) -> Edit {
        let line_break = line_break(&self.note.text);
        let indent = self.sections.first().map_or(0, |first| {
            let key = first.property.key_range.start();
            key - self.note.lines.line_start(self.note.lines.line_of(key))
        });
        let indent = " ".repeat(indent);
        let indented = |line: &str| match line.is_empty() {
            true => line_break.to_owned(),
            false => format!("{indent}{line}{line_break}"),
        };
        let lines: String = yaml.lines().map(indented).collect();
        let Some(front_matter) = self.front_matter else {
            let block = format!("---{line_break}{lines}---{line_break}");
            return Edit::insertion(bom_len(&self.note.text), block);
        };
        let place = match (at, self.sections.last()) {
            (At::Start, _) => front_matter.yaml_range.start(),
            (At::End, Some(last)) => last.own.end(),
            (At::End, None) => front_matter.yaml_range.end(),
        };
        Edit::insertion(place, lines)
    }

    /// Gives `section` the value `text`, which stands after the colon; without a blank or line break at its start. A
    /// comment behind a value of one line stays. `None` where another property refers to what the old value holds.
    pub(super) fn replace(&self, section: &Section<'_>, text: &str) -> Option<Edit> {
        if self.is_referred_to(&[section]) {
            return None;
        }
        let note = self.note;
        let key_end = section.property.key_range.end();
        let after_key = note.slice(TextRange::new(key_end, section.own.end()));
        let colon = key_end + after_key.find(':')? + 1;
        let line = note.lines.line_of(colon);
        let line_end = note.lines.line_range(&note.text, line).end();
        let value = section.property.value.range;
        let rest = note.slice(TextRange::new(value.end().min(line_end), line_end));
        let end = match extent::is_one_line(note, section.property) {
            true if rest.trim().is_empty() => line_end,
            true => value.end(),
            false => note.lines.line_range(&note.text, note.lines.line_of(section.own.end() - 1)).end(),
        };
        Some(replacement(TextRange::new(colon, end), format!(" {text}")))
    }

    /// Whether there are fences with nothing between them but blanks.
    pub(super) fn is_empty_block(&self) -> bool {
        self.front_matter.is_some_and(|it| self.note.slice(it.yaml_range).trim().is_empty())
    }

    /// Takes `sections` out. The comments above them stay; fences with nothing left between them go too. `None` where
    /// another property refers to what they hold.
    pub(super) fn remove(&self, sections: &[&Section<'_>]) -> Option<Vec<Edit>> {
        if self.is_referred_to(sections) {
            return None;
        }
        let front_matter = self.front_matter?;
        let outside = TextRange::new(self.note.body_start(), self.note.text.len());
        let is_all = sections.len() == self.sections.len()
            && extent::gaps(front_matter, &self.sections).all(|gap| self.note.slice(gap).trim().is_empty());
        // A rule at the start of the body would open a front matter.
        if is_all && !self.note.slice(outside).starts_with("---") {
            let end = self.body_without_blank_lines();
            return Some(vec![Edit::deletion(TextRange::new(front_matter.range.start(), end))]);
        }
        Some(sections.iter().map(|section| Edit::deletion(section.own)).collect())
    }

    /// First lines, and the lines after the last, of the texts that go over several lines: blank lines are part of them.
    /// In order.
    pub(super) fn text_lines(&self) -> Vec<(usize, usize)> {
        self.sections.iter().flat_map(|section| extent::texts(self.note, section)).collect()
    }

    /// Where the text of the body begins, blank lines passed over.
    fn body_without_blank_lines(&self) -> usize {
        let lines = &self.note.lines;
        let first = lines.line_of(self.note.body_start());
        let line = (first..lines.line_count())
            .find(|line| !self.note.slice(lines.line_range(&self.note.text, *line)).trim().is_empty());
        let start = line.map_or(self.note.text.len(), |line| lines.line_start(line));
        start.max(self.note.body_start())
    }

    /// Whether a property outside `sections` has an alias of an anchor in them.
    fn is_referred_to(&self, sections: &[&Section<'_>]) -> bool {
        let is_inside = |section: &Section<'_>| sections.iter().any(|it| it.own == section.own);
        let others = self.sections.iter().filter(|section| !is_inside(section));
        let mut aliases = others.flat_map(|other| anchors::aliases(self.note, other.property)).peekable();
        if aliases.peek().is_none() {
            return false;
        }
        let anchors: BTreeSet<&str> =
            sections.iter().flat_map(|section| anchors::anchors(self.note.slice(section.own))).collect();
        aliases.any(|alias| anchors.contains(alias))
    }

    /// For each property the properties, by their places in `sections`, that must stay before it: those with the
    /// anchors that it refers to. `None` where an anchor is set twice, so that the order decides which one counts.
    pub(super) fn dependencies(&self) -> Option<Vec<Vec<usize>>> {
        let aliases: Vec<Vec<&str>> =
            self.sections.iter().map(|section| anchors::aliases(self.note, section.property)).collect();
        if aliases.iter().all(Vec::is_empty) {
            return Some(vec![Vec::new(); aliases.len()]);
        }
        let mut owners = BTreeMap::new();
        for (index, section) in self.sections.iter().enumerate() {
            for anchor in anchors::anchors(self.note.slice(section.own)) {
                if owners.insert(anchor, index).is_some() {
                    return None;
                }
            }
        }
        let needed = |(index, names): (usize, &Vec<&str>)| {
            names.iter().filter_map(|name| owners.get(name).copied()).filter(|owner| *owner < index).collect()
        };
        Some(aliases.iter().enumerate().map(needed).collect())
    }
}

/// `text` in place of `range`, which may be empty.
fn replacement(range: TextRange, text: String) -> Edit {
    if range.is_empty() { Edit::insertion(range.start(), text) } else { Edit::replacement(range, text) }
}

#[cfg(test)]
mod tests;
