//! The command line as people use it: the built program on vaults in temporary folders.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

#[path = "support/cli.rs"]
mod support;

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
fn fix_writes_and_settles() {
    let vault = spaced();
    let ran = vault.run(&["--fix"]);
    let sentence = "Fixed 2 problems in 2 notes. All checks passed: 3 notes.\n";
    assert_eq!((ran.status, ran.out.as_str()), (0, sentence), "{}", ran.err);
    assert_eq!(vault.read("a.md"), "To [[b]] and [[c]].\n");
    assert_eq!(vault.read("b.md"), "To [[a]].\n");
    assert_eq!(vault.read(".trash/d.md"), "To [[a ]].\n");
    assert_eq!(vault.run(&["--fix"]).out, "All checks passed: 3 notes.\n");
}

#[test]
fn what_one_fix_brings_to_light_another_uses() {
    // The alias is only read when the blank line before the properties is gone.
    let rome = "\n---\naliases: [Eternal City]\n---\nx\n";
    let vault = TestVault::new(&[("a.md", "[[Rome ]] and [[Eternal City|it]]\n"), ("Rome.md", rome)]);
    vault.run(&["--fix", "--unsafe-fixes"]);
    let once = vault.read("a.md");
    let ran = vault.run(&["--diff", "--unsafe-fixes"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, ""));
    assert_eq!(once, "[[Rome]] and [[Rome|it]]\n");
}

#[test]
fn fix_keeps_line_endings_and_marks() {
    let vault = TestVault::new(&[("a.md", "\u{feff}x\r\n[[b ]]\r\rlast")]);
    assert_eq!(vault.run(&["--fix", "--quiet"]).status, 0);
    assert_eq!(vault.read("a.md"), "\u{feff}x\r\n[[b]]\r\rlast");
}

#[test]
fn fix_mends_only_what_is_shown() {
    let vault = spaced();
    assert_eq!(vault.run(&["--fix", "--level", "error"]).status, 0);
    assert_eq!(vault.run(&["--fix", "--rule", "missing-image"]).status, 0);
    assert_eq!(vault.read("b.md"), "To [[ a]].\n");
    let ran = vault.run(&["--fix", "a.md"]);
    assert_eq!(ran.status, 0);
    assert_eq!(vault.read("b.md"), "To [[ a]].\n");
}

