//! Renames on small vaults, by what becomes of the files.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use std::collections::BTreeMap;

use serde_json::{Value, json};
use support::edits::{able_fixture as fixture, applied};
use support::fixture::Fixture;

async fn ask_rename(fixture: &mut Fixture, name: &str) -> Value {
    let params = json!({
        "textDocument": { "uri": fixture.note },
        "position": fixture.cursor,
        "newName": name,
    });
    fixture.client.try_request("textDocument/rename", params).await
}

/// Renames what stands at the cursor to `name`, whose old name should be `old`, and compares what changes.
async fn rename(files: &[(&str, &str)], (old, name): (&str, &str), expected: &[(&str, &str)]) {
    let mut fixture = fixture(files).await;
    let prepared = fixture.ask("textDocument/prepareRename").await;
    assert_eq!(prepared["placeholder"], old, "{files:?}");
    if !fixture.marked.is_empty() {
        let location = json!({ "uri": fixture.note, "range": prepared["range"] });
        assert_eq!([fixture.place(&location)], fixture.marked.as_slice());
    }
    let answer = ask_rename(&mut fixture, name).await;
    let changed = applied(&fixture, &answer["result"]);
    let expected: BTreeMap<String, String> =
        expected.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect();
    assert_eq!(changed, expected, "{answer}");
}

async fn refused(files: &[(&str, &str)], name: &str, message: &str) {
    let mut fixture = fixture(files).await;
    let answer = ask_rename(&mut fixture, name).await;
    assert_eq!(answer["error"]["code"], -32803, "{answer}");
    let told = answer["error"]["message"].as_str().unwrap();
    assert!(told.contains(message), "{told}");
}

#[tokio::test]
async fn files_are_renamed_at_links_to_them() {
    let rome = ("sub/Rome.md", "[[a]]\n");
    rename(
        &[("a.md", "See [[‹Ro│me›]].\n"), rome, ("c.md", "[x](sub/Rome.md)\n")],
        ("Rome", "Roma"),
        &[("a.md", "See [[Roma]].\n"), ("sub/Roma.md", "[[a]]\n"), ("c.md", "[x](sub/Roma.md)\n")],
    )
    .await;
    rename(
        &[("a.md", "[[sub/‹Ro│me›#x|text]]\n"), rome],
        ("Rome", "/Italy/Roma.md"),
        &[("a.md", "[[Italy/Roma#x|text]]\n"), ("Italy/Roma.md", "[[a]]\n")],
    )
    .await;
    rename(
        &[("a.md", "‹![[p.png|te│xt]]›\n"), ("p.png", "")],
        ("p.png", "sea"),
        &[("a.md", "![[sea.png|text]]\n"), ("sea.png", "")],
    )
    .await;
}

#[tokio::test]
async fn edits_of_open_notes_come_with_their_version_and_before_the_moves() {
    let mut fixture = fixture(&[("a.md", "[[R│ome]]\n"), ("Rome.md", ""), ("c.md", "[[Rome]]\n")]).await;
    let changes = ask_rename(&mut fixture, "Roma").await["result"]["documentChanges"].clone();
    assert_eq!(changes[0]["textDocument"]["version"], 1);
    assert_eq!(changes[1]["textDocument"]["version"], Value::Null);
    assert_eq!(changes[2]["kind"], "rename");
}

/// As Neovim 0.11 says it.
#[tokio::test]
async fn clients_that_rename_files_take_them_among_other_edits() {
    let edit = json!({ "resourceOperations": ["rename", "create", "delete"] });
    let able = json!({ "window": { "workDoneProgress": true }, "workspace": { "workspaceEdit": edit } });
    let files = [("a.md", "[[R│ome]]\n"), ("Rome.md", "")];
    let mut fixture = Fixture::able(&files, json!({}), able).await;
    let changes = ask_rename(&mut fixture, "Roma").await["result"]["documentChanges"].clone();
    assert_eq!(changes[1]["kind"], "rename");
}

