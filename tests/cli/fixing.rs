//! What `--fix` and its relatives do.

use super::*;

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
    assert_eq!(vault.run(&["--fix", "--diff"]).out, ran.out);
    assert_eq!(vault.read("b.md"), "To [[ a]].\n");
    let ran = vault.run(&["--diff", "c.md"]);
    assert_eq!((ran.status, ran.out.as_str(), ran.err.as_str()), (0, "", "Nothing to fix.\n"));
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
fn check_fixes_and_formats_in_one_run() {
    let vault = TestVault::new(&[("a.md", "To [[ b]]. \n\n\nEnd.\n"), ("b.md", "")]);
    let fixed = vault.run(&["check", "--fix", "--format"]);
    assert_eq!((fixed.status, vault.read("a.md").as_str()), (0, "To [[b]].\n\nEnd.\n"), "{fixed:?}");
    assert_eq!(vault.run(&["check", "--format"]).status, 2);
    let again = vault.run(&["check", "--fix", "--format"]);
    assert_eq!((again.status, again.out.as_str()), (0, "All checks passed: 2 notes.\n"));
}
