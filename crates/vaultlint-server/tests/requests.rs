//! Each request on small vaults. In a note `│` is the cursor, which is taken out before the note is opened; `‹›` around a
//! text mark a range that an answer should give.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use serde_json::{Value, json};
use support::fixture::Fixture;
use support::uri;

async fn definition(files: &[(&str, &str)]) {
    let mut fixture = Fixture::new(files).await;
    let found = fixture.ask("textDocument/definition").await;
    assert_eq!([fixture.place(&found)], fixture.marked.as_slice());
}

async fn references(files: &[(&str, &str)]) {
    let mut fixture = Fixture::new(files).await;
    let found = fixture.ask("textDocument/references").await;
    fixture.marked.sort();
    assert_eq!(fixture.places(&found), fixture.marked);
}

/// Labels of what is offered, with what each writes.
async fn completion(files: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut fixture = Fixture::new(files).await;
    let found = fixture.ask("textDocument/completion").await;
    let item = |item: &Value| {
        let written = item["textEdit"]["newText"].as_str().unwrap().to_owned();
        (item["label"].as_str().unwrap().to_owned(), written)
    };
    found["items"].as_array().map(|items| items.iter().map(item).collect()).unwrap_or_default()
}

fn pairs(found: &[(String, String)]) -> Vec<(&str, &str)> {
    found.iter().map(|(label, written)| (label.as_str(), written.as_str())).collect()
}

#[tokio::test]
async fn definitions() {
    definition(&[("a.md", "See [[b#W│ine]].\n"), ("b.md", "# Food\n\n‹# Wine›\n")]).await;
    definition(&[("a.md", "See [it](sub/b%20c.md#^i│d).\n"), ("sub/b c.md", "x\n\n‹a block ^id›\n")]).await;
    definition(&[("a.md", "[[│#^one]]\n\n‹- item ^one›\n")]).await;
    definition(&[("a.md", "A note.[^│1]\n\n‹[^1]: Text.›\n")]).await;
    definition(&[("a.md", "---\nup: \"[[b│]]\"\n---\n"), ("b.md", "‹First line›\n")]).await;
    definition(&[("a.md", "[text][│label]\n\n‹[label]: https://example.org›\n")]).await;
    definition(&[("a.md", "![[p│.png]]\n"), ("p.png", "‹›")]).await;
}

#[tokio::test]
async fn nothing_is_defined_outside_of_links() {
    for note in ["text│ only\n", "`[[b│]]`\n", "[[gone│]]\n", "https://example.org│\n"] {
        let mut fixture = Fixture::new(&[("a.md", note), ("b.md", "")]).await;
        assert_eq!(fixture.ask("textDocument/definition").await, Value::Null, "{note}");
    }
}

#[tokio::test]
async fn references_to_notes_headings_and_blocks() {
    let canvas = "{\"nodes\":[{\"id\":\"1\",\"type\":\"file\",\"file\":\"‹b.md›\",\"x\":0,\"y\":0,\"width\":1,\"height\":1}]}";
    references(&[
        ("a.md", "‹[[b│]]› and ‹![x](b.md#Wine)›\n"),
        ("b.md", "# Wine\n\n‹[[#Wine]]›\n"),
        ("c.md", "---\nup: \"‹[[B]]›\"\n---\n%% ‹[[b|hidden]]› %% [[gone]]\n"),
        ("d.canvas", canvas),
        ("e.base", "filters: file.hasLink(\"‹b›\")\n"),
    ])
    .await;
    references(&[("b.md", "# ‹Wine│ & food›\n\n# Else\n"), ("c.md", "‹[[b#wine food]]› [[b#Else]] [[b]]\n")])
        .await;
    references(&[("b.md", "text ‹^o│ne›\n"), ("c.md", "‹[[b#^one]]› [[b#^two]]\n")]).await;
}

