//! Finds code that its list item does not hold to the end.

use super::CutFence;
use crate::diagnostic::Edit;
use crate::note::{BlockKind, CodeBlock, Note, range_at};
use crate::rules::layout::columns;
use crate::rules::lines;
use crate::rules::unclosed_code_fence::signs::{is_heading, is_marked, is_named, is_prose_item, is_sentence};
use crate::text::TextRange;

/// Longest rest of code, in lines, that is searched for its closing fence.
const MOST_LINES: usize = 200;

/// Most fences of a note that are looked at: the note is read anew after each.
const MOST_FENCES: usize = 20;

/// The cut fences of `note`, in order. Each is read as if those before it were mended, since what was to close one
/// opens code by mistake. None where that would not leave fewer fences open, the last one closed: what seems to close
/// the code opens another block then.
pub(in crate::rules) fn cut_fences(note: &Note) -> Vec<CutFence> {
    let mut found: Vec<CutFence> = Vec::new();
    let mut mended: Option<Note> = None;
    let mut from = 0;
    for _ in 0..MOST_FENCES {
        let seen = mended.as_ref().unwrap_or(note);
        let cut = open_in_lists(seen).find_map(|code| {
            let line = seen.lines.line_of(code.range.start());
            (line >= from).then(|| rest(seen, code)).flatten()
        });
        let Some(cut) = cut else { break };
        let changed = with_indents(seen, &cut);
        if !is_whole(&changed, &cut) {
            from = cut.line + 1;
            continue;
        }
        from = cut.lines.end;
        found.push(cut_fence(note, &cut));
        mended = Some(changed);
    }
    let open = |note: &Note| note.code_blocks.iter().filter(|code| code.fenced && !code.closed).count();
    let is_last_closed = |note: &Note| note.code_blocks.iter().rfind(|code| code.fenced).is_none_or(|code| code.closed);
    let is_sound = |mended: Note| open(&mended) < open(note) && is_last_closed(&mended);
    if mended.is_some_and(is_sound) { found } else { Vec::new() }
}

/// A fence and the lines of its code that stand outside of its item.
struct Cut {
    /// The line of the opening fence.
    line: usize,
    /// From the first line outside to the closing fence, both included.
    lines: std::ops::Range<usize>,
    /// What to put before each of `lines`; empty for nothing.
    indents: Vec<String>,
}

/// The code blocks of `note` that are never closed and stand in lists outside of quotes.
fn open_in_lists(note: &Note) -> impl Iterator<Item = &CodeBlock> {
    let lists = outermost(note, &[BlockKind::List]);
    let quotes = outermost(note, &[BlockKind::BlockQuote, BlockKind::Callout]);
    note.code_blocks.iter().filter(move |code| {
        let start = code.range.start();
        let is_open = code.fenced && !code.closed && !note.is_commented(start);
        is_open && range_at(&lists, start).is_some() && range_at(&quotes, start).is_none()
    })
}

/// Where the blocks of these `kinds` stand that stand in no other of them.
fn outermost(note: &Note, kinds: &[BlockKind]) -> Vec<TextRange> {
    let mut found: Vec<TextRange> = Vec::new();
    for block in note.blocks.iter().filter(|block| kinds.contains(&block.kind)) {
        if found.last().is_none_or(|last| last.end() <= block.range.start()) {
            found.push(block.range);
        }
    }
    found
}

