//! `vaultlint rename` as people use it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

#[path = "support/cli.rs"]
mod support;

use support::{Ran, TestVault, run_in};

/// Notes about a trip.
fn trip() -> TestVault {
    TestVault::new(&[
        ("Trips/Rome.md", "# Rome\n\n## Food\n\nPizza #food ^best\n"),
        ("Trips/.keep", ""),
        ("Trips/map.png", ""),
        (
            "Index.md",
            "---\ntags: [food]\ndate: 2024-01-01\n---\n[[Rome]] [x](Trips/Rome.md#Food) ![[Rome#^best]]\n",
        ),
        ("Plan.canvas", "{\"nodes\":[{\"type\":\"file\",\"file\":\"Trips/Rome.md\",\"subpath\":\"#Food\"}]}"),
    ])
}

#[track_caller]
fn done(ran: &Ran, expected: &str) {
    assert_eq!((ran.out.as_str(), ran.err.as_str(), ran.status), (expected, "", 0));
}

#[test]
fn a_note_is_renamed_with_its_links() {
    let vault = trip();
    done(
        &vault.run(&["rename", "Trips/Rome.md", "Trips/Roma 2024"]),
        "Renamed Trips/Rome.md to Trips/Roma 2024.md: 4 links in 2 files.\n",
    );
    assert!(!vault.path("Trips/Rome.md").exists());
    assert!(vault.read("Trips/Roma 2024.md").starts_with("# Rome\n"));
    assert!(
        vault
            .read("Index.md")
            .ends_with("[[Roma 2024]] [x](Trips/Roma%202024.md#Food) ![[Roma 2024#^best]]\n")
    );
    assert!(vault.read("Plan.canvas").contains("\"Trips/Roma 2024.md\""));
    assert!(!vault.path(".vaultlint-rename.json").exists());
}

#[test]
fn a_note_can_be_named_as_a_link_names_it() {
    let vault = trip();
    done(
        &vault.run(&["rename", "rome", "Roma"]),
        "Renamed Trips/Rome.md to Trips/Roma.md: 4 links in 2 files.\n",
    );
    let from_below = run_in(&vault.path("Trips"), &["rename", "Roma", "../Roma"], b"");
    done(&from_below, "Renamed Trips/Roma.md to Roma.md: 2 links in 2 files.\n");
    done(
        &vault.run(&["rename", "Roma.md", "Trips"]),
        "Renamed Roma.md to Trips/Roma.md: 1 link in 1 file.\n",
    );
    done(
        &vault.run(&["rename", "Trips/map.png", "plan"]),
        "Renamed Trips/map.png to plan.png: no links to rewrite.\n",
    );
}

#[test]
fn a_folder_moves_as_a_whole() {
    let vault = trip();
    done(
        &vault.run(&["rename", "Trips", "Archive/Old trips"]),
        "Renamed Trips to Archive/Old trips: 2 links in 2 files.\n",
    );
    assert!(vault.path("Archive/Old trips/.keep").exists() && !vault.path("Trips").exists());
}

#[test]
fn parts_tags_and_properties_are_renamed() {
    let vault = trip();
    done(
        &vault.run(&["rename", "Rome#Food", "What to eat?"]),
        "Renamed the heading `Food` of Trips/Rome.md to `What to eat?`: 2 links in 2 files.\n",
    );
    done(
        &vault.run(&["rename", "Trips/Rome.md#^best", "^top"]),
        "Renamed the block ^best of Trips/Rome.md to ^top: 1 link in 1 note.\n",
    );
    done(
        &vault.run(&["rename", "#food", "eating/out"]),
        "Renamed #food to #eating/out: 2 tags in 2 notes.\n",
    );
    done(
        &vault.run(&["rename", "--property", "date", "created"]),
        "Renamed the property date to created: 1 property in 1 note.\n",
    );
    assert_eq!(vault.read("Trips/Rome.md"), "# Rome\n\n## What to eat?\n\nPizza #eating/out ^top\n");
    assert_eq!(
        vault.read("Index.md"),
        "---\ntags: [eating/out]\ncreated: 2024-01-01\n---\n[[Rome]] [x](Trips/Rome.md#What%20to%20eat?) ![[Rome#^top]]\n"
    );
}

