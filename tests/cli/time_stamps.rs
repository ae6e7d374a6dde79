//! Time stamps that the formatter keeps up.

use super::*;

fn set_modified(path: &Path, time: &str) {
    let time: jiff::Timestamp = time.parse().unwrap();
    std::fs::File::options().write(true).open(path).unwrap().set_modified(time.into()).unwrap();
}

fn modified(path: &Path) -> String {
    jiff::Timestamp::try_from(std::fs::metadata(path).unwrap().modified().unwrap()).unwrap().to_string()
}

#[test]
fn time_stamps_are_those_of_the_file_and_settle() {
    let vault = TestVault::new(&[
        ("vaultlint.toml", "[rules]\ntimestamps = { level = \"format\", utc = true }\n"),
        ("a.md", "Hello.\n"),
    ]);
    let note = vault.path("a.md");
    let format = |now: &str| vault.run(&["format", "--quiet", "--now", now]);
    set_modified(&note, "2024-01-06T10:00:00Z");
    let ran = format("2024-02-01T08:00:00Z");
    let stamped = "---\ncreated: 2024-01-06T10:00:00\nmodified: 2024-01-06T10:00:00\n---\nHello.\n";
    assert_eq!((ran.status, vault.read("a.md").as_str()), (0, stamped), "{ran:?}");
    assert_eq!(modified(&note), "2024-01-06T10:00:00Z");
    assert_eq!(vault.run(&["format", "--check"]).status, 0);

    // The author edits the note.
    vault.write("a.md", stamped.replace("Hello", "Hello again").as_bytes());
    set_modified(&note, "2024-03-01T10:00:00Z");
    format("2024-03-02T08:00:00Z");
    let edited = vault.read("a.md");
    assert!(edited.contains("created: 2024-01-06T10:00:00\nmodified: 2024-03-01T10:00:00\n"), "{edited}");
    assert_eq!(modified(&note), "2024-03-01T10:00:00Z");

    // Another rule changes it.
    vault.write("a.md", edited.replace("again.", "again. ").as_bytes());
    set_modified(&note, "2024-03-01T10:00:00Z");
    format("2024-04-02T08:00:00Z");
    let laid_out = vault.read("a.md");
    assert!(laid_out.contains("modified: 2024-04-02T08:00:00\n---\nHello again.\n"), "{laid_out}");
    assert_eq!(modified(&note), "2024-04-02T08:00:00Z");
    format("2024-05-02T08:00:00Z");
    assert_eq!(vault.read("a.md"), laid_out);

    // A fix does too.
    vault.write("a.md", laid_out.replace("Hello", "[[ a]]").as_bytes());
    set_modified(&note, "2024-04-02T08:00:00Z");
    vault.run(&["check", "--fix", "--format", "--now", "2024-06-02T08:00:00Z"]);
    assert!(vault.read("a.md").contains("modified: 2024-06-02T08:00:00\n---\n[[a]] again.\n"));
    let stdin = vault.run_with_input(&["format", "--stdin-filename", "a.md"], "x \n");
    assert_eq!(stdin.out, "x\n");
    assert_eq!(vault.run(&["format", "--now", "noon"]).status, 2);
}

fn git(folder: &Path, date: &str, args: &[&str]) -> bool {
    let mut git = Command::new("git");
    git.current_dir(folder).args(["-c", "user.name=A", "-c", "user.email=a@example.org"]).args(args);
    git.env("GIT_AUTHOR_DATE", date)
        .env("GIT_COMMITTER_DATE", date)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    git.status().is_ok_and(|status| status.success())
}

#[test]
fn time_stamps_are_those_of_the_commits() {
    let rule = "[rules]\ntimestamps = { level = \"format\", utc = true, source = \"git\" }\n";
    let vault = TestVault::new(&[("vaultlint.toml", rule), ("Ü b.md", "One.\n"), ("c.md", "Two.\n")]);
    let folder = vault.folder.path();
    let alone = vault.run(&["format", "--check"]);
    assert_eq!(alone.err.matches("git has no history of this vault").count(), 1, "{alone:?}");
    if !git(folder, "", &["init"]) {
        println!("skipped: there is no git");
        return;
    }
    let commit = |date: &str| {
        assert!(git(folder, date, &["add", "."]) && git(folder, date, &["commit", "-m", "x"]), "{date}");
    };
    commit("2024-01-01T00:00:00Z");
    assert!(git(folder, "", &["mv", "Ü b.md", "d.md"]));
    commit("2024-01-02T00:00:00Z");
    vault.write("c.md", b"Two and more.\n");
    set_modified(&vault.path("c.md"), "2024-01-03T00:00:00Z");
    let ran = vault.run(&["format", "--now", "2024-01-04T00:00:00Z"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    let stamps = |modified: &str| format!("---\ncreated: 2024-01-01T00:00:00\nmodified: {modified}\n---\n");
    assert_eq!(vault.read("d.md"), stamps("2024-01-02T00:00:00") + "One.\n");
    assert_eq!(vault.read("c.md"), stamps("2024-01-03T00:00:00") + "Two and more.\n");
    // Neither the run nor the commit of what it wrote calls for another one.
    assert_eq!(vault.run(&["format", "--check"]).status, 0);
    commit("2024-01-09T00:00:00Z");
    let ran = vault.run(&["format", "--check"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    // An edit that was committed without a new time stamp does.
    vault.write("c.md", vault.read("c.md").replace("more", "less").as_bytes());
    commit("2024-02-01T00:00:00Z");
    vault.run(&["format"]);
    assert_eq!(vault.read("c.md"), stamps("2024-02-01T00:00:00") + "Two and less.\n");
}
