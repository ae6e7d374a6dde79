//! Canvases: their cards, what they refer to and what is wrong with them (OBSIDIAN.md 5.1).

use jsonc_parser::ast::{Object, StringLit, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::ParseError;
use jsonc_parser::{CollectOptions, CommentCollectionStrategy, ParseOptions, parse_to_ast};
use rustc_hash::FxHashMap;

use crate::note::{Link, Note, Subpath};
use crate::text::TextRange;

mod flaws;
mod literal;

pub use flaws::{CanvasFlaw, CanvasFlawKind};
use literal::raw_offset;
pub(crate) use literal::{escaped, raw_edits};

/// A canvas. Ranges are bytes of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Canvas {
    /// What its cards refer to, in order of the cards.
    pub links: Vec<CanvasLink>,
    /// Its cards of text, in order.
    pub cards: Vec<CanvasCard>,
    /// What the format does not allow, in order of the file.
    pub flaws: Vec<CanvasFlaw>,
}

/// A card of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CanvasCard {
    /// The text, which is Markdown.
    pub text: Box<str>,
    /// Where the text stands as JSON writes it, between the quotes.
    pub range: TextRange,
}

/// A reference from a canvas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CanvasLink {
    /// Id of the card, empty where it has none.
    pub node: Box<str>,
    /// Where it leads.
    pub target: CanvasTarget,
    /// Its place: of a path without quotes, or of the link in the text of a card.
    pub range: TextRange,
    /// The place of the subpath, without quotes, where a card of a file has one.
    pub subpath_range: Option<TextRange>,
}

/// Where a reference from a canvas leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CanvasTarget {
    /// To the file at exactly this path of the vault, extension included.
    File {
        /// The path.
        path: Box<str>,
        /// The part of the file that the card shows.
        subpath: Option<Subpath>,
    },
    /// The picture behind a group, by its path in the vault.
    Background(Box<str>),
    /// A link in the text of a card. Its ranges are bytes of that text, not of the file.
    Text(Link),
}

/// Why a canvas cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CanvasError {
    /// What is wrong, for people.
    pub message: String,
    /// The place.
    pub range: TextRange,
}

impl Canvas {
    /// Reads the canvas `text`. An empty text is an empty canvas; what is not as the format has it is passed over.
    ///
    /// # Errors
    /// When `text` is no JSON, or no object at the top.
    pub fn parse(text: &str) -> Result<Canvas, CanvasError> {
        let bom = crate::note::bom_len(text);
        let json = text.get(bom..).unwrap_or(text);
        let parsed = parse_json(json).map_err(|error| {
            let range = error.range();
            unreadable(&error.kind().to_string(), TextRange::new(range.start + bom, range.end + bom))
        })?;
        match parsed {
            None => Ok(Canvas::default()),
            Some(Value::Object(root)) => Ok(Canvas {
                links: links(json, bom, &root),
                cards: nodes(&root).filter_map(|node| card(bom, node)).collect(),
                flaws: flaws::find(bom, &root),
            }),
            Some(other) => Err(unreadable("it is no object", range_of(bom, &other))),
        }
    }
}

/// Reads `json`, which is JSON and nothing else; `None` where it holds no value.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn parse_json(json: &str) -> Result<Option<Value<'_>>, ParseError> {
    let collect = CollectOptions { comments: CommentCollectionStrategy::Off, tokens: false };
    parse_to_ast(json, &collect, &strict()).map(|parsed| parsed.value)
}

/// JSON and nothing else.
fn strict() -> ParseOptions {
    ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    }
}

fn unreadable(reason: &str, range: TextRange) -> CanvasError {
    let mut reason = reason.to_owned();
    // Stands in the middle of a sentence.
    if let Some(first) = reason.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    let message = format!("this canvas is not valid JSON ({reason}), so Obsidian cannot open it");
    CanvasError { message, range }
}

fn links(json: &str, bom: usize, root: &Object<'_>) -> Vec<CanvasLink> {
    nodes(root).flat_map(|node| node_links(json, bom, node)).collect()
}

fn nodes<'a, 'b>(root: &'b Object<'a>) -> impl Iterator<Item = &'b Object<'a>> {
    let nodes = root.get_array("nodes").map(|nodes| nodes.elements.as_slice()).unwrap_or_default();
    nodes.iter().filter_map(Value::as_object)
}

fn card(bom: usize, node: &Object<'_>) -> Option<CanvasCard> {
    let is_text = node.get_string("type").is_some_and(|kind| kind.value == "text");
    let text = node.get_string("text").filter(|_| is_text)?;
    Some(CanvasCard { text: Box::from(&*text.value), range: inside(bom, text) })
}

