//! What a change breaks in files that it leaves as they are.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use vaultlint_core::config::Config;
use vaultlint_core::diagnostic::Diagnostic;
use vaultlint_core::file::VaultFile;
use vaultlint_core::lint::{lint_file, lint_rules};
use vaultlint_core::note::Note;
use vaultlint_core::rule::{Category, Level, Rule, RuleInfo};
use vaultlint_core::rules::unwritten_note::UnwrittenNote;
use vaultlint_core::text::TextRange;
use vaultlint_core::vault::{FileId, FileKind, Resolution, Vault, VaultPath};
use vaultlint_core::workspace::OpenVault;

use super::absolute;
use super::changes::Changes;
use crate::guarded::guarded;
use crate::report::{FileReport, Source};
use crate::vaults;

/// Adds to `report` what `changes` break. In `others`, files that they leave as they are: findings about links that were
/// not there before. In `touched` files: links to notes that are gone, where they are no finding yet.
pub fn add(
    open: &OpenVault,
    check: &Check<'_>,
    touched: &[FileId],
    others: &[FileId],
    report: &mut Vec<FileReport>,
) {
    let root: Arc<Path> = Arc::from(absolute(&open.root.path));
    let find = |file: &FileId, find: &(dyn Fn(&Source) -> Vec<Diagnostic> + Sync)| {
        let path = open.vault.path(*file);
        // What is known by its name alone links to nothing.
        if !matches!(path.kind(), FileKind::Note | FileKind::Canvas | FileKind::Base) {
            return None;
        }
        let text = vaults::read(&open.root.path, path).ok()?;
        // What breaks down here does so in a check of the whole vault, which tells it.
        let (source, found) = guarded(|| {
            let source = source(path, text);
            let found = find(&source);
            (source, found)
        })
        .ok()?;
        (!found.is_empty()).then(|| FileReport { source, root: root.clone(), found })
    };
    let broken: Vec<_> =
        others.par_iter().filter_map(|file| find(file, &|it| check.new_findings(it))).collect();
    let lost: Vec<_> = touched.par_iter().filter_map(|file| find(file, &|it| check.lost_notes(it))).collect();
    for lost in lost {
        match report.iter_mut().find(|it| it.root == root && it.source.path() == lost.source.path()) {
            Some(known) => merge(&mut known.found, lost.found),
            None => report.push(lost),
        }
    }
    report.extend(broken);
}

/// Adds `more` to `found`, in the place of what is said of the same words.
fn merge(found: &mut Vec<Diagnostic>, more: Vec<Diagnostic>) {
    found.retain(|old| !more.iter().any(|new| (new.rule.name, new.range) == (old.rule.name, old.range)));
    found.extend(more);
    found.sort_by_key(|it| it.range.start());
}

/// A vault before and after a change.
pub struct Check<'a> {
    /// After it.
    pub now: &'a Vault,
    /// Before it.
    pub before: &'a Vault,
    /// The configuration.
    pub config: &'a Config,
    /// The least level that is reported.
    pub least: Level,
    /// The change.
    pub changes: &'a Changes,
}

impl Check<'_> {
    fn new_findings(&self, source: &Source) -> Vec<Diagnostic> {
        let mut found = self.findings(source, self.now);
        if found.is_empty() {
            return found;
        }
        let old_path = self.changes.old_path(source.path());
        let mut known: HashMap<(&str, TextRange), usize> = HashMap::new();
        let old = self.findings(&at(source, old_path), self.before);
        old.iter().for_each(|old| *known.entry((old.rule.name, old.range)).or_default() += 1);
        found.retain(|new| match known.get_mut(&(new.rule.name, new.range)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
        found.retain_mut(|new| {
            if let Source::Note(note) = source {
                self.judge(new, note);
            }
            new.level >= self.least
        });
        found
    }

    /// Links to notes that were there before.
    fn lost_notes(&self, source: &Source) -> Vec<Diagnostic> {
        let Source::Note(note) = source else { return Vec::new() };
        let is_wanted = |info: &RuleInfo, _| info.name == UnwrittenNote::INFO.name;
        let mut found = lint_rules(note, self.now, self.config, Level::Info, is_wanted);
        found.retain_mut(|it| self.judge(it, note) && it.level >= self.least);
        found
    }

    /// A link to a note that is not written yet is a hint; one to a note that is gone is broken. Whether `found` is such.
    fn judge(&self, found: &mut Diagnostic, note: &Note) -> bool {
        let is_lost = found.rule.name == UnwrittenNote::INFO.name && self.led_somewhere(note, found.range);
        if is_lost {
            found.level = found.level.max(Level::Warning);
            let message = found.message.trim_end_matches(" yet");
            found.message = format!("{message} any more: it was there at `{}`", self.changes.revision);
        }
        is_lost
    }

    /// Whether the link around `range` in `note` led to a file.
    fn led_somewhere(&self, note: &Note, range: TextRange) -> bool {
        let path = self.changes.old_path(&note.path);
        let links = note.links.iter().filter(|link| link.range.contains_range(range));
        let mut resolved = links.map(|link| self.before.resolve(path, link.kind, &link.target));
        resolved.any(|it| !matches!(it, Resolution::MissingFile | Resolution::External | Resolution::Empty))
    }

    /// What is said of links, hints with it.
    fn findings(&self, source: &Source, vault: &Vault) -> Vec<Diagnostic> {
        let is_about_links = |category| matches!(category, Category::Links | Category::CanvasAndBases);
        match source {
            Source::Note(note) => {
                lint_rules(note, vault, self.config, Level::Info, |info, _| is_about_links(info.category))
            }
            Source::File(file) => {
                let mut found = lint_file(file, vault, self.config);
                found.retain(|it| is_about_links(it.rule.category));
                found
            }
        }
    }
}

fn source(path: &VaultPath, text: String) -> Source {
    match path.kind() {
        FileKind::Note => Source::Note(Box::new(Note::parse(path.clone(), text))),
        _ => Source::File(VaultFile::parse(path.clone(), text)),
    }
}

/// The same at `path`.
fn at(source: &Source, path: &VaultPath) -> Source {
    match source {
        Source::Note(note) => Source::Note(Box::new(Note { path: path.clone(), ..Note::clone(note) })),
        Source::File(file) => Source::File(VaultFile { path: path.clone(), ..file.clone() }),
    }
}
