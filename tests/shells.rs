//! Completions, as the shells that are there read them, and manual pages, as `man` and `mandoc` show them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, clippy::print_stdout)]

#[path = "support/cli.rs"]
mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use support::run_in;
use tempfile::TempDir;

/// The script for `shell`, in a file.
fn script(shell: &str) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let ran = run_in(folder.path(), &["completions", shell], b"");
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    let path = folder.path().join("vaultlint-completions");
    std::fs::write(&path, ran.out).unwrap();
    (folder, path)
}

/// What `program` prints; `None`, with a line that says so, where it is not installed.
fn output(program: &str, args: &[&str], folder: &Path) -> Option<String> {
    let mut command = Command::new(program);
    command.args(args).current_dir(folder).env("HOME", folder).env("MANWIDTH", "100");
    let output = match command.output() {
        Ok(output) => output,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            println!("skipped: `{program}` is not installed");
            return None;
        }
        Err(error) => panic!("{program}: {error}"),
    };
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program}: {complaint}");
    assert_eq!(complaint, "", "{program}");
    Some(String::from_utf8(output.stdout).unwrap())
}

/// Whether `program` offers `expected` and not `other`, one a line or by blanks.
fn assert_offers(program: &str, args: &[&str], folder: &Path, expected: &[&str], other: &str) {
    let Some(text) = output(program, args, folder) else { return };
    let offered: Vec<&str> = text.split_whitespace().collect();
    for expected in expected {
        assert!(offered.contains(expected), "{program} offers no {expected}: {text}");
    }
    assert!(!offered.contains(&other), "{program} offers {other}: {text}");
}

#[test]
fn bash_completes_commands_and_values() {
    let (folder, path) = script("bash");
    let offers = |words: &str, at: usize, expected: &[&str], other: &str| {
        let source = format!(
            "source '{}'; complete -p vaultlint >/dev/null || exit 1; COMP_WORDS=(vaultlint {words}); \
             COMP_CWORD={at}; _vaultlint vaultlint \"${{COMP_WORDS[{at}]}}\" \
             \"${{COMP_WORDS[{at}-1]}}\"; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            path.display()
        );
        assert_offers("bash", &["--norc", "-c", &source], folder.path(), expected, other);
    };
    offers("c", 1, &["check", "config", "completions"], "format");
    offers("check --out", 2, &["--output-format"], "--fix");
    offers("check --output-format ''", 3, &["full", "concise", "json"], "check");
    offers("completions ''", 2, &["bash", "zsh", "fish", "elvish", "powershell"], "json");
}

#[test]
fn zsh_takes_the_completions() {
    let (folder, path) = script("zsh");
    std::fs::rename(&path, folder.path().join("_vaultlint")).unwrap();
    let source = "fpath=($PWD $fpath); autoload -Uz compinit && compinit -u -d ./dump && print -r -- $_comps[vaultlint] \
                  && autoload +X _vaultlint && functions _vaultlint";
    let Some(text) = output("zsh", &["-f", "-c", source], folder.path()) else { return };
    assert!(text.starts_with("_vaultlint\n"), "{text}");
    assert!(text.contains("check:") && text.contains("--output-format="), "{text}");
}

#[test]
fn fish_completes_commands_and_values() {
    let (folder, path) = script("fish");
    let offers = |line: &str, expected: &[&str], other: &str| {
        let source = format!("source '{}'; complete -C '{line}' | cut -f1", path.display());
        assert_offers("fish", &["--no-config", "-c", &source], folder.path(), expected, other);
    };
    offers("vaultlint c", &["check", "config", "completions"], "server");
    offers("vaultlint check --output-format ", &["full", "concise", "json"], "check");
}

#[test]
fn elvish_completes_commands() {
    let (folder, path) = script("elvish");
    // The module `edit:` is there in a terminal alone: two names stand for what the script takes from it.
    let script = std::fs::read_to_string(&path).unwrap();
    let script = script.replace("edit:complex-candidate", "complex-candidate");
    let script = script.replace("edit:completion:arg-completer", "completers");
    let source = format!(
        "var completers = [&]\nfn complex-candidate {{|stem &display=''| put $stem}}\n{script}\n\
         $completers[vaultlint] vaultlint '' | each {{|it| echo $it}}\n"
    );
    let file = folder.path().join("try.elv");
    std::fs::write(&file, source).unwrap();
    let file = file.to_str().unwrap().to_string();
    assert_offers("elvish", &["-norc", &file], folder.path(), &["check", "format", "completions"], "json");
}

#[test]
fn powershell_reads_the_completions() {
    let (folder, path) = script("powershell");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("Register-ArgumentCompleter -Native -CommandName 'vaultlint'"), "{text}");
    let source =
        format!(". '{}'; (TabExpansion2 'vaultlint c' 11).CompletionMatches.CompletionText", path.display());
    assert_offers(
        "pwsh",
        &["-NoProfile", "-Command", &source],
        folder.path(),
        &["check", "config"],
        "format",
    );
}

#[test]
fn manual_pages_are_written_for_every_command() {
    let folder = TempDir::new().unwrap();
    let ran = run_in(folder.path(), &["man", "--to", "."], b"");
    assert_eq!((ran.status, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
    let help = run_in(folder.path(), &["--help"], b"").out;
    let commands = help.split("Commands:\n").nth(1).unwrap().lines().take_while(|line| !line.is_empty());
    // What wraps stands further in.
    let commands = commands.filter(|line| !line.starts_with("   "));
    let commands = commands.filter_map(|line| line.split_whitespace().next()).filter(|it| *it != "help");
    let pages: Vec<String> = commands.map(|name| format!("vaultlint-{name}.1")).collect();
    assert!(pages.len() >= 8, "{pages:?}");
    for page in pages.iter().map(String::as_str).chain(["vaultlint.1", "vaultlint-config-init.1"]) {
        assert!(folder.path().join(page).is_file(), "there is no {page}");
        let page = format!("./{page}");
        let shown = output("mandoc", &["-T", "utf8", "-W", "error", &page], folder.path());
        // Bold letters are printed over themselves.
        assert!(shown.is_none_or(|text| text.contains("S\u{8}SY\u{8}Y")), "{page}");
    }
    let shown = output("man", &["--warnings=mac", "-P", "cat", "-l", "./vaultlint.1"], folder.path());
    assert!(shown.is_none_or(|text| text.contains("wrong command line, unusable configuration")));
}

#[test]
fn the_main_page_goes_to_standard_output() {
    let folder = TempDir::new().unwrap();
    let ran = run_in(folder.path(), &["man"], b"");
    assert_eq!(ran.status, 0);
    assert!(ran.out.contains(".TH vaultlint 1"), "{}", ran.out);
    std::fs::write(folder.path().join("file"), "").unwrap();
    let ran = run_in(folder.path(), &["man", "--to", "file/man"], b"");
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("the manual pages cannot be written to"), "{}", ran.err);
}
