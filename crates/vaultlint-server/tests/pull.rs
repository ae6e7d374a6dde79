//! Findings for clients that ask for them.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use std::collections::BTreeMap;

use serde_json::{Value, json};
use support::fixture::Fixture;
use support::uri;

#[tokio::test]
async fn findings_can_be_asked_for() {
    let mut fixture = Fixture::new(&[("a.md", "![[gone.png]]│\n"), ("b.md", "[[a#None]]\n")]).await;
    let first = fixture.ask_document("textDocument/diagnostic").await;
    assert_eq!((&first["kind"], &first["items"][0]["code"]), (&json!("full"), &json!("missing-image")));
    let known = json!({ "textDocument": { "uri": fixture.note }, "previousResultId": first["resultId"] });
    let again = fixture.client.request("textDocument/diagnostic", known).await;
    assert_eq!(again["kind"], "unchanged");
    let all = fixture.client.request("workspace/diagnostic", json!({ "previousResultIds": [] })).await;
    assert_eq!(all["items"].as_array().unwrap().len(), 2, "{all}");
    let known: Vec<Value> = all["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| json!({ "uri": it["uri"], "value": it["resultId"] }))
        .collect();
    let again = fixture.client.request("workspace/diagnostic", json!({ "previousResultIds": known })).await;
    assert!(again["items"].as_array().unwrap().iter().all(|it| it["kind"] == "unchanged"), "{again}");
}

/// A client that takes the findings of other documents along has them after each edit.
#[tokio::test]
async fn findings_of_linking_notes_come_along() {
    let diagnostic = json!({ "relatedDocumentSupport": true });
    let able =
        json!({ "window": { "workDoneProgress": true }, "textDocument": { "diagnostic": diagnostic } });
    let files = [("a.md", "# One│\n"), ("b.md", "[[a#One]]\n"), ("c.md", "[[b]]\n")];
    let mut fixture = Fixture::idle(&files, json!({}), able).await;
    let b = uri(fixture.folder.path(), "b.md");
    let c = uri(fixture.folder.path(), "c.md");
    fixture.client.open(&b, "[[a#One]]\n").await;
    fixture.client.open(&c, "[[b]]\n").await;
    let report = fixture.ask_document("textDocument/diagnostic").await;
    let related = report["relatedDocuments"].as_object().unwrap();
    assert_eq!(related.keys().collect::<Vec<_>>(), [&b]);
    assert_eq!(related[&b]["items"], json!([]));
    let note = fixture.note.clone();
    fixture.client.change(&note, 2, json!({ "text": "# Two\n" })).await;
    let report = fixture.ask_document("textDocument/diagnostic").await;
    assert_eq!(report["relatedDocuments"][&b]["items"][0]["code"], "broken-heading-link", "{report}");
}

#[tokio::test]
async fn all_files_are_checked_less_what_the_baseline_knows() {
    let baseline =
        r#"{"version": 1, "findings": {"a.md": [{"rule": "missing-image", "text": "![[gone.png]]"}]}}"#;
    let canvas = r#"{"nodes":[{"id":"1","type":"file","file":"Gone.md","x":0,"y":0,"width":1,"height":1}],"edges":[]}"#;
    let files = [
        ("a.md", "![[gone.png]] ![[lost.png]]│\n"),
        ("c.canvas", canvas),
        ("x#y.png", ""),
        ("vaultlint-baseline.json", baseline),
    ];
    let mut fixture = Fixture::new(&files).await;
    let all = fixture.client.request("workspace/diagnostic", json!({ "previousResultIds": [] })).await;
    let rules = |name: &str| -> Vec<String> {
        let items = all["items"].as_array().unwrap();
        let of = items.iter().filter(|it| it["uri"].as_str().unwrap().ends_with(name));
        of.flat_map(|it| it["items"].as_array().unwrap())
            .map(|it| it["code"].as_str().unwrap().into())
            .collect()
    };
    assert_eq!(rules("a.md"), ["missing-image"], "{all}");
    assert_eq!(rules("c.canvas"), ["canvas-missing-file"], "{all}");
    assert_eq!(rules(".png"), ["unlinkable-file-name"], "{all}");
    let found = fixture.client.findings_now(&fixture.note.clone()).await;
    assert_eq!(found[0]["range"]["start"]["character"], 14, "{found:?}");
}

/// The findings of all files that the client does not know yet, by the name of the file; what it knows of them then.
async fn asked(fixture: &mut Fixture, known: &mut BTreeMap<String, Value>) -> BTreeMap<String, Vec<String>> {
    let ids: Vec<Value> = known.iter().map(|(uri, id)| json!({ "uri": uri, "value": id })).collect();
    let report = fixture.client.request("workspace/diagnostic", json!({ "previousResultIds": ids })).await;
    let mut news = BTreeMap::new();
    for item in report["items"].as_array().unwrap() {
        let uri = item["uri"].as_str().unwrap().to_owned();
        let rules = item["items"].as_array().into_iter().flatten();
        if item["kind"] == "full" {
            let name = uri.rsplit('/').next().unwrap().to_owned();
            news.insert(name, rules.map(|it| it["code"].as_str().unwrap().to_owned()).collect());
        }
        match item.get("resultId") {
            Some(id) => known.insert(uri, id.clone()),
            // The file is gone.
            None => known.remove(&uri),
        };
    }
    news
}

fn news(of: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
    let rules = |rules: &[&str]| rules.iter().map(|rule| (*rule).to_owned()).collect();
    of.iter().map(|(name, found)| ((*name).to_owned(), rules(found))).collect()
}

/// A client that asks again and again gets what changed, and all of it, whatever it was that changed.
async fn all_changes_come(watches: bool) {
    let able = json!({
        "window": { "workDoneProgress": true },
        "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": watches } },
    });
    let files = [
        ("a.md", "# One│\n"),
        ("b.md", "[[a#One]]\n"),
        ("c.md", "[[d]]\n"),
        ("d.md", "![[gone.png]]\n"),
        ("e.md", ""),
    ];
    let mut fixture = Fixture::idle(&files, json!({}), able).await;
    let folder = std::fs::canonicalize(fixture.folder.path()).unwrap();
    let mut known = BTreeMap::new();
    assert_eq!(asked(&mut fixture, &mut known).await, news(&[("d.md", &["missing-image"])]));
    assert_eq!(asked(&mut fixture, &mut known).await, news(&[]));
    // In an open document: what it says of itself.
    let note = fixture.note.clone();
    fixture.client.change(&note, 2, json!({ "text": "# Two\n\n![[lost.png]]\n" })).await;
    fixture.client.findings(&note, Some(2)).await;
    let both = [("a.md", &["missing-image"][..]), ("b.md", &["broken-heading-link"])];
    assert_eq!(asked(&mut fixture, &mut known).await, news(&both));
    fixture.client.change(&note, 3, json!({ "text": "# One\n" })).await;
    fixture.client.findings(&note, Some(3)).await;
    assert_eq!(asked(&mut fixture, &mut known).await, news(&[("a.md", &[]), ("b.md", &[])]));
    // On disk: a text, a new file, and one less.
    std::fs::write(folder.join("d.md"), "no picture\n").unwrap();
    tell(&mut fixture, &[("d.md", 2)]).await;
    told(&mut fixture, &mut known, &[("d.md", &[])]).await;
    std::fs::write(folder.join("f.md"), "[[e#None]]\n").unwrap();
    std::fs::remove_file(folder.join("d.md")).unwrap();
    tell(&mut fixture, &[("f.md", 1), ("d.md", 3)]).await;
    let three = [("c.md", &["unwritten-note"][..]), ("d.md", &[]), ("f.md", &["broken-heading-link"])];
    told(&mut fixture, &mut known, &three).await;
    // The configuration.
    std::fs::write(folder.join("vaultlint.toml"), "[rules]\nbroken-heading-link = \"off\"\n").unwrap();
    tell(&mut fixture, &[("vaultlint.toml", 1)]).await;
    told(&mut fixture, &mut known, &[("f.md", &[])]).await;
    assert_eq!(asked(&mut fixture, &mut known).await, news(&[]));
}

