//! Properties: their names, and their values.

use tower_lsp::lsp_types::CompletionItemKind;
use vaultlint_core::vault::settings::PropertyType;

use super::{Offer, words};
use crate::snapshot::Snapshot;

/// Names that the app itself knows (OBSIDIAN.md 3.4, 3.6).
const KNOWN: [&str; 8] =
    ["tags", "aliases", "cssclasses", "publish", "permalink", "description", "image", "cover"];

/// Names of properties that the note does not have yet.
pub(super) fn names(snapshot: &Snapshot) -> Vec<Offer> {
    let note = snapshot.note();
    let index = snapshot.view.index();
    let settings = snapshot.view.vault().settings();
    let own = |name: &str| note.front_matter.as_ref().is_some_and(|it| it.get(name).is_some());
    let mut offers: Vec<Offer> = Vec::new();
    let mut add = |name: &str, uses: u32| {
        let is_there = offers.iter().any(|it| it.label.eq_ignore_ascii_case(name));
        if !is_there && !own(name) {
            let detail = settings.property_type(name).map(|kind| kind.name().to_owned());
            let insert = format!("{name}: ");
            offers.push(Offer { detail, uses, ..Offer::new(name, insert, CompletionItemKind::PROPERTY) });
        }
    };
    let mut used: Vec<(&str, u32)> = index.properties().collect();
    used.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    used.into_iter().for_each(|(name, uses)| add(name, uses));
    KNOWN.into_iter().for_each(|name| add(name, 0));
    offers
}

/// Values of the property called `key`.
pub(super) fn values(snapshot: &Snapshot, key: &str) -> Vec<Offer> {
    let settings = snapshot.view.vault().settings();
    let value = |text: &str| Offer::new(text, text, CompletionItemKind::VALUE);
    if key.eq_ignore_ascii_case("tags") {
        // Among the properties tags stand without their sign.
        let bare = |offer: Offer| Offer {
            label: offer.label.trim_start_matches('#').to_owned(),
            insert: offer.insert.trim_start_matches('#').to_owned(),
            ..offer
        };
        return words::tags(snapshot).into_iter().map(bare).collect();
    }
    if settings.property_type(key) == Some(PropertyType::Checkbox) {
        return vec![value("true"), value("false")];
    }
    let index = snapshot.view.index();
    index.values(key).into_iter().map(|(text, uses)| Offer { uses, ..value(text) }).map(quoted).collect()
}

/// A value that YAML would read otherwise stands in quotes.
fn quoted(offer: Offer) -> Offer {
    let text = &offer.insert;
    let is_plain = !text.contains([':', '#', '"', '\'', '[', ']', '{', '}', ','])
        && !text.starts_with(['@', '&', '*', '!', '%', '`', '|', '>', '-', '?'])
        && text.trim() == text;
    let insert = if is_plain {
        text.clone()
    } else {
        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
    };
    Offer { insert, ..offer }
}