#[tokio::test]
async fn references_to_tags_footnotes_and_properties() {
    references(&[
        ("a.md", "---\ntags:\n  - ‹area/x›\n---\n‹#Ar│ea› `#area` #areas\n"),
        ("b.md", "---\ntags: [‹AREA›, other]\n---\n‹#area/y›\n"),
    ])
    .await;
    references(&[("a.md", "x‹[^│n]› y‹[^N]›\n\n‹[^n]:› text\n")]).await;
    references(&[("a.md", "---\n‹sta│tus›: open\n---\n"), ("b.md", "---\n‹Status›: done\n---\n")]).await;
}

#[tokio::test]
async fn highlights_are_of_this_note() {
    let mut fixture = Fixture::new(&[("a.md", "‹#│t› x ‹#t› #u\n"), ("b.md", "#t\n")]).await;
    let found = fixture.ask("textDocument/documentHighlight").await;
    let ranges: Vec<Value> =
        found.as_array().unwrap().iter().map(|it| it["range"]["start"]["character"].clone()).collect();
    assert_eq!(ranges, [json!(0), json!(5)]);
    assert_eq!(fixture.marked.len(), 2);
}

#[tokio::test]
async fn notes_are_completed_as_the_vault_writes_links() {
    let files = [("sub/Rome.md", ""), ("Paris.md", "---\naliases: [Lutetia]\n---\n"), ("p.png", "")];
    let with = |note: &'static str| {
        let mut all = vec![("a.md", note)];
        all.extend(files);
        all
    };
    assert_eq!(pairs(&completion(&with("[[Ro│")).await), [("Rome", "[[Rome]]")]);
    assert_eq!(pairs(&completion(&with("x [[Ro│me]] y")).await), [("Rome", "[[Rome]]")]);
    assert_eq!(pairs(&completion(&with("![[p.│]]")).await), [("p.png", "[[p.png]]")]);
    assert_eq!(pairs(&completion(&with("[[Lut│")).await), [("Lutetia", "[[Paris|Lutetia]]")]);
    let table = "| a |\n| - |\n| [[Lut│ |\n";
    assert_eq!(pairs(&completion(&with(table)).await), [("Lutetia", "[[Paris\\|Lutetia]]")]);
    assert_eq!(pairs(&completion(&with("[x](Ro│")).await), [("Rome", "(Rome.md)")]);
    let mut markdown = with("[[Ro│");
    markdown.push((".obsidian/app.json", "{\"useMarkdownLinks\": true, \"newLinkFormat\": \"absolute\"}"));
    assert_eq!(pairs(&completion(&markdown).await), [("Rome", "[Rome](sub/Rome.md)")]);
    assert!(completion(&with("`[[Ro│`")).await.is_empty());
}

#[tokio::test]
async fn parts_of_notes_are_completed() {
    let rome = ("Rome.md", "# Food: all\n\nA block ^b-1\n\n## Wine\n");
    let found = completion(&[("a.md", "[[Rome#│"), rome]).await;
    assert_eq!(pairs(&found), [("Wine", "[[Rome#Wine]]"), ("Food: all", "[[Rome#Food all]]")]);
    assert_eq!(pairs(&completion(&[("a.md", "[[Rome#^│]]"), rome]).await), [("b-1", "[[Rome#^b-1]]")]);
    assert_eq!(pairs(&completion(&[("a.md", "# Own\n\n[[#O│")]).await), [("Own", "[[#Own]]")]);
}

#[tokio::test]
async fn words_are_completed() {
    let tagged = ("b.md", "---\ntags: [area]\nstate: open\n---\n#area #zoo\n");
    assert_eq!(pairs(&completion(&[("a.md", "x #ar│"), tagged]).await), [("#area", "#area")]);
    assert_eq!(pairs(&completion(&[("a.md", "> [!warn│")]).await), [("warning", "warning")]);
    assert_eq!(pairs(&completion(&[("a.md", "x[^l│\n\n[^long]: text")]).await), [("long", "long")]);
    assert_eq!(pairs(&completion(&[("a.md", "---\nst│\n---\n"), tagged]).await), [("state", "state: ")]);
    assert_eq!(pairs(&completion(&[("a.md", "---\nstate: o│\n---\n"), tagged]).await), [("open", "open")]);
    let list = "---\ntags:\n  - zo│\n---\n";
    assert_eq!(pairs(&completion(&[("a.md", list), tagged]).await), [("zoo", "zoo")]);
    let template = ("templates/a.md", "{{ti│");
    let found = completion(&[template]).await;
    assert_eq!(pairs(&found), [("time", "{{time}}"), ("title", "{{title}}")]);
    assert!(completion(&[("a.md", "a word│")]).await.is_empty());
}

