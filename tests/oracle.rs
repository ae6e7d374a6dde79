//! `vaultlint inspect` beside what the app itself cached, note by note. Skipped where the dumps are absent.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

use std::path::Path;
use std::process::Command;

use serde_json::{Map, Value};

#[test]
fn the_metadata_of_every_dumped_note_is_the_apps() {
    let dumps = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/oracle/metadata");
    let Ok(entries) = std::fs::read_dir(&dumps) else {
        println!("skipped: no dumps of the app's cache beside the repository");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let mut wrong = Vec::new();
    let mut seen = 0;
    for entry in entries {
        let path = entry.unwrap().path();
        let dump: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let note = folder.path().join("note.md");
        std::fs::write(&note, dump["fileContents"].as_str().unwrap()).unwrap();
        let differing = differences(&inspect(&note), &expected(&dump));
        if !differing.is_empty() {
            wrong.push(format!("{}: {}", path.display(), differing.join(", ")));
        }
        seen += 1;
    }
    println!("{seen} notes compared");
    assert!(seen > 0 && wrong.is_empty(), "{}", wrong.join("\n"));
}

fn inspect(note: &Path) -> Map<String, Value> {
    let output = Command::new(env!("CARGO_BIN_EXE_vaultlint")).arg("inspect").arg(note).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The cache of the dump with `getAllTags` beside it, an empty list where there are none.
fn expected(dump: &Value) -> Map<String, Value> {
    let mut cache = dump["cachedMetadata"].as_object().unwrap().clone();
    let tags = dump["getAllTags"].as_array().cloned().unwrap_or_default();
    cache.insert("allTags".into(), tags.into());
    cache
}

fn differences(found: &Map<String, Value>, expected: &Map<String, Value>) -> Vec<String> {
    let keys: std::collections::BTreeSet<&String> = found.keys().chain(expected.keys()).collect();
    keys.into_iter().filter(|key| found.get(*key) != expected.get(*key)).cloned().collect()
}