#[test]
fn nothing_is_written_before_it_is_wanted() {
    let vault = trip();
    let before = vault.read("Index.md");
    let ran = vault.run(&["rename", "Rome", "Roma", "--dry-run"]);
    done(
        &ran,
        "Would move Trips/Rome.md to Trips/Roma.md\nWould change 3 links in Index.md\n\
         Would change 1 link in Plan.canvas\nWould rename Trips/Rome.md to Trips/Roma.md: 4 links in 2 files.\n",
    );
    let ran = vault.run(&["rename", "Rome", "Roma", "--diff"]);
    assert_eq!(
        (ran.status, ran.err.as_str()),
        (0, "Would rename Trips/Rome.md to Trips/Roma.md: 4 links in 2 files.\n")
    );
    assert!(
        ran.out.starts_with(
            "rename from Trips/Rome.md\nrename to Trips/Roma.md\n--- Index.md\n+++ Index.md\n@@"
        )
    );
    assert!(ran.out.contains("\n+[[Roma]] [x](Trips/Roma.md#Food) ![[Roma#^best]]\n"), "{}", ran.out);
    assert_eq!(vault.read("Index.md"), before);
    assert!(vault.path("Trips/Rome.md").exists());
    let quiet = vault.run(&["rename", "Rome", "Roma", "-q"]);
    done(&quiet, "");
}

#[test]
fn what_cannot_be_is_refused() {
    let vault = trip();
    vault.write("Trips/Milan.md", b"");
    let refused = |args: &[&str], message: &str| {
        let ran = vault.run(args);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{}", ran.err);
        assert!(ran.err.contains(message), "{}", ran.err);
    };
    refused(&["rename", "Rome", "Milan"], "there is a file or folder at `Trips/Milan.md` already");
    refused(&["rename", "Rome", "A|B"], "no link can lead to `A|B.md`");
    refused(&["rename", "Nowhere", "X"], "there is no file or folder `Nowhere`, nor a note of that name");
    refused(&["rename", "Rome#Drink", "X"], "`Trips/Rome.md` has no heading `Drink`");
    refused(&["rename", "Rome#Drink", "X"], "its headings are `Rome`, `Food`");
    refused(&["rename", "Rome#^none", "X"], "`Trips/Rome.md` has no block `^none`");
    refused(&["rename", "#none", "x"], "no note has the tag `#none`");
    refused(&["rename", "Trips/Rome.md", "../../Rome.md"], "is not in the vault");
    refused(&["rename", "Rome"], "required");
    assert!(vault.path("Trips/Rome.md").exists());
}

#[test]
fn properties_with_a_meaning_keep_their_names() {
    let text = "---\ntags: [a]\naliases: A\ncssclasses: wide\ntag: b\ntopics: [c]\n---\n";
    let vault = TestVault::new(&[("a.md", text)]);
    let refused = |from: &str, to: &str, message: &str, help: &str| {
        let ran = vault.run(&["rename", "--property", from, to]);
        let said = ran.err.split_whitespace().filter(|word| *word != "│").collect::<Vec<_>>().join(" ");
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{said}");
        assert!(said.contains(message) && said.contains(help), "{said}");
        assert_eq!(vault.read("a.md"), text);
    };
    let lost = "Obsidian finds the tags of a note by the name `tags`: they would be lost";
    refused("tags", "x", lost, "`vaultlint rename \"#old\" \"#new\"` renames a tag");
    refused("Aliases", "x", "would be lost", "a property `x` can be added beside `Aliases`");
    refused("cssclasses", "tags", "would be lost", "can be added beside `cssclasses`");
    let become_tags = "Obsidian reads `tags` as the tags of a note: the values of `topics` would become such";
    refused("topics", "tags", become_tags, "move them to `tags`");
    refused("tag", "tags", "would become such", "`vaultlint check --rule deprecated-property --fix");
    done(
        &vault.run(&["rename", "--property", "tags", "Tags"]),
        "Renamed the property tags to Tags: 1 property in 1 note.\n",
    );
    assert_eq!(vault.read("a.md"), text.replace("tags", "Tags"));
}

