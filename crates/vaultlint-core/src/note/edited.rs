//! Reading a note again after an edit: only the section that the edit lies in, from one heading or paragraph to another.
//!
//! One that stands in no other block, with a blank line before it, parts a note in two: nothing that is read of one part
//! depends on the other, but for names (link reference definitions, footnotes), which are told to what is read alone,
//! and for what is searched for however far it is, the ends of comments, math and code. What opens in a section must close in
//! it, before the edit and after it, and nothing above may wait for its end.

use std::sync::Arc;

use super::{Block, BlockKind, LinkKind, Note, front_matter, generated, mask, parse, suppression};
use crate::text::{LineIndex, TextRange};

mod names;
mod shift;

use names::{names_in, names_outside};
use shift::{Placed, Shift};

/// Stands for what follows a section. Its blocks are read as they are only where the section leaves nothing open: what is
/// searched for however far it is would be found here.
const SENTINEL: &str = "x\n\n# x\n\n%%\nx\n%%\n\n$$\nx\n$$\n\n<!-- x -->\n";

/// The blocks of [`SENTINEL`] that tell, and where they start.
const SENTINEL_BLOCKS: [(BlockKind, usize); 4] =
    [(BlockKind::Paragraph, 0), (BlockKind::Heading, 3), (BlockKind::Comment, 8), (BlockKind::Math, 17)];

/// How many bytes of destinations the Markdown parser writes for references at least, before it leaves them as text.
const MOST_EXPANSIONS: usize = 100_000;

/// Reads `text` in place of that of `note`. The same as [`Note::parse`] of it.
pub(super) fn read(note: Note, text: Arc<str>) -> Note {
    let Some(edit) = Edit::of(&note, &text) else { return note.with_text(text) };
    let edited = edit.apply(note, text);
    debug_assert!(edited == Note::parse(edited.path.clone(), Arc::clone(&edited.text)));
    edited
}

/// A section that is read anew.
struct Edit {
    splice: Splice,
    /// What is read of it after the edit, with places from its start.
    after: Note,
}

impl Edit {
    /// The section that changed between `note` and `text`; `None` where all must be read.
    fn of(note: &Note, text: &str) -> Option<Edit> {
        let lines = ChangedLines::between(note, text)?;
        let known = note.front_matter.as_ref().map(|it| (it, &*note.text));
        let (front_matter, flaw) = front_matter::parse(text, known);
        let range = |it: Option<&front_matter::FrontMatter>| it.map(|it| it.range);
        if range(front_matter.as_ref()) != range(note.front_matter.as_ref()) || flaw != note.front_matter_flaw
        {
            return None;
        }
        let start = section_start(note, lines.old)?;
        let is_marked = |text: &str| text.get(start..).is_none_or(|text| text.starts_with('\u{feff}'));
        if is_marked(&note.text) || is_marked(text) {
            return None;
        }
        let end = section_end(note, lines.old);
        let section = TextRange::new(start, end.unwrap_or(note.text.len()));
        if !mask::is_settled(&note.text, note.body_start(), start) {
            return None;
        }
        let new_end = section.end() + lines.new.end() - lines.old.end();
        let names = names_outside(note, section)?;
        // Reading it twice must pay.
        if 2 * section.len() + names.len() > note.text.len() || is_named_from_below(note, section) {
            return None;
        }
        let before = section_alone(section.slice(&note.text), end.is_none(), &names)?;
        let after = section_alone(text.get(section.start()..new_end)?, end.is_none(), &names)?;
        if names_in(&before) != names_in(&after) || expansions(note) + expansions(&after) > MOST_EXPANSIONS {
            return None;
        }
        let splice = Splice::of(note, section, end.is_none(), &after);
        splice.is_alike(note, before).then_some(Edit { splice, after })
    }

    fn apply(self, mut note: Note, text: Arc<str>) -> Note {
        let lines = LineIndex::new(&text);
        let mut splice = self.splice;
        splice.below.bytes = signed(text.len()) - signed(note.text.len());
        splice.below.lines = signed(lines.line_count()) - signed(note.lines.line_count());
        splice.apply(&mut note, self.after);
        note.text = text;
        note.lines = lines;
        // These go over sections.
        note.suppressions = suppression::read(&note);
        note.generated = generated::read(&note);
        note
    }
}

