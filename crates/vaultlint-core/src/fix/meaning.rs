//! What a note says, in a form that can be compared: the guard of meaning.

use crate::note::{BlockKind, CodeBlock, Link, LinkKind, Note, Property, Subpath, Target, Value, ValueKind};
use crate::rule::Meaning;
use crate::text::TextRange;
use crate::vault::{Resolution, Vault, VaultPath, heading_key};

use super::words::{fold, words};

/// The canonical meaning of a note. White space that shows nothing, the choice among marks that mean the same, the order
/// and the style of properties take no part in it.
pub(super) struct NoteMeaning<'v> {
    path: VaultPath,
    vault: &'v Vault,
    structure: Structure,
    headings: Vec<String>,
    links: Vec<LinkMeaning>,
    tags: Vec<String>,
    block_ids: Vec<(String, Option<BlockKind>)>,
    verbatim: Vec<String>,
    properties: Option<Properties>,
    words: String,
}

/// Kinds and nesting of blocks with what belongs to each kind.
#[derive(Debug, PartialEq)]
struct Structure {
    blocks: Vec<(BlockKind, u32)>,
    heading_levels: Vec<(u8, bool)>,
    /// The number of an ordered item that starts a list, or whether the item is ordered; the task's character.
    items: Vec<(Option<u64>, Option<char>)>,
    callouts: Vec<(String, Option<char>)>,
    tables: Vec<(u32, usize)>,
    /// Whether each emphasis is strong.
    emphasis: Vec<bool>,
}

/// A link by what it does. Where it leads is found out only where two are written otherwise: that may take reading
/// other notes.
struct LinkMeaning {
    property: Option<Box<str>>,
    embed: bool,
    hidden: bool,
    kind: LinkKind,
    external: bool,
    target: Target,
    shown: String,
}

#[derive(Debug, PartialEq)]
enum Properties {
    Data(Vec<(Box<str>, Data)>),
    /// YAML that cannot be read says only what it looks like.
    Broken(String),
}

/// A value without its place and style.
#[derive(Debug, PartialEq)]
enum Data {
    Null,
    Bool(bool),
    Number(serde_yaml::Number),
    String(Box<str>),
    Sequence(Vec<Data>),
    /// Sorted by key.
    Mapping(Vec<(Box<str>, Data)>),
}

impl<'v> NoteMeaning<'v> {
    /// The meaning of `note` in `vault`.
    pub(super) fn of(note: &Note, vault: &'v Vault) -> Self {
        NoteMeaning {
            path: note.path.clone(),
            vault,
            structure: structure(note),
            headings: note.headings.iter().map(|heading| fold(note.slice(heading.text_range))).collect(),
            links: links(note),
            tags: tags(note),
            block_ids: block_ids(note),
            verbatim: verbatim(note),
            properties: properties(note),
            words: words(note, vault.settings().strict_line_breaks),
        }
    }

    /// The parts in which the two differ.
    pub(super) fn differences(&self, other: &NoteMeaning<'_>) -> Vec<Meaning> {
        let parts = [
            (Meaning::Structure, self.structure == other.structure),
            (Meaning::Headings, self.headings == other.headings),
            (Meaning::Links, self.has_links_of(other)),
            (Meaning::Tags, self.tags == other.tags),
            (Meaning::BlockIds, self.block_ids == other.block_ids),
            (Meaning::Verbatim, self.verbatim == other.verbatim),
            (Meaning::Properties, self.properties == other.properties),
            (Meaning::Words, self.words == other.words),
        ];
        parts.into_iter().filter(|(_, same)| !same).map(|(meaning, _)| meaning).collect()
    }

    fn has_links_of(&self, other: &NoteMeaning<'_>) -> bool {
        let mut pairs = self.links.iter().zip(&other.links);
        self.links.len() == other.links.len()
            && pairs.all(|(link, other)| link.does_the_same(other, &self.path, self.vault))
    }
}

fn structure(note: &Note) -> Structure {
    let number = |range: TextRange| note.slice(range).trim_end_matches(['.', ')']).parse::<u64>().ok();
    let mut list = None;
    let mut item_number = |line: u32, parent: Option<u32>, marker: TextRange| {
        let first = list.replace((line, parent)) != Some((line, parent));
        // Only the first number counts; the others are shown in sequence whatever is written.
        number(marker).map(|number| if first { number } else { 0 })
    };
    Structure {
        blocks: blocks(note),
        heading_levels: note.headings.iter().map(|heading| (heading.level, heading.top_level)).collect(),
        items: note
            .list_items
            .iter()
            .map(|item| (item_number(item.list_line, item.parent, item.marker_range), item.task))
            .collect(),
        callouts: note.callouts.iter().map(|it| (it.kind.to_lowercase(), it.fold)).collect(),
        tables: note.tables.iter().map(|table| (table.columns, table.rows.len())).collect(),
        emphasis: note.emphasis.iter().map(|emphasis| emphasis.strong).collect(),
    }
}

