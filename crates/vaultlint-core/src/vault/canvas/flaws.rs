//! What the format of canvases does not allow.

use jsonc_parser::ast::{Array, Object, ObjectProp, Value};

use super::{Seen, range_of};
use crate::text::TextRange;

/// Something that the format does not allow. Keys and kinds of cards that it does not know are fine: plugins bring
/// their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CanvasFlaw {
    /// What is wrong.
    pub kind: CanvasFlawKind,
    /// The place.
    pub range: TextRange,
}

/// What is wrong with a part of a canvas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CanvasFlawKind {
    /// `nodes` or `edges` is no list.
    NotAList(&'static str),
    /// A card or an arrow is no object.
    NotAnObject,
    /// A card or an arrow lacks this field, or has it in another type.
    MissingField(&'static str),
    /// Two cards, or two arrows, have the id; the range is that of the later one.
    DuplicateId {
        /// The id.
        id: Box<str>,
        /// The id of the first.
        first: TextRange,
    },
    /// An arrow starts or ends at a card that is not there.
    MissingNode(Box<str>),
    /// A colour that is neither `"1"` to `"6"` nor `#` with hexadecimal digits.
    BadColor,
}

/// Flaws of the canvas `root`.
pub(super) fn find(bom: usize, root: &Object<'_>) -> Vec<CanvasFlaw> {
    let mut finder = Finder { bom, flaws: Vec::new() };
    let nodes = finder.list(root, "nodes");
    let edges = finder.list(root, "edges");
    let ids = finder.nodes(nodes);
    finder.edges(edges, &ids);
    finder.flaws.sort_by_key(|flaw| flaw.range.start());
    finder.flaws
}

struct Finder {
    bom: usize,
    flaws: Vec<CanvasFlaw>,
}

impl Finder {
    fn list<'a, 'b>(&mut self, root: &'b Object<'a>, key: &'static str) -> Option<&'b Array<'a>> {
        match &root.get(key)?.value {
            Value::Array(list) => Some(list),
            other => {
                self.add(CanvasFlawKind::NotAList(key), range_of(self.bom, other));
                None
            }
        }
    }

    /// Returns the ids of the cards.
    fn nodes<'b>(&mut self, nodes: Option<&'b Array<'_>>) -> Seen<'b> {
        let mut ids = Seen::default();
        for node in self.objects(nodes) {
            self.id(node, &mut ids);
            self.required(node, &["type"], |value| matches!(value, Value::StringLit(_)));
            self.required(node, &["x", "y", "width", "height"], |value| matches!(value, Value::NumberLit(_)));
            let field = match node.get_string("type").map(|kind| &*kind.value) {
                Some("text") => "text",
                Some("file") => "file",
                Some("link") => "url",
                _ => "id",
            };
            if field != "id" {
                self.required(node, &[field], |value| matches!(value, Value::StringLit(_)));
            }
            self.color(node);
        }
        ids
    }

    fn edges(&mut self, edges: Option<&Array<'_>>, nodes: &Seen<'_>) {
        let mut ids = Seen::default();
        for edge in self.objects(edges) {
            self.id(edge, &mut ids);
            self.required(edge, &["fromNode", "toNode"], |value| matches!(value, Value::StringLit(_)));
            for end in ["fromNode", "toNode"].into_iter().filter_map(|key| edge.get_string(key)) {
                if !nodes.contains_key(&*end.value) {
                    self.add(CanvasFlawKind::MissingNode(Box::from(&*end.value)), range_of(self.bom, end));
                }
            }
            self.color(edge);
        }
    }

    fn objects<'a, 'b>(&mut self, list: Option<&'b Array<'a>>) -> Vec<&'b Object<'a>> {
        let mut objects = Vec::new();
        for element in list.map(|list| list.elements.as_slice()).unwrap_or_default() {
            match element.as_object() {
                Some(object) => objects.push(object),
                None => self.add(CanvasFlawKind::NotAnObject, range_of(self.bom, element)),
            }
        }
        objects
    }

    fn id<'b>(&mut self, object: &'b Object<'_>, seen: &mut Seen<'b>) {
        self.required(object, &["id"], |value| matches!(value, Value::StringLit(_)));
        let Some(id) = object.get_string("id") else { return };
        let range = range_of(self.bom, id);
        match seen.get(&*id.value) {
            Some(first) => {
                self.add(CanvasFlawKind::DuplicateId { id: Box::from(&*id.value), first: *first }, range)
            }
            None => drop(seen.insert(&id.value, range)),
        }
    }

    fn required(&mut self, object: &Object<'_>, keys: &[&'static str], fits: impl Fn(&Value<'_>) -> bool) {
        for key in keys {
            match object.get(key) {
                Some(field) if fits(&field.value) => {}
                Some(field) => self.add(CanvasFlawKind::MissingField(key), range_of(self.bom, field)),
                None => {
                    let start = object.range.start + self.bom;
                    self.add(CanvasFlawKind::MissingField(key), TextRange::new(start, start + 1));
                }
            }
        }
    }

    fn color(&mut self, object: &Object<'_>) {
        if let Some(field) = object.get("color").filter(|field| !is_color(field)) {
            self.add(CanvasFlawKind::BadColor, range_of(self.bom, &field.value));
        }
    }

    fn add(&mut self, kind: CanvasFlawKind, range: TextRange) {
        self.flaws.push(CanvasFlaw { kind, range });
    }
}

/// Whether `field` is a colour; nothing and an empty text are none, and fine.
fn is_color(field: &ObjectProp<'_>) -> bool {
    let text = match &field.value {
        Value::StringLit(text) => &*text.value,
        Value::NullKeyword(_) => "",
        _ => return false,
    };
    let is_preset = text.len() <= 1 && text.bytes().all(|byte| (b'1'..=b'6').contains(&byte));
    let is_hex = text.strip_prefix('#').is_some_and(|digits| {
        (3..=8).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    });
    is_preset || is_hex
}