#[tokio::test]
async fn parts_of_notes_are_renamed() {
    let rome = "# Food\n\n## Wine\n\n- red ^r1\n";
    rename(
        &[("Rome.md", "# ‹Fo│od› ^id\n\n[[#Food]]\n"), ("c.md", "[[Rome#Food]] [[Rome]]\n")],
        ("Food", "Pasta: all"),
        &[("Rome.md", "# Pasta: all ^id\n\n[[#Food]]\n")],
    )
    .await;
    rename(
        &[("a.md", "[[Rome#Food#‹Wi│ne›]]\n"), ("Rome.md", rome)],
        ("Wine", "Vino"),
        &[("a.md", "[[Rome#Food#Vino]]\n"), ("Rome.md", "# Food\n\n## Vino\n\n- red ^r1\n")],
    )
    .await;
    rename(
        &[("a.md", "[[Rome#‹Fo│od›#Wine]]\n"), ("Rome.md", rome)],
        ("Food", "Eat"),
        &[("a.md", "[[Rome#Eat#Wine]]\n"), ("Rome.md", "# Eat\n\n## Wine\n\n- red ^r1\n")],
    )
    .await;
    rename(
        &[("a.md", "[x](Rome.md#^‹r│1›)\n"), ("Rome.md", rome)],
        ("r1", "red"),
        &[("a.md", "[x](Rome.md#^red)\n"), ("Rome.md", "# Food\n\n## Wine\n\n- red ^red\n")],
    )
    .await;
    rename(
        &[("a.md", "text ^‹on│e›\n"), ("c.md", "[[a#^one]]\n")],
        ("one", "two"),
        &[("a.md", "text ^two\n"), ("c.md", "[[a#^two]]\n")],
    )
    .await;
}

#[tokio::test]
async fn tags_properties_and_footnotes_are_renamed() {
    rename(
        &[("a.md", "#‹ar│ea› x\n"), ("b.md", "---\ntags: [Area/x, other]\n---\n")],
        ("area", "#field"),
        &[("a.md", "#field x\n"), ("b.md", "---\ntags: [field/x, other]\n---\n")],
    )
    .await;
    rename(
        &[("a.md", "---\ntags: [‹ar│ea›]\n---\n")],
        ("area", "field"),
        &[("a.md", "---\ntags: [field]\n---\n")],
    )
    .await;
    rename(
        &[("a.md", "---\n‹sta│te›: open\n---\n"), ("b.md", "---\nState: done\n---\n")],
        ("state", "status"),
        &[("a.md", "---\nstatus: open\n---\n"), ("b.md", "---\nstatus: done\n---\n")],
    )
    .await;
    rename(
        &[("a.md", "x[^‹n│›] y[^N]\n\n[^n]: text\n"), ("b.md", "x[^n]\n")],
        ("n", "note"),
        &[("a.md", "x[^note] y[^note]\n\n[^note]: text\n")],
    )
    .await;
}

#[tokio::test]
async fn a_name_that_another_note_has_is_written_with_its_path() {
    rename(
        &[("a.md", "[[‹Ol│d›]] [[New]]\n"), ("b/Old.md", ""), ("longer/New.md", "")],
        ("Old", "New"),
        &[("a.md", "[[b/New|New]] [[longer/New|New]]\n"), ("b/New.md", "")],
    )
    .await;
}

#[tokio::test]
async fn properties_take_their_type_along() {
    rename(
        &[
            ("a.md", "---\n‹sta│te›: 1\n---\n"),
            (".obsidian/types.json", "{\"types\":{\"state\":\"number\"}}"),
        ],
        ("state", "status"),
        &[("a.md", "---\nstatus: 1\n---\n"), (".obsidian/types.json", "{\"types\":{\"status\":\"number\"}}")],
    )
    .await;
}

