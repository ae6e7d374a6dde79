//! The commands that the README shows are run, and print what it says; the demo vault is mended as it should be.
//! `UPDATE=1` writes the output of the commands into the README.

#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What a terminal shows: what is written, and what is told beside it.
fn run(args: &[&str], folder: &Path) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vaultlint"));
    let output = command.args(args).current_dir(folder).env_remove("FORCE_COLOR").output().unwrap();
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
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

/// The words of a line of a shell, without what stands behind `#`, a redirection or `&&`.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), None::<String>, false);
    for letter in line.chars() {
        match letter {
            '"' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            ' ' if !quoted => words.extend(word.take()),
            '#' | '<' | '>' | '&' if !quoted && word.is_none() => return words,
            _ => word.get_or_insert_default().push(letter),
        }
    }
    assert!(!quoted, "a quote is open in {line}");
    words.extend(word);
    words
}

/// The arguments of all `vaultlint` commands: lines of `sh`, `console` and `yaml` fences, and code in the text.
fn commands(readme: &str) -> Vec<Vec<String>> {
    let mut codes = Vec::new();
    let (mut fence, mut paragraph) = (None, String::new());
    for line in readme.lines().chain([""]) {
        let mark = line.trim_start().strip_prefix("```");
        match fence {
            _ if mark.is_some() => fence = if fence.is_some() { None } else { mark },
            Some("sh" | "console") => codes.push(line.trim_start_matches("$ ").to_owned()),
            Some("yaml") => codes.push(line.trim_start().trim_start_matches("- ").replace("entry: ", "")),
            Some(_) => {}
            None if line.is_empty() => {
                codes.extend(paragraph.split('`').skip(1).step_by(2).map(str::to_owned));
                paragraph.clear();
            }
            None => paragraph = paragraph + line + " ",
        }
    }
    let codes = codes.iter().map(|code| code.trim_start_matches("npx ").trim_start_matches("uvx "));
    codes.filter_map(|code| code.strip_prefix("vaultlint ")).map(words).collect()
}

/// What a reader is to put in place of a word in capitals.
fn filled(word: &str) -> &str {
    match word {
        "SHELL" => "bash",
        "NAME" => "link-spacing",
        "OLD" | "NOTE" => "Note.md",
        "NEW" => "New.md",
        "VAULT" => ".",
        _ => word,
    }
}

/// The program takes every command that the README names, with all its flags: each runs in a vault of its own, and
/// those that do not end by themselves are parsed.
#[test]
fn the_program_takes_all_commands_of_the_readme() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let commands = commands(&readme);
    assert!(commands.len() >= 20, "only {} commands were found in the README", commands.len());
    let refused: Vec<String> = commands.iter().filter_map(|args| refusal(args)).collect();
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

#[test]
fn a_flag_that_does_not_exist_is_found() {
    let found = commands("```sh\nnpx vaultlint --no-such-flag . # why\n```\nor `vaultlint format --chekc`\n");
    assert_eq!(found, [vec!["--no-such-flag", "."], vec!["format", "--chekc"]]);
    assert!(found.iter().all(|args| refusal(args).is_some()));
    assert!(refusal(&words("check --watch --no-such-flag")).is_some());
    assert!(refusal(&words("no-such-command --fix")).is_some());
}

/// Why the parser of arguments refuses them, if it does. An endless command gets one more argument, which is not there.
fn refusal(args: &[String]) -> Option<String> {
    const PROBE: &str = "--probe-of-the-readme";
    let vault = tempfile::tempdir().unwrap();
    std::fs::create_dir(vault.path().join(".obsidian")).unwrap();
    std::fs::write(vault.path().join("Note.md"), "# Note\n").unwrap();
    let endless = args.iter().any(|arg| arg == "--watch" || arg == "server");
    let mut command = Command::new(env!("CARGO_BIN_EXE_vaultlint"));
    command.args(args.iter().map(|arg| filled(arg))).args(endless.then_some(PROBE));
    let output =
        command.current_dir(vault.path()).env("HOME", vault.path()).stdin(Stdio::null()).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    let refused = if endless {
        !told.contains(&format!("unexpected argument '{PROBE}'"))
    } else {
        // A command alone is named, not called.
        let named = args.len() == 1 && told.contains("required arguments were not provided");
        told.contains("unknown rule") || told.contains("try '--help'") && !named
    };
    // What is no command is taken for a path.
    let name = |word: &&String| word.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-');
    let first = args.first().filter(name);
    let unknown = first.is_some_and(|first| told.contains(&format!("error: {first}: there is no such file")));
    (refused || unknown).then(|| format!("vaultlint {}: {}", args.join(" "), told.trim()))
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