/// Blocks by kind and depth. Comments show nothing, and blank lines between items decide whether their text is a
/// paragraph; of two paragraphs that follow each other both count.
fn blocks(note: &Note) -> Vec<(BlockKind, u32)> {
    let mut open: Vec<BlockKind> = Vec::new();
    let mut kept = Vec::new();
    for block in &note.blocks {
        let depth = block.depth as usize;
        let follows_paragraph = open.get(depth) == Some(&BlockKind::Paragraph);
        let in_item = depth.checked_sub(1).and_then(|parent| open.get(parent)) == Some(&BlockKind::ListItem);
        open.truncate(depth);
        open.push(block.kind);
        let is_text = block.kind == BlockKind::Paragraph && in_item && !follows_paragraph;
        kept.extend((!note.is_comment(block) && !is_text).then_some((block.kind, block.depth)));
    }
    kept
}

fn links(note: &Note) -> Vec<LinkMeaning> {
    let mut links: Vec<_> = note.links.iter().map(|link| link_meaning(note, link)).collect();
    // The order of properties means nothing.
    let in_properties = links.iter().take_while(|link| link.property.is_some()).count();
    if let Some(properties) = links.get_mut(..in_properties) {
        properties.sort_by(|a, b| a.property.cmp(&b.property));
    }
    links
}

fn link_meaning(note: &Note, link: &Link) -> LinkMeaning {
    LinkMeaning {
        property: link.property.clone(),
        embed: link.embed,
        hidden: link.hidden,
        kind: link.kind,
        external: link.is_external(),
        target: link.target.clone(),
        shown: shown(note, link),
    }
}

impl LinkMeaning {
    /// Whether the two, which stand in the note at `path`, do the same.
    fn does_the_same(&self, other: &LinkMeaning, path: &VaultPath, vault: &Vault) -> bool {
        let is_same = self.property == other.property
            && self.embed == other.embed
            && self.hidden == other.hidden
            && self.shown == other.shown;
        let is_written_the_same = self.kind == other.kind && self.target == other.target;
        is_same && (is_written_the_same || self.leads_to(path, vault) == other.leads_to(path, vault))
    }

    /// The place, the part of it, and the target as written where it leads to no file of the vault.
    fn leads_to(&self, path: &VaultPath, vault: &Vault) -> (Resolution, String, Option<&str>) {
        let place = match self.external {
            true => Resolution::External,
            false => vault.resolve(path, self.kind, &self.target),
        };
        let leads_to_file = matches!(
            place,
            Resolution::File(_) | Resolution::MissingHeading(_) | Resolution::MissingBlock(_)
        );
        (place, subpath(&self.target), (!leads_to_file).then_some(&self.target.link))
    }
}

fn subpath(target: &Target) -> String {
    match &target.subpath {
        None => String::new(),
        Some(Subpath::Headings(segments)) => {
            segments.iter().map(|segment| format!("#{}", heading_key(segment))).collect()
        }
        Some(Subpath::Block(id)) => format!("^{}", id.to_lowercase()),
        Some(Subpath::Footnote(id)) => format!("[^{}]", id.to_lowercase()),
    }
}

/// What a reader sees of the link (OBSIDIAN.md 2.1).
fn shown(note: &Note, link: &Link) -> String {
    match link.display_range {
        Some(range) => fold(note.slice(range)),
        None if link.kind == LinkKind::Wiki => {
            fold(link.target.link.trim_start_matches('#')).replace('#', " > ")
        }
        None => fold(&link.target.link),
    }
}

/// All tags, each once: which of two equal tags goes is for [`Meaning::Words`] and [`Meaning::Properties`].
fn tags(note: &Note) -> Vec<String> {
    let body = note.tags.iter().map(|tag| note.slice(tag.range).to_lowercase());
    let properties = note.front_matter.iter().flat_map(|it| it.tags()).map(|tag| tag.to_lowercase());
    let mut tags: Vec<_> = body.chain(properties).collect();
    tags.sort();
    tags.dedup();
    tags
}

fn block_ids(note: &Note) -> Vec<(String, Option<BlockKind>)> {
    let kind = |index: u32| note.blocks.get(index as usize).map(|block| block.kind);
    note.block_ids.iter().map(|id| (id.id.to_lowercase(), kind(id.block))).collect()
}

