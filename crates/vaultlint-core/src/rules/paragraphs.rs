//! The lines of paragraphs.

use super::layout::columns;
use super::lines::{self, Line};
use super::table_rows::is_delimiter;
use crate::diagnostic::Edit;
use crate::fix::apply;
use crate::note::{Block, BlockKind, Note};
use crate::text::TextRange;

/// A paragraph and where it stands.
pub(super) struct Paragraph<'n> {
    pub block: &'n Block,
    /// The block that it stands in.
    pub parent: Option<&'n Block>,
    /// Whether it is in a list or a footnote.
    pub indented: bool,
    /// The list item or footnote whose indentation says what belongs to it.
    item: Option<&'n Block>,
}

/// The paragraphs among `blocks`, an [`outline`](super::outline::outline) of the note.
pub(super) fn paragraphs(blocks: &[Block]) -> Vec<Paragraph<'_>> {
    let mut open: Vec<&Block> = Vec::new();
    let mut found = Vec::new();
    for block in blocks {
        open.truncate(block.depth as usize);
        if block.kind == BlockKind::Paragraph {
            let indented = open.iter().any(|block| is_item(block));
            found.push(Paragraph { block, parent: open.last().copied(), indented, item: item_around(&open) });
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

    /// Whether a block could start at `line` without leaving what the paragraph stands in: the line has all its quote
    /// marks and its indentation, and not so much more of it that it would be code. A line that lacks them belongs to
    /// the paragraph only as long as it goes on.
    pub fn owns(&self, note: &Note, line: &Line) -> bool {
        let (marks, _) = marks_and_indent(note, self.block.range.start());
        let (line_marks, indent) = marks_and_indent(note, line.content.start());
        let least = content_column(note, self.item);
        line_marks == marks && (least..least + 4).contains(&indent)
    }
}

fn is_item(block: &Block) -> bool {
    matches!(block.kind, BlockKind::ListItem | BlockKind::FootnoteDefinition)
}

/// The innermost of `outer`, outermost first, whose indentation counts for what stands in it: a quote begins anew.
pub(super) fn item_around<'n>(outer: &[&'n Block]) -> Option<&'n Block> {
    let is_quote = |block: &Block| matches!(block.kind, BlockKind::BlockQuote | BlockKind::Callout);
    outer.iter().rev().take_while(|block| !is_quote(block)).find(|block| is_item(block)).copied()
}

/// The column, from the last quote mark, at which the blocks in `item` start; 0 where there is none.
pub(super) fn content_column(note: &Note, item: Option<&Block>) -> usize {
    let Some(item) = item else { return 0 };
    if item.kind == BlockKind::FootnoteDefinition {
        return 4;
    }
    let text = note.slice(item.range);
    let marked = text.trim_start_matches([' ', '\t']);
    let marker =
        marked.len() - marked.trim_start_matches(|c: char| !matches!(c, ' ' | '\t' | '\n' | '\r')).len();
    let after = marked.get(marker..).unwrap_or("");
    let blanks = after.len() - after.trim_start_matches([' ', '\t']).len();
    let padding = if blanks > 4 { 1 } else { blanks };
    let offset = item.range.start() + text.len() - marked.len() + marker + padding;
    marks_and_indent(note, offset).1.max(1)
}

/// How many quote marks stand before `offset` on its line, and how many columns lie between the last one, or the start
/// of the line, and it.
pub(super) fn marks_and_indent(note: &Note, offset: usize) -> (usize, usize) {
    let start = note.lines.line_start(note.lines.line_of(offset));
    let text = TextRange::new(start, offset).slice(&note.text);
    let marks = text.bytes().filter(|byte| *byte == b'>').count();
    let indent = text.rsplit('>').next().unwrap_or(text);
    // The first blank belongs to the mark.
    let indent = if marks > 0 { indent.strip_prefix(' ').unwrap_or(indent) } else { indent };
    (marks, columns(indent))
}

/// Whether `line`, which `next` follows, is a paragraph also with a blank line above. One that has no words before its
/// sign, such as `2.` or `[a]:`, may be the start of something else there.
pub(super) fn starts_paragraph(note: &Note, line: &Line, next: Option<&Line>) -> bool {
    let text = note.slice(line.content);
    let is_delimited = next.is_some_and(|next| is_delimiter(note.slice(next.content).trim_end()));
    if is_delimited || is_delimiter(text.trim_end()) || text.starts_with(": ") {
        return false;
    }
    if text.starts_with(char::is_alphabetic) {
        return true;
    }
    let alone = Note::parse(note.path.clone(), text);
    let is_text = matches!(alone.blocks.as_slice(), [block] if block.kind == BlockKind::Paragraph);
    is_text && alone.block_ids.is_empty()
}

/// Whether code, math and links are the same after `edits`: a blank line also decides where they end.
pub(super) fn keeps_code_and_math(note: &Note, edits: &[Edit]) -> bool {
    let after = note.with_text(apply(&note.text, edits));
    let math = |note: &Note| -> Vec<String> {
        let bare = |range: TextRange| {
            note.slice(range).chars().filter(|c| !c.is_whitespace() && !matches!(c, '$' | '>')).collect()
        };
        note.math.iter().map(|math| bare(math.range)).collect()
    };
    let counts =
        |note: &Note| (note.code_blocks.len(), note.links.len(), note.comments.len(), note.html.len());
    counts(note) == counts(&after) && math(note) == math(&after)
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

    /// These ranges.
    pub fn over(ranges: Vec<TextRange>) -> Self {
        Spans(merged(ranges))
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
