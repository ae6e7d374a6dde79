//! What a configuration does and how it is shown, written and imported.

use super::*;

#[test]
fn the_configuration_is_obeyed() {
    let vault = spaced();
    vault.write("Templates/t.md", b"[[a ]] ![[gone.png]]\n");
    vault.write("skip/s.md", b"[[a ]]\n");
    vault.write(
        "vaultlint.toml",
        b"exclude = [\"skip/\"]\n[rules]\nlink-spacing = { level = \"error\" }\n\
          [[overrides]]\npaths = [\"Templates/**\"]\nrules = { link-spacing = \"off\" }\n",
    );
    let ran = vault.run(&["--output-format", "concise"]);
    assert_eq!(ran.status, 1);
    assert!(ran.out.contains("a.md:1:7: error[link-spacing]"), "{}", ran.out);
    assert!(ran.out.contains("Templates/t.md:1:8: warning[missing-image]"), "{}", ran.out);
    assert!(!ran.out.contains("skip/"), "{}", ran.out);
    let summary = "Found 3 problems (2 errors, 1 warning) in 3 notes; 2 fixable with `--fix`; 1 note excluded by the \
                   configuration.\n";
    assert!(ran.out.ends_with(summary), "{}", ran.out);
    // A rule that an override switches off stays off there, named or not.
    assert!(!vault.run(&["--rule", "link-spacing"]).out.contains("Templates"));
    assert_eq!(vault.run(&["skip/s.md"]).status, 0);
    assert_eq!(vault.run(&["--isolated", "skip/s.md"]).status, 1);
    vault.write("other.toml", b"[rules]\nlink-spacing = \"off\"\n");
    assert_eq!(vault.run(&["--config", "other.toml", "skip/s.md"]).status, 0);
    assert_eq!(vault.run(&["--config", "other.toml", "--isolated"]).status, 2);
    assert_eq!(vault.run(&["--config", "gone.toml"]).status, 2);
}

