//! Finds the front matter, and what was meant as one (OBSIDIAN.md 3.1).

use super::{FrontMatter, FrontMatterFlaw, FrontMatterFlawKind};
use crate::note::bom_len;
use crate::note::yaml::{self, Property, ScalarStyle, SyntaxErrorKind, Value, ValueKind};
use crate::text::TextRange;

/// Keys that a block is known by as properties; running text seldom has them before a colon.
const KNOWN_KEYS: [&str; 36] = [
    "alias",
    "aliases",
    "author",
    "banner",
    "categories",
    "category",
    "cover",
    "created",
    "cssclass",
    "cssclasses",
    "date",
    "description",
    "draft",
    "id",
    "image",
    "kanban-plugin",
    "lang",
    "layout",
    "modified",
    "permalink",
    "publish",
    "rating",
    "related",
    "slug",
    "source",
    "status",
    "tag",
    "tags",
    "title",
    "topic",
    "topics",
    "type",
    "uid",
    "up",
    "updated",
    "url",
];
/// How many lines of text may stand before a block that is taken for a misplaced front matter.
const MAX_LINES_BEFORE: usize = 3;

/// Cuts and reads the front matter of `text`. `known` is one that was read before, with the text that it was read in: it
/// is not read again where it is as it was.
pub(crate) fn parse(
    text: &str,
    known: Option<(&FrontMatter, &str)>,
) -> (Option<FrontMatter>, Option<FrontMatterFlaw>) {
    let start = bom_len(text);
    let first = Line::at(text, start);
    if first.trimmed(text) != "---" {
        return (None, misplaced(text, start));
    }
    let Some(closer) = lines(text, first.next).find(|line| line.slice(text).starts_with("---")) else {
        return (None, unclosed(text, first));
    };
    let is_known = |(known, before): &(&FrontMatter, &str)| {
        let (range, yaml_range) = ranges(first, closer);
        known.range == range
            && known.yaml_range == yaml_range
            && yaml_range.slice(before) == yaml_range.slice(text)
    };
    let front_matter = match known.filter(is_known) {
        Some((known, _)) => known.clone(),
        None => read(text, first, closer),
    };
    let flaw = flaw(text, &front_matter, first, closer);
    (Some(front_matter), flaw)
}

/// The ranges of the front matter and of its YAML.
fn ranges(opener: Line, closer: Line) -> (TextRange, TextRange) {
    (TextRange::new(opener.start, closer.start + 3), TextRange::new(opener.next, closer.start))
}

fn read(text: &str, opener: Line, closer: Line) -> FrontMatter {
    let (range, yaml_range) = ranges(opener, closer);
    let (properties, mut errors) = yaml::parse(text, yaml_range);
    if let [error] = errors.as_mut_slice()
        && error.kind.is_of_a_line()
        && !has_property_line(text, yaml_range)
    {
        error.kind = SyntaxErrorKind::Text;
    }
    FrontMatter { range, yaml_range, properties, errors }
}

/// Whether a line of `yaml` is written as a property, or all of it as JSON.
fn has_property_line(text: &str, yaml: TextRange) -> bool {
    let inside = lines(text, yaml.start()).take_while(|line| line.start < yaml.end());
    yaml.slice(text).trim_start().starts_with(['{', '['])
        || inside
            .into_iter()
            .any(|line| key_of(line.slice(text).trim_start_matches([' ', '\t', '-'])).is_some())
}

/// What is wrong with the fences of a front matter that Obsidian's index reads, or right after them.
fn flaw(text: &str, front_matter: &FrontMatter, opener: Line, closer: Line) -> Option<FrontMatterFlaw> {
    if let Some(flaw) = indented_closer(text, front_matter, opener) {
        return Some(flaw);
    }
    if !front_matter.errors.is_empty() && front_matter.is_prose() {
        return None;
    }
    let block = front_matter.range;
    let has_properties = !front_matter.properties.is_empty();
    if closer.trimmed(text) != "---" && has_properties {
        let range = TextRange::new(closer.start, closer.start + closer.trimmed(text).len());
        return Some(FrontMatterFlaw { kind: FrontMatterFlawKind::BadClosingFence, range, block });
    }
    if opener.end > opener.start + 3 {
        let range = TextRange::new(opener.start + 3, opener.end);
        return Some(FrontMatterFlaw { kind: FrontMatterFlawKind::BlankAfterOpeningFence, range, block });
    }
    let second = lines(text, closer.next).find(|line| !line.is_blank(text))?;
    let block = fenced_properties(text, second).filter(|block| block.surely_properties())?;
    let range = TextRange::new(second.start, second.start + 3);
    Some(FrontMatterFlaw { kind: FrontMatterFlawKind::SecondBlock, range, block: block.range })
}