/// Asks until the news are `expected`: changes of files take a moment to be read.
async fn told(fixture: &mut Fixture, known: &mut BTreeMap<String, Value>, expected: &[(&str, &[&str])]) {
    let mut all = BTreeMap::new();
    for _ in 0..200 {
        all.extend(asked(fixture, known).await);
        if all == news(expected) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("{all:?} and not {expected:?}");
}

/// Tells that files changed: 1 came, 2 changed, 3 went.
async fn tell(fixture: &mut Fixture, files: &[(&str, u8)]) {
    let folder = std::fs::canonicalize(fixture.folder.path()).unwrap();
    let change = |(name, kind): &(&str, u8)| json!({ "uri": uri(&folder, name), "type": kind });
    let changes: Vec<Value> = files.iter().map(change).collect();
    fixture.client.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes })).await;
}

#[tokio::test]
async fn all_changes_come_to_a_client_that_tells_of_files() {
    all_changes_come(true).await;
}

#[tokio::test]
async fn all_changes_come_to_a_client_that_does_not() {
    all_changes_come(false).await;
}

/// Nothing is read again that nobody says has changed.
#[tokio::test]
async fn files_of_which_nothing_is_told_are_not_checked_again() {
    let able = json!({
        "window": { "workDoneProgress": true },
        "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } },
    });
    let mut fixture = Fixture::idle(&[("a.md", "│"), ("b.md", "![[gone.png]]\n")], json!({}), able).await;
    let mut known = BTreeMap::new();
    assert_eq!(asked(&mut fixture, &mut known).await, news(&[("b.md", &["missing-image"])]));
    std::fs::write(fixture.folder.path().join("b.md"), "no picture\n").unwrap();
    assert_eq!(asked(&mut fixture, &mut known).await, news(&[]));
    tell(&mut fixture, &[("b.md", 2)]).await;
    told(&mut fixture, &mut known, &[("b.md", &[])]).await;
}

