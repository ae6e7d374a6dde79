//! Completion: notes, headings, blocks, tags, properties, callouts, footnotes, placeholders.

use tower_lsp::lsp_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionTextEdit, Documentation, MarkupContent,
    MarkupKind, Position, TextEdit,
};
use vaultlint_core::note::{Note, Target};
use vaultlint_core::text::TextRange;

use crate::fuzzy::{self, Score};
use crate::preview::preview;
use crate::snapshot::Snapshot;

mod context;
mod links;
mod properties;
mod words;

use context::Context;

/// The most items that are offered: the client asks anew at each key.
const MOST: usize = 100;

/// What may be written at a place.
struct Offer {
    /// What the list shows, and what is typed is compared with.
    label: String,
    /// What is written.
    insert: String,
    kind: CompletionItemKind,
    /// More about it, beside the label.
    detail: Option<String>,
    /// The link whose target is shown on request.
    target: Option<String>,
    /// How often it is used: among equal fits the most frequent come first.
    uses: u32,
}

impl Offer {
    fn new(label: impl Into<String>, insert: impl Into<String>, kind: CompletionItemKind) -> Self {
        Offer { label: label.into(), insert: insert.into(), kind, detail: None, target: None, uses: 0 }
    }
}

/// What may be written at `position`; `None` where nothing is to be completed.
pub fn completion(snapshot: &Snapshot, position: Position) -> Option<CompletionList> {
    let note = snapshot.note();
    let at = snapshot.offset(position);
    let context = Context::at(note, at)?;
    let (range, typed) = (context.range(), context.typed(note));
    let offers = match &context {
        Context::Link(link) => links::offers(snapshot, link, note),
        Context::Tag(_) => words::tags(snapshot),
        Context::Callout(_) => words::callouts(),
        Context::Footnote(_) => words::footnotes(note),
        Context::Placeholder(_) => words::placeholders(snapshot),
        Context::PropertyName(_) => properties::names(snapshot),
        Context::PropertyValue { key, .. } => properties::values(snapshot, key),
    };
    // What is just being typed is known from nowhere else.
    let known = offers.into_iter().filter(|offer| offer.uses > 1 || offer.insert != typed);
    let mut ranked: Vec<(Score, Offer)> =
        known.filter_map(|offer| Some((fuzzy::score(&typed, &offer.label)?, offer))).collect();
    ranked.sort_by(|(a, one), (b, two)| {
        let by_fit = a.fit().cmp(&b.fit());
        by_fit
            .then_with(|| two.uses.cmp(&one.uses))
            .then_with(|| a.cmp(b))
            .then_with(|| one.label.cmp(&two.label))
    });
    let is_incomplete = ranked.len() > MOST;
    ranked.truncate(MOST);
    let items =
        ranked.into_iter().enumerate().map(|(rank, (_, offer))| item(snapshot, note, range, rank, offer));
    Some(CompletionList { is_incomplete, items: items.collect() })
}

fn item(snapshot: &Snapshot, note: &Note, range: TextRange, rank: usize, offer: Offer) -> CompletionItem {
    let edit = TextEdit { range: snapshot.range(range), new_text: offer.insert };
    CompletionItem {
        // Clients filter by what is to be replaced.
        filter_text: Some(format!("{}{}", opening(note.slice(range)), offer.label)),
        label: offer.label,
        kind: Some(offer.kind),
        detail: offer.detail,
        sort_text: Some(format!("{rank:04}")),
        text_edit: Some(CompletionTextEdit::Edit(edit)),
        data: offer.target.map(|target| serde_json::json!({ "uri": snapshot.opened.uri, "target": target })),
        ..CompletionItem::default()
    }
}

/// The marks that what is to be replaced begins with.
fn opening(text: &str) -> &str {
    let marks = text.len() - text.trim_start_matches(['!', '[', '(', '#', '^', '{', '<', '%']).len();
    text.get(..marks).unwrap_or("")
}

/// Adds to `item` what its target looks like.
pub fn resolve(snapshot: &Snapshot, mut item: CompletionItem) -> CompletionItem {
    let target = item.data.as_ref().and_then(|data| data["target"].as_str()).map(Target::new);
    let shown = target.and_then(|target| {
        let path = if target.path.is_empty() { snapshot.opened.path.clone() } else { (&*target.path).into() };
        preview(&snapshot.view, &path, target.subpath.as_ref())
    });
    item.documentation =
        shown.map(|value| Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value }));
    item
}
