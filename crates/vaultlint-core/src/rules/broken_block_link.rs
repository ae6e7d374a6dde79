//! Links to blocks that are not there.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Related};
use crate::note::{Link, Note, Subpath};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::rules::links::dead::{is_sample, shown, stays_in_vault};
use crate::rules::links::edit::lead_to_subpath;
use crate::rules::links::near::near_blocks;
use crate::rules::links::report::offer;
use crate::text::TextRange;
use crate::vault::{FileId, FileKind, Resolution, VaultPath};

/// Every linked block is in its note.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct BrokenBlockLink {}

impl Rule for BrokenBlockLink {
    const INFO: RuleInfo = RuleInfo {
        name: "broken-block-link",
        summary: "Every linked block is in its note",
        category: Category::Links,
        level: Level::Warning,
        fix: FixAvailability::Sometimes,
        changes: &[Meaning::Links, Meaning::Words, Meaning::Headings, Meaning::Properties],
        page: include_str!("broken-block-link.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let linked = note.links.iter().filter(|link| link.target.subpath.is_some());
        for link in linked.filter(|link| stays_in_vault(link) && !is_sample(&link.target.link)) {
            let resolution = cx.vault().resolve(&note.path, link.kind, &link.target);
            if let (Resolution::MissingFootnote(file), Some(Subpath::Footnote(id))) =
                (&resolution, &link.target.subpath)
            {
                let place = place(note, cx.vault().path(*file));
                let message = format!("{place} has no footnote `[^{}]`: the link does not reach its place", shown(id));
                cx.report(cx.diagnostic(link.target_range, message));
            }
            let Some(Subpath::Block(id)) = &link.target.subpath else { continue };
            if let Resolution::MissingBlock(file) = resolution
                && names_a_block(id)
                && cx.vault().path(file).kind() == FileKind::Note
                && !cx.vault().path(file).as_str().ends_with(".excalidraw.md")
            {
                cx.report(diagnostic(note, link, id, file, cx));
            }
        }
    }
}

/// Whether `id` is written for Obsidian rather than for a drawing plugin, which adds `group=` and its like.
fn names_a_block(id: &str) -> bool {
    !id.contains('=')
}

/// What a message calls the note at `path`.
fn place(note: &Note, path: &VaultPath) -> String {
    if *path == note.path { "this note".to_owned() } else { format!("`{}`", shown(path.stem())) }
}

fn diagnostic(note: &Note, link: &Link, id: &str, file: FileId, cx: &Context<'_>) -> Diagnostic {
    let place = place(note, cx.vault().path(file));
    let effect = if link.embed { "nothing is shown" } else { "the link does not reach its place" };
    let message = format!("{place} has no block `^{}`: {effect}", shown(id));
    let near = cx.vault().facts(file).map_or(Vec::new(), |facts| near_blocks(facts, id));
    let fixes = near.iter().filter_map(|known| {
        let subpath = format!("^{known}");
        lead_to_subpath(note, link, &subpath).map(|edit| (format!("Link to the block `{subpath}`"), edit))
    });
    let diagnostic = offer(cx, cx.diagnostic(link.target_range, message), fixes, false);
    let own = *cx.vault().path(file) == note.path;
    match own.then(|| midway(note, id)).flatten() {
        Some(range) => diagnostic
            .help("move the id to the end of its paragraph, or its item: nowhere else does it count")
            .related(Related { path: None, range: Some(range), message: "it ends this line, but not its paragraph".to_owned() }),
        None => diagnostic,
    }
}

/// Where `^id` ends a line of text within a paragraph of `note`.
fn midway(note: &Note, id: &str) -> Option<TextRange> {
    let wanted = format!("^{id}");
    note.text.match_indices(&*wanted).map(|(start, _)| TextRange::new(start, start + wanted.len())).find(|range| {
        let (before, after) = (&note.text[..range.start()], &note.text[range.end()..]);
        let ends_line = after.trim_start_matches([' ', '\t', '\r']).starts_with('\n');
        before.ends_with(' ') && ends_line && !note.is_opaque(range.start())
    })
}
