//! Names that are defined in one part of a note and used in another.

use rustc_hash::FxHashSet;

use crate::note::{LinkDefinition, Note};
use crate::text::TextRange;

/// What defines the names of `note` that are defined outside of `section`, in Markdown; `None` where that cannot be written,
/// or a link has definitions both there and in `section`, the first of which counts.
pub(super) fn names_outside(note: &Note, section: TextRange) -> Option<String> {
    let mut text = String::new();
    write_links(note, section, &mut text)?;
    let mut written = FxHashSet::default();
    let footnotes = note.footnotes.iter().filter(|footnote| !section.contains(footnote.range.start()));
    for footnote in footnotes.filter(|footnote| written.insert(&*footnote.id)) {
        if footnote.id.is_empty() || footnote.id.contains(['[', ']', '\\', ' ', '\n', '\r']) {
            return None;
        }
        text.push_str(&format!("\n[^{}]: x\n", footnote.id));
    }
    Some(text)
}

fn write_links(note: &Note, section: TextRange, text: &mut String) -> Option<()> {
    // Others are folded in more ways than one.
    if !note.link_definitions.iter().all(|definition| definition.label.is_ascii()) {
        return None;
    }
    let is_inside = |it: &&LinkDefinition| section.contains(it.range.start());
    let inside: FxHashSet<String> = note.link_definitions.iter().filter(is_inside).map(key).collect();
    let mut written = FxHashSet::default();
    for definition in note.link_definitions.iter().filter(|it| !is_inside(it)) {
        let key = key(definition);
        if inside.contains(&key) {
            return None;
        }
        if !written.insert(key) {
            continue;
        }
        let LinkDefinition { label, destination, .. } = definition;
        let is_writable = !label.contains(['[', ']', '\\', '\n', '\r'])
            && !destination.contains(['<', '>', '\\', '&', '\n', '\r']);
        if !is_writable {
            return None;
        }
        text.push_str(&format!("\n[{label}]: <{destination}>\n"));
    }
    Some(())
}

/// The form in which labels are compared.
fn key(definition: &LinkDefinition) -> String {
    definition.label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The names that `note` defines.
pub(super) fn names_in(note: &Note) -> Vec<(&str, &str)> {
    let links = note.link_definitions.iter().map(|it| (&*it.label, &*it.destination));
    links.chain(note.footnotes.iter().map(|it| (&*it.id, ""))).collect()
}
