//! Lines of a paragraph as parts of a table.

use crate::note::Note;
use crate::text::TextRange;

/// A line of a paragraph as a part of a table.
pub(super) struct Line {
    /// Without quote marks and blanks around.
    pub range: TextRange,
    /// What part it is.
    pub kind: LineKind,
    /// How many cells it has.
    pub cells: usize,
}

/// What part of a table a line is.
#[derive(PartialEq)]
pub(super) enum LineKind {
    /// Dashes and pipes: it stands between header and body.
    Delimiter,
    /// Pipes at both ends and in between.
    Row,
    Other,
}

/// The lines of the paragraph, without quote marks and blanks around.
pub(super) fn lines(note: &Note, paragraph: TextRange) -> impl Iterator<Item = Line> + '_ {
    let mut at = paragraph.start();
    paragraph.slice(&note.text).split_inclusive('\n').map(move |line| {
        let start = at + line.len() - line.trim_start_matches([' ', '\t', '>']).len();
        at += line.len();
        let text = line.trim_start_matches([' ', '\t', '>']).trim_end();
        let bounded =
            text.len() > 1 && text.starts_with('|') && text.ends_with('|') && !text.ends_with("\\|");
        let cells = cells(text);
        let kind = match text {
            _ if is_delimiter(text) => LineKind::Delimiter,
            _ if bounded && cells >= 2 => LineKind::Row,
            _ => LineKind::Other,
        };
        Line { range: TextRange::new(start, start + text.len()), kind, cells }
    })
}

/// Whether `text` is dashes between pipes, with colons at their ends.
pub(super) fn is_delimiter(text: &str) -> bool {
    let inner = text.strip_prefix('|').unwrap_or(text);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let is_dashes = |cell: &str| {
        let cell = cell.trim();
        let cell = cell.strip_prefix(':').unwrap_or(cell);
        let dashes = cell.strip_suffix(':').unwrap_or(cell);
        !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
    };
    text.contains('|') && inner.split('|').all(is_dashes)
}

/// How many cells the line `text` has.
pub(super) fn cells(text: &str) -> usize {
    let pipes = text.matches('|').count() - text.matches("\\|").count();
    let edges =
        usize::from(text.starts_with('|')) + usize::from(text.ends_with('|') && !text.ends_with("\\|"));
    (pipes + 1).saturating_sub(edges)
}

/// Whether a pipe that is not escaped stands between the brackets of a wikilink.
pub(super) fn pipe_in_link(text: &str) -> bool {
    let links = text.split("[[").skip(1).filter_map(|rest| Some(rest.split_once("]]")?.0));
    links.into_iter().any(|link| link.matches('|').count() > link.matches("\\|").count())
}

/// Whether `first` is a row of the same kind as `next` rather than a header: figures stand above figures in most cells.
pub(super) fn is_data(first: &str, next: &str) -> bool {
    let figures = |text: &str| -> Vec<bool> {
        let cells = text.trim_matches('|').split('|');
        cells.map(|cell| cell.trim_start().starts_with(|c: char| c.is_ascii_digit())).collect()
    };
    let (first, next) = (figures(first), figures(next));
    let pairs = first.iter().zip(&next).filter(|(first, next)| **first && **next).count();
    pairs * 2 >= first.len() && pairs > 0
}
