//! Clients that err, fall silent or do not read.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, missing_docs)]

mod support;

use std::time::Duration;

use serde_json::{Value, json};
use support::{Client, rules, uri, vault};

/// Longer than anything here takes, even on a busy machine.
const LONG: Duration = Duration::from_secs(60);

async fn within<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(LONG, what).await.unwrap()
}

/// The next answer to a message that has no id.
async fn complaint(client: &mut Client) -> Value {
    loop {
        let message = within(client.receive()).await;
        if message.get("id") == Some(&Value::Null) {
            return message["error"].clone();
        }
    }
}

#[tokio::test]
async fn malformed_messages_are_answered_and_the_next_one_is_read() {
    let mut client = Client::start(&[]).await;
    for (bytes, code) in [
        ("Content-Length: 5\r\n\r\n{nope", -32700),
        ("Content-Length: 2\r\n\r\n[]", -32600),
        ("Content-Length: 0\r\n\r\n", -32700),
        ("Content-Length: 4\r\n\r\nnull", -32600),
        ("Content-Length: 16\r\n\r\n{\"jsonrpc\":\"2.0\"", -32700),
        ("Content-Length: 17\r\n\r\n{\"jsonrpc\":\"2.0\"}", -32600),
        ("Content-Length: 24\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":1}", -32600),
        ("Content-Length: many\r\n\r\n", -32700),
        ("Content-Length: -3\r\n\r\n", -32700),
        ("Host: nowhere\r\n\r\n", -32700),
        ("\0\u{1}garbage 🎉\r\n\r\n", -32700),
    ] {
        client.write(bytes.as_bytes()).await;
        assert_eq!(complaint(&mut client).await["code"], code, "{bytes:?}");
    }
    client.write(&[&b"Content-Length: 2\r\n\r\n"[..], &[0xff, 0xfe]].concat()).await;
    assert_eq!(complaint(&mut client).await["code"], -32700);
    let deep = "[".repeat(100_000);
    client.write(format!("Content-Length: {}\r\n\r\n{deep}", deep.len()).as_bytes()).await;
    assert!(complaint(&mut client).await["code"].is_i64());
    assert_eq!(within(client.end()).await, 0);
}

#[tokio::test]
async fn headers_are_read_in_every_case_and_between_rubbish() {
    let mut client = Client::start(&[]).await;
    let body = r#"{"jsonrpc":"2.0","id":"a","method":"textDocument/hover","params":{"textDocument":{"uri":"file:///n.md"},"position":{"line":0,"character":0}}}"#;
    for header in [
        format!("content-length: {}\r\n\r\n", body.len()),
        format!("CONTENT-LENGTH:{}\r\ncontent-type: text/plain\r\n\r\n", body.len()),
        format!(
            "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length:  {} \r\n\r\n",
            body.len()
        ),
        format!("rubbish Content-Length: {}\r\n\r\n", body.len()),
        format!("{}Content-Length: {}\r\n\r\n", "x".repeat(1 << 16), body.len()),
        format!("Content-Length: {}\n\n", body.len()),
    ] {
        client.write(format!("{header}{body}").as_bytes()).await;
        let answer = loop {
            let message = within(client.receive()).await;
            if message["id"] == "a" {
                break message;
            }
        };
        assert_eq!(answer.get("result"), Some(&Value::Null), "{header:?}: {answer}");
    }
    assert_eq!(within(client.end()).await, 0);
}

#[tokio::test]
async fn too_long_a_message_ends_the_session() {
    let mut client = Client::start(&[]).await;
    client.write(b"Content-Length: 1000000000\r\n\r\n{").await;
    assert_eq!(complaint(&mut client).await["code"], -32600);
    assert_eq!(within(client.server).await.unwrap(), 1);
}

#[tokio::test]
async fn the_input_may_end_anywhere() {
    for bytes in ["", "Content-Le", "Content-Length: 90\r\n", "Content-Length: 90\r\n\r\n{\"jsonrpc\":"] {
        let mut client = Client::start(&[]).await;
        client.write(bytes.as_bytes()).await;
        let server = client.hang_up().await;
        assert_eq!(within(server).await.unwrap(), 1, "{bytes:?}");
    }
}

