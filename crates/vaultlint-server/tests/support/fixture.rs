//! Requests on small vaults. In a note `│` is the cursor, which is taken out before the note is opened; `‹›` around a
//! text mark a range that an answer should give.

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{Client, uri, vault};

/// A vault with the cursor in one of its notes, and a client that has that note open.
pub struct Fixture {
    pub folder: TempDir,
    pub client: Client,
    /// The address of the note with the cursor.
    pub note: String,
    pub cursor: Value,
    /// Marked ranges as `file:line:start-end`, in order of the files.
    pub marked: Vec<String>,
}

/// `text` without marks, where the cursor stood, and the marked ranges.
pub fn unmark(name: &str, text: &str) -> (String, Option<Value>, Vec<String>) {
    let (mut plain, mut cursor, mut marked, mut open) = (String::new(), None, Vec::new(), None);
    let place = |plain: &str| {
        let line = plain.matches('\n').count();
        let column = plain.rsplit('\n').next().unwrap().encode_utf16().count();
        (line, column)
    };
    for c in text.chars() {
        match c {
            '│' => {
                let (line, character) = place(&plain);
                cursor = Some(json!({ "line": line, "character": character }));
            }
            '‹' => open = Some(place(&plain)),
            '›' => {
                let ((line, start), (_, end)) = (open.take().unwrap(), place(&plain));
                marked.push(format!("{name}:{line}:{start}-{end}"));
            }
            c => plain.push(c),
        }
    }
    (plain, cursor, marked)
}

impl Fixture {
    pub async fn new(files: &[(&str, &str)]) -> Fixture {
        Fixture::with(files, json!({})).await
    }

    pub async fn with(files: &[(&str, &str)], options: Value) -> Fixture {
        let capabilities = json!({ "window": { "workDoneProgress": true } });
        Fixture::able(files, options, capabilities).await
    }

    /// With a client of these `capabilities`, one of which must be to show progress.
    pub async fn able(files: &[(&str, &str)], options: Value, capabilities: Value) -> Fixture {
        let mut fixture = Fixture::idle(files, options, capabilities).await;
        fixture.client.findings(&fixture.note, Some(1)).await;
        fixture
    }

    /// As [`Fixture::able`], with a client that is not told findings or does not wait for them.
    pub async fn idle(files: &[(&str, &str)], options: Value, capabilities: Value) -> Fixture {
        let unmarked: Vec<_> = files.iter().map(|(name, text)| (*name, unmark(name, text))).collect();
        let plain: Vec<(&str, &str)> = unmarked.iter().map(|(name, it)| (*name, it.0.as_str())).collect();
        let folder = vault(&plain);
        let (name, text, cursor) = unmarked
            .iter()
            .find_map(|(name, it)| Some((*name, it.0.clone(), it.1.clone()?)))
            .expect("a note has the cursor");
        let marked = unmarked.iter().flat_map(|(_, it)| it.2.clone()).collect();
        let note = uri(folder.path(), name);
        let mut client = Client::connect();
        let root = std::fs::canonicalize(folder.path()).unwrap();
        let root = format!("file://{}", root.display());
        let params = json!({
            "capabilities": capabilities,
            "workspaceFolders": [{ "uri": root, "name": "vault" }],
            "initializationOptions": options,
        });
        client.request("initialize", params).await;
        client.notify("initialized", json!({})).await;
        client.read_all().await;
        client.open(&note, &text).await;
        Fixture { folder, client, note, cursor, marked }
    }

    pub async fn ask(&mut self, method: &str) -> Value {
        let params = json!({
            "textDocument": { "uri": self.note },
            "position": self.cursor,
            "context": { "includeDeclaration": true, "triggerKind": 1 },
        });
        self.client.request(method, params).await
    }

    pub async fn ask_document(&mut self, method: &str) -> Value {
        let options = json!({ "tabSize": 4, "insertSpaces": true });
        let params = json!({ "textDocument": { "uri": self.note }, "options": options });
        self.client.request(method, params).await
    }

    /// `location` as [`unmark`] gives ranges.
    pub fn place(&self, location: &Value) -> String {
        let root = std::fs::canonicalize(self.folder.path()).unwrap();
        let root = format!("file://{}/", root.display());
        let file = location["uri"].as_str().unwrap().strip_prefix(&root).unwrap().replace("%20", " ");
        let (start, end) = (&location["range"]["start"], &location["range"]["end"]);
        format!("{file}:{}:{}-{}", start["line"], start["character"], end["character"])
    }

    pub fn places(&self, locations: &Value) -> Vec<String> {
        let mut places: Vec<String> = locations.as_array().unwrap().iter().map(|it| self.place(it)).collect();
        places.sort();
        places
    }
}
