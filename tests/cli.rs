//! The command line as people use it: the built program on vaults in temporary folders.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

#[path = "support/cli.rs"]
mod support;

#[path = "cli/configuration.rs"]
mod configuration;
#[path = "cli/fixing.rs"]
mod fixing;
#[path = "cli/silence.rs"]
mod silence;
#[path = "cli/standard_input.rs"]
mod standard_input;
#[path = "cli/time_stamps.rs"]
mod time_stamps;

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use support::{TestVault, command, run_in};
use tempfile::TempDir;

/// Two notes with a finding each, one clean, one that the app hides.
fn spaced() -> TestVault {
    TestVault::new(&[
        ("b.md", "To [[ a]].\n"),
        ("a.md", "To [[b ]] and [[c]].\n"),
        ("c.md", "Fine.\n"),
        (".trash/d.md", "To [[a ]].\n"),
    ])
}

const SPACED: &str = "a.md:1:7: warning[link-spacing] stray blank inside the brackets of this link\n\
                      b.md:1:6: warning[link-spacing] stray blank inside the brackets of this link\n";

#[test]
fn a_clean_vault_passes() {
    let ran = TestVault::new(&[("a.md", "x\n"), ("b/c.md", "[[a]]\n")]).run(&[]);
    assert_eq!((ran.status, ran.out.as_str()), (0, "All checks passed: 2 notes.\n"), "{}", ran.err);
}

#[test]
fn an_empty_folder_passes() {
    let folder = TempDir::new().unwrap();
    let ran = run_in(folder.path(), &["check"], b"");
    assert_eq!((ran.status, ran.out.as_str()), (0, "All checks passed: 0 notes.\n"), "{}", ran.err);
}

#[test]
fn findings_come_in_order_and_fail_the_run() {
    let ran = spaced().run(&["--output-format", "concise"]);
    assert_eq!(ran.status, 1);
    let summary = "Found 2 problems (2 warnings) in 2 notes; 2 fixable with `--fix`.\n";
    assert_eq!(ran.out, format!("{SPACED}{summary}"));
    assert_eq!(ran.err, "");
}

#[test]
fn check_is_what_no_command_means() {
    let vault = spaced();
    assert_eq!(vault.run(&["check"]).out, vault.run(&[]).out);
    assert_eq!(vault.run(&["check", "a.md"]).out, vault.run(&["a.md"]).out);
}

#[test]
fn full_output_shows_the_line_and_the_place() {
    let ran = spaced().run(&["b.md"]);
    let expected = [
        "  ⚠ link-spacing: stray blank inside the brackets of this link",
        "   ╭─[b.md:1:6]",
        " 1 │ To [[ a]].",
        "   ·      ─",
        "   ╰────",
    ];
    assert!(ran.out.starts_with(&expected.join("\n")), "{}", ran.out);
    assert!(!ran.out.contains('\u{1b}'), "a pipe shows no colours");
}

#[test]
fn colours_on_request() {
    let vault = spaced();
    assert!(vault.run(&["--color", "always"]).out.contains('\u{1b}'));
    assert!(!vault.run(&["--color", "never"]).out.contains('\u{1b}'));
    assert_eq!(vault.run(&["--color", "sometimes"]).status, 2);
}

#[test]
fn json_names_everything() {
    let vault = TestVault::new(&[("ä/b.md", "日本 [[ c]]\n"), ("bad.md", ""), ("c.md", "")]);
    vault.write("bad.md", b"\xff");
    let ran = vault.run(&["--output-format", "json"]);
    assert_eq!(ran.status, 2);
    assert_eq!(ran.err, "");
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    let found = &json["diagnostics"][0];
    assert_eq!(found["rule"], "link-spacing");
    assert_eq!(found["level"], "warning");
    assert_eq!(found["path"], "ä/b.md");
    assert_eq!(found["start"], serde_json::json!({"line": 1, "column": 6, "offset": 9}));
    assert_eq!(found["end"], serde_json::json!({"line": 1, "column": 7, "offset": 10}));
    assert_eq!(found["fixes"][0]["applicability"], "safe");
    assert_eq!(found["fixes"][0]["edits"][0]["content"], "");
    assert_eq!(json["diagnostics"].as_array().unwrap().len(), 1);
    assert!(json["errors"][0]["path"].as_str().unwrap().ends_with("bad.md"));
    assert_eq!(json["summary"]["problems"], 1);
    assert_eq!(json["summary"]["checked"], 2);
}

