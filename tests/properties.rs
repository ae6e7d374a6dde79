//! Invariants over whole vaults: the demo vault, the app's own sample vault where it stands beside the repository, and
//! every vault in the folder that `VAULTLINT_VAULTS` names.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "../crates/vaultlint-core/tests/support/random.rs"]
mod random;

use std::path::{Path, PathBuf};

use random::Random;
use rayon::prelude::*;
use vaultlint_core::config::Config;
use vaultlint_core::diagnostic::{Applicability, Diagnostic};
use vaultlint_core::file::VaultFile;
use vaultlint_core::fix::{apply, fix_note};
use vaultlint_core::lint::{lint, lint_file};
use vaultlint_core::note::{Block, BlockKind, Note};
use vaultlint_core::rule::{FixAvailability, Level, RuleInfo};
use vaultlint_core::suppress::{suppress_line, suppress_note};
use vaultlint_core::text::TextRange;
use vaultlint_core::vault::{Facts, Resolution, Vault};
use vaultlint_core::workspace::{OpenOptions, OpenVault, find_root, open_vault, read_note};

fn vaults() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut vaults = vec![root.join("tests/vaults/demo")];
    let sample = root.join("../shared/oracle/vault");
    if sample.is_dir() {
        vaults.push(sample);
    } else {
        println!("skipped: no sample vault beside the repository");
    }
    match std::env::var_os("VAULTLINT_VAULTS") {
        Some(folder) => {
            let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
            vaults.extend(entries.filter(|path| path.is_dir()));
        }
        None => println!("skipped: `VAULTLINT_VAULTS` names no folder of vaults"),
    }
    vaults
}

/// Runs `check` on every note of every vault, with all facts known and with none, and shows the first notes that fail.
fn for_every_note(check: impl Fn(&Note, &OpenVault, &Vault) -> Result<(), String> + Sync) {
    let mut failures = Vec::new();
    let mut count = 0;
    for path in vaults() {
        let open = open_vault(&find_root(&path), &OpenOptions { gitignore: false, ..OpenOptions::default() });
        let unread = open.vault.clone();
        open.vault.read_all_facts();
        count += open.notes.len();
        failures.par_extend(open.notes.par_iter().filter_map(|file| {
            let text = read_note(&open.disk_path(*file)).ok()?;
            let note = Note::parse(open.vault.path(*file).clone(), text);
            check(&note, &open, &unread)
                .err()
                .map(|error| format!("{}: {}: {error}", path.display(), note.path))
        }));
    }
    println!("{count} notes");
    assert!(
        count > 0 && failures.is_empty(),
        "{} notes fail, as\n{}",
        failures.len(),
        failures[..failures.len().min(12)].join("\n")
    );
}

fn ensure(holds: bool, message: impl Fn() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(message()) }
}

#[test]
fn ranges_fit_the_text_and_opaque_is_disjoint() {
    for_every_note(|note, _, _| {
        let fits = |range: TextRange| note.text.get(range.as_range()).is_some();
        ensure(note.opaque.windows(2).all(|pair| pair[0].end() <= pair[1].start()), || {
            "opaque overlaps".into()
        })?;
        ensure(note.links.iter().all(|link| fits(link.range) && fits(link.target_range)), || {
            "a link".into()
        })?;
        ensure(note.blocks.iter().all(|block| fits(block.range)), || "a block".into())?;
        ensure(note.suppressions.iter().all(|it| fits(it.range) && fits(it.keyword)), || "a marker".into())?;
        let nests = |(index, block): (usize, &vaultlint_core::note::Block)| {
            let inner = note.blocks.get(index + 1..block.end as usize).unwrap_or_default();
            inner.iter().all(|inner| inner.depth > block.depth)
        };
        ensure(note.blocks.iter().enumerate().all(nests), || "blocks do not nest".into())
    });
}

#[test]
fn findings_are_a_function_and_fixes_are_as_declared() {
    for_every_note(|note, open, _| {
        let config = Config::default();
        let found = lint(note, &open.vault, &config);
        let again = lint(note, &open.vault, &config);
        ensure(key(&found) == key(&again), || "findings differ from run to run".into())?;
        for diagnostic in &found {
            let rule = diagnostic.rule;
            ensure(note.text.get(diagnostic.range.as_range()).is_some(), || {
                format!("a range of {}", rule.name)
            })?;
            let declared = rule.fix != FixAvailability::Never || diagnostic.fixes.is_empty();
            ensure(declared, || format!("{} fixes what it says it never does", rule.name))?;
        }
        Ok(())
    });
}

fn key(found: &[Diagnostic]) -> Vec<(&str, TextRange, &str)> {
    found
        .iter()
        .map(|diagnostic| (diagnostic.rule.name, diagnostic.range, diagnostic.message.as_str()))
        .collect()
}