#[test]
fn properties_that_keep_their_name_are_told() {
    let vault = TestVault::new(&[
        ("a.md", "---\nold: 1\n---\n"),
        ("b.md", "---\nold: 1\nnew: 2\n---\n"),
        (".obsidian/types.json", "{\"types\":{\"old\":\"number\"}}"),
    ]);
    let ran = vault.run(&["rename", "--property", "old", "new", "--dry-run"]);
    assert!(
        ran.out.starts_with("Would change .obsidian/types.json\nWould change 1 property in a.md\n"),
        "{}",
        ran.out
    );
    let ran = vault.run(&["rename", "--property", "old", "new"]);
    assert_eq!(
        (ran.status, ran.out.as_str(), ran.err.as_str()),
        (
            1,
            "Renamed the property old to new: 1 property in 1 note, and its type in the settings; 1 stays as it is.\n",
            "warning: b.md: 2:1: this note has a property `new` already, so `old` stays\n"
        )
    );
    assert_eq!(vault.read("a.md"), "---\nnew: 1\n---\n");
    assert_eq!(vault.read(".obsidian/types.json"), "{\"types\":{\"new\":\"number\",\"old\":\"number\"}}");
    let ran = vault.run(&["rename", "--property", "old", "new"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("no property `old` was renamed") && ran.err.contains("`b.md`"), "{}", ran.err);
}

#[test]
fn what_to_look_at_is_told() {
    let vault = TestVault::new(&[("a.md", "x\n\nTo [[New]].\n"), ("Old.md", "")]);
    let ran = vault.run(&["rename", "Old", "New"]);
    assert_eq!(ran.status, 0);
    assert_eq!(ran.out, "Renamed Old.md to New.md: no links to rewrite.\n");
    assert_eq!(ran.err, "warning: a.md: 3:4: this link led nowhere and would lead to `New.md` now\n");
}

#[test]
fn an_interrupted_rename_is_recovered() {
    let vault = TestVault::new(&[("a.md", "[[Old]]\n"), ("Old.md", "")]);
    let journal = "{\"version\":1,\"stage\":\"preparing\",\"edits\":[{\"path\":\"a.md\",\
        \"temporary\":\".vaultlint-rename-0.tmp\",\"before\":[0,0],\"after\":[0,0]}],\"moves\":[]}";
    let interrupt = || {
        vault.write(".vaultlint-rename.json", journal.as_bytes());
        vault.write(".vaultlint-rename-0.tmp", b"[[N");
    };
    done(&vault.run(&["rename", "--recover"]), "No rename of this vault was interrupted.\n");
    interrupt();
    let ran = vault.run(&["rename", "--recover"]);
    assert_eq!(
        (ran.status, ran.err.as_str()),
        (0, "Took back a rename of this vault that was interrupted.\n")
    );
    assert!(!vault.path(".vaultlint-rename-0.tmp").exists());
    interrupt();
    let ran = vault.run(&["rename", "Old", "New", "--dry-run"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    assert!(
        ran.err.contains("was interrupted") && vault.path(".vaultlint-rename-0.tmp").exists(),
        "{}",
        ran.err
    );
    let ran = vault.run(&["rename", "Old", "New"]);
    assert_eq!(ran.out, "Renamed Old.md to New.md: 1 link in 1 note.\n");
    assert_eq!(ran.err, "Took back a rename of this vault that was interrupted.\n");
    assert_eq!(vault.read("a.md"), "[[New]]\n");
}