#[test]
fn a_broken_configuration_is_shown_and_nothing_is_written() {
    let vault = spaced();
    vault.write("vaultlint.toml", b"exclude = []\n[rules]\nlink-spaing = \"error\"\n");
    let ran = vault.run(&["--fix"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    for part in [
        "unknown rule `link-spaing`",
        "vaultlint.toml:3:1]",
        "3 │ link-spaing = ",
        "did you mean `link-spacing`?",
    ] {
        assert!(ran.err.contains(part), "{part} in {}", ran.err);
    }
    assert_eq!(vault.read("b.md"), "To [[ a]].\n");
    vault.write("vaultlint.toml", b"exclude = [");
    let ran = vault.run(&[]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("no valid TOML"), "{}", ran.err);
}

#[test]
fn each_vault_has_its_own_configuration() {
    let vault = spaced();
    vault.write("nested/.obsidian/app.json", b"{}");
    vault.write("nested/n.md", b"[[n ]]\n");
    vault.write("nested/vaultlint.toml", b"[rules]\nlink-spacing = \"error\"\n");
    let ran = vault.run(&["--output-format", "concise"]);
    assert!(ran.out.contains("nested/n.md:1:4: error[link-spacing]"), "{}", ran.out);
    assert!(ran.out.contains("a.md:1:7: warning[link-spacing]"), "{}", ran.out);
    let ran = run_in(&vault.path("nested"), &["--output-format", "concise"], b"");
    assert!(ran.out.starts_with("n.md:1:4: error[link-spacing]"), "{}", ran.out);
}

#[test]
fn the_configuration_is_shown_with_its_places() {
    let vault = TestVault::new(&[
        (".obsidian/app.json", "{\n  \"newLinkFormat\": \"relative\"\n}"),
        (
            "vaultlint.toml",
            "exclude = [\"old/\"]\n[rules]\nlink-spacing = \"error\"\n[[overrides]]\npaths = [\"T/\"]\n\
             rules.link-spacing = \"off\"\n",
        ),
        ("T/a.md", "x"),
        ("old/b.md", "x"),
    ]);
    let lines = |path: &str, wanted: &str| -> String {
        let ran = vault.run(&["config", "show", path]);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{}", ran.out);
        let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        ran.out.lines().map(words).find(|line| line.starts_with(wanted)).unwrap_or_default()
    };
    assert_eq!(lines(".", "link-spacing"), "link-spacing error vaultlint.toml:3");
    assert_eq!(lines("T/a.md", "link-spacing"), "link-spacing off vaultlint.toml:6");
    assert_eq!(lines(".", "missing-image"), "missing-image warning default");
    assert_eq!(lines(".", "newLinkFormat"), "newLinkFormat \"relative\" .obsidian/app.json:2");
    assert_eq!(lines(".", "useMarkdownLinks"), "useMarkdownLinks false default");
    assert_eq!(
        lines("old/b.md", "Path"),
        "Path: old/b.md, not checked: excluded by \"old/\" (vaultlint.toml:1)"
    );
    let args = ["config", "show", "T/a.md", "--output-format", "json"];
    let json: Value = serde_json::from_str(&vault.run(&args).out).unwrap();
    let rules = json["rules"].as_array().unwrap();
    let spacing = rules.iter().find(|rule| rule["name"] == "link-spacing").unwrap();
    let level = serde_json::json!({ "value": "off", "file": "vaultlint.toml", "line": 6, "preset": false });
    assert_eq!((&spacing["level"], &json["path"]), (&level, &Value::from("T/a.md")));
    assert_eq!(vault.run(&["config", "show", "no.md"]).status, 2);
    vault.write("vaultlint.toml", b"exlude = []\n");
    let ran = vault.run(&["config", "show"]);
    assert!(ran.status == 2 && ran.err.contains("did you mean `exclude`?"), "{}", ran.err);
}

#[test]
fn a_configuration_is_written_once() {
    let vault = TestVault::new(&[
        (".obsidian/app.json", "{\"userIgnoreFilters\": [\"old/\", \"/x+/\"]}"),
        (".obsidian/templates.json", "{\"folder\": \"T\"}"),
        ("old/b.md", "To [[ b]].\n"),
    ]);
    let drawn = vault.run(&["config", "init", "--stdout"]);
    assert!(!vault.path("vaultlint.toml").exists());
    let ran = vault.run(&["config", "init"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, "Wrote vaultlint.toml.\n"), "{}", ran.err);
    let text = vault.read("vaultlint.toml");
    assert_eq!(drawn.out, text);
    assert!(text.contains("templates are in `T`"), "{text}");
    let ran = vault.run(&[]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{}", ran.out);
    vault.write("vaultlint.toml", b"# mine\n");
    let again = vault.run(&["config", "init", "old"]);
    assert_eq!((again.status, vault.read("vaultlint.toml").as_str()), (2, "# mine\n"));
    assert!(again.err.contains("there is a `vaultlint.toml` already"), "{}", again.err);
}

#[test]
fn the_schema_is_printed() {
    let json: Value = serde_json::from_str(&spaced().run(&["config", "schema"]).out).unwrap();
    assert_eq!(json["properties"]["exclude"]["type"], "array");
}

#[test]
fn presets_and_their_rules_are_shown() {
    let vault = TestVault::new(&[("vaultlint.toml", "preset = \"obsidian-linter\"\n")]);
    let shown = vault.run(&["config", "show", "--output-format", "json"]);
    let json: Value = serde_json::from_str(&shown.out).unwrap();
    assert_eq!(json["files"]["preset"]["value"], "obsidian-linter");
    let rules = json["rules"].as_array().unwrap();
    let rule = rules.iter().find(|rule| rule["name"] == "trailing-blanks").unwrap();
    assert_eq!((&rule["level"]["value"], &rule["level"]["preset"]), (&"off".into(), &true.into()));
    vault.write("vaultlint.toml", b"preset = \"tidi\"\n");
    let wrong = vault.run(&["check"]);
    assert!(wrong.err.contains("there is no preset \"tidi\""), "{wrong:?}");
}

#[test]
fn settings_of_other_linters_are_imported() {
    let vault = TestVault::new(&[
        (
            ".markdownlint.jsonc",
            "{\n  // Ours.\n  \"MD012\": { \"maximum\": 2 },\n  \"MD013\": { \"line_length\": 80 },\n  \"links\": false\n}\n",
        ),
        ("Notes/a.md", "A"),
    ]);
    let ran = vault.run(&["config", "import", "Notes"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, "Wrote vaultlint.toml.\n"), "{ran:?}");
    assert!(ran.err.ends_with(
        " rules from .markdownlint.jsonc.\n  MD013 (line-length): left out: the app wraps lines, and a line break shows\n"
    ), "{}", ran.err);
    let toml = vault.read("vaultlint.toml");
    assert!(
        toml.contains("blank-line-runs = { most = 2 }\n") && toml.contains("empty-link = \"off\"\n"),
        "{toml}"
    );
    assert_eq!(vault.run(&["format", "--check"]).status, 1);

    vault.write(".rumdl.toml", b"[global]\ndisable = [\"MD047\"]\nexclude = [\"Old/\"]\n");
    let again = vault.run(&["config", "import"]);
    assert_eq!(again.status, 2);
    assert!(again.err.contains("there is a `vaultlint.toml` already"), "{}", again.err);
    let forced = vault.run(&["config", "import", "--force"]);
    assert_eq!((forced.status, forced.out.as_str()), (0, "Replaced vaultlint.toml.\n"), "{forced:?}");
    assert!(forced.err.contains("There is .markdownlint.jsonc too"), "{}", forced.err);
    let toml = vault.read("vaultlint.toml");
    assert!(toml.contains("exclude = [\"Old/\"]\n") && toml.contains("final-newline = \"off\"\n"), "{toml}");
    let one = vault.run(&["config", "import", ".markdownlint.jsonc", "--stdout"]);
    assert!(one.out.contains("most = 2"), "{one:?}");
    let unknown = vault.run(&["config", "import", "Notes/a.md"]);
    assert!(unknown.err.contains("is no file of settings that is known"), "{}", unknown.err);
}