#[test]
fn related_places_are_shown_in_json() {
    let json: Value = serde_json::from_str(&spaced().run(&["--output-format", "json"]).out).unwrap();
    assert!(json["diagnostics"][0]["related"].is_array());
}

#[test]
fn the_level_decides_what_is_shown() {
    let vault = TestVault::new(&[("a.md", "[[to come]] [[b ]]\n"), ("b.md", "")]);
    let rules = |args: &[&str]| {
        let ran = vault.run(&[args, &["--output-format", "json"]].concat());
        let json: Value = serde_json::from_str(&ran.out).unwrap();
        let found = json["diagnostics"].as_array().unwrap().clone();
        let names: Vec<_> = found.iter().map(|it| it["rule"].as_str().unwrap().to_owned()).collect();
        (ran.status, names.join(" "))
    };
    assert_eq!(rules(&[]), (1, "link-spacing".into()));
    assert_eq!(rules(&["--level", "info"]), (1, "unwritten-note link-spacing".into()));
    assert_eq!(rules(&["--level", "error"]), (0, "".into()));
    // A rule that is named is wanted.
    assert_eq!(rules(&["--rule", "unwritten-note"]), (1, "unwritten-note".into()));
    assert_eq!(
        rules(&["--rule", "unwritten-note", "--rule", "link-spacing"]).1,
        "unwritten-note link-spacing"
    );
    assert_eq!(vault.run(&["--level", "off"]).status, 2);
    vault.write("vaultlint.toml", b"[rules]\nlink-spacing = \"info\"\n");
    assert_eq!(rules(&[]), (0, "".into()));
    assert_eq!(vault.run(&["--level", "info"]).status, 0, "hints do not fail a run");
}