/// Code, math and all else that Markdown does not read, without what the blocks around it put before each line.
fn verbatim(note: &Note) -> Vec<String> {
    let blocks = note.code_blocks.iter().map(|block| code(note, block));
    let is_block = |range: TextRange| {
        let after = note.code_blocks.partition_point(|block| block.range.start() < range.end());
        note.code_blocks[..after].last().is_some_and(|block| block.range.overlaps(range))
    };
    let inline = note
        .opaque
        .iter()
        .filter(|range| range.start() >= note.body_start() && !is_block(**range))
        .map(|range| inline_verbatim(note, *range));
    blocks.chain(inline).collect()
}

/// The text of `range`. Display math shows the same whatever lines its dollars stand on.
fn inline_verbatim(note: &Note, range: TextRange) -> String {
    let lines = without_prefixes(note, range);
    if !note.slice(range).starts_with("$$") {
        return lines.join("\n");
    }
    let lines: Vec<&str> = lines.into_iter().map(|line| line.trim_matches([' ', '\t'])).collect();
    lines.join("\n").trim_matches(['$', '\n', ' ', '\t']).to_owned()
}

/// A code block by its language and its lines, whatever its fences are made of.
fn code(note: &Note, block: &CodeBlock) -> String {
    let mut lines = without_prefixes(note, block.range);
    let mut info = "";
    if block.fenced && !lines.is_empty() {
        info = lines.remove(0).trim_matches(['`', '~', ' ', '\t']);
        if block.closed {
            lines.pop();
        }
    }
    format!("{info}\n{}", lines.join("\n").trim_end())
}

/// The lines of `range`, without the quote marks and the columns of blanks that stand before the first one.
fn without_prefixes(note: &Note, range: TextRange) -> Vec<&str> {
    let line_start = note.lines.line_start(note.lines.line_of(range.start()));
    let before = TextRange::new(line_start, range.start()).slice(&note.text);
    let quotes = before.matches('>').count();
    let last = before.rfind('>').map_or(0, |at| at + 1);
    let margin = before.get(last..).unwrap_or("");
    let own = if quotes > 0 { margin.strip_prefix(' ').unwrap_or(margin) } else { margin };
    let from = before.chars().take(before.len() - own.len()).fold(0, next_column);
    let columns = own.chars().fold(from, next_column) - from;
    let mut lines = note.slice(range).lines();
    let first = lines.next();
    let rest = lines.map(|line| {
        let (column, rest) = skip_quotes(line, quotes);
        skip_columns(rest, column, columns)
    });
    first.into_iter().chain(rest).collect()
}

/// What follows `quotes` quote marks at the start of `line`, and its column. Each mark takes one blank with it, where there
/// is one.
fn skip_quotes(line: &str, quotes: usize) -> (usize, &str) {
    let (mut column, mut rest) = (0, line);
    for _ in 0..quotes {
        let marked = rest.trim_start_matches([' ', '\t']);
        let Some(after) = marked.strip_prefix('>') else { break };
        let before = rest.get(..rest.len() - marked.len()).unwrap_or("");
        column = before.chars().fold(column, next_column) + 1;
        rest = after;
        if let Some(after) = rest.strip_prefix(' ') {
            (column, rest) = (column + 1, after);
        }
    }
    (column, rest)
}

/// `text`, which starts at column `from`, without up to `columns` columns of blanks.
fn skip_columns(text: &str, from: usize, columns: usize) -> &str {
    let mut at = from;
    for (i, c) in text.char_indices() {
        if at >= from + columns || !matches!(c, ' ' | '\t') {
            return text.get(i..).unwrap_or("");
        }
        at = next_column(at, c);
    }
    ""
}

fn next_column(column: usize, c: char) -> usize {
    if c == '\t' { column / 4 * 4 + 4 } else { column + 1 }
}

fn properties(note: &Note) -> Option<Properties> {
    let front_matter = note.front_matter.as_ref()?;
    if front_matter.errors.is_empty() {
        Some(Properties::Data(mapping(&front_matter.properties)))
    } else {
        Some(Properties::Broken(note.slice(front_matter.yaml_range).to_owned()))
    }
}

fn mapping(entries: &[Property]) -> Vec<(Box<str>, Data)> {
    let mut data: Vec<_> = entries.iter().map(|entry| (entry.key.clone(), data(&entry.value))).collect();
    // Stable: of equal keys the last one counts.
    data.sort_by(|(a, _), (b, _)| a.cmp(b));
    data
}

fn data(value: &Value) -> Data {
    match &value.kind {
        ValueKind::Null => Data::Null,
        ValueKind::Bool(bool) => Data::Bool(*bool),
        ValueKind::Number(number) => Data::Number(number.clone()),
        ValueKind::String(text, _) => Data::String(text.clone()),
        ValueKind::Sequence { items, .. } => Data::Sequence(items.iter().map(data).collect()),
        ValueKind::Mapping { entries, .. } => Data::Mapping(mapping(entries)),
    }
}
