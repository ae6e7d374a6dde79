//! The reports for programs, on a vault that makes them hard to write. `UPDATE=1` writes what is expected, which
//! `tests/reports/validate` shows to validators that know nothing of vaultlint.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

#[path = "support/cli.rs"]
mod support;

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use serde_json::Value;
use support::{Ran, TestVault, command};

/// All formats, with the extension of what is expected.
const FORMATS: [(&str, &str); 12] = [
    ("full", "txt"),
    ("concise", "txt"),
    ("grouped", "txt"),
    ("json", "json"),
    ("jsonl", "jsonl"),
    ("github", "txt"),
    ("gitlab", "json"),
    ("sarif", "sarif"),
    ("junit", "xml"),
    ("checkstyle", "xml"),
    ("rdjson", "json"),
    ("markdown", "md"),
];

/// Names and notes with all that a format has to escape, fixes of each kind, related places, a file that cannot be
/// read, a note that is clean, and a file that is no note.
fn hostile() -> TestVault {
    let vault = TestVault::new(&[
        (
            "Ä ordner/100% #1, a:b.md",
            "---\nup: [[x]]\n---\n# Ä\n\n🦀 [[ B#Hi]], [[ c]] ![[né w.png]]\n[[B#nope]]\n",
        ),
        ("B.md", "# Hi\n\n[[B#Hy]] \u{1b}[31m & <b> [[ c]]\n\n[[to come]] %% \" ' %%\n"),
        ("C.md", "# R\n\n## References\n"),
        ("people/Rosa & \"Co\" <x>.md", "To [[ a]], [[ a]]\r\nand [[a ]]\r\n"),
        ("esc\u{1b}x.md", "[[ a]]"),
        ("clean.md", "Nothing to report.\n"),
        ("Plan.canvas", "{\"nodes\":[{]}"),
    ]);
    vault.write("bad.md", b"\xff");
    vault
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/reports")
}

/// What `ran` wrote, with what differs from run to run taken out.
fn settled(format: &str, vault: &TestVault, out: &str) -> String {
    let path = vault.folder.path().canonicalize().unwrap();
    let out = out.replace(path.to_str().unwrap(), "/vault");
    if format != "sarif" {
        return out;
    }
    let mut log: Value = serde_json::from_str(&out).unwrap();
    for rule in log["runs"][0]["tool"]["driver"]["rules"].as_array_mut().unwrap() {
        // Pages are tested on their own.
        let page = rule["help"]["markdown"].as_str().unwrap();
        rule["help"]["markdown"] = page.lines().next().unwrap().into();
    }
    serde_json::to_string_pretty(&log).unwrap() + "\n"
}

fn expect(name: &str, found: &str) {
    let path = folder().join(name);
    if std::fs::read_to_string(&path).is_ok_and(|expected| expected == found) {
        return;
    }
    if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        return std::fs::write(&path, found).unwrap();
    }
    panic!("tests/reports/{name} is out of date; `UPDATE=1 cargo test` writes it:\n{found}");
}

