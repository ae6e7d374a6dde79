//! What terminals, and what are none, are sent: the program behind a terminal that `script` of util-linux makes.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::print_stdout)]

#[path = "support/cli.rs"]
mod support;

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use support::{TestVault, command, run_in};

const ESCAPE: char = '\u{1b}';
const CLEAR: &str = "\u{1b}[2J";

fn vault() -> TestVault {
    TestVault::new(&[("a.md", "To [[ b]].\n"), ("b.md", "# B\n")])
}

/// What the program shows at a terminal, to its end or to the line that says that it watches. `None`, with a line that
/// says so, where no terminal can be made.
fn shown(vault: &TestVault, environment: &[(&str, &str)], args: &str) -> Option<String> {
    let line = format!("'{}' {args}", env!("CARGO_BIN_EXE_vaultlint"));
    let mut script = Command::new("script");
    script.args(["--quiet", "--return", "--command", &line, "/dev/null"]);
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI"] {
        script.env_remove(name);
    }
    script.current_dir(vault.folder.path()).envs(environment.iter().copied()).stdin(Stdio::null());
    let Ok(mut child) = script.stdout(Stdio::piped()).spawn() else {
        println!("skipped: `script` of util-linux is not installed");
        return None;
    };
    let mut text = String::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok) {
        text += &line;
        text += "\n";
        if line.starts_with("Watching ") {
            let _ = child.kill();
        }
    }
    child.wait().unwrap();
    Some(text)
}

#[test]
fn a_terminal_has_colours_unless_the_environment_says_otherwise() {
    let vault = vault();
    for (environment, is_colored) in [
        (&[("TERM", "xterm")][..], true),
        (&[("TERM", "dumb")], false),
        (&[("TERM", "dumb"), ("CI", "true")], false),
        (&[("TERM", "xterm"), ("NO_COLOR", "1")], false),
        (&[("TERM", "xterm"), ("CLICOLOR", "0")], false),
        (&[("TERM", "dumb"), ("CLICOLOR_FORCE", "1")], true),
    ] {
        for args in [
            "check .",
            "check --output-format concise .",
            "check --diff .",
            "rule link-spacing",
            "--nonsense",
            "--help",
        ] {
            let Some(text) = shown(&vault, environment, args) else { return };
            assert!(text.len() > 10, "{environment:?} {args}: {text}");
            // These are for programs too.
            if is_colored && !args.contains("concise") {
                assert!(text.contains(ESCAPE), "{environment:?} {args}: {text}");
            }
            if !is_colored {
                assert!(!text.contains(ESCAPE), "{environment:?} {args}: {text}");
            }
        }
    }
}

#[test]
fn what_is_no_terminal_has_colours_by_force_alone() {
    let vault = vault();
    let run = |environment: &[(&str, &str)], args: &[&str]| {
        let mut command = command(vault.folder.path(), args);
        let output = command.env("TERM", "xterm").envs(environment.iter().copied()).output().unwrap();
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    };
    for args in [&["check", "."][..], &["check", "--diff", "."], &["rule", "link-spacing"]] {
        assert!(!run(&[], args).contains(ESCAPE), "{args:?}");
        assert!(run(&[("CLICOLOR_FORCE", "1")], args).contains(ESCAPE), "{args:?}");
        assert!(!run(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], args).contains(ESCAPE), "{args:?}");
    }
    // What programs read is the same by force.
    for format in ["json", "jsonl", "github", "gitlab", "sarif", "junit", "checkstyle", "rdjson", "markdown"]
    {
        let args = ["check", "--output-format", format, "."];
        let plain = run_in(vault.folder.path(), &args, b"").out;
        assert_eq!(run(&[("CLICOLOR_FORCE", "1")], &args), plain, "{format}");
    }
    let args = ["check", "--output-file", "full=report.txt", "--output-format", "json", "."];
    run(&[("CLICOLOR_FORCE", "1")], &args);
    assert!(!vault.read("report.txt").contains(ESCAPE));
}

#[test]
fn only_what_can_be_cleared_is_cleared() {
    let vault = vault();
    let args = "check --watch --color never .";
    let Some(text) = shown(&vault, &[("TERM", "xterm")], args) else { return };
    assert!(text.contains(CLEAR), "{text:?}");
    let Some(text) = shown(&vault, &[("TERM", "dumb")], args) else { return };
    assert!(text.contains("Watching 2 notes") && !text.contains(ESCAPE), "{text:?}");
}
