//! Batches of changes that are stopped at every step: a vault is as before or as after, never between.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use tempfile::TempDir;
use vaultlint_core::vault::VaultPath;
use vaultlint_core::workspace::{
    Batch, BatchEdit, JOURNAL_FILE_NAME, JournalErrorKind, WriteErrorKind, carry_out, carry_out_until,
    is_pending, recover, recover_until,
};

/// Every file below a folder, hidden ones too.
type Files = BTreeMap<String, String>;

const FILES: &[(&str, &str)] = &[
    ("a.md", "old a"),
    ("s/b.md", "old b"),
    ("s/.hidden", "h"),
    ("s/t/c.md", "old c"),
    ("x.md", "x"),
    ("y.md", "y"),
];

fn new_vault() -> TempDir {
    let folder = TempDir::new().unwrap();
    for (path, text) in FILES {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn files(root: &Path) -> Files {
    let mut found = Files::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                found.insert(name, std::fs::read_to_string(path).unwrap());
            }
        }
    }
    found
}

fn edit(path: &str, before: &str, after: &str) -> BatchEdit {
    BatchEdit { path: path.into(), before: Arc::from(before), after: after.to_owned() }
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(VaultPath, VaultPath)> {
    pairs.iter().map(|(old, new)| ((*old).into(), (*new).into())).collect()
}

/// Texts change, a folder moves, and a file moves into a new folder.
fn plain() -> Batch {
    Batch {
        edits: vec![
            edit("a.md", "old a", "new a"),
            edit("s/b.md", "old b", "new b"),
            edit("s/t/c.md", "old c", ""),
        ],
        moves: pairs(&[("s", "z/s2"), ("a.md", "q/r/a.md")]),
    }
}

/// Two files change places and a third one takes the place of a folder that moves.
fn swapping() -> Batch {
    Batch {
        edits: vec![edit("x.md", "x", "new x"), edit("s/b.md", "old b", "new b")],
        moves: pairs(&[("x.md", "y.md"), ("y.md", "x.md"), ("s", "t.md"), ("a.md", "s/a.md")]),
    }
}

fn after(batch: &Batch) -> Files {
    let vault = new_vault();
    assert_eq!(carry_out(vault.path(), batch).unwrap(), Vec::<std::path::PathBuf>::new());
    files(vault.path())
}

#[test]
fn a_batch_does_what_it_says() {
    let all = after(&plain());
    let expected = [
        ("q/r/a.md", "new a"),
        ("x.md", "x"),
        ("y.md", "y"),
        ("z/s2/.hidden", "h"),
        ("z/s2/b.md", "new b"),
        ("z/s2/t/c.md", ""),
    ];
    assert_eq!(all, expected.map(|(path, text)| (path.to_owned(), text.to_owned())).into());
    let all = after(&swapping());
    assert_eq!((all["y.md"].as_str(), all["x.md"].as_str()), ("new x", "y"));
    assert_eq!((all["t.md/b.md"].as_str(), all["s/a.md"].as_str()), ("new b", "old a"));
}

/// Stops at each step, then recovers, itself stopped at each step.
#[test]
fn a_stopped_batch_is_finished_or_taken_back() {
    for batch in [plain(), swapping()] {
        let (before, after) = (files(new_vault().path()), after(&batch));
        let (mut steps, mut taken_back, mut finished) = (0, 0, 0);
        loop {
            let vault = new_vault();
            let Err(error) = carry_out_until(vault.path(), &batch, steps) else { break };
            assert!(matches!(error.kind, JournalErrorKind::Stopped), "{error}");
            for inner in 0.. {
                match recover_until(vault.path(), inner) {
                    Err(error) => assert!(matches!(error.kind, JournalErrorKind::Stopped), "{error}"),
                    Ok(recovery) => {
                        assert!(recovery.is_none_or(|recovery| recovery.left.is_empty()));
                        break;
                    }
                }
            }
            let now = files(vault.path());
            assert!(now == before || now == after, "after {steps} steps: {now:?}");
            taken_back += usize::from(now == before);
            finished += usize::from(now == after);
            assert!(!is_pending(vault.path()));
            steps += 1;
        }
        assert!(taken_back >= batch.edits.len() && finished >= batch.edits.len() + batch.moves.len());
    }
}

#[test]
fn a_torn_journal_means_that_nothing_was_done() {
    let vault = new_vault();
    let before = files(vault.path());
    for text in ["", "{", "{\"version\":1,\"stage\":\"pre"] {
        std::fs::write(vault.path().join(JOURNAL_FILE_NAME), text).unwrap();
        assert!(!recover(vault.path()).unwrap().unwrap().finished);
        assert_eq!(files(vault.path()), before);
    }
    std::fs::write(vault.path().join(JOURNAL_FILE_NAME), "{\"version\":99}").unwrap();
    let error = recover(vault.path()).unwrap_err();
    assert!(matches!(error.kind, JournalErrorKind::Damaged) && error.is_pending);
}

#[test]
fn what_changed_is_not_overwritten() {
    let vault = new_vault();
    std::fs::write(vault.path().join("s/b.md"), "mine").unwrap();
    let before = files(vault.path());
    let error = carry_out(vault.path(), &plain()).unwrap_err();
    assert!(matches!(error.kind, JournalErrorKind::Write(WriteErrorKind::Changed)), "{error}");
    assert!(!error.is_pending);
    assert_eq!(files(vault.path()), before);
    // Changed between the crash and the recovery: the rest is finished, the file is told of.
    let vault = new_vault();
    let steps = 2 + plain().edits.len();
    assert!(carry_out_until(vault.path(), &plain(), steps).unwrap_err().is_pending);
    std::fs::write(vault.path().join("s/b.md"), "mine").unwrap();
    let recovery = recover(vault.path()).unwrap().unwrap();
    assert!(recovery.finished);
    assert_eq!(recovery.left, [vault.path().join("s/b.md")]);
    let now = files(vault.path());
    assert_eq!((now["z/s2/b.md"].as_str(), now["q/r/a.md"].as_str()), ("mine", "new a"));
    assert!(now.keys().all(|path| !path.contains("vaultlint")));
}

#[test]
fn nothing_is_replaced_by_a_move() {
    let vault = new_vault();
    let before = files(vault.path());
    let onto = |old: &str, new: &str| Batch { moves: pairs(&[(old, new)]), ..plain() };
    let error = carry_out(vault.path(), &onto("a.md", "x.md")).unwrap_err();
    assert!(matches!(error.kind, JournalErrorKind::Exists), "{error}");
    let error = carry_out(vault.path(), &onto("none.md", "n.md")).unwrap_err();
    assert!(matches!(error.kind, JournalErrorKind::Gone), "{error}");
    assert_eq!(files(vault.path()), before);
    // A file that came in the way after the crash.
    let batch = onto("a.md", "n.md");
    let steps = 2 + 2 * batch.edits.len();
    assert!(carry_out_until(vault.path(), &batch, steps).is_err());
    std::fs::write(vault.path().join("n.md"), "mine").unwrap();
    let error = recover(vault.path()).unwrap_err();
    assert!(matches!(error.kind, JournalErrorKind::Exists) && error.is_pending, "{error}");
    std::fs::remove_file(vault.path().join("n.md")).unwrap();
    assert!(recover(vault.path()).unwrap().unwrap().finished);
    assert_eq!(files(vault.path())["n.md"], "new a");
    assert_eq!(recover(vault.path()).unwrap(), None);
}

#[test]
fn two_batches_do_not_mix() {
    let vault = new_vault();
    assert!(carry_out_until(vault.path(), &plain(), 3).is_err());
    let error = carry_out(vault.path(), &Batch { moves: pairs(&[("x.md", "w.md")]), ..Batch::default() })
        .unwrap_err();
    assert!(matches!(error.kind, JournalErrorKind::Pending), "{error}");
    assert!(recover(vault.path()).unwrap().is_some());
}

#[test]
fn a_batch_under_way_is_not_recovered() {
    let vault = new_vault();
    assert!(carry_out_until(vault.path(), &plain(), 3).is_err());
    let before = files(vault.path());
    let journal = std::fs::File::open(vault.path().join(JOURNAL_FILE_NAME)).unwrap();
    journal.lock().unwrap();
    let error = recover(vault.path()).unwrap_err();
    assert!(matches!(error.kind, JournalErrorKind::Pending), "{error}");
    assert_eq!(files(vault.path()), before);
    drop(journal);
    assert!(recover(vault.path()).unwrap().is_some());
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::os::unix::fs::PermissionsExt;
    let vault = new_vault();
    let outside = TempDir::new().unwrap();
    let target = outside.path().join("real.md");
    std::fs::write(&target, "old").unwrap();
    std::fs::set_permissions(&target, std::fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink(&target, vault.path().join("link.md")).unwrap();
    let batch =
        Batch { edits: vec![edit("link.md", "old", "new")], moves: pairs(&[("link.md", "k/link.md")]) };
    assert!(carry_out(vault.path(), &batch).unwrap().is_empty());
    assert!(vault.path().join("k/link.md").symlink_metadata().unwrap().is_symlink());
    assert_eq!(std::fs::read_to_string(&target).unwrap(), "new");
    assert_eq!(target.metadata().unwrap().permissions().mode() & 0o777, 0o640);
    let read_only = vault.path().join("x.md");
    std::fs::set_permissions(&read_only, std::fs::Permissions::from_mode(0o400)).unwrap();
    let error = carry_out(vault.path(), &Batch { edits: vec![edit("x.md", "x", "z")], moves: Vec::new() })
        .unwrap_err();
    assert!(matches!(error.kind, JournalErrorKind::Write(WriteErrorKind::ReadOnly)), "{error}");
}
