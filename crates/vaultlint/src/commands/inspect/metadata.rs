//! The model of a note in the shape of Obsidian's `CachedMetadata`: lines from 0, columns and offsets in UTF-16
//! code units, a byte order mark not counted (OBSIDIAN.md 1.1).

use serde_json::{Map, Value, json};
use vaultlint_core::note::{Block, BlockKind, Link, LinkKind, ListItem, Note};
use vaultlint_core::text::TextRange;

/// Everything that Obsidian would cache of `note`, and `allTags` as `getAllTags` gives them.
pub fn cached_metadata(note: &Note) -> Value {
    let places = Places::new(note);
    let mut out = Map::new();
    let mut put = |key: &str, list: Vec<Value>| {
        if !list.is_empty() {
            out.insert(key.into(), list.into());
        }
    };
    put("headings", headings(note, &places));
    put("links", links(note, &places, false));
    put("embeds", links(note, &places, true));
    put("tags", tags(note, &places));
    put("listItems", note.list_items.iter().map(|item| list_item(note, item, &places)).collect());
    put("sections", sections(note, &places));
    put("footnotes", footnotes(note, &places));
    put("footnoteRefs", footnote_refs(note, &places));
    blocks(note, &places, &mut out);
    front_matter(note, &places, &mut out);
    out.insert("allTags".into(), all_tags(note).into());
    Value::Object(out)
}

/// Turns byte ranges into positions.
struct Places<'a> {
    note: &'a Note,
    /// Offset of each line's start in UTF-16 code units.
    line_starts: Vec<usize>,
    bom: usize,
}

impl<'a> Places<'a> {
    fn new(note: &'a Note) -> Self {
        let mut line_starts = vec![0];
        let mut offset = 0;
        for line in 0..note.lines.line_count() {
            offset += note.lines.full_line_range(line).slice(&note.text).encode_utf16().count();
            line_starts.push(offset);
        }
        Places { note, line_starts, bom: usize::from(note.text.starts_with('\u{feff}')) }
    }

    fn loc(&self, byte: usize) -> Value {
        let position = self.note.lines.utf16_position(&self.note.text, byte);
        let (line, col) = (position.line as usize, position.col as usize);
        let bom_in_col = if line == 0 { self.bom } else { 0 };
        let offset = self.line_starts.get(line).copied().unwrap_or(0) + col;
        json!({
            "line": line,
            "col": col.saturating_sub(bom_in_col),
            "offset": offset.saturating_sub(self.bom),
        })
    }

    fn position(&self, range: TextRange) -> Value {
        json!({ "start": self.loc(range.start()), "end": self.loc(range.end()) })
    }
}

fn headings(note: &Note, places: &Places<'_>) -> Vec<Value> {
    let heading = |heading: &vaultlint_core::note::Heading| {
        json!({
            "heading": note.slice(heading.text_range),
            "level": heading.level,
            "position": places.position(heading.range),
        })
    };
    note.headings.iter().map(heading).collect()
}

fn links(note: &Note, places: &Places<'_>, embeds: bool) -> Vec<Value> {
    let cached = note
        .links
        .iter()
        .filter(|link| link.is_cached() && link.embed == embeds && link.kind != LinkKind::Property);
    cached
        .map(|link| {
            json!({
                "link": link.target.link,
                "original": note.slice(link.range),
                "displayText": display_text(note, link),
                "position": places.position(link.range),
            })
        })
        .collect()
}

/// What a reader sees: the written display text, else `path > heading > heading` (OBSIDIAN.md 2.1).
fn display_text(note: &Note, link: &Link) -> String {
    match link.display_range {
        Some(range) => note.slice(range).to_string(),
        None => link.target.link.split('#').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" > "),
    }
}

fn tags(note: &Note, places: &Places<'_>) -> Vec<Value> {
    let tag = |tag: &vaultlint_core::note::Tag| json!({ "tag": note.slice(tag.range), "position": places.position(tag.range) });
    note.tags.iter().map(tag).collect()
}

