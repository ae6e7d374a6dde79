//! `check --since`, on vaults in real git repositories.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

#[path = "support/cli.rs"]
mod support;

use std::path::Path;
use std::process::Command;

use support::{Ran, TestVault, run_in};
use tempfile::TempDir;

fn git(folder: &Path, args: &[&str]) -> String {
    let names =
        ["user.name=A", "user.email=a@example.org", "commit.gpgSign=false", "init.defaultBranch=main"];
    let mut command = Command::new("git");
    command.current_dir(folder).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    names.iter().for_each(|name| {
        command.args(["-c", name]);
    });
    let output = command.args(args).output().expect("these tests need git");
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A vault with `files`, committed on the branch `main`.
fn committed(files: &[(&str, &str)]) -> TestVault {
    let vault = TestVault::new(files);
    git(vault.folder.path(), &["init", "--quiet"]);
    commit(&vault);
    vault
}

fn commit(vault: &TestVault) {
    git(vault.folder.path(), &["add", "--all"]);
    git(vault.folder.path(), &["commit", "--quiet", "--allow-empty", "--message", "x"]);
}

/// The findings, each as `path:line rule`.
fn found(ran: &Ran) -> Vec<String> {
    let findings = ran.out.lines().filter(|line| line.contains(": warning[") || line.contains(": info["));
    let short = |line: &str| {
        let (place, rest) = line.rsplit_once(": ").filter(|it| !it.0.contains('[')).unwrap_or_else(|| {
            let at = line.find(": warning[").or_else(|| line.find(": info[")).unwrap();
            (&line[..at], &line[at + 2..])
        });
        let rule = rest.split(['[', ']']).nth(1).unwrap();
        format!("{} {rule}", place.rsplit_once(':').unwrap().0)
    };
    findings.map(short).collect()
}

fn since(vault: &TestVault, args: &[&str]) -> Vec<String> {
    let ran = vault.run(&[&["check", "--output-format", "concise"], args].concat());
    let found = found(&ran);
    assert_eq!(ran.status, i32::from(!found.is_empty()), "{}{}", ran.out, ran.err);
    found
}

#[test]
fn changed_notes_are_checked_whatever_git_knows_of_them() {
    let flaw = "To [[ a]].\n";
    let names = ["old.md", "committed.md", "staged.md", "edited.md", "both.md"];
    let files: Vec<(&str, &str)> = names.iter().map(|name| (*name, flaw)).chain([("a.md", "x\n")]).collect();
    let vault = committed(&files);
    assert_eq!(since(&vault, &["--since", "HEAD"]), Vec::<String>::new());
    let edit = |name: &str| vault.write(name, format!("{flaw}\nMore.\n").as_bytes());
    edit("committed.md");
    commit(&vault);
    edit("staged.md");
    edit("both.md");
    git(vault.folder.path(), &["add", "staged.md", "both.md"]);
    vault.write("both.md", b"And [[ a]].\n\nMore.\n");
    edit("edited.md");
    vault.write("new/\u{e4} \"quoted\"\t.md", flaw.as_bytes());
    vault.write(".gitignore", b"ignored.md\n");
    vault.write("ignored.md", flaw.as_bytes());
    let touched = ["both.md:1", "edited.md:1", "new/\u{e4} \"quoted\"\t.md:1", "staged.md:1"];
    let mut expected: Vec<String> = touched.iter().map(|it| format!("{it} link-spacing")).collect();
    let head = since(&vault, &["--since", "HEAD", "--rule", "link-spacing"]);
    assert_eq!(head, expected);
    expected.insert(1, "committed.md:1 link-spacing".to_owned());
    assert_eq!(since(&vault, &["--since", "HEAD~1", "--rule", "link-spacing"]), expected);
}

/// Links to everything that a link can lead to.
fn linked() -> TestVault {
    committed(&[
        ("a.md", "# One\n\n## Two\n\nText. ^block\n"),
        ("b.md", "Before: [[a#gone before]].\n\n[[a#Two]] [[a#^block]]\n\n![[pic.png]] [[plain]]\n"),
        (
            "c.canvas",
            "{\"nodes\":[{\"id\":\"1\",\"type\":\"file\",\"file\":\"pic.png\",\"x\":0,\"y\":0,\"width\":1,\"height\":1}],\"edges\":[]}",
        ),
        ("pic.png", "png"),
        ("plain.md", "Text.\n"),
        ("folder/far.md", "[[../a#Two]]\n"),
    ])
}

#[test]
fn links_that_the_change_breaks_are_found_where_they_stand() {
    let vault = linked();
    vault.write("a.md", b"# One\n\n## Three\n\nText.\n");
    std::fs::remove_file(vault.path("pic.png")).unwrap();
    let found = since(&vault, &["--since", "HEAD"]);
    let expected = [
        "b.md:3 broken-heading-link",
        "b.md:3 broken-block-link",
        "b.md:5 missing-image",
        "folder/far.md:1 broken-heading-link",
        "c.canvas:1 canvas-file",
    ];
    assert_eq!(found[..4], expected[..4]);
    assert_eq!(found.len(), 5, "{found:?}");
    assert!(found[4].starts_with("c.canvas:1 "), "{found:?}");
    // Only what was asked for.
    assert_eq!(since(&vault, &["--since", "HEAD", "folder"]), expected[3..4]);
    // Committed or not.
    commit(&vault);
    assert_eq!(since(&vault, &["--since", "HEAD~1"]).len(), 5);
    assert_eq!(since(&vault, &["--since", "HEAD"]), Vec::<String>::new());
}

#[test]
fn a_note_that_is_gone_breaks_links_to_it() {
    let vault = linked();
    std::fs::remove_file(vault.path("plain.md")).unwrap();
    let ran = vault.run(&["--since", "HEAD", "--output-format", "concise"]);
    let message = "b.md:5:16: warning[unwritten-note] no note `plain` any more: it was there at `HEAD`\n";
    assert!(ran.out.starts_with(message), "{}", ran.out);
    assert_eq!(ran.status, 1);
    // In a note that changed as well, once.
    let text = vault.read("b.md") + "\n[[to come]]\n";
    vault.write("b.md", text.as_bytes());
    let gone = "b.md:5 unwritten-note";
    assert_eq!(since(&vault, &["--since", "HEAD", "--rule", "missing-image"]), Vec::<String>::new());
    vault.write("a.md", b"# One\n\n## Two\n\nText. ^block\n\n[[to come]] [[plain]]\n");
    assert_eq!(
        since(&vault, &["--since", "HEAD"]),
        ["a.md:7 unwritten-note", "b.md:1 broken-heading-link", gone]
    );
    let hints = since(&vault, &["--since", "HEAD", "--level", "info"]);
    assert_eq!(hints.iter().filter(|it| it.contains("unwritten-note")).count(), 4, "{hints:?}");
    vault.write("vaultlint.toml", b"[rules]\nunwritten-note = \"off\"\n");
    assert_eq!(since(&vault, &["--since", "HEAD"]), ["b.md:1 broken-heading-link"]);
    std::fs::remove_file(vault.path("vaultlint.toml")).unwrap();
    git(vault.folder.path(), &["checkout", "--quiet", "plain.md"]);
    assert_eq!(since(&vault, &["--since", "HEAD"]), ["b.md:1 broken-heading-link"]);
}

#[test]
fn a_note_with_a_new_name_is_no_new_note() {
    let vault = committed(&[
        ("a.md", "To [[ b]] and [[./b#H]].\n"),
        ("b.md", "# H\n"),
        ("c.md", "[[a]] and [[b#H]]\n"),
    ]);
    std::fs::create_dir(vault.path("sub")).unwrap();
    // By git or without it.
    std::fs::rename(vault.path("a.md"), vault.path("sub/a.md")).unwrap();
    let moved = since(&vault, &["--since", "HEAD"]);
    assert_eq!(moved, ["sub/a.md:1 unwritten-note"], "of its old findings none; the relative link is broken");
    git(vault.folder.path(), &["add", "--all"]);
    assert_eq!(since(&vault, &["--since", "HEAD"]), moved);
    // Edited besides, it is checked as a whole.
    vault.write("sub/a.md", b"To [[ b]] and [[./b#H]]. More.\n");
    assert_eq!(since(&vault, &["--since", "HEAD"]), ["sub/a.md:1 link-spacing"]);
}

#[test]
fn a_branch_is_compared_with_where_it_left() {
    let vault = committed(&[("a.md", "x\n"), ("b.md", "# H\n"), ("c.md", "[[b#H]]\n")]);
    git(vault.folder.path(), &["checkout", "--quiet", "-b", "topic"]);
    vault.write("mine.md", b"[[ a]]\n");
    commit(&vault);
    git(vault.folder.path(), &["checkout", "--quiet", "main"]);
    vault.write("theirs.md", b"[[ a]]\n");
    vault.write("b.md", b"# Other\n");
    vault.write("c.md", b"[[b#Other]]\n");
    commit(&vault);
    git(vault.folder.path(), &["checkout", "--quiet", "topic"]);
    assert_eq!(since(&vault, &["--since", "main"]), ["mine.md:1 link-spacing"]);
}

#[test]
fn a_vault_may_be_a_part_of_its_repository() {
    let folder = TempDir::new().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("docs/mein vault/.obsidian/app.json", "{}");
    write("docs/mein vault/a.md", "# H\n");
    write("docs/mein vault/\u{fc}.md", "[[a#H]]\n");
    write("docs/other.md", "[[ x]]\n");
    git(folder.path(), &["init", "--quiet"]);
    git(folder.path(), &["add", "--all"]);
    git(folder.path(), &["commit", "--quiet", "--message", "x"]);
    write("docs/mein vault/a.md", "# G\n");
    write("docs/mein vault/new.md", "[[ a]]\n");
    write("docs/other.md", "[[ x]] more\n");
    let args = ["docs/mein vault", "--since", "HEAD", "--output-format", "concise"];
    let ran = run_in(folder.path(), &args, b"");
    let expected =
        ["docs/mein vault/new.md:1 link-spacing", "docs/mein vault/\u{fc}.md:1 broken-heading-link"];
    assert_eq!(found(&ran), expected, "{}{}", ran.out, ran.err);
    let inside = run_in(&folder.path().join("docs/mein vault"), &["--since", "HEAD", "--quiet"], b"");
    assert_eq!(inside.status, 1);
}

#[test]
fn fixes_are_for_changed_notes_and_the_baseline_holds() {
    let vault = committed(&[("a.md", "[[ b]]\n"), ("b.md", "# H\n"), ("c.md", "[[b#H]] [[ b]]\n")]);
    vault.write("new.md", b"[[ b]] [[b#none]]\n");
    vault.write("b.md", b"# G\n");
    let ran = vault.run(&["--since", "HEAD", "--fix", "--output-format", "concise"]);
    assert_eq!(found(&ran), ["c.md:1 broken-heading-link", "new.md:1 broken-heading-link"]);
    assert_eq!(vault.read("new.md"), "[[b]] [[b#none]]\n");
    assert_eq!((vault.read("a.md").as_str(), vault.read("c.md").as_str()), ("[[ b]]\n", "[[b#H]] [[ b]]\n"));
    vault.run(&["baseline", "--quiet"]);
    let ran = vault.run(&["--since", "HEAD"]);
    assert_eq!(ran.out, "All checks passed: 2 notes. 2 known from the baseline.\n");
}

#[test]
fn what_git_cannot_compare_is_said() {
    let vault = TestVault::new(&[("a.md", "x\n")]);
    let refused = |args: &[&str]| {
        let ran = vault.run(args);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{}", ran.err);
        ran.err.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert!(refused(&["--since", "main"]).contains("lies in no repository"));
    git(vault.folder.path(), &["init", "--quiet"]);
    commit(&vault);
    for name in ["nope", "--output=x", "^main", "main..main"] {
        let message = refused(&[&format!("--since={name}")]);
        assert!(message.contains(&format!("no revision `{name}`")), "{message}");
    }
    git(vault.folder.path(), &["checkout", "--quiet", "--orphan", "island"]);
    // Else it may well be the same commit.
    vault.write("b.md", b"x\n");
    commit(&vault);
    assert!(refused(&["--since", "main"]).contains("no commit in common"));
    assert!(!vault.path("x").exists());
    assert!(refused(&["--since="]).contains("a value is required"));
}

#[test]
fn a_shallow_clone_is_told_what_it_lacks() {
    let origin = committed(&[("a.md", "x\n")]);
    origin.write("a.md", b"y\n");
    commit(&origin);
    let folder = TempDir::new().unwrap();
    let url = format!("file://{}", origin.folder.path().display());
    git(folder.path(), &["clone", "--quiet", "--depth", "1", &url, "clone"]);
    let clone = folder.path().join("clone");
    // git keeps no empty folders.
    std::fs::create_dir(clone.join(".obsidian")).unwrap();
    let ran = run_in(&clone, &["--since", "HEAD~1"], b"");
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("git fetch --unshallow"), "{}", ran.err);
    assert_eq!(run_in(&clone, &["--since", "HEAD"], b"").status, 0);
}
