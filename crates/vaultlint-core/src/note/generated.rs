//! Text that another program writes into a note and keeps up.

use rustc_hash::FxHashMap;

use super::{Comment, CommentKind, Note};
use crate::text::TextRange;

/// Marks that do not say that they open and close something: the start of what opens, and of what closes.
const MARKS: [(&str, &str); 7] = [
    ("include:", "endInclude"),
    ("snippet:", "endSnippet"),
    ("toc", "tocstop"),
    ("toc", "endToc"),
    ("SerializedQuery:", "SerializedQuery END"),
    ("Zoottelkeeper: Beginning", "Zoottelkeeper: End"),
    ("prettier-ignore-start", "prettier-ignore-end"),
];

/// Words that open and close, as in `%% Begin Waypoint %%`, `<!-- START doctoc -->` and `<!-- LIST:START -->`. Not among
/// them is `begin`, which keeps what a person writes into a note from the program that made it.
const WORDS: [(&str, &str); 3] = [("Begin", "End"), ("BEGIN", "END"), ("START", "END")];

/// What a comment says of generated text.
enum Mark<'a> {
    /// With what closes it.
    Opens(&'a str),
    Closes(&'a str),
}

/// The regions of `note`, whose comments are known and in order, from comment to comment; sorted and disjoint.
pub(super) fn read(note: &Note) -> Vec<TextRange> {
    let mut open: FxHashMap<&str, usize> = FxHashMap::default();
    let mut regions: Vec<TextRange> = Vec::new();
    for comment in note.comments.iter().filter(|comment| comment.closed) {
        match mark(content(note, comment)) {
            Some(Mark::Opens(name)) => {
                open.insert(name, comment.range.start());
            }
            Some(Mark::Closes(name)) => {
                let Some(start) = open.remove(name) else { continue };
                // What was opened inside of it is part of it.
                open.retain(|_, inner| *inner < start);
                while regions.pop_if(|inner| inner.start() >= start).is_some() {}
                regions.push(TextRange::new(start, comment.range.end()));
            }
            None => {}
        }
    }
    regions
}

/// The first line of `comment`, without its marks.
fn content<'n>(note: &'n Note, comment: &Comment) -> &'n str {
    let (open, close) = if comment.kind == CommentKind::Html { (4, 3) } else { (2, 2) };
    let inner = TextRange::new(comment.range.start() + open, comment.range.end().saturating_sub(close));
    note.slice(inner).trim().lines().next().unwrap_or("")
}

fn mark(text: &str) -> Option<Mark<'_>> {
    for (opens, closes) in MARKS {
        if starts_with(text, closes) {
            return Some(Mark::Closes(opens));
        }
        if starts_with(text, opens) {
            return Some(Mark::Opens(opens));
        }
    }
    let mut words = text.split([' ', '\t', ':', '_']).filter(|word| !word.is_empty());
    let (first, second) = (words.next()?, words.next()?);
    for (opens, closes) in WORDS {
        match (first, second) {
            (word, name) | (name, word) if word == opens => return Some(Mark::Opens(name)),
            (word, name) | (name, word) if word == closes => return Some(Mark::Closes(name)),
            _ => {}
        }
    }
    None
}

/// Whether `text` starts with the word or words `start`.
fn starts_with(text: &str, start: &str) -> bool {
    text.strip_prefix(start).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}