#[tokio::test]
async fn nothing_is_served_before_initialize() {
    let folder = vault(&[("note.md", "")]);
    let note = uri(folder.path(), "note.md");
    let mut client = Client::connect();
    let document = json!({ "textDocument": { "uri": note } });
    assert_eq!(
        within(client.try_request("textDocument/documentSymbol", document)).await["error"]["code"],
        -32002
    );
    client.open(&note, "![[a.png]]\n").await;
    within(client.request("initialize", json!({ "capabilities": {} }))).await;
    client.notify("initialized", Value::Null).await;
    let again = within(client.try_request("initialize", json!({ "capabilities": {} }))).await;
    assert_eq!(again["error"]["code"], -32600);
    client.open(&note, "![[a.png]]\n").await;
    assert_eq!(rules(&within(client.findings(&note, Some(1))).await), ["missing-image"]);
    assert_eq!(within(client.end()).await, 0);
}

#[tokio::test]
async fn what_is_not_known_is_answered() {
    let mut client = Client::start(&[]).await;
    for (method, code) in [("textDocument/frobnicate", -32601), ("$/frobnicate", -32601)] {
        let answer = within(client.try_request(method, json!({}))).await;
        assert_eq!(answer["error"]["code"], code, "{answer}");
    }
    assert_eq!(within(client.try_request("textDocument/hover", Value::Null)).await["error"]["code"], -32602);
    client.notify("$/frobnicated", json!({})).await;
    client.notify("textDocument/didOpen", json!([1, 2])).await;
    let place = json!({ "line": 4_000_000_000_u32, "character": 4_000_000_000_u32 });
    let range = json!({ "start": place, "end": place });
    for document in ["file:///no/such.md", "untitled:unknown", "https://example.org/a.md", "weird:"] {
        for method in METHODS {
            let params = json!({
                "textDocument": { "uri": document }, "position": place, "positions": [place], "range": range,
                "context": { "diagnostics": [], "includeDeclaration": true, "triggerKind": 1 }, "reason": 1,
                "options": { "tabSize": 4, "insertSpaces": true },
            });
            let answer = within(client.try_request(method, params)).await;
            assert_eq!(answer.get("result"), Some(&Value::Null), "{method} {document}: {answer}");
        }
    }
    assert_eq!(within(client.end()).await, 0);
}

const METHODS: &[&str] = &[
    "textDocument/hover",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/documentSymbol",
    "textDocument/completion",
    "textDocument/codeAction",
    "textDocument/formatting",
    "textDocument/rangeFormatting",
    "textDocument/willSaveWaitUntil",
    "textDocument/foldingRange",
    "textDocument/selectionRange",
    "textDocument/documentLink",
    "textDocument/codeLens",
    "textDocument/inlayHint",
];

#[tokio::test]
async fn versions_may_jump_and_positions_may_lie() {
    let folder = vault(&[("note.md", "")]);
    let note = uri(folder.path(), "note.md");
    let mut client = Client::start(&[]).await;
    client.open(&note, "# 🎉\r\n").await;
    for (version, from, to) in [
        (900, [0, 3], [0, 1]),
        (3, [7, 7], [0, 0]),
        (-5, [4_000_000_000_u32, 0], [0, 9]),
        (3, [0, 3], [0, 4]),
    ] {
        let place = |[line, character]: [u32; 2]| json!({ "line": line, "character": character });
        client
            .change(
                &note,
                version,
                json!({ "range": { "start": place(from), "end": place(to) }, "text": "é\r" }),
            )
            .await;
        for method in METHODS {
            let params = json!({
                "textDocument": { "uri": note }, "position": place(from), "positions": [place(from)],
                "range": { "start": place(from), "end": place(to) },
                "context": { "diagnostics": [], "includeDeclaration": true, "triggerKind": 1 }, "reason": 1,
                "options": { "tabSize": 4, "insertSpaces": true },
            });
            let answer = within(client.try_request(method, params)).await;
            assert!(answer.get("error").is_none(), "{method}: {answer}");
        }
    }
    client.change(&note, 1, json!({ "text": "![[a.png]]" })).await;
    while rules(&within(client.findings(&note, Some(1))).await) != ["missing-image"] {}
    assert_eq!(within(client.end()).await, 0);
}