#[test]
fn a_note_alone_has_the_findings_it_has_among_all() {
    for_every_note(|note, open, unread| {
        let config = Config::default();
        let mut alone = unread.clone();
        if let Some(file) = alone.file(note.path.as_str()) {
            alone.replace_facts(file, Some(Facts::of_note(note)));
        }
        let loud = |vault: &Vault| -> Vec<String> {
            let found = lint(note, vault, &config).into_iter().filter(|one| one.level >= Level::Warning);
            // Aliases of other notes are known only when all notes are read.
            let found = found.filter(|one| !one.message.contains("alias"));
            found.map(|one| format!("{} {:?} {}", one.rule.name, one.range, one.message)).collect()
        };
        let (all, one) = (loud(&open.vault), loud(&alone));
        ensure(all == one, || format!("among all {all:?}, alone {one:?}"))
    });
}

#[test]
fn mending_settles_and_keeps_what_links_lead_to() {
    for_every_note(|note, open, _| {
        let config = Config::default();
        let outcome = fix_note(note, &open.vault, &config, Applicability::Safe, |_| true);
        ensure(outcome.refused.is_empty(), || {
            let names = outcome.refused.iter().map(|refusal| (refusal.rule.name, &refusal.reason));
            format!("refused: {:?}", names.collect::<Vec<_>>())
        })?;
        let Some(text) = outcome.text else { return Ok(()) };
        let fixed = Note::parse(note.path.clone(), text);
        let again = fix_note(&fixed, &open.vault, &config, Applicability::Safe, |_| true);
        ensure(again.text.is_none(), || "a second run changes more".into())?;
        let targets = |note: &Note| -> Vec<Resolution> {
            let cached = note.links.iter().filter(|link| link.is_cached());
            let mut all: Vec<Resolution> =
                cached.map(|link| open.vault.resolve(&note.path, link.kind, &link.target)).collect();
            all.sort_by_key(|resolution| format!("{resolution:?}"));
            all
        };
        let (before, after) = (targets(note), targets(&fixed));
        ensure(before.iter().all(|target| after.contains(target)), || "a link leads elsewhere".into())
    });
}

#[test]
fn nothing_changes_outside_the_edits() {
    for_every_note(|note, open, _| {
        for diagnostic in lint(note, &open.vault, &Config::default()) {
            for fix in &diagnostic.fixes {
                let fixed = apply(&note.text, fix.edits());
                let kept: usize =
                    note.text.len() - fix.edits().iter().map(|edit| edit.range().len()).sum::<usize>();
                let added: usize = fix.edits().iter().map(|edit| edit.content().len()).sum();
                ensure(fixed.len() == kept + added, || format!("an edit of {}", diagnostic.rule.name))?;
            }
        }
        Ok(())
    });
}

#[test]
fn every_finding_can_be_suppressed_and_nothing_else_changes() {
    for_every_note(|note, open, _| {
        let config = Config::default();
        let all = lint(note, &open.vault, &config);
        // The first and the last stand for the others.
        for found in all.iter().take(2).chain(all.last()) {
            for fix in [suppress_line(note, found), suppress_note(note, found)] {
                let rule = found.rule.name;
                let fix = fix.ok_or_else(|| format!("no way to suppress {rule} at {:?}", found.range))?;
                let silent = Note::parse(note.path.clone(), apply(&note.text, fix.edits()));
                let left = lint(&silent, &open.vault, &config);
                let names = |found: &[Diagnostic], own: bool| -> Vec<&str> {
                    found.iter().map(|one| one.rule.name).filter(|name| (*name == rule) == own).collect()
                };
                ensure(names(&left, true).len() < names(&all, true).len(), || {
                    format!("{rule} is still found: {}", fix.title())
                })?;
                ensure(names(&left, false) == names(&all, false), || {
                    format!("other rules find other things: {} {:?}", fix.title(), names(&left, false))
                })?;
            }
        }
        Ok(())
    });
}