#[test]
fn unsafe_fixes_need_a_word_to_apply_them() {
    let vault = TestVault::new(&[("a.md", "[[trip to rome]]\n"), ("f/Trip-to-Rome.md", "")]);
    let ran = vault.run(&["--unsafe-fixes"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("--fix"), "{}", ran.err);
    let mended = || vault.read("a.md") != "[[trip to rome]]\n";
    let ran = vault.run(&["--diff", "--unsafe-fixes"]);
    assert!(!mended());
    assert_eq!(ran.status, i32::from(!ran.out.is_empty()));
    vault.run(&["--fix"]);
    assert!(!mended(), "{}", ran.out);
}

#[cfg(unix)]
#[test]
fn a_note_that_may_not_be_written_is_told_and_stays() {
    use std::os::unix::fs::PermissionsExt;
    let vault = spaced();
    std::fs::set_permissions(vault.path("b.md"), std::fs::Permissions::from_mode(0o444)).unwrap();
    let ran = vault.run(&["--fix", "--output-format", "concise"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.starts_with("error: b.md: you may not write this file"), "{}", ran.err);
    assert!(ran.out.starts_with("b.md:1:6: "), "{}", ran.out);
    assert!(ran.out.ends_with(
        "Fixed 1 problem in 1 note. Left 1 problem (1 warning) in 1 note; 1 fixable with `--fix`.\n"
    ));
    assert_eq!(vault.read("a.md"), "To [[b]] and [[c]].\n");
}

#[test]
fn diff_shows_a_patch_and_writes_nothing() {
    let vault = spaced();
    let ran = vault.run(&["--diff"]);
    assert_eq!(ran.status, 1);
    let first = "--- a.md\n+++ a.md\n@@ -1 +1 @@\n-To [[b ]] and [[c]].\n+To [[b]] and [[c]].\n";
    assert!(ran.out.starts_with(first), "{}", ran.out);
    assert_eq!(ran.err, "Would fix 2 problems in 2 notes.\n");
    assert_eq!(vault.read("b.md"), "To [[ a]].\n");
    let ran = vault.run(&["--diff", "c.md"]);
    assert_eq!((ran.status, ran.out.as_str(), ran.err.as_str()), (0, "", "Nothing to fix.\n"));
}

#[test]
fn quiet_shows_findings_only() {
    let vault = spaced();
    assert_eq!(vault.run(&["--quiet", "c.md"]).out, "");
    assert_eq!(vault.run(&["-q", "--output-format", "concise"]).out, SPACED);
}

#[test]
fn standard_input_is_checked_in_its_vault() {
    let vault = TestVault::new(&[("folder/a.md", "old\n"), ("b.md", "# Here\n")]);
    let args = ["--stdin-filename", "folder/a.md", "--output-format", "concise"];
    let ran = vault.run_with_input(&args, "[[b#Here]] [[b#There]]\n");
    assert_eq!(ran.status, 1, "{}", ran.err);
    assert!(ran.out.starts_with("folder/a.md:1:"), "{}", ran.out);
    assert!(ran.out.contains("[broken-heading-link]"), "{}", ran.out);
    assert_eq!(vault.read("folder/a.md"), "old\n");
    let ran = vault.run_with_input(&["--stdin-filename", "new/note.md"], "[[b]]\n");
    assert_eq!((ran.status, ran.out.as_str()), (0, "All checks passed: 1 note.\n"), "{}", ran.err);
}

#[test]
fn standard_input_is_mended_to_standard_output() {
    let vault = TestVault::new(&[("b.md", "")]);
    let ran = vault.run_with_input(&["--stdin-filename", "a.md", "--fix"], "[[b ]] ![[x.png]]\r\n");
    assert_eq!((ran.status, ran.out.as_str()), (1, "[[b]] ![[x.png]]\r\n"));
    assert!(ran.err.contains("missing-image"), "{}", ran.err);
    let ran = vault.run_with_input(&["--stdin-filename", "a.md", "--fix", "-q"], "clean");
    assert_eq!((ran.status, ran.out.as_str(), ran.err.as_str()), (0, "clean", ""));
    let ran = vault.run_with_input(&["--stdin-filename", "a.md", "--diff", "-q"], "[[b ]]\n");
    assert_eq!(ran.status, 1);
    assert!(ran.out.contains("-[[b ]]\n+[[b]]\n"), "{}", ran.out);
    assert!(!vault.path("a.md").exists());
}

#[test]
fn standard_input_that_is_no_text_is_refused() {
    let vault = TestVault::new(&[]);
    for input in [&b"\xff\xfe"[..], b"a\0b"] {
        let ran = run_in(vault.folder.path(), &["--stdin-filename", "a.md", "--fix"], input);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains("standard input is no note"), "{}", ran.err);
    }
}

#[test]
fn standard_input_of_an_excluded_note_comes_back_as_it_is() {
    let vault = TestVault::new(&[("vaultlint.toml", "exclude = [\"T/\"]")]);
    let ran = vault.run_with_input(&["--stdin-filename", "T/a.md", "--fix", "-q"], "[[b ]]");
    assert_eq!((ran.status, ran.out.as_str()), (0, "[[b ]]"));
}

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
fn a_note_can_ask_for_silence() {
    let vault =
        TestVault::new(&[("a.md", "[[b ]] %% vaultlint-disable-line link-spacing %%\n"), ("b.md", "x\n")]);
    assert_eq!(vault.run(&[]).status, 0);
    assert_eq!(vault.run(&["--fix"]).status, 0);
    assert!(vault.read("a.md").starts_with("[[b ]]"));
    vault.write("a.md", b"[[b]] %% vaultlint-disable-line link-spacing %%\n");
    let ran = vault.run(&["--level", "info", "--output-format", "concise", "--quiet"]);
    let expected = "a.md:1:7: info[unused-suppression] `link-spacing` finds nothing on this line, so there is nothing \
                    to hide\n";
    assert_eq!(ran.out, expected);
}

#[test]
fn a_baseline_leaves_only_what_is_new() {
    let vault = TestVault::new(&[("a.md", "![[x.png]] and [[ b]]\n"), ("d/b.md", "![[y.png]]\n")]);
    let recorded = vault.run(&["baseline", "d"]);
    assert_eq!(recorded.out, "Wrote vaultlint-baseline.json: 3 findings in 2 files.\n", "{recorded:?}");
    let again = vault.run(&["check"]);
    assert_eq!(again.status, 0, "{again:?}");
    assert_eq!(again.out, "All checks passed: 2 notes. 3 known from the baseline.\n");
    vault.write("a.md", b"New.\n\n![[x.png]] ![[z.png]]\n");
    std::fs::rename(vault.path("d/b.md"), vault.path("d/c.md")).unwrap();
    let new = vault.run(&["--output-format", "concise"]);
    assert_eq!(new.status, 1);
    assert_eq!(
        new.out,
        "a.md:3:12: warning[missing-image] picture `z.png` is not in the vault\n\
         Found 1 problem (1 warning) in 1 note. 2 known from the baseline. 1 of the baseline is mended: \
         `vaultlint baseline` takes it out.\n"
    );
    let all = vault.run(&["--no-baseline", "--output-format", "json"]);
    assert_eq!(serde_json::from_str::<Value>(&all.out).unwrap()["summary"]["problems"], 3);
    let one = vault.run(&["--rule", "missing-image", "d/c.md"]);
    assert_eq!((one.status, one.out.contains("mended")), (0, false), "{one:?}");
    let input = vault.run_with_input(&["--stdin-filename", "a.md"], "![[x.png]]\n");
    assert_eq!(input.status, 0, "{input:?}");
    let anew = vault.run(&["baseline"]);
    assert_eq!(
        anew.out,
        "Wrote vaultlint-baseline.json: 3 findings in 2 files (2 gone, 2 new since the last one).\n"
    );
    vault.write("vaultlint-baseline.json", b"{}");
    let broken = vault.run(&["check"]);
    assert_eq!(broken.status, 2);
    assert!(broken.err.contains("this is no baseline"), "{broken:?}");
    assert_eq!(vault.run(&["baseline"]).status, 0);
    assert_eq!(vault.run(&["check"]).status, 0);
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
}

#[test]
fn format_takes_standard_input() {
    let vault = TestVault::new(&[("vaultlint.toml", "[rules]\nfinal-newline = \"off\"\n")]);
    let format = vault.run_with_input(&["format", "--stdin-filename", "new.md"], "a \n\n\nb");
    assert_eq!((format.status, format.out.as_str(), format.err.as_str()), (0, "a\n\nb", ""));
    let check = vault.run_with_input(&["format", "--check", "--stdin-filename", "new.md"], "a ");
    assert_eq!(check.status, 1);
    let owned = "---\nkanban-plugin: board\n---\n\n\n\nx  \n";
    let kept = vault.run_with_input(&["format", "--stdin-filename", "new.md"], owned);
    assert_eq!(kept.out, owned);
}

#[test]
fn check_fixes_and_formats_in_one_run() {
    let vault = TestVault::new(&[("a.md", "To [[ b]]. \n\n\nEnd.\n"), ("b.md", "")]);
    let fixed = vault.run(&["check", "--fix", "--format"]);
    assert_eq!((fixed.status, vault.read("a.md").as_str()), (0, "To [[b]].\n\nEnd.\n"), "{fixed:?}");
    assert_eq!(vault.run(&["check", "--format"]).status, 2);
    let again = vault.run(&["check", "--fix", "--format"]);
    assert_eq!((again.status, again.out.as_str()), (0, "All checks passed: 2 notes.\n"));
}

#[test]
fn a_diff_shows_fixes_and_layout_together() {
    let before = "# Trip\n\n\n\n* To [[ b]]. \n";
    let vault = TestVault::new(&[("a.md", before), ("b.md", "")]);
    let args = ["check", "--diff", "--unsafe-fixes", "--format", "--quiet"];
    let diff = vault.run(&args);
    assert_eq!(diff.status, 1, "{diff:?}");
    assert_eq!(
        diff.out,
        "--- a.md\n+++ a.md\n@@ -1,5 +1,3 @@\n # Trip\n \n-\n-\n-* To [[ b]]. \n+* To [[b]].\n"
    );
    assert_eq!(vault.read("a.md"), before);
    let fixed = vault.run(&["check", "--fix", "--unsafe-fixes", "--format"]);
    assert_eq!((fixed.status, vault.read("a.md").as_str()), (0, "# Trip\n\n* To [[b]].\n"), "{fixed:?}");
    assert_eq!(vault.run(&args).out, "");
    // Without `--format` the layout stays.
    vault.write("a.md", before.as_bytes());
    vault.run(&["check", "--fix"]);
    assert!(vault.read("a.md").ends_with("\n\n\n\n* To [[b]]. \n"), "{:?}", vault.read("a.md"));
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
fn canvases_are_checked_and_mended() {
    let card = |path: &str| {
        format!(
            "{{\"nodes\":[{{\"id\":\"a\",\"type\":\"file\",\"file\":\"{path}\",\"x\":0,\"y\":0,\"width\":1,\"height\":1}}]}}"
        )
    };
    let vault = TestVault::new(&[
        ("Plan.canvas", &card("Oslo.md")),
        ("Cities/Oslo.md", "Fjord.\n"),
        ("x.canvas", "{"),
    ]);
    let found = vault.run(&["--output-format", "concise"]);
    assert_eq!(found.status, 1);
    assert!(
        found.out.contains("Plan.canvas:1:43: warning[canvas-missing-file] `Oslo.md` is not in the vault"),
        "{found:?}"
    );
    assert!(found.out.contains("x.canvas:1:1: error[malformed-canvas]"), "{found:?}");
    let diff = vault.run(&["--diff", "--unsafe-fixes"]);
    assert!(diff.out.contains("Cities/Oslo.md"), "{diff:?}");
    let fixed = vault.run(&["--fix", "--unsafe-fixes"]);
    assert_eq!(fixed.status, 1, "{fixed:?}");
    assert_eq!((vault.read("Plan.canvas"), vault.read("x.canvas").as_str()), (card("Cities/Oslo.md"), "{"));
}

fn set_modified(path: &Path, time: &str) {
    let time: jiff::Timestamp = time.parse().unwrap();
    std::fs::File::options().write(true).open(path).unwrap().set_modified(time.into()).unwrap();
}

fn modified(path: &Path) -> String {
    jiff::Timestamp::try_from(std::fs::metadata(path).unwrap().modified().unwrap()).unwrap().to_string()
}

#[test]
fn time_stamps_are_those_of_the_file_and_settle() {
    let vault = TestVault::new(&[
        ("vaultlint.toml", "[rules]\ntimestamps = { level = \"format\", utc = true }\n"),
        ("a.md", "Hello.\n"),
    ]);
    let note = vault.path("a.md");
    let format = |now: &str| vault.run(&["format", "--quiet", "--now", now]);
    set_modified(&note, "2024-01-06T10:00:00Z");
    let ran = format("2024-02-01T08:00:00Z");
    let stamped = "---\ncreated: 2024-01-06T10:00:00\nmodified: 2024-01-06T10:00:00\n---\nHello.\n";
    assert_eq!((ran.status, vault.read("a.md").as_str()), (0, stamped), "{ran:?}");
    assert_eq!(modified(&note), "2024-01-06T10:00:00Z");
    assert_eq!(vault.run(&["format", "--check"]).status, 0);

    // The author edits the note.
    vault.write("a.md", stamped.replace("Hello", "Hello again").as_bytes());
    set_modified(&note, "2024-03-01T10:00:00Z");
    format("2024-03-02T08:00:00Z");
    let edited = vault.read("a.md");
    assert!(edited.contains("created: 2024-01-06T10:00:00\nmodified: 2024-03-01T10:00:00\n"), "{edited}");
    assert_eq!(modified(&note), "2024-03-01T10:00:00Z");

    // Another rule changes it.
    vault.write("a.md", edited.replace("again.", "again. ").as_bytes());
    set_modified(&note, "2024-03-01T10:00:00Z");
    format("2024-04-02T08:00:00Z");
    let laid_out = vault.read("a.md");
    assert!(laid_out.contains("modified: 2024-04-02T08:00:00\n---\nHello again.\n"), "{laid_out}");
    assert_eq!(modified(&note), "2024-04-02T08:00:00Z");
    format("2024-05-02T08:00:00Z");
    assert_eq!(vault.read("a.md"), laid_out);

    // A fix does too.
    vault.write("a.md", laid_out.replace("Hello", "[[ a]]").as_bytes());
    set_modified(&note, "2024-04-02T08:00:00Z");
    vault.run(&["check", "--fix", "--format", "--now", "2024-06-02T08:00:00Z"]);
    assert!(vault.read("a.md").contains("modified: 2024-06-02T08:00:00\n---\n[[a]] again.\n"));
    let stdin = vault.run_with_input(&["format", "--stdin-filename", "a.md"], "x \n");
    assert_eq!(stdin.out, "x\n");
    assert_eq!(vault.run(&["format", "--now", "noon"]).status, 2);
}

fn git(folder: &Path, date: &str, args: &[&str]) -> bool {
    let mut git = Command::new("git");
    git.current_dir(folder).args(["-c", "user.name=A", "-c", "user.email=a@example.org"]).args(args);
    git.env("GIT_AUTHOR_DATE", date)
        .env("GIT_COMMITTER_DATE", date)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    git.status().is_ok_and(|status| status.success())
}

#[test]
fn time_stamps_are_those_of_the_commits() {
    let rule = "[rules]\ntimestamps = { level = \"format\", utc = true, source = \"git\" }\n";
    let vault = TestVault::new(&[("vaultlint.toml", rule), ("Ü b.md", "One.\n"), ("c.md", "Two.\n")]);
    let folder = vault.folder.path();
    let alone = vault.run(&["format", "--check"]);
    assert_eq!(alone.err.matches("git has no history of this vault").count(), 1, "{alone:?}");
    if !git(folder, "", &["init"]) {
        println!("skipped: there is no git");
        return;
    }
    let commit = |date: &str| {
        assert!(git(folder, date, &["add", "."]) && git(folder, date, &["commit", "-m", "x"]), "{date}");
    };
    commit("2024-01-01T00:00:00Z");
    assert!(git(folder, "", &["mv", "Ü b.md", "d.md"]));
    commit("2024-01-02T00:00:00Z");
    vault.write("c.md", b"Two and more.\n");
    set_modified(&vault.path("c.md"), "2024-01-03T00:00:00Z");
    let ran = vault.run(&["format", "--now", "2024-01-04T00:00:00Z"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    let stamps = |modified: &str| format!("---\ncreated: 2024-01-01T00:00:00\nmodified: {modified}\n---\n");
    assert_eq!(vault.read("d.md"), stamps("2024-01-02T00:00:00") + "One.\n");
    assert_eq!(vault.read("c.md"), stamps("2024-01-03T00:00:00") + "Two and more.\n");
    // Neither the run nor the commit of what it wrote calls for another one.
    assert_eq!(vault.run(&["format", "--check"]).status, 0);
    commit("2024-01-09T00:00:00Z");
    let ran = vault.run(&["format", "--check"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    // An edit that was committed without a new time stamp does.
    vault.write("c.md", vault.read("c.md").replace("more", "less").as_bytes());
    commit("2024-02-01T00:00:00Z");
    vault.run(&["format"]);
    assert_eq!(vault.read("c.md"), stamps("2024-02-01T00:00:00") + "Two and less.\n");
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
