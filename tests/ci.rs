//! What the README offers for CI is what is in `tests/ci`, and does what it says.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

#[path = "support/cli.rs"]
mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use support::TestVault;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

#[test]
fn the_readme_shows_the_templates() {
    let readme = read("README.md");
    for template in ["pre-commit", "github", "gitlab"] {
        let text = read(&format!("tests/ci/{template}.yml"));
        assert!(readme.contains(&format!("```yaml\n{text}```\n")), "README.md does not show {template}.yml");
    }
}

#[test]
fn the_templates_name_this_version() {
    let version = env!("CARGO_PKG_VERSION");
    assert!(read("tests/ci/pre-commit.yml").contains(&format!("rev: v{version}\n")));
    assert!(read("tests/ci/github.yml").contains(&format!("vaultlint/vaultlint@v{version}\n")));
}

/// The lines of the script of a job of GitLab.
fn script(template: &str) -> Vec<&str> {
    let lines = template.lines().skip_while(|line| line.trim() != "script:").skip(1);
    lines.map_while(|line| line.trim().strip_prefix("- ")).collect()
}

#[cfg(unix)]
#[test]
fn the_job_of_gitlab_fails_and_leaves_its_reports() {
    let vault = TestVault::new(&[("a ü.md", "To [[b ]].\n"), ("b.md", "Fine.\n")]);
    let template = read("tests/ci/gitlab.yml");
    let script = script(&template);
    assert!(!script.is_empty());
    let run = || {
        let built = Path::new(env!("CARGO_BIN_EXE_vaultlint")).parent().unwrap();
        let path = format!("{}:{}", built.display(), std::env::var("PATH").unwrap());
        let mut shell = Command::new("sh");
        shell.args(["-e", "-c", &script.join("\n")]).env("PATH", path).current_dir(vault.folder.path());
        shell.env("CI_PROJECT_DIR", vault.folder.path());
        shell.output().unwrap().status.code()
    };
    assert_eq!(run(), Some(1));
    let report: serde_json::Value = serde_json::from_str(&vault.read("vaultlint.json")).unwrap();
    assert_eq!(report[0]["location"]["path"], "a ü.md");
    assert_eq!(report[0]["check_name"], "link-spacing");
    assert!(vault.read("vaultlint.xml").contains("<testsuite"));
    vault.write("a ü.md", b"To [[b]].\n");
    assert_eq!(run(), Some(0));
    assert_eq!(vault.read("vaultlint.json").trim(), "[]");
}