#[tokio::test]
async fn what_cannot_be_renamed_is_refused() {
    for note in ["only te│xt\n", "[[gone│]]\n", "https://example.org│\n", "`[[b│]]`\n", "x^[inline│]\n"]
    {
        let mut fixture = fixture(&[("a.md", note), ("b.md", "")]).await;
        assert_eq!(fixture.ask("textDocument/prepareRename").await, Value::Null, "{note}");
        refused(&[("a.md", note), ("b.md", "")], "new", "nothing can be renamed here").await;
    }
    refused(&[("a.md", "[[b│]]\n"), ("b.md", ""), ("c.md", "")], "C", "at `C.md` already").await;
    refused(&[("a.md", "[[b│]]\n"), ("b.md", "")], "b#c", "leave the `#` out").await;
    refused(&[("a.md", "#on│e\n")], "1", "is no tag").await;
    refused(&[("a.md", "---\nta│gs: [b]\n---\n")], "topics", "they would be lost; `vaultlint rename").await;
    refused(&[("a.md", "---\nol│d: 1\nnew: 2\n---\n")], "new", "have a `new` too, `a.md`; move").await;
    refused(&[("a.md", "x[^a│] y[^b]\n\n[^a]: text\n")], "B", "`B` already").await;
    refused(&[("a.md", "x[^a│]\n\n[^a]: text\n")], "b]c", "would not be read").await;
    refused(&[("a.md", "x[^a│]\n\n[^a]: text\n")], " ", "empty").await;
}

#[tokio::test]
async fn clients_that_rename_no_files_are_told_so() {
    let mut fixture = Fixture::new(&[("a.md", "[[Ro│me#Food]]\n"), ("Rome.md", "# Food\n")]).await;
    let answer = ask_rename(&mut fixture, "Roma").await;
    assert!(answer["error"]["message"].as_str().unwrap().contains("does not rename files"));
    fixture.cursor["character"] = json!(8);
    let answer = ask_rename(&mut fixture, "Eat").await;
    assert!(answer["result"]["documentChanges"].is_null());
    assert_eq!(applied(&fixture, &answer["result"]).len(), 2, "{answer}");
}

#[tokio::test]
async fn a_note_outside_of_vaults_renames_what_is_in_it() {
    let mut fixture = fixture(&[("a.md", "│")]).await;
    fixture.note = "untitled:new".to_owned();
    fixture.client.open(&fixture.note, "# One\n\n[[#One]] [[new]] x[^1]\n\n[^1]: text\n").await;
    let edits = |answer: &Value| answer["result"]["documentChanges"][0]["edits"].as_array().map(Vec::len);
    for (line, character, expected) in [(0, 3, Some(2)), (2, 5, Some(2)), (2, 12, None), (2, 21, Some(2))] {
        fixture.cursor = json!({ "line": line, "character": character });
        let answer = ask_rename(&mut fixture, "New").await;
        assert_eq!(edits(&answer), expected, "{answer}");
    }
}

#[tokio::test]
async fn links_follow_files_that_the_client_renames() {
    let files = [("a.md", "[[b]] [[sub/c]] [[x]]│\n"), ("b.md", "[[a]]\n"), ("sub/c.md", ""), ("x.md", "")];
    let mut fixture = fixture(&files).await;
    let root = std::fs::canonicalize(fixture.folder.path()).unwrap();
    let file = |old: &str, new: &str| {
        let uri = |path: &str| format!("file://{}/{path}", root.display());
        json!({ "oldUri": uri(old), "newUri": uri(new) })
    };
    let moves = [file("b.md", "B2.md"), file("sub", "part"), file("x.md", "../x.md")];
    let edit = fixture.client.request("workspace/willRenameFiles", json!({ "files": moves })).await;
    let changed = applied(&fixture, &edit);
    assert_eq!(changed, BTreeMap::from([("a.md".into(), "[[B2]] [[part/c]] [[x]]\n".into())]));
    let none = json!({ "files": [file("x.md", "../x.md")] });
    assert_eq!(fixture.client.request("workspace/willRenameFiles", none).await, Value::Null);

    std::fs::rename(root.join("b.md"), root.join("p.png")).unwrap();
    let done = json!({ "files": [file("b.md", "p.png")] });
    fixture.client.notify("workspace/didRenameFiles", done).await;
    let found = fixture.client.findings(&fixture.note, Some(1)).await;
    assert_eq!(support::rules(&found), ["unwritten-note"]);
}