fn list_item(note: &Note, item: &ListItem, places: &Places<'_>) -> Value {
    let parent = match item.parent.and_then(|parent| note.list_items.get(parent as usize)) {
        Some(parent) => i64::from(parent.line),
        None => -i64::from(item.list_line.max(1)),
    };
    let mut out = Map::new();
    out.insert("position".into(), places.position(item.range));
    out.insert("parent".into(), parent.into());
    if let Some(task) = item.task {
        out.insert("task".into(), task.to_string().into());
    }
    if let Some(id) = id_of(note, item.block) {
        out.insert("id".into(), id.into());
    }
    Value::Object(out)
}

fn id_of(note: &Note, block: u32) -> Option<String> {
    note.block_ids.iter().find(|id| id.block == block).map(|id| id.id.to_lowercase())
}

fn sections(note: &Note, places: &Places<'_>) -> Vec<Value> {
    let yaml = note
        .front_matter
        .iter()
        .map(|front_matter| json!({ "type": "yaml", "position": places.position(front_matter.range) }));
    let body = note.blocks.iter().enumerate().filter(|(_, block)| block.depth == 0).map(|(index, block)| {
        let mut out = Map::new();
        out.insert("type".into(), section_type(block).into());
        out.insert("position".into(), places.position(block.range));
        if let Some(id) = id_of(note, index as u32) {
            out.insert("id".into(), id.into());
        }
        Value::Object(out)
    });
    yaml.chain(body).collect()
}

fn section_type(block: &Block) -> &'static str {
    match block.kind {
        BlockKind::Paragraph => "paragraph",
        BlockKind::Heading => "heading",
        BlockKind::BlockQuote => "blockquote",
        BlockKind::Callout => "callout",
        BlockKind::List | BlockKind::ListItem => "list",
        BlockKind::Code => "code",
        BlockKind::Html => "html",
        BlockKind::Table => "table",
        BlockKind::FootnoteDefinition => "footnoteDefinition",
        BlockKind::ThematicBreak => "thematicBreak",
        BlockKind::Comment => "comment",
        BlockKind::Math => "math",
        BlockKind::LinkDefinition => "definition",
    }
}

fn footnotes(note: &Note, places: &Places<'_>) -> Vec<Value> {
    let footnote = |footnote: &vaultlint_core::note::Footnote| json!({ "id": footnote.id, "position": places.position(footnote.range) });
    note.footnotes.iter().map(footnote).collect()
}

fn footnote_refs(note: &Note, places: &Places<'_>) -> Vec<Value> {
    let named =
        note.footnote_refs.iter().filter_map(|reference| Some((reference.id.as_ref()?, reference.range)));
    named.map(|(id, range)| json!({ "id": id, "position": places.position(range) })).collect()
}

fn blocks(note: &Note, places: &Places<'_>, out: &mut Map<String, Value>) {
    if note.block_ids.is_empty() {
        return;
    }
    let mut blocks = Map::new();
    for id in &note.block_ids {
        let item = note.list_items.iter().find(|item| item.block == id.block);
        let range = item.map_or(id.target, |item| item.range);
        let key = id.id.to_lowercase();
        blocks.insert(key.clone(), json!({ "id": key, "position": places.position(range) }));
    }
    out.insert("blocks".into(), blocks.into());
}

fn front_matter(note: &Note, places: &Places<'_>, out: &mut Map<String, Value>) {
    let Some(front_matter) = &note.front_matter else { return };
    if front_matter.is_empty_block() || !front_matter.errors.is_empty() {
        return;
    }
    let mut properties = Map::new();
    for property in &front_matter.properties {
        let value = serde_json::to_value(property.value.to_yaml()).unwrap_or(Value::Null);
        properties.insert(property.key.to_string(), value);
    }
    out.insert("frontmatter".into(), properties.into());
    out.insert("frontmatterPosition".into(), places.position(front_matter.range));
    let links = note.links.iter().filter(|link| link.kind == LinkKind::Property).map(|link| {
        json!({
            "key": link.property,
            "link": link.target.link,
            "original": note.slice(link.range),
            "displayText": display_text(note, link),
        })
    });
    out.insert("frontmatterLinks".into(), links.collect::<Vec<_>>().into());
}

fn all_tags(note: &Note) -> Vec<Value> {
    let properties = note.front_matter.iter().flat_map(|front_matter| front_matter.tags());
    let body = note.tags.iter().map(|tag| note.slice(tag.range).into());
    properties.chain(body).map(|tag: Box<str>| Value::from(tag.to_string())).collect()
}
