//! The lines of paragraphs.

use super::layout::columns;
use super::lines::{self, Line};
use crate::note::{Block, BlockKind, Note};
use crate::text::TextRange;

/// A paragraph and where it stands.
pub(super) struct Paragraph<'n> {
    pub block: &'n Block,
    /// The block that it stands in.
    pub parent: Option<&'n Block>,
    /// Whether it is in a list or a footnote, where indentation says what belongs to it.
    pub indented: bool,
}

/// The paragraphs among `blocks`, an [`outline`](super::outline::outline) of the note.
pub(super) fn paragraphs(blocks: &[Block]) -> Vec<Paragraph<'_>> {
    let is_indented =
        |block: &&Block| matches!(block.kind, BlockKind::ListItem | BlockKind::FootnoteDefinition);
    let mut open: Vec<&Block> = Vec::new();
    let mut found = Vec::new();
    for block in blocks {
        open.truncate(block.depth as usize);
        if block.kind == BlockKind::Paragraph {
            found.push(Paragraph {
                block,
                parent: open.last().copied(),
                indented: open.iter().any(is_indented),
            });
        }
        open.push(block);
    }
    found
}

impl Paragraph<'_> {
    /// Its lines.
    pub fn lines(&self, note: &Note) -> Vec<Line> {
        lines::lines(note, self.block).collect()
    }

    /// Whether its first line is the title of a callout.
    pub fn has_callout_title(&self, note: &Note) -> bool {
        self.parent.is_some_and(|parent| {
            parent.kind == BlockKind::Callout
                && note.lines.line_of(parent.range.start()) == note.lines.line_of(self.block.range.start())
        })
    }

    /// Whether a block id stands in it: the id names all of it.
    pub fn has_block_id(&self, note: &Note) -> bool {
        let range = self.block.range;
        let after = note.block_ids.partition_point(|id| id.range.start() < range.end());
        after
            .checked_sub(1)
            .and_then(|last| note.block_ids.get(last))
            .is_some_and(|id| range.overlaps(id.range))
    }

    /// Whether `line` has all the quote marks and the indentation that the paragraph has: one that lacks them belongs to
    /// it only as long as it goes on.
    pub fn owns(&self, note: &Note, line: &Line) -> bool {
        let before = |offset: usize| {
            let start = note.lines.line_start(note.lines.line_of(offset));
            let text = TextRange::new(start, offset).slice(&note.text);
            let marks = text.bytes().filter(|byte| *byte == b'>').count();
            (marks, columns(text.rsplit('>').next().unwrap_or(text)))
        };
        let (marks, indent) = before(self.block.range.start());
        let (line_marks, line_indent) = before(line.content.start());
        line_marks == marks && (!self.indented || line_indent >= indent)
    }
}

/// The mark of a line break at the end of `line`, with the blanks before it: two blanks, `\`, or `<br>`.
pub(super) fn hard_break(line: &str) -> Option<&str> {
    let text = line.trim_end_matches([' ', '\t']);
    let lower = |len: usize| text.get(text.len().checked_sub(len)?..).map(str::to_ascii_lowercase);
    let is_tag = |tag: &&&str| lower(tag.len()).as_deref() == Some(**tag);
    let backslashes = text.len() - text.trim_end_matches('\\').len();
    let kept = if let Some(tag) = ["<br>", "<br/>", "<br />"].iter().find(is_tag) {
        text.len() - tag.len()
    } else if backslashes % 2 == 1 && text.len() == line.len() {
        text.len() - 1
    } else if line.ends_with("  ") {
        text.len()
    } else {
        return None;
    };
    let kept = line.get(..kept)?.trim_end_matches([' ', '\t']).len();
    line.get(kept..)
}

/// What reaches over several lines and would be torn by a line that ends differently.
pub(super) struct Spans(Vec<TextRange>);

impl Spans {
    /// Links, code, comments and the like.
    pub fn of(note: &Note) -> Self {
        let mut ranges = inline(note);
        ranges.extend(&note.opaque);
        ranges.extend(note.math.iter().map(|math| math.range));
        Spans(merged(ranges))
    }

    /// As [`Spans::of`], with emphasis and highlights.
    pub fn with_emphasis(note: &Note) -> Self {
        let (Spans(mut ranges), Spans(marks)) = (Spans::of(note), Spans::of_marks(note));
        ranges.extend(marks);
        Spans(merged(ranges))
    }

    /// What may hold math: links, emphasis, highlights and the like.
    pub fn of_marks(note: &Note) -> Self {
        let mut ranges = inline(note);
        ranges.extend(note.emphasis.iter().map(|emphasis| emphasis.range));
        ranges.extend(&note.highlights);
        Spans(merged(ranges))
    }

    /// HTML.
    pub fn of_html(note: &Note) -> Self {
        Spans(merged(note.html.clone()))
    }

    /// Whether one of them starts before `offset` and ends after it.
    pub fn reach_over(&self, offset: usize) -> bool {
        let after = self.0.partition_point(|range| range.start() < offset);
        after.checked_sub(1).and_then(|last| self.0.get(last)).is_some_and(|range| offset < range.end())
    }

    /// Whether `range` has a part of one of them.
    pub fn touch(&self, range: TextRange) -> bool {
        let after = self.0.partition_point(|it| it.start() < range.end());
        after.checked_sub(1).and_then(|last| self.0.get(last)).is_some_and(|it| it.overlaps(range))
    }
}

fn inline(note: &Note) -> Vec<TextRange> {
    let mut ranges: Vec<TextRange> = note.links.iter().map(|link| link.range).collect();
    ranges.extend(note.comments.iter().map(|comment| comment.range));
    ranges.extend(note.template_markers.iter().map(|marker| marker.range));
    ranges.extend(note.footnote_refs.iter().map(|it| it.range));
    ranges.extend(note.inline_fields.iter().filter(|field| field.bracketed).map(|field| field.range));
    ranges
}

/// `ranges` in order, those that share bytes made one.
fn merged(mut ranges: Vec<TextRange>) -> Vec<TextRange> {
    ranges.sort_unstable();
    ranges.dedup_by(|next, kept| {
        let overlaps = next.start() < kept.end();
        if overlaps {
            *kept = kept.cover(*next);
        }
        overlaps
    });
    ranges
}