fn node_links(json: &str, bom: usize, node: &Object<'_>) -> Vec<CanvasLink> {
    let id: Box<str> = node.get_string("id").map_or("".into(), |id| Box::from(&*id.value));
    let link = |target, range| CanvasLink { node: id.clone(), target, range, subpath_range: None };
    match node.get_string("type").map(|kind| &*kind.value) {
        Some("file") => {
            let Some(path) = node.get_string("file") else { return Vec::new() };
            let written = node.get_string("subpath");
            let subpath = written
                .and_then(|subpath| Subpath::new(subpath.value.strip_prefix('#').unwrap_or(&subpath.value)));
            let subpath_range = written.map(|written| inside(bom, written));
            let target = CanvasTarget::File { path: Box::from(&*path.value), subpath };
            vec![CanvasLink { subpath_range, ..link(target, inside(bom, path)) }]
        }
        Some("group") => {
            let background = node.get_string("background").filter(|path| !path.value.is_empty());
            let target = |path: &StringLit<'_>| CanvasTarget::Background(Box::from(&*path.value));
            background.map(|path| link(target(path), inside(bom, path))).into_iter().collect()
        }
        Some("text") => {
            let Some(text) = node.get_string("text") else { return Vec::new() };
            let raw = inside(0, text);
            let literal = raw.slice(json);
            let place = |range: TextRange| {
                let offset = |at| raw_offset(literal, at) + raw.start() + bom;
                TextRange::new(offset(range.start()), offset(range.end()))
            };
            let found = Note::parse("", &*text.value).links;
            found
                .into_iter()
                .map(|found| (place(found.range), found))
                .map(|(at, it)| link(CanvasTarget::Text(it), at))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// What stands between the quotes of `text`.
fn inside(bom: usize, text: &StringLit<'_>) -> TextRange {
    let start = text.range.start + 1;
    TextRange::new(start + bom, text.range.end.saturating_sub(1).max(start) + bom)
}

fn range_of(bom: usize, value: &impl Ranged) -> TextRange {
    let range = value.range();
    TextRange::new(range.start + bom, range.end + bom)
}

/// Where each id was seen first.
type Seen<'a> = FxHashMap<&'a str, TextRange>;

#[cfg(test)]
mod tests {
    use super::*;

    fn targets(text: &str) -> Vec<CanvasTarget> {
        Canvas::parse(text).unwrap().links.into_iter().map(|link| link.target).collect()
    }

    #[test]
    fn empty_canvases_have_no_links() {
        for text in ["", "  ", "{}", "{\"nodes\":[]}", "{\"nodes\":{}}", "{\"nodes\":[1,null]}", "\u{feff}{}"]
        {
            assert_eq!(targets(text), [], "{text}");
        }
    }

    #[test]
    fn files_and_backgrounds_are_paths() {
        let text = r##"{"nodes":[{"id":"a","type":"file","file":"x/N.md","subpath":"#h"},
            {"id":"b","type":"group","background":"i.png"},{"type":"link","url":"https://x"},{"type":"file"}]}"##;
        let file = CanvasTarget::File { path: "x/N.md".into(), subpath: Subpath::new("h") };
        assert_eq!(targets(text), [file, CanvasTarget::Background("i.png".into())]);
    }

    #[test]
    fn cards_hold_links() {
        let text = "{\"nodes\":[{\"type\":\"text\",\"text\":\"# T\\n\\u00e4 [[N#h|x]] `[[no]]` [y](My%20Note.md)\"}]}";
        let canvas = Canvas::parse(text).unwrap();
        let found = canvas.links.iter().map(|link| match &link.target {
            CanvasTarget::Text(inner) => (inner.target.link.to_string(), link.range.slice(text)),
            other => (format!("{other:?}"), ""),
        });
        let expected = [("N#h".to_owned(), "[[N#h|x]]"), ("My Note.md".to_owned(), "[y](My%20Note.md)")];
        assert_eq!(found.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn broken_json_is_an_error_with_its_place() {
        let error = Canvas::parse("{\n  \"nodes\": [\n").unwrap_err();
        assert!(error.range.start() > 0, "{error:?}");
        for text in ["[]", "1", "{'a': 1}", "{\"a\": 1,}", "{} {}", "// x\n{}", "{\"a\": 0x1}"] {
            assert!(Canvas::parse(text).is_err(), "{text}");
        }
        assert!(Canvas::parse(&"[".repeat(100_000)).is_err());
        assert!(Canvas::parse(&"{\"a\":".repeat(100_000)).is_err());
    }
}
