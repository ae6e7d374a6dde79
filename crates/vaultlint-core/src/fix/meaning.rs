//! What a note says, in a form that can be compared: the guard of meaning.

use crate::note::{BlockKind, CodeBlock, Link, LinkKind, Note, Property, Subpath, Target, Value, ValueKind};
use crate::rule::Meaning;
use crate::text::TextRange;
use crate::vault::{Resolution, Vault, heading_key};

use super::words::{fold, words};

/// The parts of what `before` says that `after` says otherwise. Both stand at one place of `vault`. White space that
/// shows nothing, the choice among marks that mean the same, the order and the style of properties take no part in it.
///
/// Most of two notes is written in the same way, which is looked at first: only what is written otherwise is brought
/// into the form in which it is compared.
pub(crate) fn differences(before: &Note, after: &Note, vault: &Vault) -> Vec<Meaning> {
    let strict = vault.settings().strict_line_breaks;
    let parts = [
        (Meaning::Structure, same_structure(before, after)),
        (Meaning::Headings, same_headings(before, after)),
        (Meaning::Links, same_links(before, after, vault)),
        (Meaning::Tags, same_tags(before, after)),
        (Meaning::BlockIds, block_ids(before).eq(block_ids(after))),
        (Meaning::Verbatim, same_verbatim(before, after)),
        (Meaning::Properties, same_properties(before, after)),
        (Meaning::Words, words(before, strict) == words(after, strict)),
    ];
    parts.into_iter().filter(|(_, same)| !same).map(|(meaning, _)| meaning).collect()
}

/// Whether kinds and nesting of blocks are the same, with what belongs to each kind.
fn same_structure(before: &Note, after: &Note) -> bool {
    fn levels(note: &Note) -> impl Iterator<Item = (u8, bool)> {
        note.headings.iter().map(|heading| (heading.level, heading.top_level))
    }
    fn callouts(note: &Note) -> impl Iterator<Item = (String, Option<char>)> {
        note.callouts.iter().map(|it| (it.kind.to_lowercase(), it.fold))
    }
    fn tables(note: &Note) -> impl Iterator<Item = (u32, usize)> {
        note.tables.iter().map(|table| (table.columns, table.rows.len()))
    }
    fn emphasis(note: &Note) -> impl Iterator<Item = bool> {
        note.emphasis.iter().map(|emphasis| emphasis.strong)
    }
    blocks(before) == blocks(after)
        && levels(before).eq(levels(after))
        && items(before).eq(items(after))
        && callouts(before).eq(callouts(after))
        && tables(before).eq(tables(after))
        && emphasis(before).eq(emphasis(after))
}

/// By list item: its number where it starts a list, or whether it is ordered; the task's character.
fn items(note: &Note) -> impl Iterator<Item = (Option<u64>, Option<char>)> {
    let mut list = None;
    note.list_items.iter().map(move |item| {
        let place = (item.list_line, item.parent);
        let first = list.replace(place) != Some(place);
        let number = note.slice(item.marker_range).trim_end_matches(['.', ')']).parse::<u64>().ok();
        // Only the first number counts; the others are shown in sequence whatever is written.
        (number.map(|number| if first { number } else { 0 }), item.task)
    })
}

fn same_headings(before: &Note, after: &Note) -> bool {
    let mut pairs = before.headings.iter().zip(&after.headings);
    before.headings.len() == after.headings.len()
        && pairs.all(|(a, b)| is_folded_alike(before.slice(a.text_range), after.slice(b.text_range)))
}

fn is_folded_alike(a: &str, b: &str) -> bool {
    a == b || fold(a) == fold(b)
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

fn same_links(before: &Note, after: &Note, vault: &Vault) -> bool {
    let (before_links, after_links) = (links(before), links(after));
    let mut pairs = before_links.iter().zip(&after_links);
    before_links.len() == after_links.len()
        && pairs.all(|(a, b)| {
            let (a, b) = (LinkIn { note: before, link: a }, LinkIn { note: after, link: b });
            a.does_the_same(b, vault)
        })
}

/// The links of `note`, those in properties by property: the order of properties means nothing.
fn links(note: &Note) -> Vec<&Link> {
    let mut links: Vec<&Link> = note.links.iter().collect();
    let in_properties = links.iter().take_while(|link| link.property.is_some()).count();
    if let Some(properties) = links.get_mut(..in_properties) {
        properties.sort_by(|a, b| a.property.cmp(&b.property));
    }
    links
}

/// A link by what it does.
#[derive(Clone, Copy)]
struct LinkIn<'a> {
    note: &'a Note,
    link: &'a Link,
}