#[test]
fn an_unknown_rule_is_named() {
    let ran = spaced().run(&["--rule", "link-spcing"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("unknown rule `link-spcing`"), "{}", ran.err);
    assert!(ran.err.contains("did you mean `link-spacing`?"), "{}", ran.err);
}

#[test]
fn quiet_shows_findings_only() {
    let vault = spaced();
    assert_eq!(vault.run(&["--quiet", "c.md"]).out, "");
    assert_eq!(vault.run(&["-q", "--output-format", "concise"]).out, SPACED);
}

#[test]
fn rules_are_listed_and_explained() {
    let vault = TestVault::new(&[]);
    let ran = vault.run(&["rule"]);
    assert_eq!(ran.status, 0);
    assert!(ran.out.contains("  link-spacing "), "{}", ran.out);
    let ran = vault.run(&["rule", "link-spacing"]);
    assert_eq!(ran.status, 0);
    assert!(ran.out.starts_with("link-spacing\n"), "{}", ran.out);
    assert!(ran.out.contains("\nWhy\n"), "{}", ran.out);
    assert!(ran.out.contains("\nAfter `--fix`:\n    We met in [[Lisbon]]"), "{}", ran.out);
    assert!(ran.out.contains("\n                ^ link-spacing\n"), "{}", ran.out);
    assert!(!ran.out.contains('\u{1b}') && !ran.out.contains("```md"), "{}", ran.out);
    let colored = vault.run(&["rule", "link-spacing", "--color", "always"]).out;
    assert!(colored.contains("\u{1b}[1mWhy\u{1b}[0m"), "{colored}");
    assert!(colored.contains("    \u{1b}[33m            ^ link-spacing\u{1b}[0m\n"), "{colored}");
    let json: Value = serde_json::from_str(&vault.run(&["rule", "--output-format", "json"]).out).unwrap();
    let names: Vec<_> = json.as_array().unwrap().iter().map(|rule| rule["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"link-spacing"), "{names:?}");
    let args = ["rule", "link-spacing", "--output-format", "json"];
    let json: Value = serde_json::from_str(&vault.run(&args).out).unwrap();
    assert_eq!(json["level"], "warning");
    assert_eq!(json["options"]["properties"], serde_json::json!({}));
    let args = ["rule", "empty-section", "--output-format", "json"];
    let json: Value = serde_json::from_str(&vault.run(&args).out).unwrap();
    assert_eq!(json["options"]["properties"]["all-headings"]["type"], "boolean");
    let ran = vault.run(&["rule", "link-spcing"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("did you mean `link-spacing`?"), "{}", ran.err);
}

#[test]
fn help_and_version() {
    let vault = TestVault::new(&[]);
    let ran = vault.run(&["--version"]);
    assert_eq!((ran.status, ran.out), (0, format!("vaultlint {}\n", env!("CARGO_PKG_VERSION"))));
    let ran = vault.run(&["--help"]);
    assert_eq!(ran.status, 0);
    assert!(ran.out.contains("Exit status:") && ran.out.contains("--stdin-filename"), "{}", ran.out);
    assert_eq!(vault.run(&["--no-such-flag"]).status, 2);
}

#[test]
fn a_note_that_cannot_be_read_does_not_stop_the_others() {
    let vault = spaced();
    vault.write("not utf-8.md", b"a\n\xff\n");
    vault.write("zero.md", b"a\0b");
    std::fs::create_dir(vault.path("folder.md")).unwrap();
    let ran = vault.run(&["--output-format", "concise"]);
    assert_eq!(ran.status, 2);
    assert!(ran.out.starts_with(SPACED), "{}", ran.out);
    assert!(ran.err.contains("error: not utf-8.md: this file is not valid UTF-8 (line 2"), "{}", ran.err);
    assert!(ran.err.contains("error: zero.md: this file holds a zero byte"), "{}", ran.err);
    assert!(!ran.err.contains("folder.md"), "{}", ran.err);
    assert_eq!(vault.run(&["folder.md"]).status, 0);
}

#[test]
fn a_path_that_does_not_exist_is_an_error() {
    let ran = spaced().run(&["a.md", "gone.md", "--output-format", "concise"]);
    assert_eq!(ran.status, 2);
    assert!(ran.out.contains("a.md:1:7"), "{}", ran.out);
    assert!(ran.err.contains("error: gone.md: there is no such file"), "{}", ran.err);
}

#[test]
fn a_file_that_is_none_of_the_vault_is_passed_over() {
    let vault = TestVault::new(&[("a.png", "x"), ("b.md", ""), (".obsidian/x.css", "")]);
    let ran = vault.run(&["a.png", "b.md", ".obsidian/x.css"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, "All checks passed: 1 note.\n"));
    assert!(ran.err.contains("warning: .obsidian/x.css: this is no file of the vault"), "{}", ran.err);
    assert!(!ran.err.contains("a.png"), "{}", ran.err);
}

#[test]
fn broken_settings_are_told_and_the_run_goes_on() {
    let vault = TestVault::new(&[("a.md", "x\n"), (".obsidian/app.json", "{ \"newLinkFormat\": ")]);
    let ran = vault.run(&[]);
    assert_eq!((ran.status, ran.out.as_str()), (0, "All checks passed: 1 note.\n"));
    assert!(ran.err.starts_with("warning: .obsidian/app.json: "), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn unreadable_notes_and_loops_of_links() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let vault = spaced();
    symlink(vault.folder.path(), vault.path("loop")).unwrap();
    symlink("nowhere.md", vault.path("dangling.md")).unwrap();
    let ran = vault.run(&["--output-format", "concise"]);
    assert_eq!(ran.status, 1, "{}", ran.err);
    assert!(ran.out.starts_with(SPACED), "{}", ran.out);
    let locked = vault.path("locked.md");
    std::fs::write(&locked, "x").unwrap();
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read(&locked).is_ok() {
        return; // The superuser may read everything.
    }
    let ran = vault.run(&[]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("error: locked.md: you may not read this file"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_is_no_failure() {
    let text = "[[a ]]\n".repeat(20_000);
    let vault = TestVault::new(&[("a.md", &text)]);
    let mut child = command(vault.folder.path(), &[]).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn one_note_alone_is_found_as_with_all() {
    let vault = TestVault::new(&[
        ("a.md", "[[Second]] [[b#Head]] [[b#^id1]] ![[pic.png]]\n"),
        ("b.md", "# Other\n"),
        ("c.md", "---\naliases: [Second]\n---\n"),
    ]);
    let lines = |args: &[&str]| {
        let ran = vault.run(&[args, &["-q", "--level", "info", "--output-format", "concise"]].concat());
        ran.out.lines().filter(|line| line.starts_with("a.md")).map(str::to_owned).collect::<Vec<_>>()
    };
    let (all, alone) = (lines(&[]), lines(&["a.md"]));
    assert_eq!(all.len(), 4, "{all:?}");
    assert_eq!(all[1..], alone[1..]);
    // To know an alias, notes that the link does not lead to would have to be read.
    assert!(all[0].contains("mistyped-link") && alone[0].contains("unwritten-note"), "{all:?} {alone:?}");
}

#[test]
fn a_note_cannot_command_the_terminal() {
    let vault = TestVault::new(&[("a.md", "\u{1b}]0;x\u{7}[[a ]] ![[\u{1b}[31m.png]]\n")]);
    for format in ["full", "concise"] {
        let ran = vault.run(&["--output-format", format]);
        assert_eq!(ran.status, 1);
        assert!(!ran.out.contains(['\u{1b}', '\u{7}']), "{}", ran.out);
    }
}

#[test]
fn inspect_reads_a_note() {
    let vault = spaced();
    let ran = vault.run(&["inspect", "a.md"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    serde_json::from_str::<Value>(&ran.out).unwrap();
    let ran = vault.run(&["inspect", "--links"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    serde_json::from_str::<Value>(&ran.out).unwrap();
    assert_eq!(vault.run(&["inspect"]).status, 2);
    assert_eq!(vault.run(&["inspect", "gone.md"]).status, 2);
}

#[test]
fn statistics_count_by_rule_and_folder() {
    let vault = TestVault::new(&[("a.md", "![[x.png]] and [[ b]]\n"), ("d/b.md", "![[y.png]]\n")]);
    let counted = vault.run(&["check", "--statistics"]);
    assert_eq!(counted.status, 1);
    assert_eq!(
        counted.out,
        "  count  fixable  rule\n      2        0  missing-image (warning)\n      1        1  link-spacing (warning)\n\n\
         \x20 count  fixable  folder\n      2        1  (root)\n      1        0  d\n\n\
         Found 3 problems (3 warnings) in 2 notes; 1 fixable with `--fix`.\n"
    );
    let counted = vault.run(&["check", "--statistics", "--output-format", "json"]);
    let json: Value = serde_json::from_str(&counted.out).unwrap();
    assert_eq!(json["rules"][0]["name"], "missing-image");
    assert_eq!(json["folders"][0]["count"], 2);
}

#[test]
fn format_lays_notes_out() {
    let vault = TestVault::new(&[
        ("a.md", "One. \n\n\n\nTwo.\n\n"),
        ("b.md", "Fine.\n"),
        ("c.md", "\u{feff}A\r\n\r\n\r\nB"),
    ]);
    let check = vault.run(&["format", "--check"]);
    assert_eq!(check.status, 1);
    assert_eq!(
        check.out,
        "Would format a.md\nWould format c.md\nWould format 2 notes; 1 note laid out already.\n"
    );
    let diff = vault.run(&["format", "--diff", "a.md"]);
    assert_eq!((diff.status, diff.err.as_str()), (1, "Would format 1 note; 0 notes laid out already.\n"));
    assert!(diff.out.contains("\n-One. \n-\n-\n+One.\n"), "{diff:?}");
    assert_eq!(vault.read("a.md"), "One. \n\n\n\nTwo.\n\n");
    let format = vault.run(&["format"]);
    assert_eq!((format.status, format.out.as_str()), (0, "Formatted 2 notes; 1 note left as they were.\n"));
    assert_eq!(vault.read("a.md"), "One.\n\nTwo.\n");
    assert_eq!(vault.read("c.md"), "\u{feff}A\r\n\r\nB\r\n");
    let again = vault.run(&["format", "--check"]);
    assert_eq!((again.status, again.out.as_str()), (0, "3 notes laid out already.\n"));
    let none = vault.run(&["format", "gone.md"]);
    assert_eq!((none.status, none.out.as_str()), (2, "Nothing was formatted.\n"), "{none:?}");
}
