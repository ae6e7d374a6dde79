//! The server finds what the command line finds: on the demo vault, on the sample vault where it stands beside the
//! repository, and on every vault in the folder that `VAULTLINT_VAULTS` names.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, missing_docs)]

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use support::Client;
use vaultlint_core::config::Config;
use vaultlint_core::diagnostic::Diagnostic;
use vaultlint_core::file::VaultFile;
use vaultlint_core::lint::{lint, lint_file};
use vaultlint_core::note::Note;
use vaultlint_core::text::LineIndex;
use vaultlint_core::vault::{FileId, VaultPath};
use vaultlint_core::workspace::{OpenOptions, config_file, find_root, open_vault, read_note};

/// Rule, line and byte of the start, line and byte of the end, message.
type Found = (String, [u64; 4], String);

fn vaults() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut vaults = vec![root.join("tests/vaults/demo")];
    let sample = root.join("../shared/oracle/vault");
    vaults.extend(sample.is_dir().then_some(sample));
    if let Some(folder) = std::env::var_os("VAULTLINT_VAULTS") {
        vaults.extend(
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|it| it.is_dir()),
        );
    }
    vaults.into_iter().map(|vault| vault.canonicalize().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_finds_what_the_command_line_finds() {
    for vault in vaults() {
        let root = find_root(&vault).path;
        let roots = roots_in(&root);
        let expected: BTreeMap<_, _> = roots.iter().flat_map(|inner| expected(&root, inner)).collect();
        let found = found(&vault, roots.len()).await;
        for (note, expected) in &expected {
            assert_eq!(found.get(note), Some(expected), "{note}");
        }
        assert_eq!(found.len(), expected.len(), "{}", vault.display());
    }
}

/// The vault at `root` and those in it.
fn roots_in(root: &Path) -> Vec<PathBuf> {
    let settings = folders_below(root).into_iter().filter(|path| path.join(".obsidian").is_dir());
    let mut roots: Vec<PathBuf> = settings.chain([root.to_path_buf()]).collect();
    roots.sort();
    roots.dedup();
    roots
}

/// All folders below `folder` whose names do not start with a dot.
fn folders_below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_shown = |path: &PathBuf| !path.file_name().unwrap().to_string_lossy().starts_with('.');
    let folders: Vec<PathBuf> = entries.filter(|path| path.is_dir() && is_shown(path)).collect();
    folders.into_iter().flat_map(|folder| [folders_below(&folder), vec![folder]].concat()).collect()
}

/// The findings of the vault at `root`, by path from `top`.
fn expected(top: &Path, root: &Path) -> BTreeMap<String, Vec<Found>> {
    let config =
        config_file(root).map(|path| Config::parse(&read_note(&path).unwrap()).unwrap()).unwrap_or_default();
    let options =
        OpenOptions { settings_folder: config.config_folder().to_string(), ..OpenOptions::default() };
    let open = open_vault(&find_root(root), &options);
    open.vault.read_all_facts();
    let paths = |files: &[FileId]| -> Vec<VaultPath> {
        let paths = files.iter().map(|file| open.vault.path(*file).clone());
        paths.filter(|path| !config.is_excluded(path)).collect()
    };
    let in_notes = paths(&open.notes).into_iter().filter_map(|path| {
        let note = Note::parse(path.clone(), read_note(&root.join(path.as_str())).ok()?);
        Some((path, shown(&note.text, &lint(&note, &open.vault, &config))))
    });
    let in_others = paths(&open.files).into_iter().map(|path| {
        let text = VaultFile::has_text(path.kind()).then(|| read_note(&root.join(path.as_str())).ok());
        let file = VaultFile::parse(path.clone(), text.flatten().unwrap_or_default());
        let found = shown(&file.text, &lint_file(&file, &open.vault, &config));
        (path, found)
    });
    let found = in_notes.chain(in_others).filter(|(_, found)| !found.is_empty());
    let from_top = |path: &VaultPath| root.strip_prefix(top).unwrap().join(path.as_str());
    found.map(|(path, found)| (from_top(&path).to_str().unwrap().to_owned(), found)).collect()
}

fn shown(text: &str, found: &[Diagnostic]) -> Vec<Found> {
    let lines = LineIndex::new(text);
    let place = |offset: usize| {
        let line = lines.line_of(offset);
        [line as u64, (offset - lines.line_start(line)) as u64]
    };
    let shown = |one: &Diagnostic| {
        let ([a, b], [c, d]) = (place(one.range.start()), place(one.range.end()));
        (one.rule.name.to_string(), [a, b, c, d], one.message.to_string())
    };
    found.iter().map(shown).collect()
}

async fn found(vault: &Path, vaults: usize) -> BTreeMap<String, Vec<Found>> {
    let folder = format!("file://{}", vault.display());
    let mut client = Client::connect();
    let capabilities = json!({
        "general": { "positionEncodings": ["utf-8"] },
        "window": { "workDoneProgress": true },
    });
    let folders = json!([{ "uri": folder, "name": "vault" }]);
    client.request("initialize", json!({ "capabilities": capabilities, "workspaceFolders": folders })).await;
    client.notify("initialized", json!({})).await;
    client.read_vaults(vaults).await;
    let report = client.request("workspace/diagnostic", json!({ "previousResultIds": [] })).await;
    let root = find_root(vault).path;
    let items = report["items"].as_array().unwrap().iter();
    let found =
        items.map(|item| (name(item, &root), item["items"].as_array().unwrap().iter().map(one).collect()));
    let found = found.collect();
    assert_eq!(client.end().await, 0);
    found
}

/// The path in the vault of the note that `item` is about.
fn name(item: &Value, root: &Path) -> String {
    let uri = tower_lsp::lsp_types::Url::parse(item["uri"].as_str().unwrap()).unwrap();
    uri.to_file_path().unwrap().strip_prefix(root).unwrap().to_str().unwrap().to_string()
}

fn one(found: &Value) -> Found {
    let number = |end: &str, part: &str| found["range"][end][part].as_u64().unwrap();
    let range = [
        number("start", "line"),
        number("start", "character"),
        number("end", "line"),
        number("end", "character"),
    ];
    // What helps follows on lines of its own.
    let message = found["message"].as_str().unwrap();
    (found["code"].as_str().unwrap().to_string(), range, message.lines().next().unwrap().to_string())
}