#[tokio::test]
async fn a_client_that_never_answers_holds_up_nothing() {
    let folder = vault(&[("note.md", ""), ("vaultlint.toml", "")]);
    let note = uri(folder.path(), "note.md");
    let mut client = Client::connect();
    let capabilities = json!({
        "window": { "workDoneProgress": true },
        "workspace": { "diagnostics": { "refreshSupport": true }, "didChangeWatchedFiles": { "dynamicRegistration": true } },
    });
    let root = uri(folder.path(), "");
    let folders = json!([{ "uri": root, "name": "vault" }]);
    client.request("initialize", json!({ "capabilities": capabilities, "workspaceFolders": folders })).await;
    client.notify("initialized", json!({})).await;
    client.open(&note, "").await;
    let config = json!({ "uri": uri(folder.path(), "vaultlint.toml"), "type": 2 });
    for version in 2..=500 {
        if version % 50 == 0 {
            client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [config] })).await;
        }
        let start = json!({ "line": 0, "character": 0 });
        let text = if version == 500 { "![[a.png]] " } else { "x" };
        client
            .change(&note, version, json!({ "range": { "start": start, "end": start }, "text": text }))
            .await;
    }
    assert_eq!(rules(&within(client.findings(&note, Some(500))).await), ["missing-image"]);
    assert_eq!(within(client.end()).await, 0);
}

#[tokio::test]
async fn a_client_may_write_much_before_it_reads() {
    let folder = vault(&[("note.md", "")]);
    let note = uri(folder.path(), "note.md");
    let mut client = Client::start(&[]).await;
    client.open(&note, &"![[a.png]]\n".repeat(100)).await;
    let place = json!({ "line": 0, "character": 4 });
    let mut asked = Vec::new();
    for version in 2..2_000 {
        within(client.change(
            &note,
            version,
            json!({ "range": { "start": place, "end": place }, "text": "x" }),
        ))
        .await;
        asked.push(
            client
                .ask("textDocument/hover", json!({ "textDocument": { "uri": note }, "position": place }))
                .await,
        );
    }
    // Answers come in any order, each once.
    let mut found = None;
    while !asked.is_empty() || found != Some(100) {
        let message = within(client.receive()).await;
        if let Some(id) = message["id"].as_i64().filter(|_| message.get("method").is_none()) {
            let at = asked.iter().position(|asked| *asked == id).expect("answered once");
            asked.swap_remove(at);
            assert!(message.get("error").is_none(), "{message}");
        } else if message["params"]["version"] == 1_999 {
            found = message["params"]["diagnostics"].as_array().map(Vec::len);
        }
    }
    assert_eq!(within(client.end()).await, 0);
}

#[tokio::test]
async fn a_closed_output_is_not_the_end() {
    let folder = vault(&[("note.md", "")]);
    let note = uri(folder.path(), "note.md");
    let (mut input, server) = support::deaf();
    let mut send = async |message: Value| {
        let body = message.to_string();
        let framed = format!("Content-Length: {}\r\n\r\n{body}", body.len());
        tokio::io::AsyncWriteExt::write_all(&mut input, framed.as_bytes()).await.unwrap();
    };
    send(json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": { "capabilities": {} } }))
        .await;
    send(json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} })).await;
    let document = json!({ "uri": note, "languageId": "markdown", "version": 1, "text": "![[a.png]]" });
    send(
        json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": { "textDocument": document } }),
    )
    .await;
    for id in 2..200 {
        let params = json!({ "textDocument": { "uri": note } });
        send(
            json!({ "jsonrpc": "2.0", "id": id, "method": "textDocument/documentSymbol", "params": params }),
        )
        .await;
    }
    send(json!({ "jsonrpc": "2.0", "id": 999, "method": "shutdown" })).await;
    send(json!({ "jsonrpc": "2.0", "method": "exit" })).await;
    assert_eq!(within(server).await.unwrap(), 0);
}
