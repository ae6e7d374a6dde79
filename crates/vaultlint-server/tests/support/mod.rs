//! A client, and vaults in temporary folders.
#![allow(dead_code, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::path::Path;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, ReadHalf, WriteHalf};
use tokio::task::JoinHandle;

pub mod edits;
pub mod fixture;

/// A client on an in-memory connection.
pub struct Client {
    input: WriteHalf<DuplexStream>,
    output: ReadHalf<DuplexStream>,
    buffer: Vec<u8>,
    pub server: JoinHandle<u8>,
    id: i64,
}

impl Client {
    pub async fn start(encodings: &[&str]) -> Client {
        let general = json!({ "positionEncodings": encodings });
        let mut client = Client::connect();
        let reply = client.request("initialize", json!({ "capabilities": { "general": general } })).await;
        assert_eq!(reply["capabilities"]["positionEncoding"], *encodings.first().unwrap_or(&"utf-16"));
        client.notify("initialized", json!({})).await;
        client
    }

    /// A client that has told nothing of itself yet.
    pub fn connect() -> Client {
        let (near, far) = tokio::io::duplex(1 << 16);
        let (far_in, far_out) = tokio::io::split(far);
        let server = tokio::spawn(vaultlint_server::serve(far_in, far_out));
        let (output, input) = tokio::io::split(near);
        Client { input, output, buffer: Vec::new(), server, id: 0 }
    }

    pub async fn send(&mut self, message: Value) {
        let body = message.to_string();
        let framed = format!("Content-Length: {}\r\n\r\n{body}", body.len());
        self.input.write_all(framed.as_bytes()).await.unwrap();
    }

    pub async fn notify(&mut self, method: &str, params: Value) {
        self.send(json!({ "jsonrpc": "2.0", "method": method, "params": params })).await;
    }

    pub async fn request(&mut self, method: &str, params: Value) -> Value {
        let message = self.ask(method, params).await;
        assert!(message.get("error").is_none(), "{message}");
        message["result"].clone()
    }

    /// The answer to a request, with its result or its error.
    pub async fn ask(&mut self, method: &str, params: Value) -> Value {
        self.id += 1;
        let id = self.id;
        self.send(json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params })).await;
        loop {
            let message = self.receive().await;
            if message["id"] == id && message.get("method").is_none() {
                return message;
            }
        }
    }

    pub async fn receive(&mut self) -> Value {
        loop {
            if let Some(message) = self.parse() {
                return message;
            }
            let mut chunk = [0; 4096];
            let read = self.output.read(&mut chunk).await.unwrap();
            assert!(read > 0, "the server closed the connection");
            self.buffer.extend(&chunk[..read]);
        }
    }

    fn parse(&mut self) -> Option<Value> {
        let head = self.buffer.windows(4).position(|window| window == b"\r\n\r\n")?;
        let header = String::from_utf8(self.buffer[..head].to_vec()).unwrap();
        let length = header.lines().find_map(|line| line.strip_prefix("Content-Length: ")).unwrap();
        let end = head + 4 + length.parse::<usize>().unwrap();
        let body = self.buffer.get(head + 4..end)?.to_vec();
        self.buffer.drain(..end);
        Some(serde_json::from_slice(&body).unwrap())
    }

    /// The next findings of the document at `uri` at `version`.
    pub async fn findings(&mut self, uri: &str, version: Option<i64>) -> Vec<Value> {
        loop {
            let message = self.receive().await;
            let params = &message["params"];
            let this = message["method"] == "textDocument/publishDiagnostics" && params["uri"] == uri;
            if this && params["version"].as_i64() == version {
                return params["diagnostics"].as_array().unwrap().clone();
            }
        }
    }

    /// Waits until the server has read the whole vault.
    pub async fn read_all(&mut self) {
        loop {
            let message = self.receive().await;
            if message["method"] == "$/progress" && message["params"]["value"]["kind"] == "end" {
                return;
            }
        }
    }

    pub async fn open(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document })).await;
    }

    pub async fn change(&mut self, uri: &str, version: i64, change: Value) {
        let document = json!({ "uri": uri, "version": version });
        let params = json!({ "textDocument": document, "contentChanges": [change] });
        self.notify("textDocument/didChange", params).await;
    }

    pub async fn end(mut self) -> u8 {
        self.send(json!({ "jsonrpc": "2.0", "id": 999, "method": "shutdown", "params": null })).await;
        loop {
            let message = self.receive().await;
            if message["id"] == 999 {
                assert!(message.get("error").is_none(), "{message}");
                break;
            }
        }
        self.send(json!({ "jsonrpc": "2.0", "method": "exit" })).await;
        self.server.await.unwrap()
    }
}

pub fn vault(notes: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join(".obsidian")).unwrap();
    for (name, text) in notes {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

pub fn uri(folder: &Path, name: &str) -> String {
    let path = std::fs::canonicalize(folder).unwrap().join(name);
    format!("file://{}", path.display())
}

pub fn rules(found: &[Value]) -> Vec<&str> {
    found.iter().map(|one| one["code"].as_str().unwrap()).collect()
}
