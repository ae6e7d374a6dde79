//! What becomes of files under the edits of an answer.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::fixture::Fixture;

/// What a client can do that makes all changes.
pub fn able() -> Value {
    let edit = json!({ "documentChanges": true, "resourceOperations": ["create", "rename", "delete"] });
    json!({ "window": { "workDoneProgress": true }, "workspace": { "workspaceEdit": edit } })
}

pub async fn able_fixture(files: &[(&str, &str)]) -> Fixture {
    Fixture::able(files, json!({}), able()).await
}

/// The files that `edit` changes or moves, as they are then, by their new paths.
pub fn applied(fixture: &Fixture, edit: &Value) -> BTreeMap<String, String> {
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    let path = |uri: &Value| {
        let location = json!({ "uri": uri, "range": { "start": {}, "end": {} } });
        fixture.place(&location).split(':').next().unwrap().to_owned()
    };
    let on_disk = |path: &str| {
        let text = std::fs::read_to_string(fixture.folder.path().join(path)).unwrap_or_default();
        text.replace(['│', '‹', '›'], "")
    };
    for change in edit["documentChanges"].as_array().into_iter().flatten() {
        match change["kind"].as_str() {
            None => {
                let path = path(&change["textDocument"]["uri"]);
                let text = edited(&on_disk(&path), change["edits"].as_array().unwrap());
                texts.insert(path, text);
            }
            Some("rename") => {
                let (old, new) = (path(&change["oldUri"]), path(&change["newUri"]));
                let text = texts.remove(&old).unwrap_or_else(|| on_disk(&old));
                texts.insert(new, text);
            }
            Some("create") => drop(texts.insert(path(&change["uri"]), String::new())),
            Some(other) => panic!("{other}"),
        }
    }
    for (uri, edits) in edit["changes"].as_object().into_iter().flatten() {
        let path = path(&json!(uri));
        texts.insert(path.clone(), edited(&on_disk(&path), edits.as_array().unwrap()));
    }
    texts
}

/// `text` after `edits`, whose columns are UTF-16 code units.
pub fn edited(text: &str, edits: &[Value]) -> String {
    let at = |position: &Value| {
        let line = position["line"].as_u64().unwrap() as usize;
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let mut left = position["character"].as_u64().unwrap() as usize;
        let rest = text[start..].chars().take_while(|c| {
            let is_before = left > 0;
            left = left.saturating_sub(c.len_utf16());
            is_before
        });
        start + rest.map(char::len_utf8).sum::<usize>()
    };
    let edit = |edit: &Value| {
        let range = at(&edit["range"]["start"])..at(&edit["range"]["end"]);
        (range, edit["newText"].as_str().unwrap().to_owned())
    };
    let mut edits: Vec<_> = edits.iter().map(edit).collect();
    edits.sort_by_key(|(range, _)| range.start);
    let mut text = text.to_owned();
    edits.into_iter().rev().for_each(|(range, new)| text.replace_range(range, &new));
    text
}