#[tokio::test]
async fn completions_are_resolved_to_previews() {
    let mut fixture = Fixture::new(&[("a.md", "[[Ro│"), ("Rome.md", "---\nx: 1\n---\nThe city.\n")]).await;
    let found = fixture.ask("textDocument/completion").await;
    let item = fixture.client.request("completionItem/resolve", found["items"][0].clone()).await;
    assert_eq!(item["documentation"]["value"], "The city.");
}

#[tokio::test]
async fn hovers() {
    let rome = ("Rome.md", "# Food\n\nPasta.\n\n# Wine\n\nRed.\n");
    for (note, expected) in [
        ("[[Rome#Wi│ne]]", "**Rome.md**\n\n---\n\n# Wine\n\nRed.\n\n---\n\n1 link leads to this note."),
        (
            "[[Rome#Wi│ner]]",
            "**Rome.md**\n\nThe note has no such heading.\n\n---\n\n1 link leads to this note.",
        ),
        ("[[Ro│]]", "No file of the vault is called `Ro`."),
        ("# He│ading\n\n[[#heading]]", "1 link leads to this heading."),
        ("x[^│1]\n\n[^1]: Text.", "[^1]: Text."),
        ("#ta│g", "`#tag`: in 1 note"),
    ] {
        let mut fixture = Fixture::new(&[("a.md", note), rome]).await;
        let found = fixture.ask("textDocument/hover").await;
        assert_eq!(found["contents"]["value"], expected, "{note}");
    }
    let mut fixture = Fixture::new(&[("a.md", "%% vaultlint-disable-line empty│-link %% [[]]")]).await;
    let found = fixture.ask("textDocument/hover").await;
    assert!(found["contents"]["value"].as_str().unwrap().starts_with("# empty-link"));
}

#[tokio::test]
async fn symbols_are_nested() {
    let mut fixture = Fixture::new(&[("a.md", "# A│\n\n## B\n\n### C\n\n## D\n\n# E\n")]).await;
    let found = fixture.ask_document("textDocument/documentSymbol").await;
    let names = |symbols: &Value| -> Vec<String> {
        symbols.as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&found), ["A", "E"]);
    assert_eq!(names(&found[0]["children"]), ["B", "D"]);
    assert_eq!(found[0]["range"]["end"], json!({ "line": 6, "character": 4 }));
}

#[tokio::test]
async fn symbols_of_the_vault_fit_the_query() {
    let rome = ("sub/Rome.md", "---\naliases: [Eternal city]\n---\n# Romulus\n");
    let mut fixture = Fixture::new(&[("a.md", "│"), rome]).await;
    let found = fixture.client.request("workspace/symbol", json!({ "query": "rom" })).await;
    let names: Vec<&str> = found.as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Rome", "Romulus"]);
    let found = fixture.client.request("workspace/symbol", json!({ "query": "eternal" })).await;
    assert_eq!(found[0]["name"], "Eternal city");
}