/// An indented `---` that was meant to close the block that starts at `opener`: it stands in a value that is not
/// quoted, or what follows it makes the block unreadable.
fn indented_closer(text: &str, front_matter: &FrontMatter, opener: Line) -> Option<FrontMatterFlaw> {
    let yaml = front_matter.yaml_range;
    let fence = lines(text, yaml.start())
        .take_while(|line| line.start < yaml.end())
        .find(|line| line.is_indented_fence(text))?;
    let range = TextRange::new(
        fence.end - fence.slice(text).trim_start().len(),
        fence.start + fence.trimmed(text).len(),
    );
    let meant = if front_matter.errors.is_empty() {
        front_matter.properties.iter().any(|property| holds_in_plain_text(&property.value, range.start()))
    } else {
        let (properties, errors) = yaml::parse(text, TextRange::new(opener.next, fence.start));
        errors.is_empty() && !properties.is_empty()
    };
    let block = TextRange::new(opener.start, range.end());
    meant.then_some(FrontMatterFlaw { kind: FrontMatterFlawKind::IndentedClosingFence, range, block })
}

/// Whether byte `at` lies in text without quotes in `value`.
fn holds_in_plain_text(value: &Value, at: usize) -> bool {
    match &value.kind {
        ValueKind::String(_, ScalarStyle::Plain) => value.range.contains(at),
        ValueKind::Sequence { items, .. } => items.iter().any(|item| holds_in_plain_text(item, at)),
        ValueKind::Mapping { entries, .. } => {
            entries.iter().any(|entry| holds_in_plain_text(&entry.value, at))
        }
        _ => false,
    }
}

/// An opening fence on line 1 without a closing one, where properties follow it. A rule before running text is fine.
fn unclosed(text: &str, opener: Line) -> Option<FrontMatterFlaw> {
    let mut keys = 0;
    let mut known = false;
    let mut end = opener.end;
    for line in lines(text, opener.next).skip_while(|line| line.is_blank(text)) {
        let content = line.trimmed(text);
        if keys > 0 && line.is_indented_fence(text) {
            let range =
                TextRange::new(line.end - line.slice(text).trim_start().len(), line.start + content.len());
            let block = TextRange::new(opener.start, range.end());
            return Some(FrontMatterFlaw { kind: FrontMatterFlawKind::IndentedClosingFence, range, block });
        }
        if let Some(key) = key_of(content) {
            keys += 1;
            known |= is_known(key);
        } else if keys == 0 || !(content.starts_with("- ") || content == "-" || line.is_indented(text)) {
            break;
        }
        end = line.start + content.len();
    }
    let range = TextRange::new(opener.start, opener.start + 3);
    let block = TextRange::new(opener.start, end);
    (keys > 1 || known).then_some(FrontMatterFlaw { kind: FrontMatterFlawKind::Unclosed, range, block })
}

/// A block of properties near the top of a note that does not start with `---`.
fn misplaced(text: &str, start: usize) -> Option<FrontMatterFlaw> {
    use FrontMatterFlawKind::{BadOpeningFence, BlankBefore, DoubleByteOrderMark, TextBefore};
    if let Some(flaw) = stray_before(text, start) {
        return Some(flaw);
    }
    let after_marks = start + text.get(start..)?.chars().take_while(|c| *c == '\u{feff}').count() * 3;
    let (kind, opener) = if after_marks > start {
        (DoubleByteOrderMark, Line::at(text, after_marks))
    } else {
        let mut before = 0;
        let line = lines(text, start).find(|line| {
            let content = line.slice(text).trim_start_matches([' ', '\t']);
            let passed = !content.starts_with("---") && before <= MAX_LINES_BEFORE;
            before += usize::from(passed && !content.trim().is_empty());
            !passed
        })?;
        let fence = line.dedented(text);
        match before {
            0 if fence.start > start => (BlankBefore, fence),
            0 => (BadOpeningFence, fence),
            1..=MAX_LINES_BEFORE if may_precede_properties(text.get(start..line.start)?) => {
                (TextBefore, line)
            }
            _ => return None,
        }
    };
    let block = fenced_properties(text, opener)?;
    let certain = match kind {
        TextBefore => block.known,
        BadOpeningFence => block.surely_properties(),
        _ => block.simple,
    };
    let opens = opener.trimmed(text) == "---" || kind == BadOpeningFence;
    let range = match kind {
        BadOpeningFence => TextRange::new(opener.start, opener.start + opener.trimmed(text).len()),
        TextBefore => TextRange::new(start, start + text.get(start..opener.start)?.trim_end().len()),
        _ => TextRange::new(start, opener.start),
    };
    (certain && opens).then_some(FrontMatterFlaw { kind, range, block: block.range })
}