fn signed(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The whole lines that an edit touches.
struct ChangedLines {
    old: TextRange,
    new: TextRange,
}

impl ChangedLines {
    /// The lines that differ between `note` and `text`; `None` where one of them is not in the body, or ends as no line of a
    /// note does.
    fn between(note: &Note, text: &str) -> Option<Self> {
        let same_start = common_prefix(&note.text, text);
        let rest = |text: &'_ str| text.len() - same_start;
        let same_end = common_suffix(&note.text, text).min(rest(&note.text)).min(rest(text));
        let start = note.lines.line_start(note.lines.line_of(same_start));
        let old_end = note.lines.full_line_range(note.lines.line_of(note.text.len() - same_end)).end();
        let new_end = text.len().checked_sub(note.text.len() - old_end)?;
        let (old, new) = (TextRange::new(start, old_end), TextRange::new(start, new_end));
        let has_lone_return = |lines: &str| {
            let mut returns = memchr::memchr_iter(b'\r', lines.as_bytes());
            returns.any(|at| lines.as_bytes().get(at + 1) != Some(&b'\n'))
        };
        let (old_text, new_text) = (note.text.get(old.as_range())?, text.get(new.as_range())?);
        (start >= note.body_start() && !has_lone_return(old_text) && !has_lone_return(new_text))
            .then_some(ChangedLines { old, new })
    }
}

/// How many bytes are compared at a time.
const CHUNK: usize = 4096;

fn common_prefix(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let same = a.chunks(CHUNK).zip(b.chunks(CHUNK)).take_while(|(a, b)| a == b).map(|(a, _)| a.len()).sum();
    let tail = a.iter().skip(same).zip(b.iter().skip(same));
    same + tail.take_while(|(a, b)| a == b).count()
}

fn common_suffix(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let chunks = a.rchunks(CHUNK).zip(b.rchunks(CHUNK));
    let same = chunks.take_while(|(a, b)| a == b).map(|(a, _)| a.len()).sum();
    let tail = a.iter().rev().skip(same).zip(b.iter().rev().skip(same));
    same + tail.take_while(|(a, b)| a == b).count()
}

/// Where the section starts that holds `lines` of `note`: at the last block before them that parts the note, or where the
/// body starts.
fn section_start(note: &Note, lines: TextRange) -> Option<usize> {
    let after = note.blocks.partition_point(|block| block.range.start() < lines.start());
    let before = note.blocks.get(..after)?.iter().rev();
    let parting = before.map(|block| (block, parts(note, block))).find(|(_, parts)| parts.is_some());
    let start = parting.map_or_else(|| note.body_start(), |(block, _)| block.range.start());
    Some(start)
}

/// Where the section ends that holds `lines` of `note`: at the first block after them that parts the note, with a blank
/// line that is none of them; `None` at the end of the note.
fn section_end(note: &Note, lines: TextRange) -> Option<usize> {
    let first = note.blocks.partition_point(|block| block.range.start() < lines.end());
    let mut after = note.blocks.get(first..)?.iter();
    let is_end = |block: &&Block| parts(note, block).is_some_and(|blank| blank >= lines.end());
    after.find(is_end).map(|block| block.range.start())
}

/// Where the blank line before `block` starts, if that is a heading or paragraph which parts the note.
fn parts(note: &Note, block: &Block) -> Option<usize> {
    let start = block.range.start();
    let text = note.text.get(start..)?;
    // A block id may be that of the block above.
    let may_part = match block.kind {
        BlockKind::Heading => {
            text.starts_with('#') && !text.trim_start_matches('#').trim_start().starts_with('^')
        }
        BlockKind::Paragraph => !text.starts_with(|first: char| first == '^' || first.is_whitespace()),
        _ => false,
    };
    if !may_part || block.depth > 0 {
        return None;
    }
    let line = note.lines.line_of(start);
    let before = note.lines.full_line_range(line.checked_sub(1)?);
    let is_at_margin = note.lines.line_start(line) == start;
    // Blank for all who read it, and not ended by a lone `\r`.
    let blank = note.slice(before);
    let is_blank = blank.ends_with('\n') && blank.trim_matches([' ', '\t', '\r', '\n']).is_empty();
    (is_at_margin && before.start() >= note.body_start() && is_blank).then(|| before.start())
}

/// No less than what the Markdown parser writes for the references of `note`.
fn expansions(note: &Note) -> usize {
    let longest = note.link_definitions.iter().map(|definition| definition.range.len()).max().unwrap_or(0);
    longest * note.links.iter().filter(|link| link.kind == LinkKind::Reference).count()
}

/// Whether a block id that stands below `section` names a block in it, as `# ^id` does.
fn is_named_from_below(note: &Note, section: TextRange) -> bool {
    let below = note.block_ids.partition_point(|id| id.range.start() < section.end());
    note.block_ids.iter().skip(below).any(|id| id.target.start() < section.end())
}

/// What is read of the section `text` alone, where `names` are defined elsewhere; `None` where something that it opens is
/// not closed in it.
fn section_alone(text: &str, is_last: bool, names: &str) -> Option<Note> {
    if is_last {
        // Nothing can stand below it.
        return names.is_empty().then(|| parse::body(text.into()));
    }
    let mut note = parse::body([text, SENTINEL, names].concat().into());
    let first = note.blocks.partition_point(|block| block.range.start() < text.len());
    let below = note.blocks.get(first..)?.iter();
    let found = below.take(SENTINEL_BLOCKS.len()).map(|it| (it.kind, it.depth, it.range.start()));
    let is_closed = found.eq(SENTINEL_BLOCKS.iter().map(|(kind, at)| (*kind, 0, text.len() + at)));
    shift::cut(&mut note, text.len());
    is_closed.then_some(note)
}

/// Which of `all`, which are in order of their places from section to section, stand in `section`.
fn bounds<T: Placed>(all: &[T], section: TextRange, is_last: bool) -> std::ops::Range<usize> {
    let first = all.partition_point(|it| it.range().start() < section.start());
    let end = all.partition_point(|it| is_last || it.range().start() < section.end());
    first..end.max(first)
}

/// Runs `$self.$method(&mut note.field, new.field)` for every vector that a section has a part in; whether all gave `true`.
macro_rules! for_every_vector {
    ($self:ident.$method:ident($note:expr, $new:expr)) => {{
        // Every field is named, so that none is forgotten. Of those left out, properties are not in a section, and the last two
        // go over sections.
        let Note {
            path: _,
            text: _,
            lines: _,
            front_matter: _,
            front_matter_flaw: _,
            is_plugin_owned: _,
            suppressions: _,
            generated: _,
            blocks,
            headings,
            links,
            loose_links,
            spaced_links,
            tags,
            block_ids,
            malformed_block_ids,
            list_items,
            callouts,
            unspaced_callouts,
            tables,
            code_blocks,
            footnotes,
            footnote_refs,
            link_definitions,
            comments,
            math,
            emphasis,
            highlights,
            inline_fields,
            template_markers,
            html,
            opaque,
        } = $note;
        for_every_vector!(
            $self.$method, $new, blocks headings links loose_links spaced_links tags block_ids malformed_block_ids
            list_items callouts unspaced_callouts tables code_blocks footnotes footnote_refs link_definitions comments math
            emphasis highlights inline_fields template_markers html opaque
        )
    }};
    ($self:ident.$method:ident, $new:expr, $($field:ident)*) => {
        [$($self.$method($field, $new.$field)),*].into_iter().all(|it| it)
    };
}

/// Where a section stands in the vectors of a note.
struct Splice {
    section: TextRange,
    is_last: bool,
    /// What moves what was read of the section alone.
    inside: Shift,
    /// What moves all that stands below the section.
    below: Shift,
}

impl Splice {
    /// Where `section` of `note` stands, which gives way to `after`. By how many bytes and lines that moves what is below
    /// is not known yet.
    fn of(note: &Note, section: TextRange, is_last: bool, after: &Note) -> Self {
        let blocks = bounds(&note.blocks, section, is_last);
        let items = bounds(&note.list_items, section, is_last);
        let inside = Shift {
            bytes: signed(section.start()),
            lines: signed(note.lines.line_of(section.start())),
            blocks: signed(blocks.start),
            items: signed(items.start),
        };
        let below = Shift {
            bytes: 0,
            lines: 0,
            blocks: signed(after.blocks.len()) - signed(blocks.len()),
            items: signed(after.list_items.len()) - signed(items.len()),
        };
        Splice { section, is_last, inside, below }
    }

    /// Whether `section` of `note` was read as `alone`, which is the same text by itself: nothing above bears on it, or
    /// reaches into it, as a comment that opens in a list does.
    fn is_alike(&self, note: &Note, alone: Note) -> bool {
        for_every_vector!(self.is_there(note, alone))
    }

    fn is_there<T: Placed + PartialEq>(&self, all: &[T], mut alone: Vec<T>) -> bool {
        alone.iter_mut().for_each(|it| it.shift(&self.inside));
        let bounds = bounds(all, self.section, self.is_last);
        let mut above = all.iter().take(bounds.start);
        all.get(bounds) == Some(alone.as_slice()) && above.all(|it| it.range().end() <= self.section.start())
    }

    /// Puts `new`, which was read of the section alone, in the place of what was there.
    fn apply(&self, note: &mut Note, new: Note) {
        for_every_vector!(self.put(note, new));
    }

    fn put<T: Placed>(&self, all: &mut Vec<T>, mut new: Vec<T>) -> bool {
        let bounds = bounds(all, self.section, self.is_last);
        all.iter_mut().skip(bounds.end).for_each(|it| it.shift(&self.below));
        new.iter_mut().for_each(|it| it.shift(&self.inside));
        all.splice(bounds, new);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTE: &str = "---\na: 1\n---\nFirst of many lines of text, so that others are short.\n\n# One\n\nText [[x]].\n\n# Two\n\n- a\n- b\n\n# Three\n\nEnd.\n";

    fn edit(from: &str, to: &str) -> Option<TextRange> {
        let note = Note::parse("n.md", NOTE);
        let text = NOTE.replacen(from, to, 1);
        Edit::of(&note, &text).map(|edit| edit.splice.section)
    }

    fn from(start: &str, end: &str) -> Option<TextRange> {
        Some(TextRange::new(NOTE.find(start).unwrap(), NOTE.find(end).unwrap()))
    }

    #[test]
    fn a_section_is_read_where_it_stands_alone() {
        assert_eq!(edit("Text", "Texts"), from("# One", "# Two"));
        assert_eq!(edit("- a", "- a\n  - c"), from("# Two", "# Three"));
        // A heading that is edited may part the note no longer.
        assert_eq!(edit("# Two", "Two"), from("Text", "# Three"));
        assert_eq!(
            edit("End.", "End of it."),
            Some(TextRange::new(NOTE.find("# Three").unwrap(), NOTE.len()))
        );
    }

    #[test]
    fn paragraphs_part_a_note_too() {
        let note = Note::parse(
            "n.md",
            "One.\n\nTwo.\n\n^id\n\nThree.\n\nFour.\n\n  Five.\n\nSix.\n\nSeven.\n\nEight.\n",
        );
        for (edited, section) in [
            ("Two", "One.\n\nTwo.\n\n^id\n\n"),
            ("Four", "Three.\n\nFour.\n\n  Five.\n\n"),
            ("Six", "Four.\n\n  Five.\n\nSix.\n\n"),
        ] {
            let text = note.text.replacen(edited, "x", 1);
            let section_read = Edit::of(&note, &text).map(|edit| edit.splice.section.slice(&note.text));
            assert_eq!(section_read, Some(section), "{edited}");
        }
    }

    #[test]
    fn all_is_read_where_a_section_bears_on_others() {
        for (from, to) in [
            ("Text", "%%"),
            ("Text", "```"),
            ("Text", "$$"),
            ("Text", "<!--"),
            ("Text", "<script>"),
            ("Text [[x]].", "[x]: y"),
            ("Text", "[^1]: y"),
            ("a: 1", "a: 2"),
        ] {
            assert_eq!(edit(from, to), None, "{to}");
        }
    }
}
