//! Files that change outside of the editor: the findings of open notes follow.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, missing_docs)]

mod support;

use std::fs;
use std::path::Path;

use serde_json::json;
use support::{Client, uri, vault};

/// Links to notes that are not there are found.
const CONFIG: (&str, &str) = ("vaultlint.toml", "[rules]\nunwritten-note = \"warning\"\n");

const CREATED: u8 = 1;
const CHANGED: u8 = 2;
const DELETED: u8 = 3;

async fn tell(client: &mut Client, folder: &Path, changes: &[(&str, u8)]) {
    let change = |(name, kind): &(&str, u8)| json!({ "uri": uri(folder, name), "type": kind });
    let changes: Vec<_> = changes.iter().map(change).collect();
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes })).await;
}

/// Waits until the findings of `note` are of these rules.
async fn until(client: &mut Client, note: &str, version: Option<i64>, expected: &[&str]) {
    let long = std::time::Duration::from_secs(15);
    let mut last = Vec::new();
    loop {
        let found = tokio::time::timeout(long, client.findings(note, version)).await;
        assert!(found.is_ok(), "{expected:?} are expected, the last findings were {last:?}");
        last = found.unwrap();
        if rules_of(&last) == expected {
            return;
        }
    }
}

fn rules_of(found: &[serde_json::Value]) -> Vec<&str> {
    found.iter().map(|one| one["code"].as_str().unwrap_or("")).collect()
}

#[tokio::test]
async fn files_come_and_go() {
    let folder = vault(&[CONFIG, ("note.md", ""), ("Rome.md", "# Food\n")]);
    let (root, note) = (folder.path(), uri(folder.path(), "note.md"));
    let mut client = Client::start(&[]).await;
    client.open(&note, "[[Rome#Food]] [[Paris]] ![[a.png]]\n").await;
    until(&mut client, &note, Some(1), &["unwritten-note", "missing-image"]).await;
    fs::write(root.join("Paris.md"), "").unwrap();
    fs::write(root.join("a.png"), "").unwrap();
    tell(&mut client, root, &[("Paris.md", CREATED), ("a.png", CREATED)]).await;
    until(&mut client, &note, Some(1), &[]).await;
    fs::write(root.join("Rome.md"), "# Wine\n").unwrap();
    tell(&mut client, root, &[("Rome.md", CHANGED)]).await;
    until(&mut client, &note, Some(1), &["broken-heading-link"]).await;
    fs::remove_file(root.join("Paris.md")).unwrap();
    tell(&mut client, root, &[("Paris.md", DELETED)]).await;
    until(&mut client, &note, Some(1), &["broken-heading-link", "unwritten-note"]).await;
    // Deleted and written anew in one go.
    fs::write(root.join("Rome.md"), "# Food\n").unwrap();
    tell(&mut client, root, &[("Rome.md", DELETED), ("Rome.md", CREATED)]).await;
    until(&mut client, &note, Some(1), &["unwritten-note"]).await;
    // A note that is deleted while it is open counts until it is closed.
    fs::remove_file(root.join("note.md")).unwrap();
    tell(&mut client, root, &[("note.md", DELETED)]).await;
    client.change(&note, 2, json!({ "text": "[[note]] [[Paris]]\n" })).await;
    until(&mut client, &note, Some(2), &["unwritten-note"]).await;
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": note } })).await;
    until(&mut client, &note, None, &[]).await;
    assert_eq!(client.end().await, 0);
}

#[tokio::test]
async fn a_folder_is_moved() {
    let names: Vec<String> = (0..30).map(|n| format!("Old/Deep/n{n}.md")).collect();
    let notes: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "# Food\n")).collect();
    let folder = vault(&[notes.as_slice(), &[CONFIG, ("note.md", "")]].concat());
    let (root, note) = (folder.path(), uri(folder.path(), "note.md"));
    let mut client = Client::start(&[]).await;
    client.open(&note, "[[Old/Deep/n3]] [[New/Deep/n29#Food]]\n").await;
    until(&mut client, &note, Some(1), &["mistyped-link"]).await;
    let before = client.findings_now(&note).await;
    assert_eq!(before[0]["range"]["start"]["character"], 18);
    // As editors tell it: the folders, not their files.
    fs::rename(root.join("Old"), root.join("New")).unwrap();
    tell(&mut client, root, &[("Old", DELETED), ("New", CREATED)]).await;
    loop {
        let long = std::time::Duration::from_secs(15);
        let found = tokio::time::timeout(long, client.findings(&note, Some(1))).await.unwrap();
        if found.len() == 1 && found[0]["range"]["start"]["character"] == 2 {
            break;
        }
    }
    assert_eq!(client.end().await, 0);
}

