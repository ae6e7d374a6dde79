//! Code actions, formatting while typing and what findings carry, on small vaults.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use serde_json::{Value, json};
use support::edits::{able_fixture, applied, edited};
use support::fixture::Fixture;

/// The actions at the cursor, with all findings of the note that touch it.
async fn actions(files: &[(&str, &str)], only: Option<&str>) -> (Fixture, Vec<Value>) {
    let mut fixture = able_fixture(files).await;
    let report = fixture.ask_document("textDocument/diagnostic").await;
    let at = fixture.cursor.clone();
    let key = |position: &Value| (position["line"].as_u64(), position["character"].as_u64());
    let touches = |finding: &&Value| {
        let range = &finding["range"];
        key(&range["start"]) <= key(&at) && key(&at) <= key(&range["end"])
    };
    let findings: Vec<&Value> = report["items"].as_array().unwrap().iter().filter(touches).collect();
    let mut context = json!({ "diagnostics": findings });
    if let Some(only) = only {
        context["only"] = json!([only]);
    }
    let params = json!({
        "textDocument": { "uri": fixture.note },
        "range": { "start": at, "end": at },
        "context": context,
    });
    let found = fixture.client.request("textDocument/codeAction", params).await;
    (fixture, found.as_array().unwrap().clone())
}

fn titles(actions: &[Value]) -> Vec<&str> {
    actions.iter().map(|action| action["title"].as_str().unwrap()).collect()
}

/// The text of `path` after the action called `title` at the cursor; `None` where there is no such action.
async fn after(files: &[(&str, &str)], title: &str, path: &str) -> Option<String> {
    let (fixture, actions) = actions(files, None).await;
    let action = actions.iter().find(|action| action["title"] == title)?;
    applied(&fixture, &action["edit"]).remove(path)
}

#[tokio::test]
async fn findings_are_mended_one_by_one_all_at_once_or_silenced() {
    let files = [("a.md", "[[b]] │, and [[b]] , then\n"), ("b.md", "")];
    let (_, found) = actions(&files, Some("quickfix")).await;
    let titles = titles(&found);
    assert_eq!(
        titles[1..],
        [
            "Fix all `link-spacing` in this note",
            "Ignore `link-spacing` on this line",
            "Ignore `link-spacing` in this note"
        ]
    );
    assert_eq!((&found[0]["isPreferred"], &found[1]["isPreferred"]), (&json!(true), &Value::Null));
    let all = after(&files, titles[1], "a.md").await;
    assert_eq!(all.as_deref(), Some("[[b]], and [[b]], then\n"));
    let line = after(&files, titles[2], "a.md").await.unwrap();
    assert!(line.contains("vaultlint-disable") && line.contains("[[b]] , and [[b]] , then"), "{line}");
    let note = after(&files, titles[3], "a.md").await.unwrap();
    assert!(note.starts_with("---\nvaultlint-disable: [link-spacing]\n---\n"), "{note}");
}

/// Findings come without their fixes, which are made for the note as it stands when they are asked for.
#[tokio::test]
async fn fixes_are_those_of_the_note_as_it_stands() {
    let files = [("a.md", "text\n\n[[b]] │, then\n"), ("b.md", "")];
    let mut fixture = able_fixture(&files).await;
    let mut findings = fixture.client.findings_now(&fixture.note.clone()).await;
    assert_eq!(findings[0]["data"], json!({ "fix": "safe" }));
    // Some clients keep nothing that they do not know.
    findings[0].as_object_mut().unwrap().remove("data");
    let mut asked = async |findings: &[Value], text: Option<&str>| {
        if let Some(text) = text {
            let note = fixture.note.clone();
            fixture.client.change(&note, 2, json!({ "text": text })).await;
        }
        let params = json!({
            "textDocument": { "uri": fixture.note },
            "range": findings[0]["range"],
            "context": { "diagnostics": findings, "only": ["quickfix"] },
        });
        fixture.client.request("textDocument/codeAction", params).await.as_array().unwrap().clone()
    };
    let now = asked(&findings, None).await;
    assert_eq!(now[0]["isPreferred"], true, "{now:?}");
    // What was found on the third line is on the second one by now.
    let later = asked(&findings, Some("text\n[[b]] , then\n\n")).await;
    assert_eq!(later, Vec::<Value>::new());
}

/// Whether a suppression hides nothing is known only when all rules have run.
#[tokio::test]
async fn a_suppression_that_hides_nothing_is_taken_out() {
    let files = [("a.md", "<!-- vaultlint-disable-next-line link-spacing -->│\ntext\n")];
    let (_, found) = actions(&files, None).await;
    let title = titles(&found)[0].to_owned();
    assert_eq!(after(&files, &title, "a.md").await.as_deref(), Some("text\n"));
}

#[tokio::test]
async fn all_suggestions_are_offered() {
    let files = [("a.md", "[[old/Ro me│]]\n"), ("x/Rome.md", ""), ("y/Rome.md", "")];
    let (_, found) = actions(&files, None).await;
    assert_eq!(
        titles(&found)[..3],
        ["Link to `x/Rome.md`", "Link to `y/Rome.md`", "Create the note `old/Ro me.md`"]
    );
    let moved = [("a.md", "[[old/Paris│]]\n"), ("new/Paris.md", "")];
    assert_eq!(after(&moved, "Link to `new/Paris.md`", "a.md").await.as_deref(), Some("[[Paris]]\n"));
}

