//! The server over an in-memory connection, on a vault in a temporary folder.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, missing_docs)]

mod support;

use serde_json::{Value, json};
use support::{Client, rules, uri, vault};

#[tokio::test]
async fn findings_follow_the_text_and_are_mended() {
    let folder = vault(&[("Rome.md", "# Food\n"), ("note.md", "")]);
    let note = uri(folder.path(), "note.md");
    let mut client = Client::start(&[]).await;
    client.open(&note, "🎉 [[Rome#Fod]] and [[Rome]] , then\n").await;
    let found = client.findings(&note, Some(1)).await;
    assert_eq!(rules(&found), ["broken-heading-link", "link-spacing"]);
    assert_eq!(found[1]["range"]["start"], json!({ "line": 0, "character": 28 }));

    let params = json!({
        "textDocument": { "uri": note },
        "range": found[1]["range"],
        "context": { "diagnostics": [found[1]] },
    });
    let actions = client.request("textDocument/codeAction", params).await;
    let kinds: Vec<&str> = actions.as_array().unwrap().iter().map(|a| a["kind"].as_str().unwrap()).collect();
    assert_eq!(
        kinds,
        ["quickfix", "quickfix", "quickfix", "refactor.rewrite", "source.fixAll.vaultlint"],
        "a fix, silence on the line and in the note, the other syntax, all at once"
    );
    assert_eq!(actions[0]["isPreferred"], true);
    for action in [&actions[0], &actions[4]] {
        let edit = &action["edit"]["changes"][&note][0];
        assert_eq!((&edit["range"]["start"]["character"], &edit["newText"]), (&json!(28), &json!("")));
    }

    let range = json!({ "start": { "line": 0, "character": 28 }, "end": { "line": 0, "character": 29 } });
    client.change(&note, 2, json!({ "range": range, "text": "" })).await;
    assert_eq!(rules(&client.findings(&note, Some(2)).await), ["broken-heading-link"]);
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": note } })).await;
    assert!(client.findings(&note, None).await.is_empty());
    assert_eq!(client.end().await, 0);
}

#[tokio::test]
async fn an_unsaved_heading_mends_the_links_of_other_open_notes() {
    let folder = vault(&[("Rome.md", "# Food\n"), ("note.md", "")]);
    let (note, rome) = (uri(folder.path(), "note.md"), uri(folder.path(), "Rome.md"));
    let mut client = Client::start(&["utf-8"]).await;
    client.open(&note, "[[Rome#Wine]]\n").await;
    assert_eq!(rules(&client.findings(&note, Some(1)).await), ["broken-heading-link"]);
    client.open(&rome, "# Food\n\n# Wine\n").await;
    while !client.findings(&note, Some(1)).await.is_empty() {}
    assert_eq!(client.end().await, 0);
}

#[tokio::test]
async fn a_new_file_mends_the_link_to_it() {
    let folder = vault(&[("note.md", "")]);
    let note = uri(folder.path(), "note.md");
    let mut client = Client::start(&[]).await;
    client.open(&note, "![[sea.png]]\n").await;
    assert_eq!(rules(&client.findings(&note, Some(1)).await), ["missing-image"]);
    std::fs::write(folder.path().join("sea.png"), "").unwrap();
    let change = json!({ "uri": uri(folder.path(), "sea.png"), "type": 1 });
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [change] })).await;
    while !client.findings(&note, Some(1)).await.is_empty() {}
    assert_eq!(client.end().await, 0);
}

#[tokio::test]
async fn bursts_end_in_the_findings_of_the_last_text() {
    let folder = vault(&[("note.md", "")]);
    let note = uri(folder.path(), "note.md");
    let mut client = Client::start(&[]).await;
    client.open(&note, "").await;
    for version in 2..=500 {
        let start = json!({ "line": 0, "character": 0 });
        let text = if version == 500 { "![[a.png]] " } else { "x" };
        client
            .change(&note, version, json!({ "range": { "start": start, "end": start }, "text": text }))
            .await;
    }
    assert_eq!(rules(&client.findings(&note, Some(500)).await), ["missing-image"]);
    assert_eq!(client.end().await, 0);
}

#[tokio::test]
async fn nonsense_is_survived() {
    let folder = vault(&[("note.md", ""), ("vaultlint.toml", "rules = 3\n")]);
    let note = uri(folder.path(), "note.md");
    let mut client = Client::start(&[]).await;
    client.change("file:///nowhere.md", 3, json!({ "text": "x" })).await;
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": "untitled:1" } })).await;
    client.open("untitled:x", "[[a").await;
    client.open(&note, "short\n").await;
    let far = json!({ "line": 900, "character": 900 });
    let near = json!({ "line": 0, "character": 90 });
    client.change(&note, 2, json!({ "range": { "start": far, "end": near }, "text": "![[a.png]]" })).await;
    assert_eq!(rules(&client.findings(&note, Some(2)).await), ["missing-image"]);
    client.send(json!({ "jsonrpc": "2.0", "method": "exit" })).await;
    assert_eq!(client.server.await.unwrap(), 1, "`exit` without `shutdown`");
}

#[tokio::test]
async fn a_session_ends_whatever_parameters_come_with_its_end() {
    for params in [None, Some(json!(null)), Some(json!({})), Some(json!([]))] {
        let mut client = Client::start(&[]).await;
        let with = |mut message: Value| {
            if let (Some(params), Some(fields)) = (&params, message.as_object_mut()) {
                fields.insert("params".to_owned(), params.clone());
            }
            message
        };
        client.send(with(json!({ "jsonrpc": "2.0", "id": 7, "method": "shutdown" }))).await;
        let answer = loop {
            let message = client.receive().await;
            if message["id"] == 7 && message.get("method").is_none() {
                break message;
            }
        };
        assert_eq!(answer, json!({ "jsonrpc": "2.0", "id": 7, "result": null }), "{params:?}");
        client.send(with(json!({ "jsonrpc": "2.0", "method": "exit" }))).await;
        assert_eq!(client.server.await.unwrap(), 0, "{params:?}");
    }
}
