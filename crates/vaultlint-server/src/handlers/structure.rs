//! What an editor shows of the structure of a note: folds, growing selections, links.

use tower_lsp::lsp_types::{DocumentLink, FoldingRange, FoldingRangeKind, Position, SelectionRange, Url};
use vaultlint_core::note::{BlockKind, Link, LinkKind, Note};
use vaultlint_core::text::TextRange;

use super::symbols::section_end;
use crate::references::target_file;
use crate::snapshot::Snapshot;

/// Front matter, sections, and blocks of several lines.
pub fn folds(snapshot: &Snapshot) -> Vec<FoldingRange> {
    let note = snapshot.note();
    let lines = |range: TextRange| (note.lines.line_of(range.start()), note.lines.line_of(range.end()));
    let front_matter = note.front_matter.iter().map(|it| (lines(it.range), None));
    let sections = note.headings.iter().enumerate().filter(|(_, heading)| heading.top_level);
    let sections = sections.map(|(index, heading)| {
        (lines(TextRange::new(heading.range.start(), section_end(note, index))), None)
    });
    let blocks = note.blocks.iter().filter(|block| folds_up(block.kind)).map(|block| {
        let is_comment = note.is_comment(block);
        (lines(block.range), is_comment.then_some(FoldingRangeKind::Comment))
    });
    let folds = front_matter.chain(sections).chain(blocks).filter(|((first, last), _)| first < last);
    let number = |line: usize| u32::try_from(line).unwrap_or(u32::MAX);
    let mut folds: Vec<FoldingRange> = folds
        .map(|((first, last), kind)| FoldingRange {
            start_line: number(first),
            end_line: number(last),
            kind,
            ..FoldingRange::default()
        })
        .collect();
    folds.sort_by_key(|fold| (fold.start_line, std::cmp::Reverse(fold.end_line)));
    folds.dedup_by_key(|fold| (fold.start_line, fold.end_line));
    folds
}

fn folds_up(kind: BlockKind) -> bool {
    !matches!(
        kind,
        BlockKind::Paragraph | BlockKind::Heading | BlockKind::ThematicBreak | BlockKind::LinkDefinition
    )
}

/// For each of `positions`: the link or the word, the line, the blocks around it, the section, the note.
pub fn selections(snapshot: &Snapshot, positions: &[Position]) -> Vec<SelectionRange> {
    positions.iter().map(|position| selection(snapshot, snapshot.offset(*position))).collect()
}

fn selection(snapshot: &Snapshot, at: usize) -> SelectionRange {
    let note = snapshot.note();
    let is_here = |range: &TextRange| range.start() <= at && at <= range.end();
    let line = note.lines.line_range(&note.text, note.lines.line_of(at));
    let links =
        note.links.iter().flat_map(|link| [Some(link.range), Some(link.target_range), link.display_range]);
    let sections = note
        .headings
        .iter()
        .enumerate()
        .map(|(index, heading)| TextRange::new(heading.range.start(), section_end(note, index)));
    let mut ranges: Vec<TextRange> = links
        .flatten()
        .chain(note.emphasis.iter().map(|it| it.range))
        .chain(note.blocks.iter().map(|block| block.range))
        .chain(sections)
        .chain(note.front_matter.iter().map(|it| it.range))
        .chain([word(note, at), line, TextRange::new(0, note.text.len())])
        .filter(is_here)
        .collect();
    ranges.sort_by_key(|range| std::cmp::Reverse((range.len(), range.start())));
    // From the whole inwards; what does not lie in the one before would make no chain.
    let mut chain: Option<SelectionRange> = None;
    let mut last: Option<TextRange> = None;
    for range in ranges {
        if last.is_none_or(|last| last.contains_range(range) && last != range) {
            last = Some(range);
            chain = Some(SelectionRange { range: snapshot.range(range), parent: chain.map(Box::new) });
        }
    }
    chain.unwrap_or(SelectionRange { range: snapshot.range(TextRange::empty(at)), parent: None })
}

/// The letters and digits around byte `at`.
fn word(note: &Note, at: usize) -> TextRange {
    let (before, after) = (note.text.get(..at).unwrap_or(""), note.text.get(at..).unwrap_or(""));
    let start = before.trim_end_matches(|c: char| c.is_alphanumeric() || c == '_').len();
    let end = at + after.len() - after.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_').len();
    TextRange::new(start, end)
}

/// The links of the note that lead somewhere: into the vault, or out of it.
pub fn links(snapshot: &Snapshot) -> Vec<DocumentLink> {
    let note = snapshot.note();
    let vault = snapshot.vault();
    let link = |link: &Link| {
        let target = match link.is_external() {
            true => Url::parse(&link.target.link).ok()?,
            false => snapshot.view.uri(vault.path(target_file(&vault, &note.path, link)?))?,
        };
        let range = if link.kind == LinkKind::Autolink { link.range } else { link.target_range };
        Some(DocumentLink { range: snapshot.range(range), target: Some(target), tooltip: None, data: None })
    };
    note.links.iter().filter_map(link).collect()
}