/// Counts of links and what linked blocks say are asked for anew when other files change.
#[tokio::test]
async fn what_shows_links_elsewhere_is_refreshed() {
    let support = json!({ "refreshSupport": true });
    let able = json!({
        "window": { "workDoneProgress": true },
        "workspace": { "codeLens": support, "inlayHint": support },
    });
    let options = json!({ "codeLens": true, "inlayHints": true });
    let mut fixture = Fixture::able(&[("a.md", "# A│\n"), ("b.md", "")], options, able).await;
    std::fs::write(fixture.folder.path().join("b.md"), "[[a]]\n").unwrap();
    tell(&mut fixture, &[("b.md", 2)]).await;
    let mut wanted = vec!["workspace/codeLens/refresh", "workspace/inlayHint/refresh"];
    while !wanted.is_empty() {
        let message = fixture.client.receive().await;
        wanted.retain(|method| message["method"] != *method);
        if message.get("method").is_some() && message.get("id").is_some() {
            fixture.client.send(json!({ "jsonrpc": "2.0", "id": message["id"], "result": null })).await;
        }
    }
}

/// What is found in a canvas, or by embeds in embeds, depends on more files than links tell of.
#[tokio::test]
async fn what_depends_on_files_far_away_is_checked_again() {
    let canvas = r##"{"nodes":[{"id":"1","type":"file","file":"a.md","subpath":"#One","x":0,"y":0,"width":1,"height":1}],"edges":[]}"##;
    let able = json!({
        "window": { "workDoneProgress": true },
        "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } },
    });
    let files = [
        ("a.md", "# One│\n"),
        ("c.canvas", canvas),
        ("d.md", "![[e]]\n"),
        ("e.md", "![[f]]\n"),
        ("f.md", "text\n"),
        ("g.md", "[[Other name]]\n"),
    ];
    let mut fixture = Fixture::idle(&files, json!({}), able).await;
    let mut known = BTreeMap::new();
    assert_eq!(asked(&mut fixture, &mut known).await, news(&[("g.md", &["unwritten-note"])]));
    let note = fixture.note.clone();
    fixture.client.change(&note, 2, json!({ "text": "# Two\n" })).await;
    fixture.client.findings(&note, Some(2)).await;
    told(&mut fixture, &mut known, &[("c.canvas", &["canvas-broken-link"])]).await;
    std::fs::write(fixture.folder.path().join("f.md"), "![[d]]\n").unwrap();
    tell(&mut fixture, &[("f.md", 2)]).await;
    let cycle = ["d.md", "e.md", "f.md"].map(|name| (name, &["embed-cycle"][..]));
    told(&mut fixture, &mut known, &cycle).await;
    // A new note brings the alias that a link names.
    std::fs::write(fixture.folder.path().join("h.md"), "---\naliases: [Other name]\n---\n").unwrap();
    tell(&mut fixture, &[("h.md", 1)]).await;
    told(&mut fixture, &mut known, &[("g.md", &["mistyped-link"])]).await;
}

/// Whether anything leads to a note depends on all texts, not only on what notes say of themselves.
#[tokio::test]
async fn orphans_are_looked_for_each_time() {
    let able = json!({
        "window": { "workDoneProgress": true },
        "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } },
    });
    let config = "[rules]\norphan-note = \"warning\"\n";
    let files = [("a.md", "│text\n"), ("b.md", "[[c]]\n"), ("c.md", "[[b]]\n"), ("vaultlint.toml", config)];
    let mut fixture = Fixture::idle(&files, json!({}), able).await;
    let mut known = BTreeMap::new();
    told(&mut fixture, &mut known, &[("a.md", &["orphan-note"])]).await;
    for (text, rules) in [("[[c]] [[a]]\n", &[][..]), ("[[c]]\n", &["orphan-note"])] {
        std::fs::write(fixture.folder.path().join("b.md"), text).unwrap();
        tell(&mut fixture, &[("b.md", 2)]).await;
        told(&mut fixture, &mut known, &[("a.md", rules)]).await;
    }
}
