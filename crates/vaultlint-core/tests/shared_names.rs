//! Renames onto a name that another note has already.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "support/refactor.rs"]
mod support;

use support::{Files, after, files, moves};
use vaultlint_core::note::{LinkKind, Note};
use vaultlint_core::vault::settings::LinkFormat;
use vaultlint_core::vault::{Resolution, Settings, Vault};

/// `A/Old.md` and a note `New.md` in another folder, with links to both from everywhere.
fn two(other: &str) -> Files {
    let mut all = files(&[("A/Old.md", "[[Old]]"), ("C/s.md", ""), ("s.md", ""), ("A/s.md", "")]);
    all.insert(format!("{other}/s.md"), String::new());
    for text in all.values_mut() {
        text.push_str("[[Old]] [[New]] [[Old#h|o]] [x](Old.md) [y](New.md)");
    }
    all.insert(format!("{other}/New.md"), String::new());
    all
}

/// Where the links of the note at `path` lead.
fn led(all: &Files, path: &str) -> Vec<String> {
    let vault = Vault::new(all.keys().map(|path| path.as_str().into()).collect(), Settings::default());
    let note = Note::parse(path, all[path].as_str());
    let links = note.links.iter().map(|link| match vault.resolve(&note.path, link.kind, &link.target) {
        Resolution::File(file) => vault.path(file).to_string(),
        other => panic!("{path}: {:?} {other:?}", link.target),
    });
    links.collect()
}

#[test]
fn a_bare_name_is_written_only_where_one_note_has_it() {
    // The other path is as long, longer and shorter.
    for other in ["B", "Bbbb", "A/B", ""] {
        let mut all = two(other);
        if other.is_empty() {
            all =
                all.into_iter().map(|(path, text)| (path.trim_start_matches('/').to_owned(), text)).collect();
        }
        let (now, remarks) = after(&all, Settings::default(), &moves(&[("A/Old.md", "A/New.md")]));
        assert_eq!(remarks, Vec::<String>::new());
        for (path, text) in &all {
            let new = if path == "A/Old.md" { "A/New.md" } else { path };
            let expected: Vec<String> =
                led(&all, path).into_iter().map(|led| led.replace("A/Old.md", "A/New.md")).collect();
            assert_eq!(led(&now, new), expected, "{text} -> {}", now[new]);
        }
        assert!(now["s.md"].starts_with("[[A/New|New]] "), "{}", now["s.md"]);
        assert!(now["A/s.md"].starts_with("[[A/New|New]] "), "{}", now["A/s.md"]);
        assert!(now["C/s.md"].contains(" [[A/New#h|o]] [x](A/New.md) "), "{}", now["C/s.md"]);
    }
}

#[test]
fn a_bare_name_stays_where_it_is_the_only_one() {
    let all = files(&[("A/Old.md", ""), ("B/Other.md", ""), ("s.md", "[[Old]] ![x](Old.md)")]);
    let (now, _) = after(&all, Settings::default(), &moves(&[("A/Old.md", "A/New.md")]));
    assert_eq!(now["s.md"], "[[New]] ![x](New.md)");
}

#[test]
fn the_path_is_that_of_the_settings() {
    let all = files(&[("A/Old.md", ""), ("Bbbb/New.md", ""), ("C/s.md", "[[Old]]"), ("A/s.md", "[[Old]]")]);
    let settings = || Settings { new_link_format: LinkFormat::Relative, ..Settings::default() };
    let (now, _) = after(&all, settings(), &moves(&[("A/Old.md", "A/New.md")]));
    assert_eq!((now["C/s.md"].as_str(), now["A/s.md"].as_str()), ("[[../A/New|New]]", "[[New]]"));
}

#[test]
fn a_part_of_a_path_is_written_only_where_one_note_has_it() {
    let all = files(&[("r/a/Old.md", ""), ("qqqqq/a/New.md", ""), ("s.md", "[[a/Old]] [[a/New]]")]);
    let (now, _) = after(&all, Settings::default(), &moves(&[("r/a/Old.md", "r/a/New.md")]));
    assert_eq!(now["s.md"], "[[r/a/New]] [[qqqqq/a/New]]");
}

#[test]
fn pictures_are_named_in_the_same_way() {
    let all = files(&[("a/old.png", ""), ("bbbb/new.png", ""), ("s.md", "![[old.png]] ![[new.png]]")]);
    let (now, _) = after(&all, Settings::default(), &moves(&[("a/old.png", "a/new.png")]));
    assert_eq!(now["s.md"], "![[a/new.png]] ![[bbbb/new.png]]");
    let vault = Vault::new(now.keys().map(|path| path.as_str().into()).collect(), Settings::default());
    let note = Note::parse("s.md", now["s.md"].as_str());
    assert!(note.links.iter().all(|link| link.kind == LinkKind::Wiki
        && matches!(vault.resolve(&note.path, link.kind, &link.target), Resolution::File(_))));
}