#[tokio::test]
async fn a_thousand_files_change_at_once() {
    let folder = vault(&[CONFIG, ("note.md", "")]);
    let (root, note) = (folder.path(), uri(folder.path(), "note.md"));
    let mut client = Client::start(&[]).await;
    let links: String = (0..1_000).map(|n| format!("[[n{n}#Food]]\n")).collect();
    client.open(&note, &links).await;
    until(&mut client, &note, Some(1), &["unwritten-note"; 1_000]).await;
    let names: Vec<String> = (0..1_000).map(|n| format!("n{n}.md")).collect();
    for (text, kind, expected) in [
        ("# Food\n", CREATED, vec![]),
        ("# Wine\n", CHANGED, vec!["broken-heading-link"; 1_000]),
        ("", DELETED, vec!["unwritten-note"; 1_000]),
    ] {
        for name in &names {
            match kind {
                DELETED => fs::remove_file(root.join(name)).unwrap(),
                _ => fs::write(root.join(name), text).unwrap(),
            }
        }
        // Some clients tell all in one message, others each in its own.
        for part in names.chunks(if kind == CHANGED { 1_000 } else { 1 }) {
            let changes: Vec<(&str, u8)> = part.iter().map(|name| (name.as_str(), kind)).collect();
            tell(&mut client, root, &changes).await;
        }
        until(&mut client, &note, Some(1), &expected).await;
    }
    assert_eq!(client.end().await, 0);
}

#[tokio::test]
async fn the_configuration_is_broken_and_mended() {
    let folder = vault(&[("note.md", "")]);
    let (root, note) = (folder.path(), uri(folder.path(), "note.md"));
    let config = uri(root, "vaultlint.toml");
    let mut client = Client::start(&[]).await;
    client.open(&note, "![[a.png]]\n").await;
    until(&mut client, &note, Some(1), &["missing-image"]).await;
    for (text, kind, trouble, expected) in [
        ("[rules]\nmissing-image = \"off\"\n", CREATED, &[][..], &[][..]),
        ("[rules\n", CHANGED, &[""], &["missing-image"]),
        ("[rules]\nmissing-image = \"off\"\n", CHANGED, &[], &[]),
        ("exclude = 3\n", CHANGED, &[""], &["missing-image"]),
    ] {
        fs::write(root.join("vaultlint.toml"), text).unwrap();
        tell(&mut client, root, &[("vaultlint.toml", kind)]).await;
        until(&mut client, &config, None, trouble).await;
        until(&mut client, &note, Some(1), expected).await;
    }
    fs::remove_file(root.join("vaultlint.toml")).unwrap();
    tell(&mut client, root, &[("vaultlint.toml", DELETED)]).await;
    until(&mut client, &config, None, &[]).await;
    assert_eq!(client.end().await, 0);
}

#[tokio::test]
async fn the_settings_of_the_app_change() {
    let folder = vault(&[("note.md", ""), (".obsidian/app.json", "{}")]);
    let (root, note) = (folder.path(), uri(folder.path(), "note.md"));
    let mut client = Client::start(&[]).await;
    client.open(&note, "![[a.png]]\n").await;
    until(&mut client, &note, Some(1), &["missing-image"]).await;
    // Changes while the vault is read anew are seen as well.
    fs::write(root.join(".obsidian/app.json"), "{ \"newLinkFormat\": \"relative\" }").unwrap();
    tell(&mut client, root, &[(".obsidian/app.json", CHANGED)]).await;
    fs::write(root.join("a.png"), "").unwrap();
    tell(&mut client, root, &[("a.png", CREATED)]).await;
    until(&mut client, &note, Some(1), &[]).await;
    fs::write(root.join(".obsidian/app.json"), "{ broken").unwrap();
    tell(&mut client, root, &[(".obsidian/app.json", CHANGED)]).await;
    fs::remove_file(root.join("a.png")).unwrap();
    tell(&mut client, root, &[("a.png", DELETED)]).await;
    until(&mut client, &note, Some(1), &["missing-image"]).await;
    assert_eq!(client.end().await, 0);
}