/// The rest of `code` below its item, up to the fence that was to close it.
fn rest(note: &Note, code: &CodeBlock) -> Option<Cut> {
    let line = note.lines.line_of(code.range.start());
    let before = TextRange::new(note.lines.line_start(line), code.range.start());
    let fence = note.slice(code.range);
    let mark = fence.chars().next()?;
    let length = run(fence, mark);
    let last = note.lines.line_count().min(line + MOST_LINES);
    let is_blank = |number: usize| lines::read(note, number).content.is_empty();
    let is_outside = |number: usize| note.lines.line_start(number) >= code.range.end();
    let cut = (line + 1..last).find(|number| is_outside(*number) && !is_blank(*number))?;
    if starts_block(note, cut) {
        return None;
    }
    for number in cut..last {
        let text = note.slice(lines::read(note, number).content).trim_end();
        if is_text(text) {
            return None;
        }
        let marks = run(text, mark);
        if marks >= length.max(3) {
            let indents = indents(note, note.slice(before), cut..number + 1);
            let closes = marks == text.len();
            return closes.then_some(Cut { line, lines: cut..number + 1, indents });
        }
    }
    None
}

/// Whether the line is one of text rather than code: a heading, or an item of a list.
fn starts_block(note: &Note, line: usize) -> bool {
    let range = note.lines.line_range(&note.text, line);
    let after = note.headings.partition_point(|heading| heading.range.start() < range.end());
    let heading = note.headings.get(..after).and_then(<[_]>::last);
    let item = note.list_items.partition_point(|item| (item.line as usize) < line);
    heading.is_some_and(|heading| heading.range.overlaps(range))
        || note.list_items.get(item).is_some_and(|item| item.line as usize == line)
}

/// Whether `text`, a whole line, is Markdown rather than code.
fn is_text(text: &str) -> bool {
    is_heading(text, false) || is_marked(text) || is_named(text) || is_prose_item(text) || is_sentence(text)
}

/// What each of `lines` lacks in indentation, `before` being what stands before the opening fence. The code keeps its
/// own indentation.
fn indents(note: &Note, before: &str, lines: std::ops::Range<usize>) -> Vec<String> {
    let wanted = columns(before);
    let indent = |line: usize| lines::read(note, line).indent;
    let is_blank = |line: usize| lines::read(note, line).content.is_empty();
    let closing = lines.end - 1;
    let least = lines.clone().filter(|line| *line != closing && !is_blank(*line)).map(indent).min().unwrap_or(0);
    let missing = |have: usize| match wanted.saturating_sub(have) {
        // Tabs stay tabs.
        all if all == wanted && before.trim().is_empty() => before.to_owned(),
        some => " ".repeat(some),
    };
    lines
        .map(|line| match line {
            _ if is_blank(line) => String::new(),
            _ if line == closing => missing(indent(line)),
            _ => missing(least),
        })
        .collect()
}

/// `note` with the rest of the code indented.
fn with_indents(note: &Note, cut: &Cut) -> Note {
    let mut text = note.text.to_string();
    for (line, indent) in cut.lines.clone().zip(&cut.indents).rev() {
        text.insert_str(note.lines.line_start(line), indent);
    }
    Note::parse(note.path.clone(), text)
}

/// Whether the code, indented, reaches from its opening fence to the closing one.
fn is_whole(mended: &Note, cut: &Cut) -> bool {
    mended.code_blocks.iter().any(|code| {
        let (first, last) = (mended.lines.line_of(code.range.start()), mended.lines.line_of(code.range.end()));
        code.closed && first == cut.line && last + 1 == cut.lines.end
    })
}

/// `cut` in the text of `note`, whose lines are those of the mended text.
fn cut_fence(note: &Note, cut: &Cut) -> CutFence {
    let line = note.lines.line_range(&note.text, cut.line);
    let text = note.slice(line);
    let start = text.find(['`', '~']).unwrap_or(0);
    let edits = cut.lines.clone().zip(&cut.indents).filter(|(_, indent)| !indent.is_empty());
    CutFence {
        opening: TextRange::new(line.start() + start, line.end()),
        cut: cut.lines.start,
        edits: edits.map(|(line, indent)| Edit::insertion(note.lines.line_start(line), indent.clone())).collect(),
    }
}

/// How many `mark`s `text` starts with.
fn run(text: &str, mark: char) -> usize {
    text.chars().take_while(|c| *c == mark).count()
}
