//! What holds of the formatter on whole vaults: the vaults of the repository and every vault in the folder that `VAULTLINT_VAULTS`
//! names. `VAULTLINT_RULE` narrows the runs to the configurations whose name starts with it.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde_json::Value;
use vaultlint_core::config::Config;
use vaultlint_core::fix::Refusal;
use vaultlint_core::format::format_note;
use vaultlint_core::import::obsidian_linter;
use vaultlint_core::note::Note;
use vaultlint_core::rule::{Category, RuleInfo};
use vaultlint_core::rules;
use vaultlint_core::vault::NoteTimes;
use vaultlint_core::workspace::{OpenOptions, OpenVault, find_root, open_vault, read_note};

fn vaults() -> Vec<PathBuf> {
    let own = |name: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vaults").join(name);
    let mut vaults = vec![own("demo"), own("layout")];
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

/// What formatting with one configuration came to.
#[derive(Default)]
struct Tally {
    changed: usize,
    /// Notes that formatting twice changes further, or that raise an error.
    failures: Vec<String>,
    /// Rules whose fixes were not applied, with the note and the reason.
    refusals: Vec<String>,
}

impl Tally {
    /// Formats every note of `vault` with `config`, twice.
    fn run(&mut self, vault: &Opened, name: &str, config: &Config) {
        let results = vault.notes.par_iter().map(|note| format_twice(vault, name, config, note));
        for result in results.collect::<Vec<_>>() {
            self.changed += usize::from(result.changed);
            self.failures.extend(result.failure);
            self.refusals.extend(result.refusals);
        }
    }

    fn report(&self, name: &str) {
        let (failures, refusals) = (self.failures.len(), self.refusals.len());
        println!("{name}: {} notes changed, {failures} failures, {refusals} refusals", self.changed);
        self.refusals.iter().for_each(|refusal| println!("    {refusal}"));
        self.failures.iter().for_each(|failure| println!("    {failure}"));
    }
}

struct Twice {
    changed: bool,
    failure: Option<String>,
    refusals: Vec<String>,
}

fn format_twice(vault: &Opened, name: &str, config: &Config, note: &Note) -> Twice {
    let place = || format!("{name}: {}/{}", vault.path.display(), note.path);
    let first = format_note(note, &vault.open.vault, config);
    let refused = |it: &Refusal| format!("{}: refused {} {:?}", place(), it.rule.name, it.reason);
    let refusals = first.refused.iter().map(refused).collect();
    let Some(text) = first.text else { return Twice { changed: false, failure: None, refusals } };
    let second = format_note(&Note::parse(note.path.clone(), text), &vault.open.vault, config);
    let rules = || second.applied.iter().map(|(rule, _)| rule.name).collect::<Vec<_>>();
    let failure = second.text.as_ref().map(|_| format!("{}: changes again by {:?}", place(), rules()));
    Twice { changed: true, failure, refusals }
}

/// Rules that lay out though they are of another kind.
const OTHERS: [&str; 2] = ["heading-increment", "bare-url"];

fn layout_rules() -> impl Iterator<Item = &'static RuleInfo> {
    let lays_out = |info: &&RuleInfo| info.category == Category::Layout || OTHERS.contains(&info.name);
    rules::ALL.iter().copied().filter(lays_out)
}

/// Options that make rules do something that they do not do by default.
const VARIANTS: [&str; 37] = [
    r#"removed-properties = { properties = ["cssclass", "date"] }"#,
    r#"inserted-properties = { properties = "kind: note\nrating:" }"#,
    r#"property-order = { first = ["title", "aliases"], last = ["tags"], others = "ascending" }"#,
    r#"property-order = { others = "descending" }"#,
    r#"title-alias = { keep-file-name = true, remember = "linter-title", style = "single-line", keep-style = false, remove-empty = true }"#,
    r#"tags-in-properties = { in-text = "unmark", keep-style = false, style = "single-line" }"#,
    r#"tags-in-properties = { in-text = "remove" }"#,
    r#"heading-capitals = { style = "title", keep-capitals = false }"#,
    r#"heading-capitals = { style = "all" }"#,
    r#"heading-increment = { start-at = 1, left-out = "beside" }"#,
    r#"emphasis-marks = { emphasis = "underscore", strong = "underscore" }"#,
    r#"emphasis-marks = { emphasis = "underscore", strong = "asterisk" }"#,
    r#"list-markers = { marker = "*", tasks = true }"#,
    r#"list-numbers = { numbers = "same", start = "one", end = ")" }"#,
    r#"list-marker-space = { code-to-text = true }"#,
    r#"list-indentation = { unit = "content" }"#,
    r#"list-indentation = { unit = "blanks", width = 2 }"#,
    r#"list-indentation = { unit = "tab" }"#,
    r#"indentation-style = { style = "blanks", width = 4 }"#,
    r#"indentation-style = { style = "tabs" }"#,
    r#"blockquote-marks = { blank = false }"#,
    r#"table-alignment = { style = "compact" }"#,
    r#"heading-style = { style = "setext" }"#,
    r#"quote-marks = { double = "curly", single = "curly" }"#,
    r#"punctuation-spacing = { before = ",.;:!?)", after = "(", around = "/", dashes = true }"#,
    r#"blank-runs = { keep-columns = false }"#,
    r#"heading-blank-lines = { before = "none", after = "none", after-front-matter = "none" }"#,
    r#"heading-blank-lines = { before = "one", after = "none" }"#,
    r#"paragraph-blank-lines = { lines = "apart" }"#,
    r#"list-blank-lines = { mixed = true }"#,
    r#"line-break-marks = { mark = "backslash" }"#,
    r#"block-blank-lines = { note-end = "nothing", in-lists = false }"#,
    r#"trailing-blanks = { hard-breaks = "keep" }"#,
    r#"property-quotes = { quotes = "single", quote-marks = true, pairs = true, brackets = true }"#,
    r#"property-lists = { aliases = "single-line", tags = "single-line", others = "single-line" }"#,
    r#"link-style = { style = "markdown", path = "relative" }"#,
    r#"link-style = { style = "wikilink", path = "absolute" }"#,
];

