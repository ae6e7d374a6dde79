//! Commands that clients send.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use serde_json::{Value, json};
use support::edits::applied;
use support::fixture::Fixture;

const FIX_VAULT: &str = "vaultlint.server.fixVault";

/// A client that lets its user confirm edits.
async fn fixture(files: &[(&str, &str)]) -> Fixture {
    let edit = json!({ "documentChanges": true, "changeAnnotationSupport": { "groupsOnLabel": true } });
    let capabilities =
        json!({ "window": { "workDoneProgress": true }, "workspace": { "workspaceEdit": edit } });
    Fixture::able(files, json!({}), capabilities).await
}

/// What the server sends under `method` for the command, and the answer to it, in whatever order they come.
async fn run(fixture: &mut Fixture, method: &str) -> (Value, Value) {
    let id = fixture.client.ask("workspace/executeCommand", json!({ "command": FIX_VAULT })).await;
    let (mut sent, mut answered) = (None, None);
    loop {
        if let (Some(sent), Some(answer)) = (&sent, &answered) {
            return (Value::clone(sent), Value::clone(answer));
        }
        let message = fixture.client.receive().await;
        if message["method"] == method {
            sent = Some(message["params"].clone());
        }
        match (message["method"].as_str(), message.get("id")) {
            (None, Some(of)) if *of == id => answered = Some(message),
            (Some("workspace/applyEdit"), Some(asked)) => {
                let answer = json!({ "jsonrpc": "2.0", "id": asked, "result": { "applied": true } });
                fixture.client.send(answer).await;
            }
            _ => {}
        }
    }
}

#[tokio::test]
async fn the_vault_is_mended_once_that_is_confirmed() {
    let files = [
        ("a.md", "[[b]]│\n"),
        ("b.md", "[[ a]] and [[a ]]\n"),
        ("sub/c.md", "[[ b]]\n"),
        ("d.md", "[[b]]\n"),
    ];
    let mut fixture = fixture(&files).await;
    let document = json!({ "uri": fixture.note, "version": 2 });
    let change = json!({ "text": "Unsaved: [[ b]]\n" });
    let params = json!({ "textDocument": document, "contentChanges": [change] });
    fixture.client.notify("textDocument/didChange", params).await;

    let (sent, answer) = run(&mut fixture, "workspace/applyEdit").await;
    assert_eq!(answer["result"], Value::Null, "{answer}");
    let annotations = sent["edit"]["changeAnnotations"].as_object().unwrap();
    let changes = sent["edit"]["documentChanges"].as_array().unwrap();
    for edit in changes.iter().flat_map(|change| change["edits"].as_array().unwrap()) {
        let annotation = &annotations[edit["annotationId"].as_str().unwrap()];
        assert_eq!(annotation["needsConfirmation"], true);
    }
    let version = |name: &str| {
        let of = |change: &&Value| change["textDocument"]["uri"].as_str().unwrap().ends_with(name);
        changes.iter().find(of).unwrap()["textDocument"]["version"].clone()
    };
    assert_eq!((version("/a.md"), version("/b.md")), (json!(2), Value::Null));

    std::fs::write(fixture.folder.path().join("a.md"), "Unsaved: [[ b]]\n").unwrap();
    let texts = applied(&fixture, &sent["edit"]);
    let texts: Vec<_> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let mended = [("a.md", "Unsaved: [[b]]\n"), ("b.md", "[[a]] and [[a]]\n"), ("sub/c.md", "[[b]]\n")];
    assert_eq!(texts, mended);
}

#[tokio::test]
async fn the_user_is_told_that_there_is_nothing_to_mend() {
    let files =
        [("a.md", "[[b]]│\n"), ("b.md", ""), ("vaultlint.toml", "exclude = [\"c.md\"]"), ("c.md", "[[ b]]")];
    let mut fixture = fixture(&files).await;
    let (sent, answer) = run(&mut fixture, "window/showMessage").await;
    assert_eq!(sent["message"], "Nothing in the vault is safe to mend.");
    assert_eq!(answer["result"], Value::Null, "{answer}");
}

#[tokio::test]
async fn unknown_commands_are_refused() {
    let mut fixture = fixture(&[("a.md", "│")]).await;
    let answer =
        fixture.client.try_request("workspace/executeCommand", json!({ "command": "no.such" })).await;
    let message = answer["error"]["message"].as_str().unwrap();
    assert!(message.contains("`no.such`") && message.contains(FIX_VAULT), "{message}");
}
