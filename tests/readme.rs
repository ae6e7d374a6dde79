//! The commands that the README shows are run, and print what it says; the demo vault is mended as it should be.
//! `UPDATE=1` writes the output of the commands into the README.

#![allow(clippy::disallowed_methods, reason = "tests read and write what they test")]

use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn run(args: &[&str], folder: &Path) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vaultlint"));
    let output = command.args(args).current_dir(folder).env_remove("FORCE_COLOR").output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// Every `console` fence with a `$ vaultlint` line is followed by a `text` fence with what it prints.
#[test]
fn commands_print_what_the_readme_shows() {
    let path = root().join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let mut wanted = String::new();
    let mut rest = readme.as_str();
    let mut seen = 0;
    while let Some(at) = rest.find("```console\n$ vaultlint ") {
        let (before, after) = rest.split_at(at);
        let line_end = after.find("\n```\n").unwrap();
        let args: Vec<&str> = after["```console\n$ vaultlint ".len()..line_end].split(' ').collect();
        let block = after.find("```text\n").unwrap() + "```text\n".len();
        let end = block + after[block..].find("```").unwrap();
        wanted += before;
        wanted += &after[..block];
        wanted += run(&args, &root()).trim_end();
        wanted += "\n";
        rest = &after[end..];
        seen += 1;
    }
    wanted += rest;
    assert!(seen >= 2, "the README shows commands with their output");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, wanted).unwrap();
    } else {
        assert_eq!(readme, wanted, "UPDATE=1 writes the output into the README");
    }
}

#[test]
fn the_demo_vault_is_mended_and_stays_mended() {
    let copy = tempfile::tempdir().unwrap();
    let demo = root().join("tests/vaults/demo");
    for file in [".obsidian/app.json", "Harbour walk.md", "People/Rosa Lima.md"] {
        let to = copy.path().join(file);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(demo.join(file), to).unwrap();
    }
    run(&["--fix"], copy.path());
    let fixed = std::fs::read_to_string(copy.path().join("Harbour walk.md")).unwrap();
    let before = std::fs::read_to_string(demo.join("Harbour walk.md")).unwrap();
    let expected = before
        .replace("[[Ferry|ferry]]  leaves", "[[Ferry|ferry]] leaves")
        .replace("[[Lagoon|a lake]] \"", "[[Lagoon|a lake]]\"")
        .replace("[[Fish market|market]] ,", "[[Fish market|market]],")
        .replace("[[People/Rosa Lima|Rosa]]  still", "[[People/Rosa Lima|Rosa]] still")
        .replace("[[ Sardines]]", "[[Sardines]]");
    assert_eq!(fixed, expected);
    let rosa = std::fs::read_to_string(copy.path().join("People/Rosa Lima.md")).unwrap();
    assert!(rosa.contains("\nup: \"[[Harbour walk]]\"\n"));

    let left = run(&["--fix", "--output-format", "concise"], copy.path());
    let rules: Vec<&str> = left.lines().filter_map(|line| line.split(['[', ']']).nth(1)).collect();
    assert_eq!(rules, ["stranded-property", "broken-heading-link", "missing-image", "empty-section"]);
    assert_eq!(std::fs::read_to_string(copy.path().join("Harbour walk.md")).unwrap(), expected);
}
