//! What holds of the formatter on whole vaults: the demo vault and every vault in the folder that `VAULTLINT_VAULTS`
//! names. `VAULTLINT_RULE` narrows the runs of single rules to one.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use vaultlint_core::config::Config;
use vaultlint_core::format::format_note;
use vaultlint_core::import::obsidian_linter;
use vaultlint_core::note::Note;
use vaultlint_core::rule::{Category, RuleInfo};
use vaultlint_core::rules;
use vaultlint_core::vault::NoteTimes;
use vaultlint_core::workspace::{OpenOptions, OpenVault, find_root, open_vault, read_note};

fn vaults() -> Vec<PathBuf> {
    let mut vaults = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vaults/demo")];
    match std::env::var_os("VAULTLINT_VAULTS") {
        Some(folder) => {
            let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
            vaults.extend(entries.filter(|path| path.is_dir()));
        }
        None => println!("skipped: `VAULTLINT_VAULTS` names no folder of vaults"),
    }
    vaults
}

/// When every note was made and changed.
fn times() -> NoteTimes {
    let time = |text: &str| text.parse().ok();
    NoteTimes {
        created: time("2020-01-01T09:30:00Z"),
        modified: time("2021-02-03T10:00:00Z"),
        now: time("2022-03-04T11:00:00Z"),
        ..NoteTimes::default()
    }
}

struct Opened {
    path: PathBuf,
    open: OpenVault,
    notes: Vec<Note>,
}

fn opened() -> Vec<Opened> {
    let open = |path: PathBuf| {
        let options = OpenOptions { gitignore: false, ..OpenOptions::default() };
        let mut open = open_vault(&find_root(&path), &options);
        let times = open.notes.iter().map(|file| (open.vault.path(*file).clone(), times()));
        let times: Vec<_> = times.collect();
        open.vault.set_times(times);
        open.vault.read_all_facts();
        let read = |file| {
            let text = read_note(&open.disk_path(file)).ok()?;
            Some(Note::parse(open.vault.path(file).clone(), text))
        };
        let notes = open.notes.par_iter().filter_map(|file| read(*file)).collect();
        Opened { path, open, notes }
    };
    vaults().into_iter().map(open).collect()
}

/// Formats every note with `config`, twice; how many changed.
fn run(vault: &Opened, name: &str, config: &Config, failures: &mut Vec<String>) -> usize {
    let results = vault.notes.par_iter().map(|note| {
        let first = format_note(note, &vault.open.vault, config);
        let place = || format!("{name}: {}: {}", vault.path.display(), note.path);
        if let Some(refusal) = first.refused.first() {
            return Err(format!("{}: refused {} {:?}", place(), refusal.rule.name, refusal.reason));
        }
        let Some(text) = first.text else { return Ok(false) };
        let second = format_note(&Note::parse(note.path.clone(), text), &vault.open.vault, config);
        if second.text.is_some() || !second.refused.is_empty() {
            let rules: Vec<_> = second.applied.iter().map(|(rule, _)| rule.name).collect();
            return Err(format!("{}: changes again by {rules:?} {:?}", place(), second.refused));
        }
        Ok(true)
    });
    let results: Vec<Result<bool, String>> = results.collect();
    failures.extend(results.iter().filter_map(|result| result.as_ref().err().cloned()));
    results.iter().filter(|result| matches!(result, Ok(true))).count()
}

fn layout_rules() -> impl Iterator<Item = &'static RuleInfo> {
    rules::ALL.iter().copied().filter(|info| info.category == Category::Layout)
}

/// Nothing but `rules`, at their default options.
fn config_of<'a>(rules: impl Iterator<Item = &'a RuleInfo>) -> Config {
    let lines: Vec<String> = rules.map(|info| format!("{} = \"format\"", info.name)).collect();
    Config::parse(&format!("preset = \"obsidian-linter\"\n[rules]\n{}\n", lines.join("\n"))).unwrap()
}

#[test]
fn formatting_twice_is_formatting_once() {
    let only = std::env::var("VAULTLINT_RULE").ok();
    let mut configs: Vec<(String, Config)> = Vec::new();
    for info in layout_rules().filter(|info| only.as_deref().is_none_or(|name| name == info.name)) {
        configs.push((info.name.to_owned(), config_of(std::iter::once(info))));
    }
    if only.is_none() {
        configs.push(("all".to_owned(), config_of(layout_rules())));
        for preset in ["gentle", "tidy"] {
            configs.push((preset.to_owned(), Config::parse(&format!("preset = \"{preset}\"")).unwrap()));
        }
    }
    let vaults = opened();
    let mut failures = Vec::new();
    for (name, config) in &configs {
        let before = failures.len();
        let changed: usize = vaults.iter().map(|vault| run(vault, name, config, &mut failures)).sum();
        println!("{name}: {changed} notes changed, {} failures", failures.len() - before);
    }
    for vault in &vaults {
        let settings = vault.path.join(".obsidian/plugins/obsidian-linter/data.json");
        let Ok(text) = std::fs::read_to_string(settings) else { continue };
        let config = Config::parse(&obsidian_linter(&text).unwrap().to_toml()).unwrap();
        let changed = run(vault, "imported", &config, &mut failures);
        println!("imported settings of {}: {changed} notes changed", vault.path.display());
    }
    assert!(
        failures.is_empty(),
        "{} notes fail, as\n{}",
        failures.len(),
        failures[..failures.len().min(20)].join("\n")
    );
}

#[test]
fn the_gentle_preset_touches_no_data() {
    let config = Config::default();
    let mut failures = Vec::new();
    for vault in opened() {
        let check = |note: &Note| {
            let after = format_note(note, &vault.open.vault, &config).text?;
            let after = Note::parse(note.path.clone(), after);
            (kept(note) != kept(&after)).then(|| format!("{}: {}", vault.path.display(), note.path))
        };
        failures.extend(vault.notes.par_iter().filter_map(check).collect::<Vec<_>>());
    }
    assert!(
        failures.is_empty(),
        "{} notes differ, as\n{}",
        failures.len(),
        failures[..failures.len().min(20)].join("\n")
    );
}

/// What must be the same byte for byte: front matter, code, math, HTML, comments and targets of links.
fn kept(note: &Note) -> Vec<&str> {
    let front_matter = note.front_matter.iter().map(|it| it.range);
    let comments = note.comments.iter().map(|comment| comment.range);
    let code = note.code_blocks.iter().map(|block| block.range);
    let links = note.links.iter().map(|link| link.target_range);
    let ranges = front_matter.chain(comments).chain(code).chain(links).chain(note.opaque.iter().copied());
    ranges.map(|range| note.slice(range).trim_end()).collect()
}
