//! What a note asks not to be told: markers in comments, and properties.

use super::yaml::{self, Property, Value, ValueKind};
use super::{Comment, CommentKind, Note};
use crate::text::TextRange;

/// A marker or a property that speaks to a linter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// What it asks for.
    pub kind: SuppressionKind,
    /// The comment with its marks, or the property from its key to the end of its value.
    pub range: TextRange,
    /// The word that makes it one, or the key of the property.
    pub keyword: TextRange,
    /// The rules that it names, in order; `all` is not among them.
    pub names: Vec<SuppressedName>,
    /// Whether it is for all rules: a marker that names none, or one that says `all`.
    pub all: bool,
    /// Whether it speaks to markdownlint or rumdl, whose names of rules it holds.
    pub of_markdownlint: bool,
}

/// What a marker or a property asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SuppressionKind {
    /// The property `vaultlint-disable`: silence in the whole note.
    Property,
    /// `vaultlint-disable-file`: silence in the whole note.
    File,
    /// `vaultlint-disable`: silence from here on.
    Disable,
    /// `vaultlint-enable`: the end of such a silence.
    Enable,
    /// `vaultlint-disable-line`: silence on the lines of the marker.
    Line,
    /// `vaultlint-disable-next-line`: silence on the next line that is not blank.
    NextLine,
    /// The property `disabled rules` of obsidian-linter.
    LinterProperty,
    /// `linter-disable` of obsidian-linter: silence from here on.
    LinterDisable,
    /// `linter-enable` of obsidian-linter.
    LinterEnable,
    /// A word that starts with `vaultlint-` and is none of these.
    Unknown,
}

/// A rule as a marker names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuppressedName {
    /// The name, as it is read.
    pub name: Box<str>,
    /// Its place: exact, or the whole value where YAML writes the name in another way.
    pub range: TextRange,
}

/// The property for whole notes.
pub const PROPERTY: &str = "vaultlint-disable";
/// The property of obsidian-linter.
const LINTER_PROPERTY: &str = "disabled rules";
/// The words of markers.
pub(crate) const KEYWORDS: [(&str, SuppressionKind); 5] = [
    ("vaultlint-disable", SuppressionKind::Disable),
    ("vaultlint-enable", SuppressionKind::Enable),
    ("vaultlint-disable-line", SuppressionKind::Line),
    ("vaultlint-disable-next-line", SuppressionKind::NextLine),
    ("vaultlint-disable-file", SuppressionKind::File),
];
/// What our words begin with; what begins so and is none is a slip.
pub(crate) const KEYWORD_START: &str = "vaultlint-";
/// What the words of linters for Markdown begin with, which end as ours do.
const MARKDOWNLINT_STARTS: [&str; 2] = ["markdownlint-", "rumdl-"];

impl Suppression {
    /// Whether it wants no finding of any rule in the whole note.
    pub fn is_for_all_of_the_note(&self) -> bool {
        use SuppressionKind::{File, LinterProperty, Property};
        self.all && !self.of_markdownlint && matches!(self.kind, Property | File | LinterProperty)
    }

    /// Whether it is a property.
    pub fn is_property(&self) -> bool {
        matches!(self.kind, SuppressionKind::Property | SuppressionKind::LinterProperty)
    }
}

/// Everything in `note`, whose comments are known and in order, that speaks to a linter; in order of position.
pub(super) fn read(note: &Note) -> Vec<Suppression> {
    let properties = in_properties(note);
    properties.into_iter().chain(note.comments.iter().filter_map(|it| in_comment(&note.text, it))).collect()
}

fn in_comment(text: &str, comment: &Comment) -> Option<Suppression> {
    let (open, close) = if comment.kind == CommentKind::Html { (4, 3) } else { (2, 2) };
    let inner = TextRange::new(comment.range.start() + open, comment.range.end().saturating_sub(close));
    // `<!--- x --->` is a form that obsidian-linter takes; each line of a quote starts with its mark.
    let margin = |c: char| c.is_whitespace() || c == '>' || c == '-' && comment.kind == CommentKind::Html;
    let start = inner.start() + inner.slice(text).len() - inner.slice(text).trim_start_matches(margin).len();
    let content = TextRange::new(start, start + inner.slice(text).trim_matches(margin).len());
    let starts_with = |word: &str| {
        content.slice(text).get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
    };
    let of_markdownlint =
        comment.kind == CommentKind::Html && MARKDOWNLINT_STARTS.into_iter().any(starts_with);
    // Cheap for the many comments that speak to people, however long.
    if !comment.closed || !(of_markdownlint || starts_with(KEYWORD_START) || starts_with("linter-")) {
        return None;
    }
    let mut words = words(text, content);
    let keyword = words.next()?;
    let kind =
        if of_markdownlint { markdownlint_kind(keyword.slice(text)) } else { kind(keyword.slice(text)) }?;
    let is_linter = matches!(kind, SuppressionKind::LinterDisable | SuppressionKind::LinterEnable);
    // obsidian-linter does not take its own word when anything follows.
    if is_linter && keyword != content {
        return None;
    }
    let names = words.take_while(|word| word.slice(text) != "--");
    let mut marker =
        Suppression { kind, range: comment.range, keyword, names: Vec::new(), all: false, of_markdownlint };
    names.for_each(|word| add(&mut marker, word.slice(text), word));
    marker.all |= marker.names.is_empty();
    Some(marker)
}

