//! Links: files, aliases, headings, blocks.

use tower_lsp::lsp_types::CompletionItemKind;
use vaultlint_core::note::{Note, heading_link, percent_encode};
use vaultlint_core::vault::{FileId, FileKind, Resolution, Vault, VaultPath};

use super::Offer;
use super::context::LinkContext;
use crate::snapshot::Snapshot;

/// The words of a block that the list shows.
const SHOWN: usize = 60;

/// What the link may lead to.
pub(super) fn offers(snapshot: &Snapshot, link: &LinkContext, note: &Note) -> Vec<Offer> {
    let vault = snapshot.vault();
    match link.target.rsplit_once('#') {
        None => files(snapshot, &vault, link),
        Some((path, subpath)) => {
            let Some(file) = file_of(&vault, &note.path, path, link.wiki) else { return Vec::new() };
            match subpath.starts_with('^') {
                true => blocks(snapshot, &vault, link, file, path),
                false => headings(&vault, link, file, path),
            }
        }
    }
}

fn file_of(vault: &Vault, source: &VaultPath, path: &str, wiki: bool) -> Option<FileId> {
    // A chain of headings: only what stands before the first is the path.
    let path = path.split('#').next().unwrap_or("");
    if path.is_empty() {
        return vault.exact_file(source);
    }
    let path = if wiki { path.to_owned() } else { vaultlint_core::note::markdown_target(path).path.into() };
    match vault.dest(source, &path) {
        Resolution::File(file) => Some(file),
        _ => None,
    }
}

fn files(snapshot: &Snapshot, vault: &Vault, link: &LinkContext) -> Vec<Offer> {
    let source = &snapshot.opened.path;
    let mut offers = Vec::new();
    for file in vault.files() {
        let path = vault.path(file);
        let kind = match path.kind() {
            FileKind::Note => CompletionItemKind::FILE,
            FileKind::Other => continue,
            _ => CompletionItemKind::REFERENCE,
        };
        let name = if path.kind() == FileKind::Note { path.stem() } else { path.file_name() };
        let rank = u32::from(!vault.is_excluded(path));
        let folder = (!path.parent().is_empty()).then(|| path.parent().to_owned());
        let target = Some(path.to_string());
        let offer =
            Offer { detail: folder, target: target.clone(), uses: rank, ..Offer::new(name, "", kind) };
        offers.push((offer, file, None));
        if !vault.knows_facts(file) {
            continue;
        }
        let aliases = vault.facts(file).map(|facts| facts.aliases.as_slice()).unwrap_or_default();
        for alias in aliases {
            let detail = Some(format!("alias of {}", path.stem()));
            let offer =
                Offer { detail, target: target.clone(), uses: rank, ..Offer::new(&**alias, "", kind) };
            offers.push((offer, file, Some(alias.to_string())));
        }
    }
    // Only what is shown is written out: how a link names a file is found by resolving it.
    let typed = link.target.rsplit('/').next().unwrap_or("").to_owned();
    let whole = &link.target;
    let fits = |offer: &Offer, file: FileId| {
        crate::fuzzy::score(whole, &offer.label)
            .or_else(|| {
                link.target.contains('/').then(|| crate::fuzzy::score(whole, vault.path(file).as_str()))?
            })
            .or_else(|| link.target.contains('/').then(|| crate::fuzzy::score(&typed, &offer.label))?)
    };
    let mut ranked: Vec<_> = offers
        .into_iter()
        .filter_map(|(offer, file, alias)| Some((fits(&offer, file)?, offer, file, alias)))
        .collect();
    ranked.sort_by(|a, b| {
        b.1.uses.cmp(&a.1.uses).then_with(|| a.0.cmp(&b.0)).then_with(|| a.1.label.cmp(&b.1.label))
    });
    ranked.truncate(super::MOST + 1);
    let write = |(_, mut offer, file, alias): (_, Offer, FileId, Option<String>)| {
        offer.insert = written(vault, source, file, link, alias.as_deref());
        if link.target.contains('/') {
            offer.label = vault.path(file).to_string();
        }
        offer
    };
    ranked.into_iter().map(write).collect()
}

/// The link to `file`, from its first bracket to its end, as the vault wants links written (OBSIDIAN.md 2.4).
fn written(
    vault: &Vault,
    source: &VaultPath,
    file: FileId,
    link: &LinkContext,
    alias: Option<&str>,
) -> String {
    let text = vault.link_text(source, file);
    let is_note = vault.path(file).kind() == FileKind::Note;
    if !link.wiki {
        return format!("({})", percent_encode(&with_extension(&text, is_note)));
    }
    if vault.settings().use_markdown_links {
        let shown = alias.unwrap_or_else(|| vault.path(file).stem());
        let shown = if link.embed { "" } else { shown };
        return format!("[{shown}]({})", percent_encode(&with_extension(&text, is_note)));
    }
    let pipe = if link.in_table { "\\|" } else { "|" };
    match alias {
        Some(alias) => format!("[[{text}{pipe}{alias}]]"),
        None => format!("[[{text}]]"),
    }
}

/// Markdown links keep the extension of notes.
fn with_extension(text: &str, is_note: bool) -> String {
    if is_note && !text.ends_with(".md") { format!("{text}.md") } else { text.to_owned() }
}

fn headings(vault: &Vault, link: &LinkContext, file: FileId, path: &str) -> Vec<Offer> {
    let Some(facts) = vault.facts(file) else { return Vec::new() };
    let offer = |heading: &vaultlint_core::vault::HeadingFact| {
        let text = heading_link(&heading.text);
        let insert = with_subpath(link, path, &text);
        Offer {
            detail: Some("#".repeat(heading.level.into())),
            target: Some(format!("{}#{text}", vault.path(file))),
            ..Offer::new(heading.text.trim(), insert, CompletionItemKind::STRUCT)
        }
    };
    facts.headings.iter().filter(|heading| !heading.key.is_empty()).map(offer).collect()
}

fn blocks(snapshot: &Snapshot, vault: &Vault, link: &LinkContext, file: FileId, path: &str) -> Vec<Offer> {
    let target = vault.path(file);
    let Some(note) = snapshot.view.read(target) else { return Vec::new() };
    let offer = |block: &vaultlint_core::note::BlockId| {
        let text: String = note.slice(block.target).split_whitespace().collect::<Vec<_>>().join(" ");
        let detail: String = text.chars().take(SHOWN).collect();
        Offer {
            detail: Some(detail),
            target: Some(format!("{target}#^{}", block.id)),
            ..Offer::new(
                &*block.id,
                with_subpath(link, path, &format!("^{}", block.id)),
                CompletionItemKind::CONSTANT,
            )
        }
    };
    note.block_ids.iter().map(offer).collect()
}

fn with_subpath(link: &LinkContext, path: &str, subpath: &str) -> String {
    if link.wiki { format!("[[{path}#{subpath}]]") } else { format!("({path}#{})", percent_encode(subpath)) }
}
