//! From a text that was mended to the smallest edits that lead to it.

use similar::{ChangeTag, TextDiff};
use tower_lsp::lsp_types::TextEdit;
use vaultlint_core::note::Note;
use vaultlint_core::text::TextRange;

use crate::convert::{self, Encoding};

/// Edits that make `new` of the text of `note`, as small as they can be in whole lines, so that cursors and folds stay
/// where they are.
pub fn minimal(note: &Note, new: &str, encoding: Encoding) -> Vec<TextEdit> {
    let diff = TextDiff::from_lines(&*note.text, new);
    let mut edits: Vec<(TextRange, String)> = Vec::new();
    let mut at = 0;
    for change in diff.iter_all_changes() {
        let value = change.value();
        match change.tag() {
            ChangeTag::Equal => at += value.len(),
            ChangeTag::Delete => {
                match edits.last_mut().filter(|(range, _)| range.end() == at) {
                    Some((range, _)) => *range = TextRange::new(range.start(), at + value.len()),
                    None => edits.push((TextRange::new(at, at + value.len()), String::new())),
                }
                at += value.len();
            }
            ChangeTag::Insert => match edits.last_mut().filter(|(range, _)| range.end() == at) {
                Some((_, text)) => text.push_str(value),
                None => edits.push((TextRange::empty(at), value.to_owned())),
            },
        }
    }
    let trimmed = edits.into_iter().map(|(range, text)| trim(note, range, &text));
    trimmed
        .map(|(range, new_text)| TextEdit { range: convert::range(note, range, encoding), new_text })
        .collect()
}

/// Without what stands at the start and the end of both.
fn trim(note: &Note, range: TextRange, new: &str) -> (TextRange, String) {
    let old = note.slice(range);
    let head = common(old.chars(), new.chars());
    let (old_rest, new_rest) = (old.get(head..).unwrap_or(""), new.get(head..).unwrap_or(""));
    let tail = common(old_rest.chars().rev(), new_rest.chars().rev());
    let kept = new_rest.get(..new_rest.len() - tail).unwrap_or("");
    (TextRange::new(range.start() + head, range.end() - tail), kept.to_owned())
}

/// How many bytes the characters fill that `a` and `b` begin with.
fn common(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> usize {
    a.zip(b).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}
