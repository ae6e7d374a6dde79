//! What is written by program: the table of rules in the README, and the schema of the configuration. `UPDATE=1`
//! writes them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

use std::fmt::Write;
use std::path::Path;

use vaultlint_core::rule::{FixAvailability, RuleInfo};
use vaultlint_core::rules;

const START: &str = "<!-- rules:start -->\n";
const END: &str = "<!-- rules:end -->";

#[test]
fn the_readme_lists_all_rules() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    let readme = std::fs::read_to_string(&path).expect("the project has a README.md");
    let (before, rest) = readme.split_once(START).expect("README.md holds `<!-- rules:start -->`");
    let (found, after) = rest.split_once(END).expect("README.md holds `<!-- rules:end -->`");
    let expected = table();
    if found == expected {
        return;
    }
    if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        std::fs::write(&path, format!("{before}{START}{expected}{END}{after}")).unwrap();
        return;
    }
    panic!("the table of rules in README.md is out of date; `UPDATE=1 cargo test` writes it:\n{expected}");
}

#[test]
fn the_schema_is_that_of_the_rules() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vaultlint.schema.json");
    let expected = serde_json::to_string_pretty(&vaultlint_core::config::schema()).unwrap() + "\n";
    if std::fs::read_to_string(&path).is_ok_and(|found| found == expected) {
        return;
    }
    if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        return std::fs::write(&path, expected).unwrap();
    }
    panic!("vaultlint.schema.json is out of date; `UPDATE=1 cargo test` writes it");
}

fn table() -> String {
    let mut table =
        String::from("| Rule | Level | Fixes | What holds when nothing is reported |\n|---|---|---|---|\n");
    rules::ALL.iter().for_each(|info| writeln!(table, "{}", row(info)).unwrap());
    table
}

fn row(info: &RuleInfo) -> String {
    let fix = match info.fix {
        FixAvailability::Never => "",
        FixAvailability::Sometimes => "some",
        FixAvailability::Always => "all",
    };
    let page = format!("crates/vaultlint-core/src/rules/{}.md", info.name);
    format!(
        "| [`{0}`]({page}) | {1} | {fix} | {2} |",
        info.name,
        info.level.name(),
        info.summary.replace('|', "\\|")
    )
}
