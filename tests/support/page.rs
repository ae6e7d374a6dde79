//! Reads a rule page as tests: each `##` section that holds fences is one, with a vault in memory.

/// A section with fences.
pub struct Section {
    /// The text of its heading.
    pub title: String,
    /// Its fences in order.
    pub fences: Vec<Fence>,
}

/// A fenced block of the page.
pub struct Fence {
    /// What follows the opening fence: `md`, `md fixed`, `toml`, ..
    pub info: String,
    /// The path line before it: `` `folder/other.md`: ``.
    pub path: Option<String>,
    /// Whether the path line says `(the note)` or `(the file)`: it is checked.
    pub is_subject: bool,
    /// What stands between the fences, each line with its line break.
    pub text: String,
    /// The bytes of `text` in the page.
    pub range: std::ops::Range<usize>,
}

/// The sections of `page` that hold fences; the part before the first `##` goes by the title of the page.
pub fn sections(page: &str) -> Vec<Section> {
    let mut sections = vec![Section { title: String::new(), fences: Vec::new() }];
    let mut open: Option<(Fence, String)> = None;
    let mut path: Option<(String, bool)> = None;
    let mut at = 0;
    for line in page.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let bare = line.trim_end();
        if let Some((fence, mark)) = &mut open {
            if is_closing(bare, mark) {
                fence.range.end = start;
                let (mut fence, _) = open.take().expect("just seen");
                fence.text = page[fence.range.clone()].to_owned();
                sections.last_mut().expect("never empty").fences.push(fence);
            }
        } else if let Some((mark, info)) = opening(bare) {
            let (path, is_subject) =
                path.take().map_or((None, false), |(path, is_subject)| (Some(path), is_subject));
            open = Some((Fence { info, path, is_subject, text: String::new(), range: at..at }, mark));
        } else if let Some(title) = bare.strip_prefix("## ") {
            sections.push(Section { title: title.trim().to_owned(), fences: Vec::new() });
        } else if !bare.is_empty() {
            path = path_line(bare);
        }
    }
    assert!(open.is_none(), "a fence is never closed");
    sections.retain(|section| !section.fences.is_empty());
    sections
}

fn opening(line: &str) -> Option<(String, String)> {
    let length = line.len() - line.trim_start_matches('`').len();
    let info = &line[length..];
    (length >= 3 && !info.contains('`')).then(|| (line[..length].to_owned(), info.trim().to_owned()))
}

fn is_closing(line: &str, mark: &str) -> bool {
    line.len() >= mark.len() && line.chars().all(|c| c == '`')
}

/// `` `folder/other.md`: ``, or with ` (the note)` or ` (the file)` before the colon.
fn path_line(line: &str) -> Option<(String, bool)> {
    let (path, rest) = line.strip_prefix('`')?.split_once('`')?;
    match rest {
        ":" => Some((path.to_owned(), false)),
        " (the note):" | " (the file):" => Some((path.to_owned(), true)),
        _ => None,
    }
}

/// A finding as a mark states it: line from 0, first column and column after the last, in characters from 0, rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    pub line: usize,
    pub start: usize,
    pub end: usize,
    pub rule: String,
}

/// Splits a marked note into its text and its marks.
pub fn unmark(marked: &str) -> (String, Vec<Mark>) {
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut lines = 0_usize;
    for line in marked.split_inclusive('\n') {
        match mark(line.trim_end_matches('\n')) {
            Some((start, end, rule)) => {
                let line = lines.checked_sub(1).expect("a mark needs a line above it");
                marks.push(Mark { line, start, end, rule });
            }
            None => {
                text.push_str(line);
                lines += 1;
            }
        }
    }
    marks.sort();
    (text, marks)
}

/// Reads `   ^^^^ rule-name`.
fn mark(line: &str) -> Option<(usize, usize, String)> {
    let rest = line.trim_start_matches(' ');
    let start = line.len() - rest.len();
    let rule = rest.trim_start_matches('^');
    let length = rest.len() - rule.len();
    let rule = rule.strip_prefix(' ')?;
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (length > 0 && !rule.is_empty() && rule.chars().all(is_name))
        .then(|| (start, start + length, rule.to_owned()))
}

/// The marked form of `text`, as a page would hold it.
pub fn draw(text: &str, marks: &[Mark]) -> String {
    let mut out = String::new();
    for (i, line) in text.split_inclusive('\n').enumerate() {
        out.push_str(line);
        if !line.ends_with('\n') {
            out.push('\n');
        }
        for mark in marks.iter().filter(|mark| mark.line == i) {
            let carets = "^".repeat(mark.end.saturating_sub(mark.start));
            out.push_str(&format!("{}{carets} {}\n", " ".repeat(mark.start), mark.rule));
        }
    }
    out
}
