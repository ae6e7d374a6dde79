//! What the program says of files that it cannot read or write.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

#[path = "support/cli.rs"]
mod support;

use support::{Ran, TestVault};

/// What `ran` complained of, without the frame around it.
fn said(ran: &Ran) -> String {
    ran.err.split_whitespace().filter(|word| !matches!(*word, "│" | "×")).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_place_of_a_wrong_byte_can_be_found() {
    let vault = TestVault::new(&[]);
    vault.write("n.md", b"\xc3\xa4\nb\xc3\xb6 \xff c\n");
    let ran = vault.run(&[]);
    assert_eq!(ran.status, 2);
    assert_eq!(
        ran.err,
        "error: n.md: this file is not valid UTF-8 (line 2, column 4), so Obsidian would show wrong characters; \
         save it as UTF-8 in a text editor\n"
    );
    vault.write("vaultlint.toml", b"# \xff\n");
    let said = said(&vault.run(&[]));
    assert!(
        said.ends_with(
            "vaultlint.toml: this file is not valid UTF-8 (line 1, column 3); save it as UTF-8 in a text editor"
        ),
        "{said}"
    );
}

#[test]
fn nothing_has_passed_that_was_not_checked() {
    let vault = TestVault::new(&[("good.md", "Fine.\n")]);
    vault.write("bad.md", b"\xff");
    let ran = vault.run(&[]);
    assert_eq!(
        (ran.status, ran.out.as_str()),
        (2, "No problems in 1 note, but 1 file could not be checked or written.\n")
    );
    let ran = vault.run(&["gone.md"]);
    assert_eq!(
        (ran.status, ran.out.as_str()),
        (2, "No problems in 0 notes, but 1 file could not be checked or written.\n")
    );
    let ran = vault.run(&["--output-format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["summary"]["failed"], 1);
    assert_eq!(vault.run(&["good.md"]).out, "All checks passed: 1 note.\n");
}

#[test]
fn manual_pages_are_written_to_a_new_folder() {
    let vault = TestVault::new(&[("file", "")]);
    let ran = vault.run(&["man", "--to", "share/man"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert!(vault.read("share/man/vaultlint.1").contains(".TH vaultlint 1"));
    assert!(vault.path("share/man/vaultlint-check.1").is_file());
    let ran = vault.run(&["man", "--to", "file/man"]);
    assert_eq!(ran.status, 2);
    assert!(said(&ran).contains("the manual pages cannot be written to `file/man`"), "{}", ran.err);
}

#[test]
fn settings_of_another_form_are_not_imported_in_silence() {
    let vault = TestVault::new(&[("data.json", "{\"ruleConfigs\":\"x\"}")]);
    let ran = vault.run(&["config", "import", "data.json"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    let said = said(&ran);
    assert!(said.ends_with("data.json: `ruleConfigs` should hold the rules, `{..}`, but is text"), "{said}");
    assert!(!vault.path("vaultlint.toml").exists());
    vault.write("data.json", b"{\"ruleConfigs\":{\"line-break-at-document-end\":true}}");
    let ran = vault.run(&["config", "import", "data.json", "--stdout"]);
    assert_eq!(ran.status, 0);
    let left_out =
        "line-break-at-document-end: left out: it should hold settings, `{..}`, but is a truth value";
    assert!(ran.err.contains(left_out), "{}", ran.err);
    vault.write("data.json", b"{}");
    let ran = vault.run(&["config", "import", "data.json", "--stdout"]);
    assert!(ran.err.contains("ruleConfigs: there is no such key"), "{}", ran.err);
}