impl<'a> LinkIn<'a> {
    /// Whether the two, which stand in notes at one path, do the same.
    fn does_the_same(self, other: LinkIn<'_>, vault: &Vault) -> bool {
        let (a, b) = (self.link, other.link);
        let is_same = a.property == b.property
            && a.embed == b.embed
            && a.hidden == b.hidden
            && self.shows_the_same(other);
        let is_written_the_same = a.kind == b.kind && a.target == b.target;
        // Where it leads is found out only where two are written otherwise: that may take reading other notes.
        is_same && (is_written_the_same || self.leads_to(vault) == other.leads_to(vault))
    }

    fn shows_the_same(self, other: LinkIn<'_>) -> bool {
        match (self.link.display_range, other.link.display_range) {
            (Some(a), Some(b)) => is_folded_alike(self.note.slice(a), other.note.slice(b)),
            (None, None) if self.link.kind == other.link.kind && self.link.target == other.link.target => {
                true
            }
            _ => self.shown() == other.shown(),
        }
    }

    /// What a reader sees of the link (OBSIDIAN.md 2.1).
    fn shown(self) -> String {
        let link = self.link;
        match link.display_range {
            Some(range) => fold(self.note.slice(range)),
            None if link.kind == LinkKind::Wiki => {
                fold(link.target.link.trim_start_matches('#')).replace('#', " > ")
            }
            None => fold(&link.target.link),
        }
    }

    /// The place, the part of it, and the target as written where it leads to no file of the vault.
    fn leads_to(self, vault: &Vault) -> (Resolution, String, Option<&'a str>) {
        let link = self.link;
        let place = match link.is_external() {
            true => Resolution::External,
            false => vault.resolve(&self.note.path, link.kind, &link.target),
        };
        let leads_to_file = matches!(
            place,
            Resolution::File(_) | Resolution::MissingHeading(_) | Resolution::MissingBlock(_)
        );
        (place, subpath(&link.target), (!leads_to_file).then_some(&link.target.link))
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

fn same_tags(before: &Note, after: &Note) -> bool {
    fn written(note: &Note) -> impl Iterator<Item = &str> {
        note.tags.iter().map(|tag| note.slice(tag.range))
    }
    let is_written_the_same = is_yaml_the_same(before, after) && written(before).eq(written(after));
    is_written_the_same || tags(before) == tags(after)
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

fn block_ids(note: &Note) -> impl Iterator<Item = (String, Option<BlockKind>)> {
    let kind = |index: u32| note.blocks.get(index as usize).map(|block| block.kind);
    note.block_ids.iter().map(move |id| (id.id.to_lowercase(), kind(id.block)))
}

/// Whether code, math and all else that Markdown does not read are the same, without what the blocks around them put
/// before each line.
fn same_verbatim(before: &Note, after: &Note) -> bool {
    let code_blocks = before.code_blocks.iter().zip(&after.code_blocks);
    let is_same = |a: &CodeBlock, b: &CodeBlock| {
        let marks = |block: &CodeBlock| (block.fenced, block.closed);
        let is_written_the_same =
            marks(a) == marks(b) && with_margin(before, a.range) == with_margin(after, b.range);
        is_written_the_same || code(before, a) == code(after, b)
    };
    let inline = (inline_ranges(before), inline_ranges(after));
    let is_same_inline = |a: TextRange, b: TextRange| {
        let (written, other) = (with_margin(before, a), with_margin(after, b));
        written == other || inline_verbatim(before, a) == inline_verbatim(after, b)
    };
    before.code_blocks.len() == after.code_blocks.len()
        && inline.0.len() == inline.1.len()
        && code_blocks.into_iter().all(|(a, b)| is_same(a, b))
        && inline.0.iter().zip(&inline.1).all(|(a, b)| is_same_inline(*a, *b))
}

/// The ranges of the body in which Markdown is not read, without code blocks.
fn inline_ranges(note: &Note) -> Vec<TextRange> {
    let is_block = |range: TextRange| {
        let after = note.code_blocks.partition_point(|block| block.range.start() < range.end());
        note.code_blocks[..after].last().is_some_and(|block| block.range.overlaps(range))
    };
    let is_inline = |range: &&TextRange| range.start() >= note.body_start() && !is_block(**range);
    note.opaque.iter().filter(is_inline).copied().collect()
}

/// The text of `range`; of several lines with what stands before it on the first one, which tells what the blocks around
/// it put before the others.
fn with_margin(note: &Note, range: TextRange) -> &str {
    let text = note.slice(range);
    if !text.contains('\n') {
        return text;
    }
    let line_start = note.lines.line_start(note.lines.line_of(range.start()));
    note.slice(TextRange::new(line_start, range.end()))
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

fn same_properties(before: &Note, after: &Note) -> bool {
    is_yaml_the_same(before, after) || properties(before) == properties(after)
}

/// Whether the properties are written in the same way. What is there or not differs.
fn is_yaml_the_same(before: &Note, after: &Note) -> bool {
    match (&before.front_matter, &after.front_matter) {
        (None, None) => true,
        (Some(a), Some(b)) => before.slice(a.yaml_range) == after.slice(b.yaml_range),
        _ => false,
    }
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
