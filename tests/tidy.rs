//! The house rules that a program can check.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use support::page::{sections, unmark};
use vaultlint_core::rule::{FixAvailability, RuleInfo};
use vaultlint_core::rules::{self, RuleSet};

/// Lines of a file, without its tests.
const FILE: usize = 400;
/// Lines of the file of a rule, without its tests; what is more goes into a folder of its name.
const RULE: usize = 150;
/// Lines of a function.
const FUNCTION: usize = 60;
/// Packages in `Cargo.lock`.
const PACKAGES: usize = 200;

/// What stands at the top of the project.
const TOP: [&str; 23] = [
    ".ci",
    ".git",
    ".github",
    ".gitattributes",
    ".gitignore",
    ".pre-commit-hooks.yaml",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "action.yml",
    "clippy.toml",
    "crates",
    "docs",
    "editors",
    "pyproject.toml",
    "rustfmt.toml",
    "target",
    "tests",
    "vaultlint.schema.json",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// All files below `folder` with this extension, by their path from the root of the project.
fn files(folder: &str, extension: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                let name = path.strip_prefix(root()).unwrap().display().to_string();
                found.push((name, std::fs::read_to_string(path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// The part of a source file before its unit tests.
fn without_tests(source: &str) -> &str {
    source.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or(source)
}

fn check(failures: Vec<String>) {
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn files_are_short() {
    let sources = files("crates", "rs").into_iter().filter(|(path, _)| path.contains("/src/"));
    let lengths = sources.map(|(path, source)| (without_tests(&source).lines().count(), path));
    check(lengths.filter(|it| it.0 > FILE).map(|(n, path)| format!("{path}: {n} lines")).collect());
}

#[test]
fn rules_are_short() {
    let sources = files("crates/vaultlint-core/src/rules", "rs");
    let file = |info: &RuleInfo| format!("rules/{}.rs", info.name.replace('-', "_"));
    let is_rule = |path: &str| rules::ALL.iter().any(|info| path.ends_with(&file(info)));
    let lengths = sources.into_iter().filter(|(path, _)| is_rule(path));
    let lengths = lengths.map(|(path, source)| (without_tests(&source).lines().count(), path));
    check(lengths.filter(|it| it.0 > RULE).map(|(n, path)| format!("{path}: {n} lines")).collect());
}

#[test]
fn functions_are_short() {
    let mut failures = Vec::new();
    for (path, source) in files("crates", "rs").into_iter().chain(files("tests", "rs")) {
        for (name, lines) in functions(&source) {
            if lines > FUNCTION {
                failures.push(format!("{path}: `{name}` has {lines} lines"));
            }
        }
    }
    check(failures);
}

/// Names and lengths of functions, by their indentation: the sources are formatted.
fn functions(source: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = source.lines().collect();
    let mut found = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let Some((before, after)) = line.trim_start().split_once("fn ") else { continue };
        let is_head = before.split_whitespace().all(|word| {
            word.starts_with("pub") || matches!(word, "const" | "async" | "in" | "unsafe" | "extern")
        });
        let name: String = after.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        if !is_head || name.is_empty() || line.trim_end().ends_with(['}', ';']) {
            continue;
        }
        let end = format!("{}}}", " ".repeat(indent));
        let length = lines[i..].iter().position(|line| *line == end);
        found.push((name, length.map_or(0, |length| length + 1)));
    }
    found
}

#[test]
fn input_cannot_panic() {
    let mut failures = Vec::new();
    let is_program = |path: &str| path.contains("/src/") && !path.ends_with("/tests.rs");
    for (path, source) in files("crates", "rs").into_iter().filter(|(path, _)| is_program(path)) {
        for (i, line) in without_tests(&source).lines().enumerate() {
            let code = line.split("//").next().unwrap_or("");
            for call in [".unwrap()", ".expect(", "panic!(", "unreachable!(", "todo!(", "process::exit"] {
                if code.contains(call) {
                    failures.push(format!("{path}:{}: {call}", i + 1));
                }
            }
        }
    }
    // The one way out of a server whose client says so.
    failures.retain(|failure| !failure.ends_with("process::exit") || !failure.contains("vaultlint-server"));
    check(failures);
}

#[test]
fn nothing_names_this_machine() {
    let mut failures = Vec::new();
    let places = ["/home/", "/root/", "/Users/", "/work/", "C:\\Users"];
    let sources = files("crates", "rs").into_iter().chain(files("crates", "md")).chain(files("tests", "md"));
    for (path, text) in sources {
        failures.extend(places.iter().filter(|it| text.contains(**it)).map(|it| format!("{path}: `{it}`")));
    }
    check(failures);
}

#[test]
fn the_top_is_tidy() {
    let entries = std::fs::read_dir(root()).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    check(
        names.filter(|name| !TOP.contains(&name.as_str())).map(|name| format!("what is `{name}`?")).collect(),
    );
}

#[test]
fn packages_are_few() {
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let count = lock.lines().filter(|line| *line == "[[package]]").count();
    assert!(count < PACKAGES, "{count} packages");
}

#[test]
fn pages_are_complete() {
    check(rules::ALL.iter().flat_map(|info| page_flaws(info)).collect());
}

fn page_flaws(info: &RuleInfo) -> Vec<String> {
    let mut flaws = Vec::new();
    let mut demand = |holds: bool, what: &str| {
        if !holds {
            flaws.push(format!("{}.md: {what}", info.name));
        }
    };
    let mut lines = info.page.lines();
    demand(lines.next() == Some(&format!("# {}", info.name)), "the title is not the name of the rule");
    let summary = lines.find(|line| !line.is_empty()).unwrap_or("");
    demand(
        !summary.is_empty() && !summary.starts_with('#'),
        "no line under the title says what the rule is about",
    );
    demand(info.page.contains("\n## Why\n"), "there is no section `## Why`");
    let sections = sections(info.page);
    let fences = || sections.iter().flat_map(|section| &section.fences);
    let notes: Vec<_> =
        fences().filter(|fence| fence.info == "md" && fence.path.is_none() || fence.is_subject).collect();
    let fails = |text: &str| unmark(text).1.iter().any(|mark| mark.rule == info.name);
    demand(notes.iter().any(|fence| fails(&fence.text)), "no example fails");
    demand(notes.iter().any(|fence| unmark(&fence.text).1.is_empty()), "no example is clean");
    let is_fixed = |info: &str| matches!(info, "md fixed" | "md unsafe-fixed");
    let fixes = fences().any(|fence| is_fixed(&fence.info));
    demand(info.fix != FixAvailability::Never || !fixes, "an example is fixed, but the rule never fixes");
    for option in options(info) {
        demand(
            info.page.contains(&format!("`{option}`")),
            &format!("the option `{option}` is not described"),
        );
    }
    flaws
}

/// The options of a rule, as its struct has them.
fn options(info: &RuleInfo) -> BTreeSet<String> {
    let rules = serde_json::to_value(RuleSet::default()).unwrap();
    let options = &rules[info.name.replace('-', "_")];
    options.as_object().into_iter().flat_map(|options| options.keys().cloned()).collect()
}

#[test]
fn rules_refuse_what_they_do_not_know() {
    let mut failures = Vec::new();
    for info in rules::ALL {
        let mut rules = RuleSet::default();
        let empty = rules.set_options(info.name, serde_json::json!({}));
        let unknown = rules.set_options(info.name, serde_json::json!({ "no-such-option": 1 }));
        if let Err(error) = empty {
            failures.push(format!("`{}` has no defaults: {error}", info.name));
        }
        if unknown.is_ok() {
            failures.push(format!("`{}` takes any option: it needs `deny_unknown_fields`", info.name));
        }
        let well_named = options(info).iter().all(|option| !option.contains('_') && option != "level");
        if !well_named {
            failures.push(format!("the options of `{}` are not in kebab-case", info.name));
        }
    }
    check(failures);
}
