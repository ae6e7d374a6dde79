//! What a code fence that is never closed makes code of, and why it is left open.

use super::signs::{is_heading, is_marked, is_named, is_prose_item, is_sentence};
use crate::note::{CodeBlock, Note};
use crate::rules::lines::{self, Line};
use crate::text::TextRange;

/// Languages in which `#` starts a comment, or in whose blocks the answers of programs stand besides: neither a
/// heading nor a sentence alone tells.
const SCRIPTS: [&str; 34] = [
    "bash", "bat", "cmd", "conf", "console", "docker", "dockerfile", "elixir", "fish", "graphql", "ini", "json", "jsonc", "julia", "make", "makefile", "nginx", "nix", "perl", "php", "powershell", "ps1", "py", "python", "r", "rb", "ruby", "sh", "shell", "shell-session", "sql", "terminal", "toml", "zsh",
];

/// Other languages of programs.
const PROGRAMS: [&str; 39] = [
    "asm", "asp", "c", "c#", "c++", "cpp", "cs", "csharp", "css", "dart", "diff", "fortran", "go", "golang", "groovy", "haskell", "html", "http", "java", "javascript", "js", "jsx", "kotlin", "less", "lua", "matlab", "objc", "pascal", "rs", "rust", "scala", "scss", "solidity", "swift", "ts", "tsx", "typescript", "vue", "xml",
];

/// What is called a language and is text, with all the signs of Markdown.
const TEXTS: [&str; 12] = [
    "anki", "col", "latex", "log", "markdown", "md", "output", "plain", "plaintext", "tex", "text", "txt",
];

/// What may stand in a block.
#[derive(Clone, Copy, PartialEq)]
enum Content {
    /// Code alone.
    Program,
    /// Commands and the answers of programs, and comments after `#`.
    Script,
    /// Nothing is said of it.
    Unnamed,
    /// What a plugin makes of it.
    Other,
    /// Text, perhaps Markdown.
    Text,
}

impl Content {
    fn of(code: &CodeBlock) -> Content {
        match &*code.language.to_lowercase() {
            "" => Content::Unnamed,
            language if SCRIPTS.contains(&language) => Content::Script,
            language if PROGRAMS.contains(&language) => Content::Program,
            language if TEXTS.contains(&language) || language.starts_with("ad-") => Content::Text,
            _ => Content::Other,
        }
    }
}

/// The first line in a closed block above `code` that opens code: the block it stands in was to end before it.
pub(super) fn opening_in_code(note: &Note, code: &CodeBlock) -> Option<TextRange> {
    let before = note.code_blocks.iter().take_while(|before| before.range.start() < code.range.start());
    let whole = before.filter(|before| before.fenced && before.closed && !matches!(Content::of(before), Content::Text | Content::Other));
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
    let kind = Content::of(code);
    let is_code = matches!(kind, Content::Program | Content::Script | Content::Unnamed);
    let indent = lines::read(note, note.lines.line_of(code.range.start())).indent;
    let (mut headings, mut sentences, mut items) = (0, 0, 0);
    let (mut first, mut below_blank) = (None, false);
    for Line { content, indent: own } in lines(note, code) {
        let text = note.slice(content).trim_end();
        let whole = whole_line(note, content);
        let starts = own <= indent;
        items = if starts && is_prose_item(text) { items + 1 } else { 0 };
        let is_sure = kind != Content::Text && is_marked(whole) || is_code && (is_named(text) || items == 2);
        if is_sure || opens_code(note, code, content) {
            return Some(content);
        }
        headings += usize::from(starts && below_blank && is_heading(text, kind == Content::Program));
        sentences += usize::from(starts && below_blank && is_sentence(text));
        first = first.or((headings + sentences > 0).then_some(content));
        below_blank = text.is_empty();
    }
    let tells = match kind {
        Content::Program => headings + sentences > 0,
        Content::Script => headings > 0 && sentences > 0,
        Content::Unnamed => headings + sentences > 1,
        Content::Other | Content::Text => false,
    };
    first.filter(|_| tells)
}

/// The line that `content` ends, with its indentation and quote marks.
fn whole_line(note: &Note, content: TextRange) -> &str {
    let line = note.lines.line_of(content.start());
    note.slice(note.lines.line_range(&note.text, line)).trim()
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
