//! What a code fence that is never closed makes code of, and why it is left open.

use crate::note::{CodeBlock, Note};
use crate::rules::lines::{self, Line};
use crate::text::TextRange;

/// Languages in which `#` starts a comment.
const HASH_COMMENTS: [&str; 27] = [
    "bash", "c", "conf", "cpp", "console", "docker", "dockerfile", "elixir", "fish", "ini", "julia", "make",
    "makefile", "nix", "perl", "php", "powershell", "ps1", "py", "python", "r", "rb", "ruby", "sh", "shell", "toml",
    "zsh",
];

/// Languages that are text, so that text in them is no sign of a fence left open; also those of plugins that show
/// Markdown.
const TEXTS: [&str; 12] = [
    "latex", "markdown", "md", "mermaid", "plain", "plaintext", "prompt", "tex", "text", "txt", "yaml", "yml",
];

/// The first line in a closed block above `code` that opens code: the block it stands in was to end before it.
pub(super) fn opening_in_code(note: &Note, code: &CodeBlock) -> Option<TextRange> {
    let before = note.code_blocks.iter().take_while(|before| before.range.start() < code.range.start());
    let whole = before.filter(|before| before.fenced && before.closed && !is_text(before));
    let mut openings = whole.filter_map(|before| {
        lines(note, before).map(|line| line.content).find(|line| opens_code(note, before, *line))
    });
    openings.next()
}

/// The first line of `code` that ends in its marks, behind code.
pub(super) fn glued_closer(note: &Note, code: &CodeBlock) -> Option<TextRange> {
    let marks = marks(note, code);
    lines(note, code).map(|line| line.content).find(|line| {
        let text = note.slice(*line).trim();
        let before = text.strip_suffix(marks).unwrap_or("");
        !before.is_empty() && !before.contains(marks)
    })
}

/// The first line of `code` that reads as Markdown rather than as code.
pub(super) fn markdown(note: &Note, code: &CodeBlock) -> Option<TextRange> {
    let is_text = is_text(code);
    let is_hash_comment = HASH_COMMENTS.contains(&&*code.language.to_lowercase());
    let indent = lines::read(note, note.lines.line_of(code.range.start())).indent;
    let (mut below_blank, mut items) = (false, 0);
    for Line { content, indent: own } in lines(note, code) {
        let text = note.slice(content).trim_end();
        let starts = own <= indent;
        items = if starts && item(text).is_some_and(is_prose) { items + 1 } else { 0 };
        let is_block = starts && (is_sentence(text) || !is_hash_comment && is_heading(text));
        let reads_as_text = holds_wikilink(text) || is_task(text) || items == 2 || below_blank && is_block;
        if opens_code(note, code, content) || !is_text && reads_as_text {
            return Some(content);
        }
        below_blank = text.is_empty();
    }
    None
}

/// Whether the content of `code` may be Markdown.
fn is_text(code: &CodeBlock) -> bool {
    let language = code.language.to_lowercase();
    TEXTS.contains(&&*language) || language.starts_with("ad-")
}

/// The marks that `code` starts with.
fn marks<'n>(note: &'n Note, code: &CodeBlock) -> &'n str {
    let text = note.slice(code.range);
    let mark = text.chars().next().unwrap_or('`');
    text.get(..text.len() - text.trim_start_matches(mark).len()).unwrap_or(text)
}

/// The lines of `code` below the opening fence, without the quote marks before them.
fn lines<'n>(note: &'n Note, code: &CodeBlock) -> impl Iterator<Item = Line> + use<'n> {
    let first = note.lines.line_of(code.range.start()) + 1;
    let last = note.lines.line_of(code.range.end());
    (first..=last).map(|line| lines::read(note, line))
}

/// Whether `line` of `code` is a fence with a language: code has no such line, unless it is about Markdown.
fn opens_code(note: &Note, code: &CodeBlock, line: TextRange) -> bool {
    let marks = marks(note, code);
    let rest = note.slice(line).trim().strip_prefix(marks).unwrap_or("");
    !rest.is_empty() && rest.len() <= 20 && rest.chars().all(|c| c.is_alphanumeric() || matches!(c, '+' | '#' | '-'))
}

/// Whether `text` is `## Title`. A single `#` may be many a thing.
fn is_heading(text: &str) -> bool {
    let title = text.trim_start_matches('#');
    (2..=6).contains(&(text.len() - title.len()))
        && title.strip_prefix(' ').is_some_and(|title| title.starts_with(char::is_alphanumeric))
}

fn is_task(text: &str) -> bool {
    ["- [ ] ", "- [x] ", "* [ ] ", "* [x] "].iter().any(|mark| text.trim_start().starts_with(mark))
}

/// Whether a wikilink stands in `text`, not what other languages write in two brackets.
fn holds_wikilink(text: &str) -> bool {
    text.match_indices("[[").any(|(at, _)| {
        let (before, after) = (text.get(..at).unwrap_or(""), text.get(at + 2..).unwrap_or(""));
        let Some((target, _)) = after.split_once("]]") else { return false };
        let signs = ['"', '\'', '=', '<', '>', '$', '(', ')', ';', '{', '}', ',', ':', '['];
        before.ends_with([' ', '!'])
            && before.contains(char::is_alphabetic)
            && !before.contains(['=', '(', '{'])
            && target.starts_with(char::is_alphabetic)
            && !target.ends_with(' ')
            && !target.contains(signs)
    })
}

/// The text of a list item.
fn item(text: &str) -> Option<&str> {
    text.strip_prefix("- ").or_else(|| text.strip_prefix("* "))
}

/// Whether `text` is a sentence from the start of its line to its end.
fn is_sentence(text: &str) -> bool {
    is_prose(text) && text.trim_end_matches(['*', '_', ')']).ends_with(['.', ':', '?', '!', '…', '。', '：', '？', '！'])
}

/// Whether `text` starts as a sentence and is made of words, at least four, or of as many signs of a script without
/// blanks.
fn is_prose(text: &str) -> bool {
    let text = text.trim_start_matches(['*', '_']);
    let starts = text.chars().next().is_some_and(|c| c.is_uppercase() || c.is_alphabetic() && !c.is_ascii() && !c.is_lowercase());
    let is_word = |word: &str| {
        let word = word.trim_matches(['*', '_', '"', '\'', '(', ')', ',', '.', ':', '?', '!', '`', '«', '»', '“', '”']);
        word.chars().all(|c| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-'))
    };
    let words = text.split_whitespace().count();
    let plain = text.split_whitespace().filter(|word| is_word(word)).count();
    let letters = text.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()).count();
    starts && !text.contains(['{', '}', ';', '=', '<', '>', '|']) && (words >= 4 && plain * 5 >= words * 4 || letters >= 12)
}