fn kind(word: &str) -> Option<SuppressionKind> {
    match word {
        "linter-disable" => Some(SuppressionKind::LinterDisable),
        "linter-enable" => Some(SuppressionKind::LinterEnable),
        _ => match KEYWORDS.iter().find(|(keyword, _)| *keyword == word) {
            Some((_, kind)) => Some(*kind),
            None if word.starts_with("linter-") => None,
            None => Some(SuppressionKind::Unknown),
        },
    }
}

/// The kind of a word of markdownlint or rumdl; of those that do more than hide findings there is none.
fn markdownlint_kind(word: &str) -> Option<SuppressionKind> {
    let (_, end) = word.split_once('-')?;
    let is_same =
        |keyword: &str| keyword.strip_prefix(KEYWORD_START).is_some_and(|it| it.eq_ignore_ascii_case(end));
    KEYWORDS.iter().find(|(keyword, _)| is_same(keyword)).map(|(_, kind)| *kind)
}

fn add(marker: &mut Suppression, name: &str, range: TextRange) {
    if name == "all" {
        marker.all = true;
    } else {
        marker.names.push(SuppressedName { name: name.into(), range });
    }
}

/// The words in `range`, between blanks, commas and the marks of quotes.
fn words(text: &str, range: TextRange) -> impl Iterator<Item = TextRange> + '_ {
    let is_separator = |c: char| c.is_whitespace() || matches!(c, ',' | '>');
    let mut at = range.start();
    std::iter::from_fn(move || {
        let rest = TextRange::new(at, range.end()).slice(text);
        let word = rest.trim_start_matches(is_separator);
        let start = at + rest.len() - word.len();
        at = start + word.find(is_separator).unwrap_or(word.len());
        (at > start).then(|| TextRange::new(start, at))
    })
}

fn in_properties(note: &Note) -> Vec<Suppression> {
    let Some(front_matter) = &note.front_matter else { return Vec::new() };
    let read = |property: &Property| in_property(&note.text, property);
    if front_matter.errors.is_empty() {
        return front_matter.properties.iter().filter_map(read).collect();
    }
    // What cannot be read as a whole still says which findings are unwanted, that of the error first of all.
    let blocks = blocks_of_ours(note, front_matter.yaml_range);
    blocks.iter().flat_map(|block| yaml::parse(&note.text, *block).0).filter_map(|it| read(&it)).collect()
}

fn in_property(text: &str, property: &Property) -> Option<Suppression> {
    let kind = if property.key.eq_ignore_ascii_case(PROPERTY) {
        SuppressionKind::Property
    } else if property.key.eq_ignore_ascii_case(LINTER_PROPERTY) {
        SuppressionKind::LinterProperty
    } else {
        return None;
    };
    let (range, keyword) = (property.range(), property.key_range);
    let mut suppression =
        Suppression { kind, range, keyword, names: Vec::new(), all: false, of_markdownlint: false };
    match &property.value.kind {
        ValueKind::Bool(true) => suppression.all = true,
        ValueKind::Sequence { items, .. } => {
            items.iter().for_each(|item| add_value(&mut suppression, text, item))
        }
        _ => add_value(&mut suppression, text, &property.value),
    }
    (suppression.all || !suppression.names.is_empty()).then_some(suppression)
}

/// Adds the names in `value`, where it is text.
fn add_value(suppression: &mut Suppression, text: &str, value: &Value) {
    let Some(names) = value.as_str() else { return };
    let exact = value.range.slice(text).find(names).map(|at| value.range.start() + at);
    for word in words(names, TextRange::new(0, names.len())) {
        let range = exact.map_or(value.range, |at| word.shift(at));
        add(suppression, word.slice(names), range);
    }
}

/// The lines in `yaml` of the properties that this module reads.
fn blocks_of_ours(note: &Note, yaml: TextRange) -> Vec<TextRange> {
    let mut blocks = Vec::new();
    let mut open = None;
    let first = note.lines.line_of(yaml.start());
    let lines = (first..note.lines.line_count()).map(|line| note.lines.full_line_range(line));
    for line in lines.take_while(|line| line.start() < yaml.end()) {
        let text = line.slice(&note.text);
        if text.trim().is_empty() || text.starts_with([' ', '\t', '-', '#', ']']) {
            continue;
        }
        blocks.extend(open.take().map(|start| TextRange::new(start, line.start())));
        let key = text.split(':').next().unwrap_or("").trim().trim_matches(['"', '\'']);
        if key.eq_ignore_ascii_case(PROPERTY) || key.eq_ignore_ascii_case(LINTER_PROPERTY) {
            open = Some(line.start());
        }
    }
    blocks.extend(open.map(|start| TextRange::new(start, yaml.end())));
    blocks
}