#[tokio::test]
async fn folds_and_selections() {
    let note = "---\na: 1\n---\n# A\n\ntext [[li│nk]] more\n\n```\ncode\n```\n\n# B\n";
    let mut fixture = Fixture::new(&[("a.md", note)]).await;
    let folds = fixture.ask_document("textDocument/foldingRange").await;
    let lines: Vec<(u64, u64)> = folds
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["startLine"].as_u64().unwrap(), it["endLine"].as_u64().unwrap()))
        .collect();
    assert_eq!(lines, [(0, 2), (3, 9), (7, 9)]);
    let params = json!({ "textDocument": { "uri": fixture.note }, "positions": [fixture.cursor] });
    let selections = fixture.client.request("textDocument/selectionRange", params).await;
    let (mut at, mut widths) = (&selections[0], Vec::new());
    while at.is_object() {
        let (start, end) = (&at["range"]["start"], &at["range"]["end"]);
        widths.push((
            start["line"].as_u64().unwrap(),
            start["character"].as_u64().unwrap(),
            end["character"].as_u64().unwrap(),
        ));
        at = &at["parent"];
    }
    assert_eq!(widths, [(5, 7, 11), (5, 5, 13), (5, 0, 18), (3, 0, 3), (0, 0, 0)]);
}

#[tokio::test]
async fn document_links_lead_to_files_and_the_web() {
    let mut fixture = Fixture::new(&[("a.md", "[[b]] <https://example.org> [[gone]]│"), ("b.md", "")]).await;
    let found = fixture.ask_document("textDocument/documentLink").await;
    let targets: Vec<&str> =
        found.as_array().unwrap().iter().map(|it| it["target"].as_str().unwrap()).collect();
    assert_eq!(targets, [uri(fixture.folder.path(), "b.md").as_str(), "https://example.org/"]);
}

#[tokio::test]
async fn lenses_and_hints_are_shown_on_request() {
    let files = [("a.md", "# H│\n\n[[b#^x]]\n"), ("b.md", "[[a#H]]\n\nA block ^x\n")];
    let mut fixture = Fixture::new(&files).await;
    assert_eq!(fixture.ask_document("textDocument/codeLens").await, Value::Null);
    let mut fixture = Fixture::with(&files, json!({ "codeLens": true, "inlayHints": true })).await;
    let lenses = fixture.ask_document("textDocument/codeLens").await;
    let titles: Vec<&str> =
        lenses.as_array().unwrap().iter().map(|it| it["command"]["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["1 link", "1 link"]);
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 9, "character": 0 } });
    let params = json!({ "textDocument": { "uri": fixture.note }, "range": range });
    let hints = fixture.client.request("textDocument/inlayHint", params).await;
    assert_eq!(hints[0]["label"], "A block ^x");
}

#[tokio::test]
async fn formatting_makes_the_smallest_edits() {
    let mut fixture = Fixture::new(&[("a.md", "one \n\n\n\ntwo│ \nthree\n")]).await;
    let edits = fixture.ask_document("textDocument/formatting").await;
    let starts: Vec<Value> =
        edits.as_array().unwrap().iter().map(|it| it["range"]["start"].clone()).collect();
    assert_eq!(starts.len(), 2, "{edits}");
    let range = json!({ "start": { "line": 4, "character": 0 }, "end": { "line": 4, "character": 4 } });
    let options = json!({ "tabSize": 4, "insertSpaces": true });
    let params = json!({ "textDocument": { "uri": fixture.note }, "range": range, "options": options });
    let edits = fixture.client.request("textDocument/rangeFormatting", params).await;
    let start = json!({ "line": 4, "character": 3 });
    assert_eq!((edits.as_array().unwrap().len(), &edits[0]["range"]["start"]), (1, &start));
}

#[tokio::test]
async fn saving_mends_where_that_is_asked_for() {
    let files = [("a.md", "[[ b]]│\n"), ("b.md", "")];
    let mut fixture = Fixture::new(&files).await;
    let params = json!({ "textDocument": { "uri": fixture.note }, "reason": 1 });
    let edits = fixture.client.request("textDocument/willSaveWaitUntil", params).await;
    assert_eq!(edits, Value::Null);
    let mut fixture = Fixture::with(&files, json!({ "fixOnSave": true })).await;
    let params = json!({ "textDocument": { "uri": fixture.note }, "reason": 1 });
    let edits = fixture.client.request("textDocument/willSaveWaitUntil", params).await;
    assert_eq!(edits[0]["range"]["start"], json!({ "line": 0, "character": 2 }));
}
