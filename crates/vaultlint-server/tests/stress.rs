//! Bursts of edits and requests by a client that waits for nothing. `VAULTLINT_STRESS` says how often, and how many
//! edits are compared with those of a plain string.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, missing_docs)]

mod support;

use std::collections::HashSet;

use serde_json::{Value, json};
use support::{Client, Random, place, uri, vault};

/// Asked while a note is edited.
const METHODS: &[&str] = &[
    "textDocument/hover",
    "textDocument/completion",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/documentSymbol",
    "textDocument/codeAction",
    "textDocument/diagnostic",
    "textDocument/prepareRename",
    "textDocument/rename",
    "textDocument/formatting",
    "textDocument/foldingRange",
    "workspace/symbol",
    "workspace/diagnostic",
];

const PIECES: &[&str] = &[
    "a",
    "é",
    "🎉",
    "\r\n",
    "\n",
    "日本",
    "x ",
    "[[Rome#",
    "Food]]",
    "# ",
    "Wine\n",
    "^id",
    "![[",
    "]]",
    "---\n",
    "tags: [a, b]\n",
    "#tag ",
    "`",
    "%%",
    "| a |\n",
    "$",
    "\r\n\r\n",
    "<b>",
    "\u{200d}",
    "- [ ] ",
];

fn rounds(small: usize, large: usize) -> usize {
    if std::env::var_os("VAULTLINT_STRESS").is_some() { large } else { small }
}

#[tokio::test(flavor = "multi_thread")]
async fn bursts_mixed_with_requests_end_in_the_findings_of_the_last_text() {
    for round in 0..rounds(2, 20) {
        burst(round as u64, rounds(150, 500) as i64).await;
    }
}

async fn burst(seed: u64, edits: i64) {
    let folder = vault(&[("Rome.md", "# Food\n\nPasta. ^id\n"), ("note.md", ""), ("fresh.md", "")]);
    let note = uri(folder.path(), "note.md");
    let mut client = Client::start(&["utf-16"]).await;
    client.open(&note, "").await;
    let mut random = Random::new(seed);
    let (mut text, mut asked, mut published) = (String::new(), HashSet::new(), None);
    for version in 2..=edits {
        let edit = random.edit(&mut text, PIECES, "utf-16");
        client.change(&note, version, edit.clone()).await;
        for _ in 0..random.below(3) {
            let method = METHODS[random.below(METHODS.len())];
            let at = &edit["range"]["start"];
            asked.insert(client.ask(method, question(&note, at)).await);
        }
        // A client reads now and then.
        if random.below(20) == 0 {
            take(client.receive().await, &note, &mut asked, &mut published);
        }
    }
    while !asked.is_empty() || published.as_ref().is_none_or(|(version, _)| *version != edits) {
        take(client.receive().await, &note, &mut asked, &mut published);
    }
    let fresh = uri(folder.path(), "fresh.md");
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": note } })).await;
    client.open(&fresh, &text).await;
    let expected = client.findings(&fresh, Some(1)).await;
    assert_eq!(summary(&published.unwrap().1), summary(&expected), "{seed}: {text:?}");
    assert_eq!(client.end().await, 0);
}

fn question(note: &str, at: &Value) -> Value {
    json!({
        "textDocument": { "uri": note },
        "position": at,
        "range": { "start": at, "end": at },
        "context": { "diagnostics": [], "includeDeclaration": true, "triggerKind": 1 },
        "options": { "tabSize": 4, "insertSpaces": true },
        "query": "o",
        "newName": "new",
        "previousResultIds": [],
    })
}

/// Counts an answer off, or remembers the findings of `note`.
fn take(message: Value, note: &str, asked: &mut HashSet<i64>, published: &mut Option<(i64, Vec<Value>)>) {
    if message.get("method").is_none() {
        let id = message["id"].as_i64().unwrap();
        assert!(asked.remove(&id), "answered twice: {message}");
        // What may not be renamed, and methods that there are none of.
        let code = message["error"]["code"].as_i64();
        assert!(code.is_none_or(|code| code != -32603), "{message}");
    } else if message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == note {
        let version = message["params"]["version"].as_i64().unwrap();
        assert!(published.as_ref().is_none_or(|(last, _)| *last <= version), "{message}");
        *published = Some((version, message["params"]["diagnostics"].as_array().unwrap().clone()));
    }
}

fn summary(found: &[Value]) -> Vec<(String, String)> {
    found.iter().map(|one| (one["code"].to_string(), one["range"].to_string())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn random_edits_give_the_text_of_a_plain_string() {
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let folder = vault(&[("note.md", "")]);
        let note = uri(folder.path(), "note.md");
        let mut client = Client::start(&[encoding]).await;
        client.open(&note, "").await;
        let mut random = Random::new(11);
        let mut text = String::new();
        let edits = rounds(1_500, 10_000) as i64;
        for version in 2..edits {
            let edit =
                random.edit(&mut text, &["a", "é", "🎉", "\r\n", "\n", "日本", "x ", "\r", "👩‍👩‍👧"], encoding);
            client.change(&note, version, edit).await;
        }
        // A picture tells where the text ends.
        let end = place(&text, text.len(), encoding);
        let last = "\n\n![[z.png]]";
        client.change(&note, edits, json!({ "range": { "start": end, "end": end }, "text": last })).await;
        text.push_str(last);
        let found = client.findings(&note, Some(edits)).await;
        let image = found.iter().find(|one| one["code"] == "missing-image").expect("the picture is missing");
        let at = place(&text, text.len() - "![[z.png]]".len(), encoding);
        assert_eq!(image["range"]["start"], at, "{encoding}");
        assert_eq!(client.end().await, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_opened_anew_is_not_told_findings_of_the_one_before() {
    let folder = vault(&[("note.md", "")]);
    let note = uri(folder.path(), "note.md");
    let mut client = Client::start(&[]).await;
    let close = json!({ "textDocument": { "uri": note } });
    for _ in 0..rounds(20, 200) {
        client.open(&note, &"![[a.png]]\n".repeat(2_000)).await;
        client.notify("textDocument/didClose", close.clone()).await;
        client.open(&note, "All is well.\n").await;
        // Everything that was under way is over when two more checks are.
        for version in 2..4 {
            client.change(&note, version, json!({ "text": "All is well.\n" })).await;
            assert!(client.findings(&note, Some(version)).await.is_empty());
        }
        client.notify("textDocument/didClose", close.clone()).await;
        assert!(client.findings(&note, None).await.is_empty());
    }
    assert_eq!(client.end().await, 0);
}
