//! The lines between blocks, where blank lines stand or should stand.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::layout::{is_blank, put};
use super::paragraphs::Spans;
use super::properties::line_break;
use crate::diagnostic::Edit;
use crate::note::{Block, BlockKind, Note, SuppressionKind};
use crate::text::TextRange;

/// What stays at the end of a note, below its last block.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NoteEnd {
    /// The line break of its last line.
    #[default]
    LineBreak,
    /// Nothing.
    Nothing,
}

/// The place between two blocks that follow each other, or between a block and an end of the body.
#[derive(Debug)]
pub(super) struct Gap<'n> {
    /// The blocks that end above it and not below, outermost first; none at the start of the body.
    pub above: Vec<&'n Block>,
    /// The block that starts below it; none at the end of the body.
    pub below: Option<&'n Block>,
    /// The block that both stand in.
    pub container: Option<&'n Block>,
    /// The blank lines, with their line breaks.
    pub lines: TextRange,
    /// How many they are.
    pub count: usize,
    /// The blocks that start below it or inside those.
    rest: &'n [Block],
    /// What a blank line between the two holds: quote marks, where they stand in a quote.
    prefix: &'n str,
}

impl<'n> Gap<'n> {
    /// The outermost block that ends above.
    pub fn above(&self) -> Option<&'n Block> {
        self.above.first().copied()
    }

    /// The blocks that start with the line below, outermost first: what stands behind the mark of a list item does not.
    pub fn starts(&self) -> impl Iterator<Item = &'n Block> {
        let is_quote = |block: &Block| matches!(block.kind, BlockKind::BlockQuote | BlockKind::Callout);
        let mut depth = self.rest.first().map(|block| block.depth);
        self.rest.iter().map_while(move |block| {
            let is_first = depth == Some(block.depth);
            depth = is_quote(block).then_some(block.depth + 1);
            is_first.then_some(block)
        })
    }

    /// The list item that starts with the line below.
    pub fn item_below(&self) -> Option<&'n Block> {
        match self.rest {
            [item, ..] | [Block { kind: BlockKind::List, .. }, item, ..]
                if item.kind == BlockKind::ListItem =>
            {
                Some(item)
            }
            _ => None,
        }
    }

    /// Whether a marker above asks for silence on the next line: nothing comes between.
    pub fn is_bound(&self, note: &Note) -> bool {
        let Some(above) = self.above() else { return false };
        let after = note.suppressions.partition_point(|it| it.range.start() < above.range.end());
        let marker = after.checked_sub(1).and_then(|last| note.suppressions.get(last));
        marker
            .is_some_and(|it| it.kind == SuppressionKind::NextLine && it.range.start() >= above.range.start())
    }

    /// Whether a comment stands right above or below: many say something to a program about the block beside them.
    pub fn is_at_comment(&self, note: &Note) -> bool {
        let is_comment = |block: Option<&Block>| block.is_some_and(|block| note.is_comment(block));
        self.count == 0 && (is_comment(self.above()) || is_comment(self.below))
    }

    /// Whether a heading of a quote stands right above or below: what is written close there stays close.
    pub fn is_at_quoted_heading(&self) -> bool {
        let is_heading = |block: Option<&Block>| block.is_some_and(|block| block.kind == BlockKind::Heading);
        let is_quote = |block: &Block| matches!(block.kind, BlockKind::BlockQuote | BlockKind::Callout);
        let is_beside = is_heading(self.above()) || is_heading(self.below);
        self.count == 0 && self.container.is_some_and(is_quote) && is_beside
    }

    /// Whether lines of a quote meet here that a blank line without marks would part, or math ends that may have begun in
    /// a quote: there it is not established where the quote ends.
    pub fn is_in_doubtful_quote(&self, note: &Note) -> bool {
        let is_quote = |block: Option<&Block>| {
            block.is_some_and(|block| matches!(block.kind, BlockKind::BlockQuote | BlockKind::Callout))
        };
        if self.count > 0 || !(is_quote(self.above()) || is_quote(self.below)) {
            return false;
        }
        let at = note.lines.line_of(self.lines.start());
        let line = |line: usize| note.slice(note.lines.line_range(&note.text, line)).trim();
        let (above, below) = (at.checked_sub(1).map_or("", line), line(at));
        let is_parted = !self.prefix.contains('>') && above.starts_with('>') && below.starts_with('>');
        is_parted || above.ends_with("$$")
    }

    /// Whether a block that can do without a blank line stands right below the title of a callout.
    pub fn is_below_title(&self, note: &Note) -> bool {
        use BlockKind::{BlockQuote, Callout, Code};
        let callout = self.container.filter(|it| it.kind == Callout && self.count == 0);
        let (Some(callout), Some(above), Some(below)) = (callout, self.above(), self.below) else {
            return false;
        };
        let is_title = note.lines.line_of(above.range.end()) == note.lines.line_of(callout.range.start());
        is_title && matches!(below.kind, BlockQuote | Callout | Code)
    }

    /// What makes it exactly one blank line; none where it is one.
    pub fn with_one_line(&self, note: &Note) -> Option<Edit> {
        let marks = |text: &str| text.bytes().filter(|byte| *byte == b'>').count();
        if self.count == 1 && marks(note.slice(self.lines)) == marks(self.prefix) {
            return None;
        }
        let line = format!("{}{}", self.prefix, line_break(&note.text));
        Some(put(self.lines, line))
    }

    /// What removes the blank lines; none where there are none.
    pub fn with_no_line(&self) -> Option<Edit> {
        (!self.lines.is_empty()).then(|| Edit::deletion(self.lines))
    }

    /// What `end` leaves of the blank lines at the end of the note. A last line break alone stays, unless `bare`.
    pub fn at_end(&self, note: &Note, end: NoteEnd, bare: bool) -> Option<Edit> {
        let last_break =
            note.lines.line_range(&note.text, note.lines.line_of(self.lines.start().saturating_sub(1)));
        match end {
            NoteEnd::LineBreak => self.with_no_line(),
            NoteEnd::Nothing if self.lines.is_empty() && !bare => None,
            NoteEnd::Nothing => {
                let range = TextRange::new(last_break.end(), note.text.len());
                (!range.is_empty()).then(|| Edit::deletion(range))
            }
        }
    }

    /// What is wrong where there is not exactly one blank line.
    pub fn flaw(&self) -> &'static str {
        match self.count {
            0 => "no blank line parts this from what stands above, so that both are harder to make out",
            1 => {
                "this blank line has other quote marks than the blocks that it parts, so that it belongs to one of them"
            }
            _ => "more blank lines than Obsidian shows",
        }
    }

    /// What a finding about the gap underlines: the blank lines, or the line below where there are none.
    pub fn place(&self, note: &Note) -> TextRange {
        match self.below {
            Some(below) if self.lines.is_empty() => first_line(note, below),
            _ if self.lines.is_empty() => TextRange::empty(note.text.len()),
            _ => self.lines,
        }
    }
}

