//! The hooks of `.pre-commit-hooks.yaml`, run by the real `pre-commit` in git repositories whose vault is a subfolder.
//!
//! They are installed from a repository that holds the project's hooks with `language: system`, so that the program
//! that was just built is the one that runs; `tests/pre-commit/full` installs them as users do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, clippy::print_stdout)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

const CLEAN: &str = "# Ruhetag\n\nTo [[b]].\n";
const SPACED: &str = "# Ruhetag\n\nTo [[ b]].\n";
const BROKEN: &str = "# Ruhetag\n\nTo [[b#No such heading]].\n";

/// A repository of notes that uses the hooks.
struct Project {
    folder: TempDir,
}

/// What `pre-commit` said and how it ended.
struct Ran {
    passed: bool,
    text: String,
}

impl Project {
    /// `None`, with a line that says so, where `pre-commit` is not installed.
    fn new(hooks: &str) -> Option<Self> {
        if Command::new("pre-commit").arg("--version").output().is_err() {
            println!("skipped: `pre-commit` is not installed (`pip install pre-commit`)");
            return None;
        }
        let project = Project { folder: TempDir::new().unwrap() };
        for folder in ["hooks", "repository/My vault/.obsidian"] {
            std::fs::create_dir_all(project.folder.path().join(folder)).unwrap();
        }
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.pre-commit-hooks.yaml");
        let manifest = std::fs::read_to_string(manifest).unwrap();
        assert_eq!(manifest.matches("language: python").count(), 2);
        let manifest = manifest.replace("language: python", "language: system");
        std::fs::write(project.hooks().join(".pre-commit-hooks.yaml"), manifest).unwrap();
        let revision = commit_all(&project, &project.hooks());
        commit_all(&project, &project.repository());
        let config = format!("repos:\n- repo: ../hooks\n  rev: {revision}\n  hooks:\n{hooks}");
        std::fs::write(project.repository().join(".pre-commit-config.yaml"), config).unwrap();
        project.write("My vault/b.md", "# Ufer\n");
        project.write("My vault/.obsidian/app.json", "{}\n");
        project.git(&["add", "."]);
        project.git(&["commit", "--quiet", "-m", "first"]);
        Some(project)
    }

    fn hooks(&self) -> PathBuf {
        self.folder.path().join("hooks")
    }

    fn repository(&self) -> PathBuf {
        self.folder.path().join("repository")
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.repository().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.repository().join(path)).unwrap()
    }

    /// Writes a file and stages it.
    fn stage(&self, path: &str, text: &str) {
        self.write(path, text);
        self.git(&["add", "--", path]);
    }

    fn git(&self, args: &[&str]) -> String {
        let output = self.command("git", &self.repository()).args(args).output().unwrap();
        checked(args, output)
    }

    /// Runs the hooks over what is staged, or what `args` say.
    fn run(&self, args: &[&str]) -> Ran {
        let mut command = self.command("pre-commit", &self.repository());
        let output = command.args(["run", "--color=never"]).args(args).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap() + &String::from_utf8_lossy(&output.stderr);
        Ran { passed: output.status.success(), text }
    }

    /// A command that sees the built program first and nothing of the machine's configuration.
    fn command(&self, program: &str, folder: &Path) -> Command {
        let built = Path::new(env!("CARGO_BIN_EXE_vaultlint")).parent().unwrap();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let paths = std::iter::once(built.to_path_buf()).chain(std::env::split_paths(&path));
        let mut command = Command::new(program);
        command.current_dir(folder).env("PATH", std::env::join_paths(paths).unwrap());
        command.env("HOME", self.folder.path()).env("PRE_COMMIT_HOME", self.folder.path().join("cache"));
        command.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", self.folder.path().join("none"));
        for role in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{role}_NAME"), "A").env(format!("GIT_{role}_EMAIL"), "a@example.org");
        }
        command.env_remove("GIT_DIR").env_remove("GIT_WORK_TREE").env_remove("GIT_INDEX_FILE");
        command
    }
}

fn checked(args: &[&str], output: Output) -> String {
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Makes `folder` a repository with one commit, and names it.
fn commit_all(project: &Project, folder: &Path) -> String {
    let git = |args: &[&str]| checked(args, project.command("git", folder).args(args).output().unwrap());
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "--allow-empty", "-m", "first"]);
    git(&["rev-parse", "HEAD"]).trim().to_string()
}