fn run_at(vault: &TestVault, folder: &str, args: &[&str], env: &[(&str, &str)]) -> Ran {
    let output = command(&vault.path(folder), args).envs(env.iter().copied()).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn every_format_is_as_expected() {
    let vault = hostile();
    for (format, extension) in FORMATS {
        let ran = vault.run(&["--level", "info", "--output-format", format]);
        assert_eq!(ran.status, 2, "a file cannot be read: {}", ran.err);
        assert_eq!(ran.err.contains("bad.md"), format != "json", "{format}: {}", ran.err);
        expect(&format!("{format}.{extension}"), &settled(format, &vault, &ran.out));
    }
}

#[test]
fn the_schema_is_that_of_the_report() {
    let ran = TestVault::new(&[]).run(&["schema"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    expect("report.schema.json", &ran.out);
}

#[test]
fn reports_go_to_files_as_they_go_to_the_terminal() {
    let vault = hostile();
    let out = tempfile::tempdir().unwrap();
    let files = FORMATS.map(|(format, _)| format!("{format}={}", out.path().join(format).display()));
    let mut args = vec!["--level", "info", "--output-format", "concise"];
    args.extend(files.iter().flat_map(|file| ["--output-file", file.as_str()]));
    let ran = vault.run(&args);
    assert!(ran.out.contains("\nFound "), "{}", ran.out);
    for (format, _) in FORMATS {
        let alone = vault.run(&["--level", "info", "--quiet", "--output-format", format]);
        let written = std::fs::read_to_string(out.path().join(format)).unwrap();
        assert_eq!(alone.out, written, "{format}");
    }
}

#[test]
fn wrong_files_are_refused() {
    let vault = hostile();
    let refused = |file: &str| {
        let ran = vault.run(&["--output-file", file]);
        assert_eq!(ran.status, 2);
        ran.err
    };
    assert!(refused("srif=x").contains("there is no format `srif`"));
    assert!(refused("sarif").contains("FORMAT=PATH"));
    assert!(refused("sarif=no/such/folder.sarif").contains("no/such/folder.sarif"));
    let ran = vault.run(&["--statistics", "--output-format", "sarif"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("--statistics"), "{}", ran.err);
}

/// The paths that a report in `format` names, in their order.
fn paths(format: &str, report: &str) -> Vec<String> {
    let list = |values: Vec<&Value>| values.into_iter().map(|it| it.as_str().unwrap().to_owned()).collect();
    match format {
        "gitlab" => list(json(report).as_array().unwrap().iter().map(|it| &it["location"]["path"]).collect()),
        "rdjson" => {
            let report = json(report);
            list(report["diagnostics"].as_array().unwrap().iter().map(|it| &it["location"]["path"]).collect())
        }
        "sarif" => {
            let report = json(report);
            let results = report["runs"][0]["results"].as_array().unwrap();
            let place = |it: &'static str| {
                move |result: &Value| {
                    result["locations"][0]["physicalLocation"]["artifactLocation"][it].clone()
                }
            };
            assert!(results.iter().map(place("uriBaseId")).all(|base| base == "SRCROOT"));
            results.iter().map(place("uri")).map(|uri| uri.as_str().unwrap().to_owned()).collect()
        }
        _ => {
            let marks = if format == "github" { ("file=", ",") } else { ("file name=\"", "\"") };
            let ends = report.split(marks.0).skip(1);
            ends.map(|rest| rest.split(marks.1).next().unwrap().to_owned()).collect()
        }
    }
}

#[test]
fn paths_start_where_the_reader_looks_for_them() {
    let vault = TestVault::new(&[("notes/ä b.md", "[[ x]]\n")]);
    std::fs::create_dir(vault.path(".git")).unwrap();
    let found = |format: &str, env: &[(&str, &str)]| {
        let ran = run_at(&vault, "notes", &["--output-format", format], env);
        assert_eq!(ran.status, 1, "{}", ran.err);
        paths(format, &ran.out).join(" ")
    };
    assert_eq!(found("gitlab", &[]), "notes/ä b.md");
    assert_eq!(found("github", &[]), "notes/ä b.md");
    assert_eq!(found("sarif", &[]), "notes/%C3%A4%20b.md");
    assert_eq!(found("checkstyle", &[]), "ä b.md");
    assert_eq!(found("rdjson", &[]), "ä b.md");
    // A checkout below the folder of the job.
    let root = vault.folder.path().canonicalize().unwrap();
    let (above, name) =
        (root.parent().unwrap().to_str().unwrap(), root.file_name().unwrap().to_str().unwrap());
    assert_eq!(found("github", &[("GITHUB_WORKSPACE", above)]), format!("{name}/notes/ä b.md"));
    assert_eq!(found("gitlab", &[("CI_PROJECT_DIR", above)]), format!("{name}/notes/ä b.md"));
    // Of another job.
    assert_eq!(found("github", &[("GITHUB_WORKSPACE", "/nowhere")]), "notes/ä b.md");
}

#[test]
fn a_clean_vault_gives_whole_reports() {
    let vault = TestVault::new(&[("a.md", "x\n")]);
    let run = |format: &str| {
        let ran = vault.run(&["--output-format", format]);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{format}");
        ran.out
    };
    assert_eq!(json(&run("gitlab")), json("[]"));
    assert_eq!(json(&run("sarif"))["runs"][0]["results"], json("[]"));
    assert_eq!(json(&run("rdjson"))["diagnostics"], json("[]"));
    assert_eq!((run("jsonl"), run("github")), (String::new(), String::new()));
    assert!(run("junit").contains("<testcase name=\"1 note checked\""));
    assert!(run("checkstyle").ends_with("<checkstyle version=\"10.0\">\n</checkstyle>\n"));
    assert_eq!(run("markdown"), "# vaultlint\n\nAll checks passed: 1 note.\n");
}

#[test]
fn nothing_commands_the_log() {
    let ran = hostile().run(&["--level", "info", "--output-format", "github"]);
    for line in ran.out.lines() {
        assert!(["::warning ", "::error ", "::notice "].iter().any(|it| line.starts_with(it)), "{line}");
        assert!(!line.contains(char::is_control), "{line:?}");
        let (properties, _) = line.split_once("::").unwrap().1.split_once("::").unwrap();
        assert!(
            properties.split(',').all(|it| it.split_once('=').is_some_and(|(_, value)| !value.contains(':')))
        );
    }
}

fn fingerprints(vault: &TestVault) -> Vec<String> {
    let report = json(&vault.run(&["--output-format", "gitlab"]).out);
    report.as_array().unwrap().iter().map(|it| it["fingerprint"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn fingerprints_are_each_for_one_finding_and_outlive_edits() {
    let vault = hostile();
    let before = fingerprints(&vault);
    let distinct: BTreeSet<&String> = before.iter().collect();
    assert_eq!(distinct.len(), before.len());
    let text = vault.read("B.md");
    vault.write("B.md", format!("New lines\n\nabove.\n\n{text}").as_bytes());
    assert_eq!(fingerprints(&vault), before);
    let sarif = json(&vault.run(&["--output-format", "sarif"]).out);
    let prints = sarif["runs"][0]["results"].as_array().unwrap().iter();
    let prints: Vec<&str> =
        prints.map(|it| it["partialFingerprints"]["primaryLocationLineHash"].as_str().unwrap()).collect();
    // What cannot be read is no result there.
    assert_eq!(prints, before[..prints.len()]);
}

#[test]
fn the_markdown_report_is_a_sound_note() {
    let vault = hostile();
    let report = vault.run(&["--level", "info", "--output-format", "markdown"]).out;
    vault.write("Reports/Findings.md", report.as_bytes());
    // A note of the same name beside the report.
    vault.write("Reports/B.md", b"Another.\n");
    let ran = vault.run(&["--output-format", "concise", "Reports"]);
    assert!(ran.out.starts_with("All checks passed: 2 notes."), "{}", ran.out);
    let graph = json(&vault.run(&["inspect", "--links", "."]).out);
    let links = |kind: &str| -> Vec<String> {
        graph[kind]["Reports/Findings.md"].as_object().map_or(Vec::new(), |it| it.keys().cloned().collect())
    };
    assert_eq!(links("unresolvedLinks"), Vec::<String>::new());
    let mut found = links("resolvedLinks");
    found.sort();
    assert_eq!(found, ["B.md", "C.md", "Plan.canvas", "people/Rosa & \"Co\" <x>.md"]);
}

#[test]
fn suggestions_of_reviewdog_are_what_fixing_writes() {
    let vault = TestVault::new(&[("a.md", "ä🦀 [[ x ]] and\n")]);
    let report = json(&vault.run(&["--output-format", "rdjson"]).out);
    let text = vault.read("a.md");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let diagnostics = report["diagnostics"].as_array().unwrap();
    assert!(!diagnostics.is_empty());
    // From the last to the first, so that places stay.
    for diagnostic in diagnostics.iter().rev() {
        let suggestion = &diagnostic["suggestions"][0];
        let place = |end: &str, part: &str| suggestion["range"][end][part].as_u64().unwrap() as usize;
        assert_eq!(place("start", "line"), place("end", "line"));
        let range = place("start", "column") - 1..place("end", "column") - 1;
        let line = &mut lines[place("start", "line") - 1];
        line.replace_range(range, suggestion["text"].as_str().unwrap());
    }
    vault.run(&["--fix"]);
    assert_eq!(lines.join("\n") + "\n", vault.read("a.md"));
}

/// The commands of the section `Reports` of the README, without those that another test runs.
fn readme_commands() -> Vec<Vec<String>> {
    let readme = std::fs::read_to_string(folder().join("../../README.md")).unwrap();
    let section = readme.split("\n## Reports\n").nth(1).unwrap().split("\n## Editors\n").next().unwrap();
    let fences = section.split("```sh\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let commands = fences.flat_map(str::lines).filter_map(|line| line.strip_prefix("vaultlint "));
    commands.map(|line| line.split(' ').map(str::to_owned).collect()).collect()
}

#[test]
fn the_commands_of_the_readme_run() {
    let vault = TestVault::new(&[("a.md", "[[ x]]\n")]);
    for args in [&["init", "--quiet", "-b", "main"][..], &["add", "."], &["commit", "--quiet", "-m", "x"]] {
        let names = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgSign=false"];
        let mut git = std::process::Command::new("git");
        assert!(git.current_dir(vault.folder.path()).args(names).args(args).status().unwrap().success());
    }
    let commands = readme_commands();
    assert!(commands.len() >= 4, "{commands:?}");
    for args in commands {
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        if args.contains(&"--watch") {
            let mut child = command(vault.folder.path(), &args).spawn().unwrap();
            let mut out = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
            assert!(out.any(|line| line == "Watching 1 note for changes. Ctrl-C ends it."));
            child.kill().unwrap();
            child.wait().unwrap();
            continue;
        }
        let ran = vault.run(&args);
        assert_eq!((ran.status == 0, ran.err.as_str()), (args.contains(&"--since"), ""), "{args:?}");
    }
    assert!(vault.path("vaultlint.sarif").is_file() && vault.path("vaultlint.xml").is_file());
}