/// A block of properties whose opening fence follows a letter or two on its line.
fn stray_before(text: &str, start: usize) -> Option<FrontMatterFlaw> {
    let first = Line::at(text, start);
    let stray = first.trimmed(text).strip_suffix("---")?;
    let is_slip = stray.trim().chars().count() <= 2 && stray.trim().chars().all(char::is_alphanumeric);
    if stray.trim().is_empty() || !is_slip {
        return None;
    }
    let opener = Line { start: start + stray.len(), ..first };
    let block = fenced_properties(text, opener).filter(Block::surely_properties)?;
    let range = TextRange::new(start, opener.start);
    Some(FrontMatterFlaw { kind: FrontMatterFlawKind::StrayBefore, range, block: block.range })
}

/// Whether `before` is text that an author may have put above the properties by accident: no code, no list, no
/// script of a template that goes when the template is used.
fn may_precede_properties(before: &str) -> bool {
    const OTHER: [&str; 9] = ["```", "~~~", "<", "{{", "|", "- ", "* ", ">", "%%"];
    before.lines().all(|line| !OTHER.iter().any(|start| line.trim_start().starts_with(start)))
}

/// A block between two fences that reads as properties.
struct Block {
    range: TextRange,
    /// Whether a key is one that notes are known to have.
    known: bool,
    /// Whether every key is at most three words.
    simple: bool,
    keys: usize,
}

impl Block {
    fn surely_properties(&self) -> bool {
        self.known || self.simple && self.keys > 1
    }
}

/// The block that `opener`, a line that starts with `---`, opens, where it is closed and holds properties.
fn fenced_properties(text: &str, opener: Line) -> Option<Block> {
    let dashes = opener.slice(text);
    if !dashes.starts_with("---")
        || !(dashes.trim_end_matches([' ', '\t', '-']).is_empty() || dashes.starts_with("--- "))
    {
        return None;
    }
    let closer = lines(text, opener.next).find(|line| line.slice(text).starts_with("---"))?;
    let (properties, errors) = yaml::parse(text, TextRange::new(opener.next, closer.start));
    let duplicate = |kind: &SyntaxErrorKind| matches!(kind, SyntaxErrorKind::DuplicateKey { .. });
    if properties.is_empty() || errors.iter().any(|error| !duplicate(&error.kind)) {
        return None;
    }
    let simple =
        |property: &Property| property.key.len() <= 40 && property.key.split_whitespace().count() <= 3;
    Some(Block {
        range: TextRange::new(opener.start, closer.start + 3),
        known: properties.iter().any(|property| is_known(&property.key)),
        simple: properties.iter().all(simple),
        keys: properties.len(),
    })
}

fn is_known(key: &str) -> bool {
    KNOWN_KEYS.contains(&key.trim().to_lowercase().as_str())
}

/// The key of a line like `key: value`: no Markdown marks, no sentence before the colon.
pub(super) fn key_of(line: &str) -> Option<&str> {
    let (key, value) = line.split_once(':')?;
    let starts_like_key = key.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '"');
    let is_key = starts_like_key && key.len() <= 80 && key.split_whitespace().count() <= 3;
    (is_key && (value.is_empty() || value.starts_with([' ', '\t']))).then_some(key)
}

/// A line of the note, without its line break.
#[derive(Clone, Copy)]
struct Line {
    start: usize,
    end: usize,
    /// Where the next line starts.
    next: usize,
}

impl Line {
    fn at(text: &str, start: usize) -> Self {
        let rest = text.get(start..).unwrap_or("");
        let Some(len) = rest.find(['\n', '\r']) else {
            return Line { start, end: start + rest.len(), next: text.len() };
        };
        let line_break = if rest.get(len..).is_some_and(|rest| rest.starts_with("\r\n")) { 2 } else { 1 };
        Line { start, end: start + len, next: start + len + line_break }
    }

    fn slice(self, text: &str) -> &str {
        TextRange::new(self.start, self.end).slice(text)
    }

    /// The line without blanks at its end.
    fn trimmed(self, text: &str) -> &str {
        self.slice(text).trim_end_matches([' ', '\t'])
    }

    fn is_blank(self, text: &str) -> bool {
        self.trimmed(text).is_empty()
    }

    fn is_indented(self, text: &str) -> bool {
        self.slice(text).starts_with([' ', '\t']) && !self.is_blank(text)
    }

    /// Whether the line is `---` after blanks.
    fn is_indented_fence(self, text: &str) -> bool {
        self.is_indented(text) && self.slice(text).trim_matches([' ', '\t']) == "---"
    }

    /// The line from its first character that is no blank.
    fn dedented(self, text: &str) -> Self {
        Line { start: self.end - self.slice(text).trim_start_matches([' ', '\t']).len(), ..self }
    }
}

/// The lines of `text` from byte `start`, which starts one; none at its end.
fn lines(text: &str, start: usize) -> impl Iterator<Item = Line> + '_ {
    let mut at = start;
    std::iter::from_fn(move || {
        (at < text.len()).then(|| {
            let line = Line::at(text, at);
            at = line.next;
            line
        })
    })
}
