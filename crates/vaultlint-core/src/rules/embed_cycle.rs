//! Embeds that show the note that holds them.

use rustc_hash::FxHashSet;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::links::dead::shown;
use crate::note::{LinkKind, Note, Subpath, Target};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;
use crate::vault::{Facts, FileId, FileKind, Resolution, Vault, VaultPath};

/// No note shows itself.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct EmbedCycle {}

/// How many parts of notes are looked at to find the end of one embed.
const MOST_PARTS: usize = 500;

impl Rule for EmbedCycle {
    const INFO: RuleInfo = RuleInfo {
        name: "embed-cycle",
        summary: "No note shows itself",
        category: Category::Links,
        level: Level::Warning,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("embed-cycle.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if cx.is_template(note) {
            return;
        }
        let embeds = note.links.iter().filter(|link| link.embed && !link.hidden && link.property.is_none());
        for link in embeds.filter(|link| matches!(link.kind, LinkKind::Wiki | LinkKind::Inline)) {
            let goal = Goal { path: &note.path, range: link.range };
            if let Some(way) = way_back(cx.vault(), &goal, &link.target) {
                cx.report(cx.diagnostic(link.range, message(cx.vault(), &way)));
            }
        }
    }
}

fn message(vault: &Vault, way: &[FileId]) -> String {
    let names: Vec<String> =
        way.iter().map(|file| format!("`{}`", shown(vault.path(*file).stem()))).collect();
    match names.split_last() {
        Some((_, [])) | None => "this embed shows the place that it stands in, again and again".to_owned(),
        Some((_, between)) => {
            format!("this embed shows {}, which shows this place again", between.join(", which shows "))
        }
    }
}

/// The embed whose place is looked for.
struct Goal<'a> {
    path: &'a VaultPath,
    range: TextRange,
}

/// The notes through which the embed of `target` at `goal` shows itself, in order; the last one is that of the goal.
fn way_back(vault: &Vault, goal: &Goal<'_>, target: &Target) -> Option<Vec<FileId>> {
    let mut seen: FxHashSet<(FileId, TextRange)> = FxHashSet::default();
    // Each with the notes that led there.
    let mut waiting: Vec<(FileId, TextRange, Vec<FileId>)> = Vec::new();
    let start = part(vault, goal.path, target)?;
    waiting.push((start.0, start.1, vec![start.0]));
    while let Some((file, range, way)) = waiting.pop() {
        if !seen.insert((file, range)) || seen.len() > MOST_PARTS {
            continue;
        }
        if vault.path(file) == goal.path && range.contains_range(goal.range) {
            return Some(way);
        }
        let Some(facts) = vault.facts(file) else { continue };
        for embed in facts.embeds.iter().filter(|embed| range.contains_range(embed.range)) {
            if let Some((next, range)) = part(vault, vault.path(file), &embed.target) {
                let mut way = way.clone();
                way.push(next);
                waiting.push((next, range, way));
            }
        }
    }
    None
}

/// The note and the part of it that an embed of `target` in the note at `source` shows.
fn part(vault: &Vault, source: &VaultPath, target: &Target) -> Option<(FileId, TextRange)> {
    let Resolution::File(file) = vault.resolve(source, LinkKind::Wiki, target) else { return None };
    if vault.path(file).kind() != FileKind::Note {
        return None;
    }
    let range = match &target.subpath {
        None => TextRange::new(0, usize::MAX),
        Some(Subpath::Headings(segments)) => section(vault.facts(file)?, segments)?,
        // Blocks and footnotes are small; whether they hold an embed is not known of other notes.
        Some(_) => return None,
    };
    Some((file, range))
}

fn section(facts: &Facts, segments: &[Box<str>]) -> Option<TextRange> {
    facts.find_heading(segments).map(|index| facts.section(index))
}