/// The gaps between `blocks`, an [`outline`](super::outline::outline) of the note, from top to bottom. Left out are those beside text that is no block, and those below what was
/// not closed.
pub(super) fn gaps<'n>(note: &'n Note, blocks: &'n [Block]) -> Vec<Gap<'n>> {
    let spans = Spans::of(note);
    let mut gaps = Vec::new();
    let mut open: Vec<&Block> = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let depth = block.depth as usize;
        let rest = blocks.get(index..).unwrap_or(&[]);
        if index == 0 {
            gaps.extend(gap(note, Vec::new(), None, rest));
        } else if open.len() > depth {
            let above = open.split_off(depth);
            gaps.extend(gap(note, above, open.last().copied(), rest));
        }
        open.push(block);
    }
    if !open.is_empty() {
        gaps.extend(gap(note, open, None, &[]));
    }
    // What is torn as it is, such as math in a quote that a line without its mark ends, is not torn further.
    gaps.retain(|gap| !spans.reach_over(gap.lines.start()) && !spans.reach_over(gap.lines.end()));
    gaps
}

fn gap<'n>(
    note: &'n Note,
    above: Vec<&'n Block>,
    container: Option<&'n Block>,
    rest: &'n [Block],
) -> Option<Gap<'n>> {
    let below = rest.first();
    let leaf = above.last();
    if leaf.is_some_and(|leaf| is_unclosed(note, leaf)) {
        return None;
    }
    let first = match leaf {
        Some(leaf) => last_line(note, leaf) + 1,
        None => note.lines.line_of(note.body_start()),
    };
    let end = match below {
        Some(below) => note.lines.line_of(below.range.start()),
        None => note.lines.line_count(),
    };
    let line = |number: usize| note.lines.line_range(&note.text, number);
    let is_free = |number: usize| is_blank_in_quotes(note.slice(line(number)));
    if end < first || !(first..end).all(is_free) {
        return None;
    }
    let prefix = match below {
        Some(below) => TextRange::new(note.lines.line_start(end), below.range.start()).slice(&note.text),
        None => "",
    };
    // The byte order mark stays before all.
    let start = note.lines.line_start(first).max(note.body_start());
    let lines = TextRange::new(start, note.lines.line_start(end));
    let count = if below.is_none() { lines.slice(&note.text).lines().count() } else { end - first };
    let prefix = prefix.trim_start_matches('\u{feff}').trim_end_matches([' ', '\t']);
    is_blank_in_quotes(prefix).then_some(Gap { above, below, container, lines, count, rest, prefix })
}

/// The last line of `block` that is not blank.
fn last_line(note: &Note, block: &Block) -> usize {
    let first = note.lines.line_of(block.range.start());
    let mut last = note.lines.line_of(block.range.end());
    while last > first && is_blank_in_quotes(note.slice(note.lines.line_range(&note.text, last))) {
        last -= 1;
    }
    last
}

/// Whether `text`, of one line, is blank but for quote marks.
pub(super) fn is_blank_in_quotes(text: &str) -> bool {
    text.split('>').all(is_blank)
}

/// Whether what follows `block` may still belong to it.
fn is_unclosed(note: &Note, block: &Block) -> bool {
    match block.kind {
        BlockKind::Code => {
            let at = note.code_blocks.partition_point(|code| code.range.start() < block.range.start());
            note.code_blocks.get(at).is_some_and(|code| !code.closed && code.range.overlaps(block.range))
        }
        BlockKind::Comment | BlockKind::Html => {
            let at = note.comments.partition_point(|comment| comment.range.start() < block.range.start());
            note.comments
                .get(at)
                .is_some_and(|comment| !comment.closed && comment.range.overlaps(block.range))
        }
        _ => false,
    }
}

/// The first line of `block`, from where it starts.
fn first_line(note: &Note, block: &Block) -> TextRange {
    let line = note.lines.line_of(block.range.start());
    TextRange::new(block.range.start(), note.lines.line_range(&note.text, line).end())
}
