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

    /// Writes `bytes` as they are.
    pub async fn write(&mut self, bytes: &[u8]) {
        self.input.write_all(bytes).await.unwrap();
    }

    /// Closes the connection. Returns the server.
    pub async fn hang_up(mut self) -> JoinHandle<u8> {
        self.input.shutdown().await.unwrap();
        self.server
    }

    /// Sends a request and does not wait for its answer. Returns its id.
    pub async fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.id += 1;
        self.send(json!({ "jsonrpc": "2.0", "id": self.id, "method": method, "params": params })).await;
        self.id
    }

    /// The whole answer to a request, which may be an error.
    pub async fn try_request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params).await;
        loop {
            let message = self.receive().await;
            if message["id"] == id && message.get("method").is_none() {
                return message;
            }
        }
    }

    pub async fn notify(&mut self, method: &str, params: Value) {
        self.send(json!({ "jsonrpc": "2.0", "method": method, "params": params })).await;
    }

    pub async fn request(&mut self, method: &str, params: Value) -> Value {
        let message = self.try_request(method, params).await;
        assert!(message.get("error").is_none(), "{message}");
        message["result"].clone()
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

    /// The findings of the document at `uri`, asked for.
    pub async fn findings_now(&mut self, uri: &str) -> Vec<Value> {
        let report = self.request("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } })).await;
        report["items"].as_array().unwrap().clone()
    }

    /// Waits until the server has read the whole vault.
    pub async fn read_all(&mut self) {
        self.read_vaults(1).await;
    }

    /// Waits until the server has read so many vaults.
    pub async fn read_vaults(&mut self, mut count: usize) {
        while count > 0 {
            let message = self.receive().await;
            let is_end = message["method"] == "$/progress" && message["params"]["value"]["kind"] == "end";
            count -= usize::from(is_end);
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

/// The input of a server whose output is closed, and the server.
pub fn deaf() -> (DuplexStream, JoinHandle<u8>) {
    let (near, far) = tokio::io::duplex(1 << 16);
    let (output, _) = tokio::io::duplex(1);
    (near, tokio::spawn(vaultlint_server::serve(far, output)))
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

/// Numbers that are the same in every run.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    /// A number below `limit`, which is above 0.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }

    /// Replaces a bit of `text` by one of `pieces`. Returns the change as a client tells it.
    pub fn edit(&mut self, text: &mut String, pieces: &[&str], encoding: &str) -> Value {
        // A client never points between `\r` and `\n`.
        let free = |i: &usize| !(text[..*i].ends_with('\r') && text[*i..].starts_with('\n'));
        let bounds: Vec<usize> =
            text.char_indices().map(|(i, _)| i).chain([text.len()]).filter(free).collect();
        let first = self.below(bounds.len());
        let last = (first + self.below(3)).min(bounds.len() - 1);
        let (start, end) = (bounds[first], bounds[last]);
        let piece = pieces[self.below(pieces.len())];
        let range = json!({ "start": place(text, start, encoding), "end": place(text, end, encoding) });
        text.replace_range(start..end, piece);
        json!({ "range": range, "text": piece })
    }
}

/// The position of byte `at`, by counting.
pub fn place(text: &str, at: usize, encoding: &str) -> Value {
    let normal = text[..at].replace("\r\n", "\n").replace('\r', "\n");
    let line = normal.matches('\n').count();
    let last = normal.rsplit('\n').next().unwrap();
    let character = match encoding {
        "utf-8" => last.len(),
        "utf-16" => last.encode_utf16().count(),
        _ => last.chars().count(),
    };
    json!({ "line": line, "character": character })
}
