//! `check --watch`, as a process that runs while files change.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, clippy::print_stdout)]

#[path = "support/cli.rs"]
mod support;

use std::io::{BufRead, BufReader};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use support::{TestVault, command};

/// How long a change may take to be seen on a busy machine.
const DEADLINE: Duration = Duration::from_secs(60);

/// A program that watches, with what it shows.
struct Watch {
    child: Child,
    screens: Receiver<String>,
}

impl Watch {
    fn start(vault: &TestVault, args: &[&str]) -> Self {
        let mut args = args.to_vec();
        args.splice(0..0, ["check", "--watch", "--output-format", "concise"]);
        let mut child = command(vault.folder.path(), &args).spawn().unwrap();
        let (out, err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let (sender, screens) = channel();
        std::thread::spawn(move || {
            let mut screen = String::new();
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                if line.starts_with("Watching ") {
                    let _ = sender.send(std::mem::take(&mut screen));
                } else {
                    screen += &line;
                    screen += "\n";
                }
            }
        });
        std::thread::spawn(move || {
            BufReader::new(err).lines().map_while(Result::ok).for_each(|line| eprintln!("{line}"))
        });
        Watch { child, screens }
    }

    /// Waits until the program shows what `is_wanted`.
    fn until(&self, what: &str, is_wanted: impl Fn(&str) -> bool) {
        let end = Instant::now() + DEADLINE;
        let mut last = String::new();
        while Instant::now() < end {
            if let Ok(screen) = self.screens.recv_timeout(Duration::from_millis(100)) {
                if is_wanted(screen.trim_end()) {
                    return;
                }
                last = screen;
            }
        }
        panic!("never shown: {what}; last shown: {last}");
    }

    /// Waits until the program shows what a check shows.
    fn settles(&self, vault: &TestVault, args: &[&str]) {
        let ran = vault.run(&[&["check", "--output-format", "concise"], args].concat());
        let expected = ran.out.trim_end();
        self.until(expected, |screen| screen == expected);
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn vault() -> TestVault {
    TestVault::new(&[
        ("a.md", "# One\n\n## Two\n"),
        ("b.md", "[[a#Two]] and [[ a]]\n"),
        ("folder/c.md", "[[../a#Tow]] ![[pic.png]]\n"),
        ("folder/pic.png", "png"),
        ("p.canvas", "{\"nodes\":[],\"edges\":[]}"),
    ])
}

/// Changes of each kind; after each, what is shown is what a check shows.
fn follows_everything(args: &[&str]) {
    let vault = vault();
    let watch = Watch::start(&vault, args);
    let args: Vec<&str> = args.iter().copied().filter(|it| *it != "--poll").collect();
    let settles = || watch.settles(&vault, &args);
    settles();
    // A note, for itself.
    vault.write("b.md", b"[[a#Two]] and [[ a]] and [[a ]]\n");
    settles();
    // A place that another note's finding names.
    vault.write("a.md", b"Moved down.\n\n# One\n\n## Two\n");
    settles();
    // A heading that another note links to.
    vault.write("a.md", b"# One\n\n## Three\n");
    settles();
    std::fs::remove_file(vault.path("folder/pic.png")).unwrap();
    settles();
    std::fs::rename(vault.path("folder"), vault.path("other")).unwrap();
    settles();
    vault.write("new/d.md", b"[[ b]]\n");
    settles();
    vault.write("p.canvas", b"{");
    settles();
    vault.write("b.md", b"\xff");
    settles();
    vault.write("b.md", b"[[a ]]\n");
    settles();
    vault.write("vaultlint.toml", b"[rules]\nlink-spacing = \"off\"\n");
    settles();
    vault.write("vaultlint.toml", b"[rules]\nlink-spacing = \"loud\"\n");
    watch.until("nothing but the error, which goes elsewhere", str::is_empty);
    std::fs::remove_file(vault.path("vaultlint.toml")).unwrap();
    settles();
    vault.run(&["baseline", "--quiet"]);
    settles();
}

#[test]
fn what_is_shown_is_what_a_check_shows() {
    follows_everything(&[]);
}

#[test]
fn files_are_followed_by_looking_at_them() {
    follows_everything(&["--poll"]);
}

#[test]
fn a_part_of_a_vault_is_followed_alone() {
    let vault = vault();
    let watch = Watch::start(&vault, &["folder"]);
    watch.settles(&vault, &["folder"]);
    vault.write("new.md", b"[[ b]]\n");
    vault.write("a.md", b"# Tow\n");
    watch.settles(&vault, &["folder"]);
    vault.write("folder/d.md", b"[[ b]]\n");
    watch.settles(&vault, &["folder"]);
}

#[test]
fn its_own_report_is_no_change() {
    let vault = vault();
    let watch = Watch::start(&vault, &["--output-file", "markdown=Report.md"]);
    watch.until("the findings", |screen| screen.contains("Found "));
    vault.write("b.md", b"[[ a]]\n\n[[ a]]\n");
    watch.until("the new finding", |screen| screen.contains("b.md:3:3"));
    // The first time it is a new file.
    let more = std::iter::from_fn(|| watch.screens.recv_timeout(Duration::from_millis(700)).ok()).count();
    assert!(more <= 1, "{more} more");
    assert!(vault.read("Report.md").contains("Line 3"));
}

/// Whether this process, and what it starts, passes over interrupts, as what a script runs in the background does.
fn interrupts_are_ignored() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask & 0b10 != 0)
}

#[test]
fn an_interrupt_ends_it() {
    if interrupts_are_ignored() {
        println!("skipped: the tests run in the background, where interrupts are ignored");
        return;
    }
    let vault = vault();
    let mut watch = Watch::start(&vault, &[]);
    watch.until("the findings", |screen| screen.contains("Found "));
    let pid = watch.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    let end = Instant::now() + DEADLINE;
    let status = loop {
        if let Some(status) = watch.child.try_wait().unwrap() {
            break status;
        }
        assert!(Instant::now() < end, "it runs on");
        std::thread::sleep(Duration::from_millis(20));
    };
    // What a shell calls 130.
    assert_eq!(status.signal(), Some(2));
}

#[test]
fn what_does_not_go_with_it_is_refused() {
    let vault = vault();
    for other in [&["--fix"][..], &["--diff"], &["--since", "HEAD"], &["--stdin-filename", "a.md"]] {
        let ran = vault.run(&[&["check", "--watch"], other].concat());
        assert_eq!((ran.status, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains("cannot be used with"), "{}", ran.err);
    }
    assert_eq!(vault.run(&["--poll"]).status, 2);
    vault.write("vaultlint.toml", b"nonsense");
    assert_eq!(vault.run(&["--watch"]).status, 2, "a configuration that cannot be used is told at once");
}