#[test]
fn markers_that_hide_nothing_go_without_a_trace() {
    const RULES: &str = "[rules]\nunused-suppression = \"warning\"\n";
    for_every_note(|note, open, _| {
        let config = Config::parse(RULES).map_err(|error| error.message)?;
        let marked = Note::parse(note.path.clone(), with_markers(note, note.path.as_str().len()));
        let only = |rule: &'static RuleInfo| rule.name == "unused-suppression";
        let outcome = fix_note(&marked, &open.vault, &config, Applicability::Safe, only);
        ensure(outcome.refused.is_empty(), || {
            format!("refused: {:?}", outcome.refused.iter().map(|it| &it.reason).collect::<Vec<_>>())
        })?;
        let Some(text) = outcome.text else { return Ok(()) };
        let clean = Note::parse(note.path.clone(), text);
        let left: Vec<_> =
            lint(&clean, &open.vault, &config).into_iter().filter(|it| only(it.rule)).collect();
        let is_safe = |it: &Diagnostic| it.fixes.iter().any(|fix| fix.applicability() == Applicability::Safe);
        ensure(!left.iter().any(is_safe), || "a marker is left".into())?;
        let blocks = |note: &Note| -> Vec<(BlockKind, u32)> {
            let blocks = note.blocks.iter().filter(|block| !note.is_comment(block));
            blocks.map(|block| (block.kind, block.depth)).collect()
        };
        ensure(blocks(&marked) == blocks(&clean), || {
            format!("blocks differ: {:?} {:?}", blocks(&marked), blocks(&clean))
        })
    });
}

/// The text of `note` with markers above some lines and at the end of others, as `seed` has it. None stands on a line of
/// its own in or below a list: it could end an item.
fn with_markers(note: &Note, seed: usize) -> String {
    let mut out = String::new();
    let mut start = 0;
    let lists: Vec<_> = note.blocks.iter().filter(|block| block.kind == BlockKind::List).collect();
    for (i, line) in note.text.split_inclusive('\n').enumerate() {
        let (bare, rest) = line.split_at(line.trim_end().len());
        let margin: String = bare.chars().take_while(|c| matches!(c, ' ' | '>')).collect();
        let is_near = |list: &&Block| list.range.start() <= start && start <= list.range.end() + 2;
        let is_free = i > 0 && !lists.iter().any(is_near);
        start += line.len();
        match (i * 7 + seed) % 41 {
            0 if is_free => {
                out += &format!("{margin}%% vaultlint-disable-next-line unclosed-comment %%\n{line}")
            }
            2 if is_free => out += &format!("<!-- vaultlint-enable -->\n{line}"),
            _ if bare.is_empty() => out += line,
            1 => out += &format!("{bare} %% vaultlint-disable-line invalid-tag,unclosed-comment %%{rest}"),
            3 => out += &format!("{bare} <!-- vaultlint-disable-file invalid-tag --> {rest}"),
            _ => out += line,
        }
    }
    out
}

/// What is typed into notes: what opens or closes something, and what does not.
const TYPED: [&str; 12] = ["x", "\n", "\n\n", "# ", "- ", "> ", "%%", "```\n", "[[", "|", "<div>", "[^1]: "];

#[test]
fn an_edited_note_is_read_as_its_text_is() {
    for_every_note(|note, _, _| {
        let mut current = note.clone();
        let mut random = Random((note.text.len() + note.path.as_str().len()) as u64);
        for _ in 0..6 {
            let at = random.boundary(&current.text);
            let (before, after) = current.text.split_at(at);
            let kept = after.chars().skip(random.below(2)).collect::<String>();
            let text = format!("{before}{}{kept}", TYPED[random.below(TYPED.len())]);
            let expected = Note::parse(note.path.clone(), text.as_str());
            let edited = current.edited(text.as_str());
            ensure(edited == expected, || format!("is read otherwise: {:?}", excerpt(&text, at)))?;
            current = edited;
        }
        Ok(())
    });
}

/// The text around byte `at`.
fn excerpt(text: &str, at: usize) -> String {
    let before: String = text[..at].chars().rev().take(60).collect();
    before.chars().rev().chain(text[at..].chars().take(60)).collect()
}

#[test]
fn files_that_are_no_notes_are_checked_alike() {
    let mut failures = Vec::new();
    for path in vaults() {
        let open = open_vault(&find_root(&path), &OpenOptions { gitignore: false, ..OpenOptions::default() });
        open.vault.read_all_facts();
        let check = |id: &vaultlint_core::vault::FileId| {
            let place = open.vault.path(*id);
            let text = if VaultFile::has_text(place.kind()) {
                read_note(&open.disk_path(*id)).ok()?
            } else {
                String::new()
            };
            let file = VaultFile::parse(place.clone(), text);
            let found = lint_file(&file, &open.vault, &Config::default());
            let again = lint_file(&file, &open.vault, &Config::default());
            let fits = found.iter().all(|it| file.text.get(it.range.as_range()).is_some());
            let declared =
                found.iter().all(|it| it.rule.fix != FixAvailability::Never || it.fixes.is_empty());
            (!fits || !declared || key(&found) != key(&again)).then(|| format!("{}: {place}", path.display()))
        };
        failures.extend(open.files.par_iter().filter_map(check).collect::<Vec<_>>());
    }
    assert!(failures.is_empty(), "{failures:?}");
}
