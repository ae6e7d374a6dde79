//! Symbols: the headings of a note, and notes, headings and aliases of all vaults.

use tower_lsp::lsp_types::{DocumentSymbol, Location, Range, SymbolInformation, SymbolKind};
use vaultlint_core::note::Note;
use vaultlint_core::text::TextRange;
use vaultlint_core::vault::{FileKind, VaultPath};

use crate::fuzzy;
use crate::snapshot::{Snapshot, VaultView};

/// The most symbols that are told at once: a client shows a few, and asks anew at each key.
const MOST: usize = 128;

/// The headings of the note, nested by their levels.
pub fn document(snapshot: &Snapshot) -> Vec<DocumentSymbol> {
    let note = snapshot.note();
    nested(snapshot, note, &mut 0, 0)
}

/// Those from number `at` on that are deeper than `above`.
fn nested(snapshot: &Snapshot, note: &Note, at: &mut usize, above: u8) -> Vec<DocumentSymbol> {
    let mut symbols = Vec::new();
    while let Some(heading) = note.headings.get(*at).filter(|heading| heading.level > above) {
        let index = *at;
        *at += 1;
        let children = nested(snapshot, note, at, heading.level);
        let text = note.slice(heading.text_range);
        let end = section_end(note, index);
        #[allow(deprecated, reason = "the field must be given")]
        symbols.push(DocumentSymbol {
            name: if text.is_empty() { "(no text)".to_owned() } else { text.to_owned() },
            detail: None,
            kind: SymbolKind::STRING,
            tags: None,
            deprecated: None,
            range: snapshot.range(TextRange::new(heading.range.start(), end)),
            selection_range: snapshot.range(heading.range),
            children: (!children.is_empty()).then_some(children),
        });
    }
    symbols
}

/// The byte at which the section of heading number `index` ends, without blank lines.
pub fn section_end(note: &Note, index: usize) -> usize {
    let Some(heading) = note.headings.get(index) else { return note.text.len() };
    let next = note.headings.iter().skip(index + 1).find(|next| next.level <= heading.level);
    let end = next.map_or(note.text.len(), |next| next.range.start());
    let text = TextRange::new(heading.range.start(), end).slice(&note.text);
    heading.range.start() + text.trim_end().len()
}

/// A symbol and how well it fits.
type Ranked = (fuzzy::Score, SymbolInformation);

/// Notes, their aliases and headings that fit `query`, the best first.
pub fn workspace(views: &[VaultView], query: &str) -> Vec<SymbolInformation> {
    let mut found: Vec<Ranked> = views.iter().flat_map(|view| in_vault(view, query)).collect();
    found.sort_by(|(a, one), (b, two)| a.cmp(b).then_with(|| one.name.cmp(&two.name)));
    found.truncate(MOST);
    found.into_iter().map(|(_, symbol)| symbol).collect()
}

fn in_vault(view: &VaultView, query: &str) -> Vec<Ranked> {
    let vault = view.vault();
    let mut best: Vec<(fuzzy::Score, String, SymbolKind, &VaultPath, Option<TextRange>)> = Vec::new();
    for file in vault.files().filter(|file| vault.path(*file).kind() == FileKind::Note) {
        let path = vault.path(file);
        let mut offer = |name: &str, kind: SymbolKind, range: Option<TextRange>| {
            if let Some(score) = fuzzy::score(query, name) {
                best.push((score, name.to_owned(), kind, path, range));
            }
        };
        offer(path.stem(), SymbolKind::FILE, None);
        // Before all was read only names are known: nothing is read for a symbol.
        if !vault.knows_facts(file) || query.is_empty() {
            continue;
        }
        let Some(facts) = vault.facts(file) else { continue };
        facts.aliases.iter().for_each(|alias| offer(alias, SymbolKind::KEY, None));
        for heading in &facts.headings {
            offer(&heading.text, SymbolKind::STRING, Some(heading.range));
        }
        if best.len() > 64 * MOST {
            best.sort_by_key(|it| it.0);
            best.truncate(MOST);
        }
    }
    best.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
    best.truncate(MOST);
    best.into_iter()
        .filter_map(|(score, name, kind, path, range)| {
            let location = match range {
                None => Location::new(view.uri(path)?, Range::default()),
                Some(range) => {
                    let note = view.read(path)?;
                    view.location(&note, range)?
                }
            };
            #[allow(deprecated, reason = "the field must be given")]
            let symbol = SymbolInformation {
                name,
                kind,
                tags: None,
                deprecated: None,
                location,
                container_name: Some(path.to_string()),
            };
            Some((score, symbol))
        })
        .collect()
}