#[tokio::test]
async fn each_vault_follows_its_own_files() {
    let mut fixture = fixture(&[("a.md", "[[b]]│\n"), ("b.md", "")]).await;
    let other = support::vault(&[("c.md", "[[d]] [[e]]\n"), ("d.md", ""), ("e.md", "")]);
    let c = support::uri(other.path(), "c.md");
    fixture.client.open(&c, "[[d]] [[e]]\n").await;
    fixture.client.findings(&c, Some(1)).await;
    let own = |name: &str| support::uri(fixture.folder.path(), name);
    let moves = json!([
        { "oldUri": own("b.md"), "newUri": own("b2.md") },
        { "oldUri": support::uri(other.path(), "d.md"), "newUri": support::uri(other.path(), "d2.md") },
        { "oldUri": support::uri(other.path(), "e.md"), "newUri": own("e.md") },
    ]);
    let edit = fixture.client.request("workspace/willRenameFiles", json!({ "files": moves })).await;
    let changes = edit["documentChanges"].as_array().unwrap();
    let mut found: Vec<(&str, &Value)> =
        changes.iter().map(|it| (it["textDocument"]["uri"].as_str().unwrap(), &it["edits"])).collect();
    found.sort_by_key(|(uri, _)| *uri == c);
    assert_eq!(found.iter().map(|(uri, _)| *uri).collect::<Vec<_>>(), [fixture.note.as_str(), c.as_str()]);
    assert!(found.iter().all(|(_, edits)| edits.as_array().unwrap().len() == 1), "{edit}");
}

/// The message that is shown when `method` is asked for, and the result.
async fn shown_with(fixture: &mut Fixture, method: &str, params: Value) -> (String, Value) {
    let id = fixture.client.ask(method, params).await;
    let (mut shown, mut result) = (None, None);
    // They come in any order.
    loop {
        let message = fixture.client.receive().await;
        if message["method"] == "window/showMessage" {
            assert_eq!(message["params"]["type"], 2);
            shown = message["params"]["message"].as_str().map(str::to_owned);
        } else if message["id"] == id {
            result = Some(message["result"].clone());
        }
        if let (Some(shown), Some(result)) = (&shown, &result) {
            return (shown.clone(), result.clone());
        }
    }
}

#[tokio::test]
async fn what_to_look_at_after_a_renaming_is_shown() {
    let files = [("s.md", "To [[New]],\nsee [[O│ld]]\n"), ("Old.md", "")];
    let expected = "One place is to be looked at after this renaming:\n\
        s.md:1:4: this link led nowhere and would lead to `New.md` now";
    let mut in_note = fixture(&files).await;
    let position = json!({ "line": 1, "character": 6 });
    let document = json!({ "uri": in_note.note });
    let params = json!({ "textDocument": document, "position": position, "newName": "New" });
    let (shown, edit) = shown_with(&mut in_note, "textDocument/rename", params).await;
    assert_eq!(shown, expected, "{edit}");
    assert_eq!(applied(&in_note, &edit).get("s.md").map(String::as_str), Some("To [[New]],\nsee [[New]]\n"));
    // And where the editor renames a file by itself, even where no text changes.
    let mut of_file = fixture(&[("s.md", "To [[New]]│\n"), ("Old.md", "")]).await;
    let [old, new] = ["Old.md", "New.md"].map(|name| support::uri(of_file.folder.path(), name));
    let params = json!({ "files": [{ "oldUri": old, "newUri": new }] });
    let (shown, edit) = shown_with(&mut of_file, "workspace/willRenameFiles", params).await;
    assert_eq!((shown.as_str(), edit), (expected, Value::Null));
}