/// Nothing but `settings`, lines of `[rules]` with options alone.
fn config_of(settings: &[String]) -> Config {
    let named = |name: &str| settings.iter().any(|line| line.split(' ').next() == Some(name));
    let off = layout_rules().filter(|info| !named(info.name)).map(|info| format!("{} = \"off\"", info.name));
    let on = settings.iter().map(|line| line.replacen("= {", "= { level = \"format\",", 1));
    let lines: Vec<String> = off.chain(on).collect();
    let text = format!("[rules]\n{}\n", lines.join("\n"));
    Config::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Each rule alone, by its name, with the options that it starts with and with those of [`VARIANTS`].
fn rules_alone() -> Vec<(String, Config)> {
    let plain = layout_rules().map(|info| format!("{} = \"format\"", info.name));
    let settings = plain.chain(VARIANTS.map(str::to_owned));
    settings.map(|line| (line.clone(), config_of(&[line]))).collect()
}

/// All rules at once, with something to do for those that start with nothing.
fn all_together() -> Config {
    let wanted = ["removed-properties", "inserted-properties", "property-order"];
    let plain = layout_rules().filter(|info| !wanted.contains(&info.name)).map(|info| info.name);
    let plain = plain.map(|name| format!("{name} = \"format\""));
    let chosen = wanted.map(|name| VARIANTS.iter().find(|line| line.starts_with(name)).unwrap().to_string());
    config_of(&plain.chain(chosen).collect::<Vec<_>>())
}

/// Settings of the plugin obsidian-linter, as the file holds them or with every rule enabled.
fn imported(file: &Path, all_enabled: bool) -> Option<Config> {
    let mut data: Value = serde_json::from_str(&std::fs::read_to_string(file).ok()?).unwrap();
    for settings in data["ruleConfigs"].as_object_mut().into_iter().flat_map(|rules| rules.values_mut()) {
        if all_enabled {
            settings["enabled"] = true.into();
        }
    }
    Some(Config::parse(&obsidian_linter(&data.to_string()).unwrap().to_toml()).unwrap())
}

/// Configurations of many rules, which are run on every vault.
fn combinations() -> Vec<(String, Config)> {
    let preset = |name: &str| (name.to_owned(), Config::parse(&format!("preset = \"{name}\"")).unwrap());
    let mut configs = vec![preset("gentle"), preset("tidy"), ("all".to_owned(), all_together())];
    let defaults =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/cases/obsidian-linter-default-data.json");
    configs.extend(imported(&defaults, true).map(|config| ("every rule of the plugin".to_owned(), config)));
    for vault in vaults() {
        let settings = vault.join(".obsidian/plugins/obsidian-linter/data.json");
        let name = format!("settings of {}", vault.file_name().unwrap().display());
        configs.extend(imported(&settings, false).map(|config| (name, config)));
    }
    configs
}

#[test]
fn formatting_settles_at_once_and_is_never_refused() {
    let mut configs = combinations();
    configs.extend(rules_alone());
    if let Ok(only) = std::env::var("VAULTLINT_RULE") {
        configs.retain(|(name, _)| name.starts_with(&only));
    }
    let vaults = opened();
    let mut failures = Vec::new();
    for (name, config) in &configs {
        let mut tally = Tally::default();
        vaults.iter().for_each(|vault| tally.run(vault, name, config));
        tally.report(name);
        // A refusal keeps a note from harm, and is a fault of the rule all the same.
        failures.append(&mut tally.refusals);
        failures.append(&mut tally.failures);
    }
    println!("{} configurations, {} failures and refusals", configs.len(), failures.len());
    assert!(failures.is_empty(), "{}", shortened(&failures));
}

fn shortened(failures: &[String]) -> String {
    format!("{} notes fail, as\n{}", failures.len(), failures[..failures.len().min(20)].join("\n"))
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
    assert!(failures.is_empty(), "{}", shortened(&failures));
}

/// What must be the same byte for byte: front matter, code, math, HTML, comments and targets of links.
fn kept(note: &Note) -> Vec<&str> {
    let front_matter = note.front_matter.iter().map(|it| it.range);
    let comments = note.comments.iter().map(|comment| comment.range);
    let code = note.code_blocks.iter().map(|block| block.range);
    let links = note.links.iter().map(|link| link.target_range);
    let ranges = front_matter.chain(comments).chain(code).chain(links).chain(note.opaque.iter().copied());
    ranges.map(|range| note.slice(range)).collect()
}