const CHECK: &str = "  - id: vaultlint\n";
const FORMAT: &str = "  - id: vaultlint-format\n";

#[test]
fn clean_notes_pass() {
    let Some(project) = Project::new(CHECK) else { return };
    project.stage("My vault/Tage/2026 – März.md", CLEAN);
    let ran = project.run(&[]);
    assert!(ran.passed && ran.text.contains("vaultlint....") && ran.text.contains("Passed"), "{}", ran.text);
}

#[test]
fn only_the_given_notes_are_checked_and_in_their_vault() {
    let Some(project) = Project::new(CHECK) else { return };
    project.stage("My vault/other.md", BROKEN);
    project.git(&["commit", "--quiet", "--no-verify", "-m", "broken"]);
    // The link resolves from the root of the vault, not from that of the repository.
    project.stage("My vault/Tage/Ü.md", "To [[Tage/Ö ö|x]] and ![[b]].\n");
    project.stage("My vault/Tage/Ö ö.md", "To [[Ü]].\n");
    let ran = project.run(&[]);
    assert!(ran.passed, "{}", ran.text);
    let ran = project.run(&["--all-files"]);
    assert!(!ran.passed && ran.text.contains("My vault/other.md:3:6"), "{}", ran.text);
}

#[test]
fn what_cannot_be_mended_fails_with_its_place() {
    let Some(project) = Project::new(CHECK) else { return };
    project.stage("My vault/Tage/日記 1.md", BROKEN);
    let ran = project.run(&[]);
    assert!(!ran.passed && ran.text.contains("My vault/Tage/日記 1.md:3:6"), "{}", ran.text);
    assert!(ran.text.contains("broken-heading-link") && ran.text.contains("exit code: 1"), "{}", ran.text);
    assert_eq!(project.read("My vault/Tage/日記 1.md"), BROKEN);
}

#[test]
fn what_is_mended_fails_once() {
    let Some(project) = Project::new(CHECK) else { return };
    let path = "My vault/Ruhetag – é.md";
    project.stage(path, SPACED);
    let ran = project.run(&[]);
    assert!(!ran.passed && ran.text.contains("files were modified by this hook"), "{}", ran.text);
    assert_eq!(project.read(path), CLEAN);
    project.git(&["add", "."]);
    let ran = project.run(&[]);
    assert!(ran.passed, "{}", ran.text);
}

#[test]
fn the_installed_hook_stops_a_commit() {
    let Some(project) = Project::new(CHECK) else { return };
    checked(
        &["install"],
        project.command("pre-commit", &project.repository()).arg("install").output().unwrap(),
    );
    project.stage("My vault/a b.md", BROKEN);
    let commit = |message: &str| {
        let mut git = project.command("git", &project.repository());
        git.args(["commit", "-m", message]).output().unwrap().status.success()
    };
    assert!(!commit("refused"));
    project.stage("My vault/a b.md", CLEAN);
    assert!(commit("taken"));
    assert_eq!(project.git(&["log", "--format=%s", "-1"]).trim(), "taken");
}

#[test]
fn only_what_is_staged_counts() {
    let Some(project) = Project::new(CHECK) else { return };
    let path = "My vault/a b.md";
    project.stage(path, CLEAN);
    let unstaged = format!("{CLEAN}\nAnd [[ b]].\n");
    project.write(path, &unstaged);
    let ran = project.run(&[]);
    assert!(ran.passed, "{}", ran.text);
    assert_eq!(project.read(path), unstaged);
    // A staged flaw fails; the fix of a line beside an unstaged one is taken back, and nothing unstaged is lost.
    project.stage(path, SPACED);
    let unstaged = SPACED.replace("To [[ b]].", "To [[ b]] and back.");
    project.write(path, &unstaged);
    let ran = project.run(&[]);
    assert!(!ran.passed, "{}", ran.text);
    assert_eq!(project.read(path), unstaged);
}

#[test]
fn a_fix_and_unstaged_changes_elsewhere_live_together() {
    let Some(project) = Project::new(CHECK) else { return };
    project.stage("My vault/a b.md", SPACED);
    project.write("My vault/b.md", "# Ufer\n\nUnstaged [[ a b]].\n");
    let ran = project.run(&[]);
    assert!(!ran.passed, "{}", ran.text);
    assert_eq!(project.read("My vault/a b.md"), CLEAN);
    assert_eq!(project.read("My vault/b.md"), "# Ufer\n\nUnstaged [[ a b]].\n");
}

