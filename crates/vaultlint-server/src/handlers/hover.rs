//! What is told of what stands under the pointer.

use tower_lsp::lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position};
use vaultlint_core::note::{Link, Suppression};
use vaultlint_core::rules;
use vaultlint_core::text::TextRange;
use vaultlint_core::vault::{FileKind, Resolution};

use crate::cursor::Cursor;
use crate::preview::preview;
use crate::references::{Wanted, count, target_file};
use crate::snapshot::Snapshot;

/// The preview of a link's target, the uses of a heading, a tag or a property, the page of a rule.
pub fn hover(snapshot: &Snapshot, position: Position) -> Option<Hover> {
    let note = snapshot.note();
    let vault = snapshot.vault();
    let at = snapshot.offset(position);
    let (range, text) = match Cursor::at(note, at) {
        Cursor::Link(link) => (link.range, of_link(snapshot, link)?),
        Cursor::Heading(index, heading) => {
            let wanted = Wanted::Heading(vault.exact_file(&note.path)?, index);
            (heading.text_range, links(count(&snapshot.view, &vault, &wanted), "this heading"))
        }
        Cursor::BlockId(id) => {
            let wanted = Wanted::Block(vault.exact_file(&note.path)?, id.id.to_lowercase().into());
            (id.range, links(count(&snapshot.view, &vault, &wanted), "this block"))
        }
        Cursor::Tag(range, name) => (range, of_tag(snapshot, &name)),
        Cursor::FootnoteRef(reference) => {
            let id = reference.id.as_ref()?.to_lowercase();
            let footnote = note.footnotes.iter().find(|it| it.id.to_lowercase() == id)?;
            (reference.range, note.slice(footnote.range).to_owned())
        }
        Cursor::Property(property) => (property.key_range, of_property(snapshot, &property.key)),
        Cursor::Suppression(suppression) => of_suppression(suppression, at)?,
        _ => return None,
    };
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value: text }),
        range: Some(snapshot.range(range)),
    })
}

fn of_link(snapshot: &Snapshot, link: &Link) -> Option<String> {
    let note = snapshot.note();
    let vault = snapshot.vault();
    if link.is_external() {
        return None;
    }
    let resolution = vault.resolve(&note.path, link.kind, &link.target);
    let Some(file) = target_file(&vault, &note.path, link) else {
        return (resolution == Resolution::MissingFile)
            .then(|| format!("No file of the vault is called `{}`.", link.target.path));
    };
    let path = vault.path(file);
    let mut text = format!("**{}**", path.as_str());
    match resolution {
        Resolution::MissingHeading(_) => text += "\n\nThe note has no such heading.",
        Resolution::MissingBlock(_) => text += "\n\nThe note has no such block.",
        Resolution::MissingFootnote(_) => text += "\n\nThe note has no such footnote.",
        Resolution::MissingView(_) => text += "\n\nThe base has no such view.",
        _ => {
            let shown = preview(&snapshot.view, path, link.target.subpath.as_ref());
            text +=
                &shown.filter(|it| !it.is_empty()).map(|it| format!("\n\n---\n\n{it}")).unwrap_or_default();
        }
    }
    if path.kind() == FileKind::Note {
        let backlinks = count(&snapshot.view, &vault, &Wanted::File(file));
        text += &format!("\n\n---\n\n{}", links(backlinks, "this note"));
    }
    Some(text)
}

/// `3 links lead to this note.`
fn links(count: usize, what: &str) -> String {
    match count {
        0 => format!("No link leads to {what}."),
        1 => format!("1 link leads to {what}."),
        count => format!("{count} links lead to {what}."),
    }
}

fn of_tag(snapshot: &Snapshot, name: &str) -> String {
    let name = name.to_lowercase();
    let index = snapshot.view.index();
    let used: u32 = index.tags().filter(|(tag, _)| tag.to_lowercase() == name).map(|(_, count)| count).sum();
    format!("`{name}`: {}", notes(used))
}

fn of_property(snapshot: &Snapshot, key: &str) -> String {
    let key = key.to_lowercase();
    let index = snapshot.view.index();
    let used: u32 =
        index.properties().filter(|(name, _)| name.to_lowercase() == key).map(|(_, count)| count).sum();
    let kind = snapshot.view.vault().settings().property_type(&key);
    let kind = kind.map(|kind| format!(", of type {}", kind.name())).unwrap_or_default();
    format!("Property `{key}`{kind}: {}", notes(used))
}

fn notes(count: u32) -> String {
    if count == 1 { "in 1 note".to_owned() } else { format!("in {count} notes") }
}

/// The page of the rule whose name stands at byte `at`, or what the marker does.
fn of_suppression(suppression: &Suppression, at: usize) -> Option<(TextRange, String)> {
    let name = suppression.names.iter().find(|it| it.range.start() <= at && at <= it.range.end())?;
    let rule = rules::find(&name.name)?;
    Some((name.range, rule.page.to_owned()))
}
