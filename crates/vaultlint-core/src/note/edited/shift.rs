//! Moving what was read of a note to another place.

use crate::note::{
    Block, BlockId, Callout, CodeBlock, Comment, Emphasis, Footnote, FootnoteRef, Heading, InlineField, Link,
    LinkDefinition, ListItem, LooseLink, Math, Note, SpacedLink, Table, Tag, TemplateMarker,
};
use crate::text::TextRange;

/// How far something moves.
pub(super) struct Shift {
    pub bytes: i64,
    pub lines: i64,
    /// In [`Note::blocks`].
    pub blocks: i64,
    /// In [`Note::list_items`].
    pub items: i64,
}

/// What stands at a place.
pub(super) trait Placed {
    /// The place.
    fn range(&self) -> TextRange;

    /// Moves it, with all that it refers to.
    fn shift(&mut self, by: &Shift);
}

impl Shift {
    fn range(&self, range: &mut TextRange) {
        let at = |offset: usize| {
            let moved = i64::try_from(offset).unwrap_or(i64::MAX).saturating_add(self.bytes);
            usize::try_from(moved).unwrap_or(0)
        };
        *range = TextRange::new(at(range.start()), at(range.end()));
    }
}

fn moved(number: &mut u32, by: i64) {
    *number = u32::try_from(i64::from(*number).saturating_add(by)).unwrap_or(0);
}

impl Placed for TextRange {
    fn range(&self) -> TextRange {
        *self
    }

    fn shift(&mut self, by: &Shift) {
        by.range(self);
    }
}

/// Implements [`Placed`] for types with these ranges, which all or only sometimes are there, and these numbers.
macro_rules! placed {
    ($($type:ident { $($range:ident),* } $(maybe { $($maybe:ident),* })? $(numbers { $($number:ident: $kind:ident),* })?;)*) => {
        $(impl Placed for $type {
            fn range(&self) -> TextRange {
                self.range
            }

            fn shift(&mut self, by: &Shift) {
                $(by.range(&mut self.$range);)*
                $($(self.$maybe.iter_mut().for_each(|range| by.range(range));)*)?
                $($(moved(&mut self.$number, by.$kind);)*)?
            }
        })*
    };
}

placed! {
    Block { range } numbers { end: blocks };
    Heading { range, text_range };
    Tag { range };
    BlockId { range, target } numbers { block: blocks };
    Callout { range, marker_range } maybe { title_range };
    CodeBlock { range };
    Footnote { range };
    FootnoteRef { range };
    LinkDefinition { range };
    Comment { range };
    Emphasis { range };
    Math { range };
    InlineField { range, key_range };
    TemplateMarker { range };
    Link { range, target_range } maybe { display_range };
    LooseLink { range };
    SpacedLink { range, target_range };
}

impl Placed for ListItem {
    fn range(&self) -> TextRange {
        self.range
    }

    fn shift(&mut self, by: &Shift) {
        by.range(&mut self.range);
        by.range(&mut self.marker_range);
        moved(&mut self.line, by.lines);
        moved(&mut self.list_line, by.lines);
        moved(&mut self.block, by.blocks);
        self.parent.iter_mut().for_each(|parent| moved(parent, by.items));
    }
}

impl Placed for Table {
    fn range(&self) -> TextRange {
        self.range
    }

    fn shift(&mut self, by: &Shift) {
        by.range(&mut self.range);
        for row in &mut self.rows {
            by.range(&mut row.range);
            row.cells.iter_mut().for_each(|cell| by.range(cell));
        }
    }
}

/// Drops all that stands at byte `end` of `note` or below.
pub(super) fn cut(note: &mut Note, end: usize) {
    fn keep<T: Placed>(all: &mut Vec<T>, end: usize) {
        all.retain(|it| it.range().start() < end);
    }
    keep(&mut note.blocks, end);
    keep(&mut note.footnotes, end);
    keep(&mut note.footnote_refs, end);
    keep(&mut note.link_definitions, end);
    keep(&mut note.headings, end);
    keep(&mut note.comments, end);
    keep(&mut note.html, end);
    keep(&mut note.math, end);
    keep(&mut note.opaque, end);
}
