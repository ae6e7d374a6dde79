//! What a baseline knows again.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use vaultlint_core::baseline::{Baseline, Checked, Known};
use vaultlint_core::config::Config;
use vaultlint_core::diagnostic::Diagnostic;
use vaultlint_core::lint::lint;
use vaultlint_core::note::Note;
use vaultlint_core::rule::Level;
use vaultlint_core::vault::{Settings, Vault};

/// The findings in notes of one vault.
fn found(notes: &[(&str, &str)]) -> Vec<(Note, Vec<Diagnostic>)> {
    let vault = Vault::new(notes.iter().map(|(path, _)| (*path).into()).collect(), Settings::default());
    let config = Config::default();
    notes
        .iter()
        .map(|(path, text)| {
            let note = Note::parse(*path, *text);
            let mut found = lint(&note, &vault, &config);
            found.retain(|it| it.level >= Level::Warning);
            (note, found)
        })
        .collect()
}

fn baseline(notes: &[(&str, &str)]) -> Baseline {
    let mut baseline = Baseline::default();
    found(notes).iter().for_each(|(note, found)| baseline.record(&note.path, &note.text, found));
    let again = Baseline::parse(&baseline.to_json()).unwrap();
    assert_eq!(again, baseline);
    baseline
}

/// What is new in `notes`, and what `baseline` knew of them.
fn hide(baseline: &Baseline, notes: &[(&str, &str)]) -> (Vec<String>, Known) {
    let mut all = found(notes);
    let mut checked: Vec<_> =
        all.iter_mut().map(|(note, found)| Checked { path: &note.path, text: &note.text, found }).collect();
    let known = baseline.hide(&mut checked, |_, _| true, |path| notes.iter().any(|(it, _)| *it == path));
    let new = all.iter().flat_map(|(note, found)| {
        found.iter().map(|it| format!("{}: {}", it.rule.name, it.range.slice(&note.text)))
    });
    (new.collect(), known)
}

const OLD: &str = "# A\n\nTo [[ b]] and ![[x.png]].\n\n![[x.png]]\n";

#[test]
fn what_moves_is_known() {
    let baseline = baseline(&[("a.md", OLD)]);
    assert_eq!(baseline.len(), 3);
    let moved = "# New\n\nText.\n\n![[x.png]]\n\n> To ![[x.png]] and\n> [[ b]].\n";
    let (new, known) = hide(&baseline, &[("a.md", moved)]);
    assert!(new.is_empty(), "{new:?}");
    assert_eq!((known.hidden, known.mended_count()), (3, 0));
}

#[test]
fn what_is_new_is_told_and_what_is_mended_counted() {
    let baseline = baseline(&[("a.md", OLD)]);
    let (new, known) = hide(&baseline, &[("a.md", "![[x.png]] ![[y.png]]\n")]);
    assert_eq!(new, ["missing-image: ![[y.png]]"]);
    assert_eq!(known.hidden, 1);
    let mended: Vec<_> = known.mended.iter().map(|(rule, count)| (rule.as_str(), *count)).collect();
    assert_eq!(mended, [("link-spacing", 1), ("missing-image", 1)]);
}

#[test]
fn one_more_of_the_same_is_new() {
    let baseline = baseline(&[("a.md", OLD)]);
    let (new, _) = hide(&baseline, &[("a.md", "![[x.png]] ![[x.png]] ![[x.png]]\n")]);
    assert_eq!(new, ["missing-image: ![[x.png]]"]);
}

#[test]
fn a_renamed_note_is_known() {
    let baseline = baseline(&[("a.md", OLD), ("b.md", OLD)]);
    let (new, known) = hide(&baseline, &[("c/d.md", OLD), ("b.md", OLD)]);
    assert!(new.is_empty(), "{new:?}");
    assert_eq!((known.hidden, known.mended_count()), (6, 0));
    let (new, _) = hide(&baseline, &[("a.md", OLD), ("b.md", OLD), ("copy.md", OLD)]);
    assert_eq!(new.len(), 3);
}

#[test]
fn long_texts_differ_by_their_ends() {
    let long = |end: &str| format!("![[{}{end}.png]]\n", "x".repeat(200));
    let baseline = baseline(&[("a.md", &long("1"))]);
    assert!(hide(&baseline, &[("a.md", &long("1"))]).0.is_empty());
    assert_eq!(hide(&baseline, &[("a.md", &long("2"))]).0.len(), 1);
}

#[test]
fn other_files_are_no_baselines() {
    for text in ["", "[]", "{\"version\": 1}", "{\"version\": 1, \"findings\": {\"a.md\": [{}]}}"] {
        assert!(Baseline::parse(text).is_err(), "{text}");
    }
    let later = Baseline::parse("{\"version\": 2, \"findings\": {}}").unwrap_err().to_string();
    assert!(later.contains("version 2"), "{later}");
    assert!(Baseline::parse(&Baseline::default().to_json()).unwrap().is_empty());
}