#[test]
fn deleted_and_renamed_notes_are_no_trouble() {
    let Some(project) = Project::new(CHECK) else { return };
    project.stage("My vault/old name.md", CLEAN);
    project.stage("My vault/gone.md", CLEAN);
    project.git(&["commit", "--quiet", "--no-verify", "-m", "two"]);
    project.git(&["rm", "--quiet", "My vault/gone.md"]);
    let ran = project.run(&[]);
    assert!(ran.passed && ran.text.contains("(no files to check)"), "{}", ran.text);
    project.git(&["mv", "My vault/old name.md", "My vault/new name.md"]);
    let ran = project.run(&[]);
    assert!(ran.passed && !ran.text.contains("no files"), "{}", ran.text);
}

#[test]
fn canvases_and_bases_are_given_too_and_nothing_else() {
    let Some(project) = Project::new(CHECK) else { return };
    project.stage("My vault/picture.png", "no picture");
    project.stage("main.rs", "fn main() {}\n");
    let ran = project.run(&[]);
    assert!(ran.passed && ran.text.contains("(no files to check)"), "{}", ran.text);
    let canvas = r#"{"nodes":[{"id":"1","type":"file","file":"gone.md","x":0,"y":0,"width":9,"height":9}],"edges":[]}"#;
    project.stage("My vault/Plan é.canvas", canvas);
    let ran = project.run(&[]);
    assert!(!ran.passed && ran.text.contains("canvas-missing-file"), "{}", ran.text);
    project.git(&["rm", "--quiet", "--force", "My vault/Plan é.canvas"]);
    project.stage("My vault/Liste 1.base", "views:\n  - type: table\n   name: [x\n");
    let ran = project.run(&[]);
    assert!(!ran.passed && ran.text.contains("malformed-base"), "{}", ran.text);
}

#[test]
fn names_that_look_like_options_are_names() {
    let Some(project) = Project::new(CHECK) else { return };
    project.stage("-- fix.md", SPACED);
    project.stage("--diff.MD", SPACED);
    let ran = project.run(&[]);
    assert!(!ran.passed && ran.text.contains("files were modified"), "{}", ran.text);
    assert_eq!((project.read("-- fix.md"), project.read("--diff.MD")), (CLEAN.into(), CLEAN.into()));
}

#[test]
fn more_notes_than_one_command_line_takes_run_one_after_the_other() {
    let Some(project) = Project::new(CHECK) else { return };
    // `pre-commit` splits at 128 KiB.
    let long = "n".repeat(100);
    let count = 2_000;
    for i in 0..count {
        let text = if i % 2 == 0 { SPACED } else { CLEAN };
        project.write(&format!("My vault/Tage/{long} {i}.md"), text);
    }
    project.git(&["add", "."]);
    let ran = project.run(&["--verbose"]);
    let summaries = ran.text.lines().filter(|line| line.contains("checks passed")).count();
    assert!(!ran.passed && summaries > 1, "{}", ran.text);
    for i in 0..count {
        assert_eq!(project.read(&format!("My vault/Tage/{long} {i}.md")), CLEAN);
    }
    project.git(&["add", "."]);
    assert!(project.run(&[]).passed);
}

#[test]
fn notes_are_laid_out() {
    let Some(project) = Project::new(FORMAT) else { return };
    project.stage("My vault/a ü.md", "# A\n\n\n\nText \n");
    let ran = project.run(&[]);
    assert!(!ran.passed && ran.text.contains("files were modified by this hook"), "{}", ran.text);
    assert_eq!(project.read("My vault/a ü.md"), "# A\n\nText\n");
    project.git(&["add", "."]);
    let ran = project.run(&[]);
    assert!(ran.passed, "{}", ran.text);
}

#[test]
fn arguments_are_the_users() {
    let Some(project) = Project::new("  - id: vaultlint\n    args: [--level, error]\n") else { return };
    project.stage("My vault/a.md", BROKEN);
    let ran = project.run(&[]);
    assert!(ran.passed, "{}", ran.text);
}