#[tokio::test]
async fn missing_notes_are_created_where_the_app_would() {
    let created = |settings: &'static str, link: &'static str| async move {
        let note: String = format!("{link}\n");
        let files = [("dir/a.md", note.as_str()), (".obsidian/app.json", settings)];
        let (fixture, found) = actions(&files, None).await;
        let create = found.iter().find(|it| it["title"].as_str().unwrap().starts_with("Create"))?;
        applied(&fixture, &create["edit"]).into_keys().next()
    };
    let path = |path: &str| Some(path.to_owned());
    assert_eq!(created("{}", "[[New│]]").await, path("New.md"));
    assert_eq!(created("{}", "[[New│#x|text]]").await, path("New.md"));
    let current = "{\"newFileLocation\": \"current\"}";
    assert_eq!(created(current, "[[New│]]").await, path("dir/New.md"));
    assert_eq!(created(current, "[[sub/New│]]").await, path("sub/New.md"));
    assert_eq!(created(current, "[x](../up%20here/New│.md)").await, path("up here/New.md"));
    let folder = "{\"newFileLocation\": \"folder\", \"newFileFolderPath\": \"in/box\"}";
    assert_eq!(created(folder, "[[New│]]").await, path("in/box/New.md"));
    for link in
        ["[[a│]]", "![[x.png│]]", "[x](https://example.org│)", "[[New^x│]]", "[[../../New│]]", "[[#x│]]"]
    {
        assert_eq!(created("{}", link).await, None, "{link}");
    }
}

#[tokio::test]
async fn links_are_written_in_the_other_syntax() {
    let target = ("sub/b c.md", "# Wine\n");
    let convert = |text: &'static str, title: &'static str| async move {
        after(&[("a.md", text), target], title, "a.md").await
    };
    let text = |text: &str| Some(text.to_owned());
    let markdown = "Write a Markdown link";
    assert_eq!(convert("x [[b c│#Wine|red]]\n", markdown).await, text("x [red](b%20c.md#Wine)\n"));
    assert_eq!(convert("x [[b c│]]\n", markdown).await, text("x [b c](b%20c.md)\n"));
    let wiki = "Write a wikilink";
    assert_eq!(convert("[re│d](sub/b%20c.md#Wine)\n", wiki).await, text("[[sub/b c#Wine|red]]\n"));
    assert_eq!(convert("# [[b c│]]\n", markdown).await, None);
    assert_eq!(convert("[[gone│]]\n", markdown).await, None);
    let (_, only) = actions(&[("a.md", "[[b c│]] [[ b c]]\n"), target], Some("refactor")).await;
    assert_eq!(titles(&only), [markdown]);
    let (_, only) = actions(&[("a.md", "[[b c│]] [[ b c]]\n"), target], Some("source.fixAll")).await;
    assert_eq!(only[0]["kind"], "source.fixAll.vaultlint");
    assert_eq!(only.len(), 1);
}

/// What the note becomes when `typed` was typed before the cursor.
async fn typed(note: &str, typed: &str, config: &str) -> String {
    let mut fixture = able_fixture(&[("a.md", note), ("vaultlint.toml", config)]).await;
    let params = json!({
        "textDocument": { "uri": fixture.note },
        "position": fixture.cursor,
        "ch": typed,
        "options": { "tabSize": 4, "insertSpaces": true },
    });
    let edits = fixture.client.request("textDocument/onTypeFormatting", params).await;
    edited(&note.replace('│', ""), edits.as_array().unwrap())
}

#[tokio::test]
async fn a_table_is_laid_out_when_a_row_is_complete() {
    let on = "[rules.table-alignment]\nlevel = \"format\"\n";
    let table = "| a | b |\n|-|-|\n| long | x |│\n\n|c|\n|-|\n";
    let laid_out = "| a    | b   |\n| ---- | --- |\n| long | x   |\n\n|c|\n|-|\n";
    assert_eq!(typed(table, "|", on).await, laid_out);
    assert_eq!(typed(table, "|", "").await, table.replace('│', ""), "where tables are not laid out");
    let begun = "| a | b |\n|-|-|\n| long |│\n";
    assert_eq!(typed(begun, "|", on).await, begun.replace('│', ""), "a row that is being written");
    let below = "| a | b |\n|-|-|\n| long | x |\n│\n";
    assert_eq!(typed(below, "\n", on).await, "| a    | b   |\n| ---- | --- |\n| long | x   |\n\n");
    assert_eq!(typed("text |│\n", "|", on).await, "text |\n");
}

#[tokio::test]
async fn findings_lead_to_their_page_and_to_other_notes() {
    let files = [("a.md", "[[b#Food]]│\n\n[^1]: text\n"), ("b.md", "text\n\n‹# Foood›\n")];
    let mut fixture = able_fixture(&files).await;
    let report = fixture.ask_document("textDocument/diagnostic").await;
    let items = report["items"].as_array().unwrap();
    let of = |rule: &str| items.iter().find(|it| it["code"] == rule).unwrap_or_else(|| panic!("{report}"));
    let broken = of("broken-heading-link");
    let page = broken["codeDescription"]["href"].as_str().unwrap();
    assert!(page.ends_with("/blob/main/crates/vaultlint-core/src/rules/broken-heading-link.md"), "{page}");
    assert_eq!(of("unused-footnote")["tags"], json!([1]));
    let related = &broken["relatedInformation"][0]["location"];
    assert_eq!([fixture.place(related)], fixture.marked.as_slice());
}
