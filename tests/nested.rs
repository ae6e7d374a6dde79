//! Where paths start in reports about a vault with another one in it, and about a part of a vault.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

#[path = "support/cli.rs"]
mod support;

use std::path::Path;

use serde_json::Value;
use support::{TestVault, run_in};

/// A finding each in a vault, in a folder of it, in a vault in it and in a folder of that; and a file that is no text.
fn nested() -> TestVault {
    let bad = "---\ntags: a, b\n---\n";
    let paths = ["a.md", "o/b.md", "sub/c.md", "sub/deep/d.md"];
    let vault = TestVault::new(&paths.map(|path| (path, bad)));
    std::fs::create_dir(vault.path("sub/.obsidian")).unwrap();
    vault.write("sub/bad.md", b"\xff");
    vault
}

fn out(folder: &Path, format: &str) -> String {
    run_in(folder, &["--output-format", format], b"").out
}

/// The texts at `pointer` in the entries of `list`, sorted.
fn texts(list: &Value, pointer: &str) -> Vec<String> {
    let entries = list.as_array().unwrap();
    let mut texts: Vec<String> =
        entries.iter().map(|entry| entry.pointer(pointer).unwrap().as_str().unwrap().to_owned()).collect();
    texts.sort();
    texts
}

#[test]
fn json_names_the_vault_and_the_path_in_it() {
    let vault = nested();
    let root = vault.folder.path().canonicalize().unwrap();
    let check = |folder: &str, expected: &[(&str, &str)]| {
        let json: Value = serde_json::from_str(&out(&root.join(folder), "json")).unwrap();
        let lines = out(&root.join(folder), "jsonl");
        let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(json["diagnostics"], Value::Array(lines));
        let found = json["diagnostics"].as_array().unwrap();
        let mut found: Vec<(&str, &str)> = found
            .iter()
            .map(|entry| (entry["vault"].as_str().unwrap(), entry["path"].as_str().unwrap()))
            .collect();
        found.sort_unstable();
        assert_eq!(found, expected);
        // The two together lead to the file from the folder of the run.
        assert!(found.iter().all(|(vault, path)| root.join(folder).join(vault).join(path).is_file()));
        let errors = texts(&json["errors"], "/path");
        assert!(errors.iter().all(|path| Path::new(path) == root.join("sub/bad.md")), "{errors:?}");
    };
    check("", &[(".", "a.md"), (".", "o/b.md"), ("sub", "c.md"), ("sub", "deep/d.md")]);
    check("sub", &[(".", "c.md"), (".", "deep/d.md")]);
    let outer = root.to_str().unwrap();
    check("o", &[(outer, "o/b.md")]);
}

#[test]
fn other_forms_start_at_the_folder_of_the_run() {
    let vault = nested();
    let all = ["a.md", "o/b.md", "sub/bad.md", "sub/c.md", "sub/deep/d.md"];
    let json = |format: &str| -> Value { serde_json::from_str(&out(vault.folder.path(), format)).unwrap() };
    assert_eq!(texts(&json("gitlab"), "/location/path"), all);
    assert_eq!(texts(&json("rdjson")["diagnostics"], "/location/path"), all);
    for format in ["concise", "grouped", "full", "junit", "checkstyle", "github"] {
        let out = out(vault.folder.path(), format);
        for path in ["a.md", "o/b.md", "sub/c.md", "sub/deep/d.md"] {
            let starts = |before: &str| out.contains(&format!("{before}{path}"));
            assert!(
                ["\"", "\n", "[", "file="].into_iter().any(starts) || out.starts_with(path),
                "{format}: {out}"
            );
        }
    }
    let from_below = out(&vault.path("o"), "concise");
    assert!(from_below.starts_with("b.md:2:7: "), "{from_below}");
}

#[test]
fn markdown_has_a_section_for_each_vault() {
    let vault = nested();
    let out = out(vault.folder.path(), "markdown");
    let heads: Vec<&str> = out.lines().filter(|line| line.starts_with("##")).collect();
    assert_eq!(
        heads,
        [
            "## Vault `.`",
            "### [[a]]",
            "### [[o/b]]",
            "## Vault `sub`",
            "### [[c]]",
            "### [[deep/d]]",
            "## Trouble"
        ]
    );
}
